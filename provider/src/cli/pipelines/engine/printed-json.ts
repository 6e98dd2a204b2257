// Finds the JSON in what a command printed, among lines of others, such as a plugin's or a wrapper's.
import { CommandError } from "../../error";
import { cut, mask } from "../shown";

/** What a command printed is not what it is asked for. Its text is for a person; the lines are what was printed. */
export class Unreadable extends CommandError {
    /** `lines`: the first lines of what was printed, without secrets. */
    constructor(
        readonly summary: string,
        readonly lines: readonly string[],
    ) {
        super([summary, ...lines.map((line) => `  ${line}`)].join("\n"));
    }
}

/** How many places are tried at which JSON may begin, and how many lines are shown of what has none. */
const mostPlaces = 1_000;
const shownLines = 5;
const shownCharacters = 200;

/**
 * The one value in what `command` printed that is as it has to be. Nothing, a part of it, something else or two of them are an error:
 * what was not read never counts as "nothing". `env`: where the secrets are.
 *
 * @throws Unreadable
 */
export function jsonIn<T>(
    text: string,
    command: string,
    isMeant: (value: unknown) => value is T,
    env: NodeJS.ProcessEnv,
): T {
    const found = valuesIn(text.replace(/^\uFEFF/, "")).filter(isMeant);
    const [value] = found;
    if (found.length === 1 && value !== undefined) return value;
    const lines = mask(text, env)
        .split(/\r?\n/)
        .filter((line) => line.trim() !== "");
    const what =
        lines.length === 0
            ? "nothing"
            : found.length > 1
              ? "more than one answer"
              : "what cannot be read as its answer";
    const first = lines.slice(0, shownLines).map((line) => cut(line, shownCharacters));
    throw new Unreadable(`\`${command}\` printed ${what}${lines.length === 0 ? "." : ":"}`, first);
}

/** The values of JSON that begin with a line and end with one. */
function valuesIn(text: string): unknown[] {
    const values: unknown[] = [];
    const ends = endsIn(text);
    const begins = /^[{[]/gm;
    for (let place = 0; place < mostPlaces; place++) {
        const begin = begins.exec(text)?.index;
        if (begin === undefined) break;
        const end = ends.get(begin);
        if (end === undefined || !/^[^\S\n]*(\n|$)/.test(text.slice(end, end + 100))) continue;
        try {
            values.push(JSON.parse(text.slice(begin, end)));
            begins.lastIndex = end;
        } catch {
            // A line of others.
        }
    }
    return values;
}

/** Where the brackets that begin a line are closed, of those that are: in one go, however many are not. */
function endsIn(text: string): ReadonlyMap<number, number> {
    const ends = new Map<number, number>();
    const open: number[] = [];
    const tokens = /"(?:[^"\\\n]|\\.)*"|[{}[\]]/g;
    for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
        if (token[0].startsWith('"')) continue;
        if (token[0] === "{" || token[0] === "[") open.push(token.index);
        else {
            const begin = open.pop();
            const beginsLine = begin === 0 || (begin !== undefined && text[begin - 1] === "\n");
            if (begin !== undefined && beginsLine) ends.set(begin, tokens.lastIndex);
        }
    }
    return ends;
}

export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
