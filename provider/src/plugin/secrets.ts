// Which properties of a resource are secrets by what they are, and which failures may name theirs.
import { textForEngine } from "../engine/texts";
import type { Argument, Failure, Resource, Values } from "../resources/resource";
import { holdsNamedSecret, secretsIn } from "../secret-names";
import { holdsSecret, type Received } from "./values";

/** The arguments that are secrets as they are, whether or not they were marked: they have a key that names one. */
export function secretArguments({ arguments: known }: Resource, values: Values): string[] {
    const names = Object.entries<Argument>(known).flatMap(([name, { mayHoldSecrets }]) =>
        mayHoldSecrets ? [name] : [],
    );
    return names.filter((name) => holdsNamedSecret(values[name]));
}

/**
 * The engine prints the value of a property that is named beside a reason. One whose value may hold a secret, and one that there is not,
 * are named in the text alone.
 */
export function shownFailure({ arguments: known }: Resource, { property, reason }: Failure, news: Received): Failure {
    const value = news.values[property];
    const argument = Object.hasOwn(known, property)
        ? (known as Readonly<Record<string, Argument>>)[property]
        : undefined;
    // What should have parts, and is a text, may be a connection with its password.
    const isPlain = typeof value !== "string" || isTextForm(argument?.type.form);
    const isSecret = !argument || argument.mayHoldSecrets || holdsSecret(news, property) || secretsIn(value).length > 0;
    return isSecret || !isPlain
        ? { property: "", reason: textForEngine(`${property} ${reason}`) }
        : { property, reason: textForEngine(reason) };
}

function isTextForm(form: Argument["type"]["form"] | undefined): boolean {
    return form === "id" || form === "text" || (typeof form === "object" && "texts" in form);
}
