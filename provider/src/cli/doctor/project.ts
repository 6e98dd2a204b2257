// Judges what a project and the environment have every `pulumi up` do.
import { ok, skipped, warning, type Check } from "./check";

export interface ProjectSeen {
    /** The project's file; undefined where this folder is in no project. */
    readonly file: string | undefined;
    /** What `options.refresh` of it says; undefined where it says nothing. */
    readonly refresh: unknown;
    /** PULUMI_OPTION_REFRESH of the environment. */
    readonly variable: string | undefined;
}

/** A refresh that nobody asked for finds what somebody edited, and the same `up` deploys it. */
export function refreshCheck({ file, refresh, variable }: ProjectSeen): Check {
    const name = "refresh option";
    const saying = [
        ...(refresh === "always" ? [`\`refresh: always\` among the options of ${file ?? ""}`] : []),
        ...(["1", "true"].includes(variable?.trim().toLowerCase() ?? "") ? ["PULUMI_OPTION_REFRESH"] : []),
    ];
    if (saying.length > 0)
        return warning(
            name,
            `${saying.join(" and ")} has every \`pulumi up\` refresh first, and then deploy whatever somebody has edited in DataWorks, half-done edits too`,
            "Take it out, or give each DiSyncDeployment an approvedDigest: then nothing but the approved definition is deployed (docs/drift-review.md).",
        );
    return file === undefined
        ? skipped(name, "this folder is in no Pulumi project")
        : ok(name, "a plain `pulumi up` does not refresh");
}
