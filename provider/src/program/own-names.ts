// `id` and `urn` among the arguments: they are the engine's to give, and the SDK would drop them without a word.
import { shown } from "./shown";

/** @throws pulumi.RunError where an argument has such a name. */
export function withoutOwnNames(resource: string, name: string, args: object): void {
    const given = args as Readonly<Record<string, unknown>>;
    for (const own of ["id", "urn"]) {
        if (given[own] === undefined || given[own] === null) continue;
        throw shown(
            `${resource} "${name}": ${own} is no argument, as Pulumi makes it. Leave it out. To take over a task that is ` +
                "deployed already, run `npx pulumi-dataworks import`.",
        );
    }
}
