// Errors that a user is shown as a message.
import * as pulumi from "@pulumi/pulumi";

/**
 * An error that is shown without a stack trace: the engine's host takes very long over an error with a long one, and for ever
 * over one with half a surrogate. Where nobody catches it, outside of the engine, Node prints the message first, and nothing of
 * the object: without a frame, and without the mark that Node looks for in the line that made the error, lines of Node's own
 * code would stand before it.
 */
export function shown(message: string): pulumi.RunError {
    const frames = Error.stackTraceLimit;
    Error.stackTraceLimit = 1;
    const error = new pulumi.RunError(message.toWellFormed()); // node-do-not-add-exception-line
    Error.stackTraceLimit = frames;
    return Object.defineProperty(error, "__pulumiRunError", { enumerable: false });
}
