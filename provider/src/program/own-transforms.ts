// The transforms of a resource's own options, whose results the class holds to the same rules as its arguments and options.
import type * as pulumi from "@pulumi/pulumi";

/** Properties and options, as a program or a transform gives them. */
export interface Declared {
    readonly props: pulumi.Inputs;
    readonly opts: pulumi.CustomResourceOptions;
}

/**
 * The options, with transforms whose results for this resource go through `hold`. What transforms of its parents and of the stack
 * add, the class does not see.
 */
export function holdTransforms(
    type: string,
    name: string,
    opts: pulumi.CustomResourceOptions,
    hold: <T extends Declared>(declared: T) => T,
): pulumi.CustomResourceOptions {
    // Transforms are inherited: a resource below this one may be of another kind.
    const isOwn = (args: { type: string; name: string }) => args.type === type && args.name === name;
    const transforms = opts.transforms?.map((transform): pulumi.ResourceTransform => async (args) => {
        const result = await transform(args);
        return result && isOwn(args) ? hold(result) : result;
    });
    const transformations = opts.transformations?.map((transform): pulumi.ResourceTransformation => (args) => {
        const result = transform(args);
        return result && isOwn(args) ? hold(result) : result;
    });
    return { ...opts, ...(transforms && { transforms }), ...(transformations && { transformations }) };
}
