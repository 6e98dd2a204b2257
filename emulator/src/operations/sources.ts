// ListDataSources: what tasks of a workspace can read from and write to, filtered.
import { errors } from "../protocol/errors";
import type { Json } from "../protocol/json";
import type { Workspace } from "../workspace/model";
import { databaseOf, type DataSource } from "../workspace/sources";
import { fileReply, workspaceOf, type Operation, type Parameters } from "./operation";
import { pageOf } from "./page";

/** A data source in one of the workspace's environments. */
interface Listed {
    source: DataSource;
    envType: string;
    id: number;
}

/** By the parameter that asks for it; one that has a list of values takes no other. */
const filters: Record<string, { values?: readonly string[]; of: (listed: Listed) => string }> = {
    Name: { of: ({ source }) => source.name },
    DataSourceType: { of: ({ source }) => source.type },
    EnvType: { values: ["0", "1"], of: ({ envType }) => envType },
    Status: { values: ["ENABLED", "DISABLED"], of: ({ source }) => (isEnabled(source) ? "ENABLED" : "DISABLED") },
};

const listDataSources: Operation = {
    family: "project",
    effect: "read",
    run(parameters, context) {
        const workspace = workspaceOf(parameters, context);
        const found = inEachEnvironment(workspace).filter((listed) =>
            Object.entries(filters).every(([name, { values, of }]) => {
                const wanted = asked(parameters, name, values);
                return wanted === undefined || wanted === of(listed);
            }),
        );
        const { items, ...counts } = pageOf(found, parameters);
        return fileReply({ ...counts, DataSources: items.map((listed) => fieldsOf(listed, workspace)) });
    },
};

function asked(parameters: Parameters, name: string, values: readonly string[] | undefined): string | undefined {
    const given = parameters[name];
    if (given === undefined || given === "") return undefined;
    if (values && !values.includes(given))
        throw errors.invalidParameter(`${name} must be one of ${values.join(", ")}.`);
    return given;
}

/** In a standard workspace a data source is there for development (0) and for production (1), in a basic one for production alone. */
function inEachEnvironment({ dataSources, mode }: Workspace): Listed[] {
    const envTypes = mode === "standard" ? ["0", "1"] : ["1"];
    return [...dataSources.values()]
        .flatMap((source) => envTypes.map((envType) => ({ source, envType })))
        .map((one, index) => ({ ...one, id: index + 1 }));
}

function isEnabled({ enabled = true }: DataSource): boolean {
    return enabled;
}

function fieldsOf({ source, envType, id }: Listed, { projectId }: Workspace): Json {
    return {
        Id: id,
        ProjectId: BigInt(projectId),
        Name: source.name,
        DataSourceType: source.type,
        SubType: "",
        EnvType: Number(envType),
        Status: isEnabled(source) ? 1 : 0,
        ConnectStatus: 1,
        Description: source.description ?? "",
        // The service's holds addresses and users; this one is made up.
        Content: JSON.stringify({ database: databaseOf(source), note: "made up by the emulator" }),
        DefaultEngine: false,
        Shared: false,
        Sequence: id,
    };
}

export const sourceOperations = { ListDataSources: listDataSources };
