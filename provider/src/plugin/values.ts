// Translates between values on the wire and those of the lifecycle functions, and keeps in mind which parts are secret.
import { isDeepStrictEqual } from "node:util";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { asSecret, secretMark, signature } from "../engine/marks";
import { textForEngine } from "../engine/texts";
import type { Values } from "../resources/resource";
import { unknown } from "../resources/unknown";

/** Where a value stands inside of a resource's values: keys, and indexes as texts. */
type Path = readonly string[];

/** What came from the engine. */
export interface Received {
    readonly values: Values;
    /** Where secrets stand in them. */
    readonly secrets: readonly Path[];
}

/** How the engine spells values that are not known yet, whatever their type (its plugin/rpc.go). The first is the one that it is told. */
const unknowns = [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
] as const;

/** Values of the engine, with unknown ones marked and secrets in clear. */
export function received(struct: Struct | undefined): Received {
    const secrets: Path[] = [];
    const read = (value: unknown, path: Path): unknown => {
        if (unknowns.some((each) => each === value)) return unknown;
        if (Array.isArray(value)) return value.map((entry, index) => read(entry, [...path, String(index)]));
        if (typeof value !== "object" || value === null) return value;
        if ((value as Values)[signature] === secretMark) {
            secrets.push(path);
            return read((value as Values)["value"], path);
        }
        return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, read(entry, [...path, key])]));
    };
    return { values: read(struct?.toJavaScript() ?? {}, []) as Values, secrets };
}

/**
 * Values for the engine. What is a secret in one of the `sources` is one where it comes back as it was; a property that had one in
 * it and is another by now is a secret as a whole.
 *
 * @param secret The names of properties that are secrets, whatever the sources say.
 */
export function sent(values: object, sources: readonly Received[], secret: readonly string[] = []): Struct {
    const marked = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
        if (value === undefined) return []; // the engine's protocol has no place for it
        const paths = secretPathsOf(name, value, sources);
        const isWhole = paths === "whole" || secret.includes(name);
        const written = write(value, [name], isWhole ? [] : paths);
        return [[textForEngine(name), isWhole ? wrapped(written) : written]];
    });
    return Struct.fromJavaScript(Object.fromEntries(marked) as Record<string, JavaScriptValue>);
}

/** A longer secret, such as a fingerprint, is in no text for a user. */
const longestShown = 256;

/** The texts that came in as secrets, or inside of them, as far as one may be said back. */
export function secretTexts({ values, secrets }: Received): string[] {
    const all = secrets.flatMap((path) => texts(path.reduce<unknown>((value, key) => (value as Values)[key], values)));
    return all.filter((text) => text.length <= longestShown);
}

function texts(value: unknown): string[] {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** Whether a property that came in is a secret, or holds one. */
export function holdsSecret({ secrets }: Received, name: string): boolean {
    return secrets.some(([first]) => first === name);
}

/**
 * Whether a secret stands inside of a property by now where the engine knows none. Where nothing else changes, the engine keeps
 * the outputs that it has, and hides in them what is a secret as a whole, but nothing inside.
 */
export function becameSecretInside(name: string, olds: Received, news: Received): boolean {
    if (olds.values[name] === undefined) return false;
    const before = olds.secrets.filter(([first]) => first === name);
    const isHidden = (path: Path) => before.some((each) => each.every((part, index) => part === path[index]));
    return news.secrets.some((path) => path[0] === name && !isHidden(path));
}

function secretPathsOf(name: string, value: unknown, sources: readonly Received[]): readonly Path[] | "whole" {
    const having = sources.filter((source) => holdsSecret(source, name));
    if (having.length === 0) return [];
    const same = having.filter((source) => isDeepStrictEqual(source.values[name], value));
    return same.length === 0 ? "whole" : same.flatMap(({ secrets }) => secrets.filter(([first]) => first === name));
}

function write(value: unknown, path: Path, secrets: readonly Path[]): unknown {
    const written = (): unknown => {
        if (value === unknown) return unknowns[0];
        if (typeof value === "string") return textForEngine(value);
        if (Array.isArray(value)) return value.map((entry, index) => write(entry, [...path, String(index)], secrets));
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(
            Object.entries(value)
                .filter(([, entry]) => entry !== undefined)
                .map(([key, entry]) => [textForEngine(key), write(entry, [...path, key], secrets)]),
        );
    };
    const inner = written();
    return secrets.some((each) => isDeepStrictEqual(each, path)) ? wrapped(inner) : inner;
}

/** A secret, which is never one twice. */
function wrapped(value: unknown): unknown {
    const isSecret = typeof value === "object" && value !== null && signature in value;
    return isSecret ? value : asSecret(value);
}
