// The option `retainOnDelete` beside onDelete "delete": with it, the engine never asks for the deletion, and no provider is told of it.
import * as pulumi from "@pulumi/pulumi";
import { holdTransforms, type Declared } from "./own-transforms";
import { shown } from "./shown";

/**
 * Properties and options that do not contradict each other: the resource's own transforms are held to it too.
 *
 * @throws pulumi.RunError where they do. Of an `onDelete` that is known later, the registration of the resource fails with it.
 */
export function withoutRetainedDelete(type: string, name: string, { props, opts }: Declared): Declared {
    const hold = <T extends Declared>(declared: T): T => {
        if (!declared.opts.retainOnDelete) return declared;
        return { ...declared, props: { ...declared.props, onDelete: notDelete(name, declared.props["onDelete"]) } };
    };
    return hold({ props, opts: holdTransforms(type, name, opts, hold) });
}

function notDelete(name: string, onDelete: unknown): unknown {
    if (pulumi.Output.isInstance(onDelete) || onDelete instanceof Promise) {
        return pulumi.output(onDelete).apply((value) => notDelete(name, value));
    }
    if (onDelete !== "delete") return onDelete;
    throw shown(
        `DiSyncTask "${name}": onDelete is "delete", and the option retainOnDelete has Pulumi delete nothing. Take one of the two out.`,
    );
}
