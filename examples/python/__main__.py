"""A sync task from its tables to its run, and the deployment of a task that somebody made in DataStudio: in Python, by the provider plugin."""

import dataworks
import pulumi

config = pulumi.Config()
project_id = config.require("projectId")
task_type = "DI_REALTIME"

# What removing it does is said of all three, or of none: stop, undeploy, delete.
task = dataworks.DiSyncTask(
    "shop",
    project_id=project_id,
    task_type=task_type,
    name="shop_to_hologres",
    source={
        "type": "mysql",
        "datasources": [{"name": "shop_mysql", "tables": ["orders", "customers"]}],
    },
    destination={"type": "hologres", "datasource": "shop_hologres"},
    resource_group="group_di_shop",
    on_delete="delete",
)

deployment = dataworks.DiSyncDeployment(
    "shop",
    project_id=project_id,
    task_type=task_type,
    file_id=task.file_id,
    # Deployed once the task is made, and again after each change of it.
    triggers={"revision": task.revision},
    # A refresh also sees that somebody has undeployed it.
    compare_versions=True,
    on_delete="undeploy",
)

instance = dataworks.DiSyncInstance(
    "shop",
    project_id=project_id,
    task_type=task_type,
    file_id=task.file_id,
    state="running",
    # How long it has to run before a start counts. Default: 10 s.
    stable_seconds=config.get_int("stableSeconds"),
    # Started once it is deployed, and restarted after each later deployment.
    triggers={"deployment": deployment.deployed_at},
    on_delete="stop",
)

# Its name is the same in every workspace, its file id is not.
orders_file = dataworks.get_di_sync_file(project_id=project_id, name="orders_to_maxcompute")
orders = dataworks.DiSyncDeployment(
    "orders", project_id=project_id, task_type=orders_file.task_type, file_id=orders_file.file_id
)

pulumi.export("fileId", task.file_id)
pulumi.export("deployedAt", deployment.deployed_at)
pulumi.export("status", instance.status)
pulumi.export("ordersFileId", orders.file_id)
