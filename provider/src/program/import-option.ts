// The option `import`, which no dynamic resource can have: the engine reads what it imports by its id alone, without the provider's text.
import type * as pulumi from "@pulumi/pulumi";
import { shown } from "./shown";

/**
 * The options of a resource without a way to import it: its own transforms are held to it too. What transforms of its parents and
 * of the stack add, the class does not see.
 *
 * @throws pulumi.RunError for the option.
 */
export function withoutImport(
    type: string,
    name: string,
    opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
    const what = `${type.split(":").at(-1) ?? type} "${name}"`;
    if (opts.import !== undefined) throw refusal(what);
    // Transforms are inherited: a resource below this one may be of a kind that can be imported.
    const isOwn = (args: { type: string; name: string }) => args.type === type && args.name === name;
    const transforms = opts.transforms?.map((transform): pulumi.ResourceTransform => async (args) => {
        const result = await transform(args);
        if (result && isOwn(args) && hasImport(result.opts)) throw refusal(what);
        return result;
    });
    const transformations = opts.transformations?.map((transform): pulumi.ResourceTransformation => (args) => {
        const result = transform(args);
        if (result && isOwn(args) && hasImport(result.opts)) throw refusal(what);
        return result;
    });
    return { ...opts, ...(transforms && { transforms }), ...(transformations && { transformations }) };
}

function hasImport(opts: pulumi.CustomResourceOptions | undefined): boolean {
    return Boolean(opts?.import);
}

function refusal(what: string): pulumi.RunError {
    return shown(
        `${what}: Pulumi cannot import dynamic resources, so the option import does not work. ` +
            "Take it out, and run `npx pulumi-dataworks import`: it writes the file that `pulumi import --file` takes.",
    );
}
