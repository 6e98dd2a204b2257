// Gives the engine's host errors in the form that it shows best.
import type { KeptError } from "../resources/resource";
import { asSecret } from "../engine/marks";
import { messageOf } from "../engine/texts";
import { providerKey, toEngine } from "./values";

/**
 * An error that the host shows once, without a stack trace. It prints an error of check, diff, read or delete on its own,
 * as "<error>: <stack>", before the engine shows the message beside the resource; what it prints is a line of ours then.
 */
export class ShownError extends Error {
    constructor(message: string, heading: string) {
        super(message);
        this.toString = () => heading;
        this.stack = "the error is shown beside the resource";
    }
}

/** What the host takes for a resource that was half made, because it has an `id`: it makes the engine keep the resource, with these properties, although the operation failed. */
export class PartialError extends Error {
    readonly id: string;
    readonly properties: Record<string, unknown>;
    readonly reasons: string[];

    constructor(id: string, error: KeptError, providerText: unknown) {
        super(messageOf(error));
        this.id = id;
        const outputs = toEngine({ ...error.outputs });
        // Whether they were secret, the host does not tell.
        for (const name of error.ofBefore) if (name in outputs) outputs[name] = asSecret(outputs[name]);
        // The engine needs the provider's text to refresh or delete the resource, and the host does not add it here.
        this.properties = { ...outputs, [providerKey]: providerText };
        this.reasons = [this.message];
    }
}
