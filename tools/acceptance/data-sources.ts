// What the data sources of the level make are, as the workspace tells: looked up before anything is made.
import type { Making, Service } from "dataworks-emulator";
import { refusalOf, shown } from "../../emulator/src/assumptions/reply";
import { CommandError } from "../../provider/src/cli/error";
import { asObject, asText } from "../../provider/src/dataworks/json";
import { NotAnsweredError } from "./service";

const destinations = ["odps", "kafka", "holo"] as const;

/** @throws CommandError where one of them is not there, is of another type, or cannot be looked up. */
export async function destinationOf(
    service: Service,
    projectId: string,
    { source, destination }: { readonly source: string; readonly destination: string },
): Promise<Making["destination"]> {
    const sourceType = await typeOf(service, projectId, "source", source);
    if (sourceType !== "mysql") throw isOther("source", source, sourceType, "mysql");
    const type = await typeOf(service, projectId, "destination", destination);
    const known = destinations.find((one) => one === type);
    if (known === undefined) throw isOther("destination", destination, type, destinations.join(", "));
    return { type: known, datasource: destination };
}

async function typeOf(service: Service, projectId: string, option: string, name: string): Promise<string> {
    let reply;
    try {
        reply = await service.call("ListDataSources", { ProjectId: projectId, Name: name, PageSize: "100" });
    } catch (error) {
        if (!(error instanceof NotAnsweredError)) throw error;
        throw new CommandError(
            `the data source of --${option} could not be looked up, and nothing was made: ${error.message}. ` +
                "The account needs the right to dataworks:ListDataSources.",
        );
    }
    if (refusalOf(reply) !== undefined)
        throw new CommandError(
            `the data source of --${option} could not be looked up, and nothing was made: ListDataSources said ${shown(reply)}.`,
        );
    const listed = asObject(reply.body["Data"])?.["DataSources"];
    const found = (Array.isArray(listed) ? listed : [])
        .map(asObject)
        .filter((one) => one && asText(one["Name"]) === name);
    if (found.length === 0)
        throw new CommandError(
            `workspace ${projectId} has no data source ${JSON.stringify(name)}, and nothing was made: check --${option}.`,
        );
    return asText(found[0]?.["DataSourceType"]);
}

function isOther(option: string, name: string, type: string, wanted: string): CommandError {
    return new CommandError(
        `the data source ${JSON.stringify(name)} is of the type ${JSON.stringify(type)}, and nothing was made: --${option} takes one of ${wanted}.`,
    );
}
