"""Deploys the sync task that the stack's configuration names, by the provider plugin of pulumi-dataworks."""

import dataworks
import pulumi

config = pulumi.Config()

# Names are the same wherever it runs, the ids that belong to them are not.
project_id = dataworks.get_workspace(identifier=config.require("workspace")).project_id
file = dataworks.get_di_sync_file(project_id=project_id, name=config.require("taskName"))

task = dataworks.DiSyncDeployment("task", project_id=project_id, task_type=file.task_type, file_id=file.file_id)

pulumi.export("fileId", task.file_id)
pulumi.export("status", task.status)
pulumi.export("deployedAt", task.deployed_at)
