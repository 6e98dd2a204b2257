// Paths into a definition: how drift prints them, and how entries of ignoreDefinitionPaths are read. Ours: the syntax is our
// own, and ignored places have to be found in a tree of digests too, where a JSONPath library has no values to walk.

/** A key of an object, or an index of an array. */
export type Step = string | number;

/** `*` in a pattern: any one step. */
export const anyStep = Symbol("*");
/** `**` in a pattern: any number of steps, or none. */
export const anySteps = Symbol("**");

/** Elements of a list that stand beside one another, the last one included: `[320..335]`. */
export class Run {
    constructor(
        readonly first: number,
        readonly last: number,
    ) {}

    has(step: Step): boolean {
        return typeof step === "number" && this.first <= step && step <= this.last;
    }
}

export type PatternStep = Step | Run | typeof anyStep | typeof anySteps;

const name = "[\\p{L}_][\\p{L}\\p{N}_-]*";
const plain = new RegExp(`^${name}$`, "u");
const index = "(?:0|[1-9]\\d{0,8})";
const aToken = `(?:^|(?<!^)\\.)(?:\\*\\*?|${name})|\\[(?:\\*|${index}(?:\\.\\.${index})?|"(?:[^"\\\\]|\\\\.)*")\\]`;

/** A path with one more step: `steps[1].parameter["odd key"]`. */
export function join(path: string, step: PatternStep): string {
    if (typeof step === "number") return `${path}[${step}]`;
    if (step instanceof Run) return `${path}[${step.first}..${step.last}]`;
    if (typeof step === "string" && !plain.test(step)) return `${path}[${quote(step)}]`;
    if (step === anyStep && path) return `${path}[*]`;
    return `${path}${path && "."}${typeof step === "symbol" ? (step.description ?? "") : step}`;
}

/** As JSON; what a terminal would not show, or would obey, is escaped. */
export function quote(key: string): string {
    return visible(JSON.stringify(key));
}

/** What a terminal would not show, or would obey, as JSON escapes it. */
export function visible(json: string): string {
    return json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (invisible) =>
        Array.from({ length: invisible.length }, (_, at) => {
            return `\\u${invisible.charCodeAt(at).toString(16).padStart(4, "0")}`;
        }).join(""),
    );
}

/** The steps of a pattern; undefined where it is none. */
export function parsePattern(pattern: string): PatternStep[] | undefined {
    const { steps, rest } = scan(pattern);
    return rest || steps.length === 0 ? undefined : steps;
}

/**
 * What is wrong with an entry of ignoreDefinitionPaths, as the end of a sentence ("is empty ..."); undefined where
 * nothing is. Right are `steps[*].parameter.table`, `**.password` and `steps[1].parameter["odd key"]`: a key that is no
 * plain name stands in brackets and quotes, `*` is any one step, `**` any number of steps, none included.
 */
export function checkPattern(pattern: string): string | undefined {
    const example = 'write it like steps[*].parameter.table, **.password or steps[1].parameter["odd key"]';
    if (!pattern) return `is empty: ${example}`;
    const { rest } = scan(pattern);
    if (!rest) return undefined;
    return `has no step of a path at character ${pattern.length - rest.length + 1}: ${example}`;
}

/** The steps that can be read, and the rest, which cannot. */
export function scan(pattern: string): { steps: PatternStep[]; rest: string } {
    const steps: PatternStep[] = [];
    const token = new RegExp(aToken, "uy");
    let end = 0;
    for (let found = token.exec(pattern); found; found = token.exec(pattern)) {
        const step = stepOf(found[0].replace(/^\./, ""));
        if (step === undefined) break;
        steps.push(step);
        end = token.lastIndex;
    }
    return { steps, rest: pattern.slice(end) };
}

function stepOf(token: string): PatternStep | undefined {
    if (token === "**") return anySteps;
    if (token === "*" || token === "[*]") return anyStep;
    if (!token.startsWith("[")) return token;
    const [, first, last] = /^\[(\d+)\.\.(\d+)\]$/.exec(token) ?? [];
    if (first !== undefined) return Number(first) <= Number(last) ? new Run(Number(first), Number(last)) : undefined;
    try {
        return JSON.parse(token.slice(1, -1)) as Step;
    } catch {
        return undefined; // an escape that JSON does not know
    }
}
