"""The resources of the provider plugin, and the look-ups of a task and of a workspace by their names, by their tokens.

Copy this file beside a program. Names and arguments are those of the SDK that `pulumi package add` generates. What each means is in the
README of pulumi-dataworks: there in camel case, here in snake case; what stands inside of an argument is in camel case here too.

Another account or region is a provider: pulumi.ProviderResource("dataworks", "shanghai", {"region": "cn-shanghai"}).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Union

import pulumi

Triggers = pulumi.Input[Mapping[str, pulumi.Input[Union[str, int, float, bool]]]]
Names = pulumi.Input[Sequence[pulumi.Input[str]]]


def _output(name: str) -> Any:
    return property(lambda self: self.__dict__[name])


class _Resource(pulumi.CustomResource):
    """A resource whose outputs are the properties of its class, besides its arguments."""

    def __init__(
        self, resource_name: str, args: Mapping[str, Any], outputs: Sequence[str], opts: Optional[pulumi.ResourceOptions]
    ) -> None:
        super().__init__(f"dataworks:index:{type(self).__name__}", resource_name, {**dict.fromkeys(outputs), **args}, opts)


class DiSyncTask(_Resource):
    """A sync task whose content comes from the program."""

    file_id: pulumi.Output[str] = _output("fileId")
    revision: pulumi.Output[str] = _output("revision")
    definition: pulumi.Output[Optional[str]] = _output("definition")
    status: pulumi.Output[str] = _output("status")
    region: pulumi.Output[str] = _output("region")
    pending: pulumi.Output[Optional[Mapping[str, Any]]] = _output("pending")
    drift: pulumi.Output[Optional[Sequence[str]]] = _output("drift")

    def __init__(
        self,
        resource_name: str,
        *,
        project_id: pulumi.Input[str],
        name: pulumi.Input[str],
        resource_group: pulumi.Input[str],
        folder: Optional[pulumi.Input[str]] = None,
        task_type: Optional[pulumi.Input[str]] = None,
        source: Optional[pulumi.Input[Mapping[str, Any]]] = None,
        destination: Optional[pulumi.Input[Mapping[str, Any]]] = None,
        script: Optional[pulumi.Input[Mapping[str, Any]]] = None,
        cu: Optional[pulumi.Input[float]] = None,
        triggers: Optional[Triggers] = None,
        ignore_definition_paths: Optional[Names] = None,
        on_delete: Optional[pulumi.Input[str]] = None,
        timeout_seconds: Optional[pulumi.Input[int]] = None,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        args = {
            "projectId": project_id,
            "name": name,
            "folder": folder,
            "taskType": task_type,
            "source": source,
            "destination": destination,
            # A definition may hold what is secret.
            "script": None if script is None else pulumi.Output.secret(script),
            "resourceGroup": resource_group,
            "cu": cu,
            "triggers": triggers,
            "ignoreDefinitionPaths": ignore_definition_paths,
            "onDelete": on_delete,
            "timeoutSeconds": timeout_seconds,
        }
        outputs = ["fileId", "revision", "definition", "status", "region", "pending", "drift"]
        super().__init__(resource_name, args, outputs, opts)


class DiSyncDeployment(_Resource):
    """The deployment of a sync task."""

    file_id: pulumi.Output[str] = _output("fileId")
    status: pulumi.Output[str] = _output("status")
    request_id: pulumi.Output[str] = _output("requestId")
    message: pulumi.Output[Optional[str]] = _output("message")
    region: pulumi.Output[str] = _output("region")
    deployed_at: pulumi.Output[str] = _output("deployedAt")
    definition: pulumi.Output[Optional[str]] = _output("definition")
    version: pulumi.Output[Optional[str]] = _output("version")
    version_before: pulumi.Output[Optional[str]] = _output("versionBefore")
    digest: pulumi.Output[Optional[str]] = _output("digest")
    drift: pulumi.Output[Optional[Sequence[str]]] = _output("drift")

    def __init__(
        self,
        resource_name: str,
        *,
        project_id: pulumi.Input[str],
        task_type: pulumi.Input[str],
        file_id: pulumi.Input[str],
        triggers: Optional[Triggers] = None,
        on_delete: Optional[pulumi.Input[str]] = None,
        ignore_definition_paths: Optional[Names] = None,
        compare_versions: Optional[pulumi.Input[bool]] = None,
        approved_digest: Optional[pulumi.Input[str]] = None,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        args = {
            "projectId": project_id,
            "taskType": task_type,
            "fileId": file_id,
            "triggers": triggers,
            "onDelete": on_delete,
            "ignoreDefinitionPaths": ignore_definition_paths,
            "compareVersions": compare_versions,
            "approvedDigest": approved_digest,
        }
        outputs = [
            "status",
            "requestId",
            "message",
            "region",
            "deployedAt",
            "definition",
            "version",
            "versionBefore",
            "digest",
            "drift",
        ]
        super().__init__(resource_name, args, outputs, opts)


class DiSyncInstance(_Resource):
    """The run of a sync task that is deployed."""

    status: pulumi.Output[str] = _output("status")
    name: pulumi.Output[Optional[str]] = _output("name")
    request_id: pulumi.Output[Optional[str]] = _output("requestId")
    region: pulumi.Output[str] = _output("region")
    started_at: pulumi.Output[Optional[str]] = _output("startedAt")
    pending: pulumi.Output[Optional[Mapping[str, Any]]] = _output("pending")
    alarms: pulumi.Output[Optional[Sequence[str]]] = _output("alarms")
    drift: pulumi.Output[Optional[Sequence[str]]] = _output("drift")

    def __init__(
        self,
        resource_name: str,
        *,
        project_id: pulumi.Input[str],
        task_type: pulumi.Input[str],
        file_id: pulumi.Input[str],
        state: pulumi.Input[str],
        triggers: Optional[Triggers] = None,
        start_parameters: Optional[pulumi.Input[Mapping[str, Any]]] = None,
        on_delete: Optional[pulumi.Input[str]] = None,
        compare_alarms: Optional[pulumi.Input[bool]] = None,
        stable_seconds: Optional[pulumi.Input[int]] = None,
        timeout_seconds: Optional[pulumi.Input[int]] = None,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        args = {
            "projectId": project_id,
            "taskType": task_type,
            "fileId": file_id,
            "state": state,
            "triggers": triggers,
            "startParameters": start_parameters,
            "onDelete": on_delete,
            "compareAlarms": compare_alarms,
            "stableSeconds": stable_seconds,
            "timeoutSeconds": timeout_seconds,
        }
        outputs = ["status", "name", "requestId", "region", "startedAt", "pending", "alarms", "drift"]
        super().__init__(resource_name, args, outputs, opts)


@dataclass(frozen=True)
class DiSyncFile:
    file_id: str
    name: str
    folder: str
    task_type: str
    owner: str
    last_edit_user: str
    last_edit_time: str
    current_version: str
    committed: bool


def get_di_sync_file(*, project_id: str, name: str, folder: Optional[str] = None) -> DiSyncFile:
    """Finds a real-time sync task by its exact name."""
    found = _invoke("getDiSyncFile", {"projectId": project_id, "name": name, "folder": folder})
    return DiSyncFile(
        file_id=found["fileId"],
        name=found["name"],
        folder=found["folder"],
        task_type=found["taskType"],
        owner=found["owner"],
        last_edit_user=found["lastEditUser"],
        last_edit_time=found["lastEditTime"],
        current_version=found["currentVersion"],
        committed=found["committed"],
    )


@dataclass(frozen=True)
class Workspace:
    project_id: str
    identifier: str
    name: str
    description: str
    status: str


def get_workspace(*, identifier: str) -> Workspace:
    """Finds a workspace by its name, the one that is unique."""
    found = _invoke("getWorkspace", {"identifier": identifier})
    return Workspace(
        project_id=found["projectId"],
        identifier=found["identifier"],
        name=found["name"],
        description=found["description"],
        status=found["status"],
    )


def _invoke(function: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
    return pulumi.runtime.invoke(f"dataworks:index:{function}", args).value
