// The look-ups, as functions of the plugin.
import { briefReason, type Lookups } from "../lookup/lookups";
import type { Values } from "../resources/resource";
import { tokenOf } from "../urn";

interface Function {
    readonly look: (lookups: Lookups, args: Values) => Promise<object>;
    /** The names of what it gives that is secret. */
    readonly secret: readonly string[];
}

/** Every function that there is, by its token. */
const functions: Readonly<Record<string, Function>> = {
    [tokenOf("getDiSyncFile")]: { look: (lookups, args) => lookups.file(args), secret: [] },
    [tokenOf("getDiSyncTask")]: { look: (lookups, args) => lookups.task(args), secret: ["definition"] },
    [tokenOf("getDiSyncTasksOfDataSource")]: { look: (lookups, args) => lookups.tasksOfDataSource(args), secret: [] },
    [tokenOf("getWorkspace")]: { look: (lookups, args) => lookups.workspace(args), secret: [] },
    [tokenOf("getResourceGroup")]: { look: (lookups, args) => lookups.resourceGroup(args), secret: [] },
};

/** What a look-up gives, as programs get it. */
export async function invoke(
    token: string,
    args: Values,
    lookups: Lookups,
): Promise<{ readonly result: object; readonly secret: readonly string[] }> {
    const called = Object.hasOwn(functions, token) ? functions[token] : undefined;
    if (!called) throw new Error(`there is no function ${token}: there are ${Object.keys(functions).join(", ")}`);
    try {
        return { result: await called.look(lookups, args), secret: called.secret };
    } catch (error) {
        const about = args["name"] ?? args["fileId"] ?? args["datasource"] ?? args["identifier"];
        const subject =
            typeof about === "string" || typeof about === "number" ? ` ${JSON.stringify(String(about))}` : "";
        throw new Error(`${token.split(":").at(-1) ?? token}${subject}: ${briefReason(error)}`, { cause: error });
    }
}
