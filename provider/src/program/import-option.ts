// The option `import`, which no dynamic resource can have: the engine reads what it imports by its id alone, without the provider's text.
import type * as pulumi from "@pulumi/pulumi";
import { holdTransforms, type Declared } from "./own-transforms";
import { shown } from "./shown";

/**
 * The options of a resource without a way to import it: its own transforms are held to it too.
 *
 * @throws pulumi.RunError for the option.
 */
export function withoutImport(
    type: string,
    name: string,
    opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
    const what = `${type.split(":").at(-1) ?? type} "${name}"`;
    const hold = <T extends Declared>(declared: T): T => {
        if (declared.opts.import) throw refusal(what);
        return declared;
    };
    if (opts.import !== undefined) throw refusal(what);
    return holdTransforms(type, name, opts, hold);
}

function refusal(what: string): pulumi.RunError {
    return shown(
        `${what}: Pulumi cannot import dynamic resources, so the option import does not work. ` +
            "Take it out, and run `npx pulumi-dataworks import`: it writes the file that `pulumi import --file` takes.",
    );
}
