"""Deploys the sync task that the stack's configuration names, by the provider plugin of pulumi-dataworks."""

import dataworks
import pulumi

config = pulumi.Config()
project_id = config.require("projectId")

# Its name is the same in every workspace, its file id is not.
file = dataworks.get_di_sync_file(project_id=project_id, name=config.require("taskName"))

task = dataworks.DiSyncDeployment("task", project_id=project_id, task_type=file.task_type, file_id=file.file_id)

pulumi.export("fileId", task.file_id)
pulumi.export("status", task.status)
pulumi.export("deployedAt", task.deployed_at)
