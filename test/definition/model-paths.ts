// Paths and patterns as a property test makes them, and what they mean, said as simply as can be.
import fc from "fast-check";
import { Run } from "../../provider/src/definition/paths/path";
import type { Step } from "./model";

export type Pattern = readonly Step[];

/** One step of any kind, and any number of them: no key of a model is called so. */
const [one, some] = ["any one step", "any number of steps"];

const step = fc.oneof(
    { arbitrary: fc.constantFrom(one, some), weight: 3 },
    {
        arbitrary: fc.constantFrom("shown", "dense", "steps", "parameter", "a", "b", "odd key", "1", "", "__proto__"),
        weight: 4,
    },
    { arbitrary: fc.nat({ max: 5 }), weight: 2 },
    { arbitrary: fc.constantFrom(1599, 1600), weight: 1 },
);

export const anyPattern: fc.Arbitrary<Pattern> = fc
    .array(step, { minLength: 1, maxLength: 4 })
    .filter((pattern) => pattern.some((each) => each !== some));

/** Written with every key in brackets, which is right as well. */
export function print(pattern: Pattern): string {
    const texts = pattern.map((each, at) => {
        if (each === one) return at > 0 ? ".*" : "*";
        if (each === some) return at > 0 ? ".**" : "**";
        return `[${JSON.stringify(each)}]`;
    });
    return texts.join("");
}

/** The steps of a path as a comparison prints it. */
export function stepsOf(path: string): (Step | Run)[] {
    const steps = path.matchAll(/\.?([^.[\]"]+)|\[(\d+)\.\.(\d+)\]|\[(\d+|"(?:[^"\\]|\\.)*")\]/gs);
    return [...steps].map(([, name, first, last, bracket]) => {
        return (
            name ?? (first === undefined ? (JSON.parse(bracket ?? "") as Step) : new Run(Number(first), Number(last)))
        );
    });
}

export function ignores(list: readonly Pattern[], path: readonly Step[]): boolean {
    return list.some((pattern) => path.some((_, at) => names(pattern, path.slice(0, at + 1))) || names(pattern, []));
}

function names([first, ...rest]: Pattern, path: readonly Step[]): boolean {
    if (first === undefined) return path.length === 0;
    if (first === some && names(rest, path)) return true;
    const [step, ...inside] = path;
    if (step === undefined) return false;
    return first === some ? names([some, ...rest], inside) : (first === one || first === step) && names(rest, inside);
}

/** Whether a pattern names a path, or can name one inside it; of a run, one of its elements. */
export function reaches([first, ...rest]: Pattern, path: readonly (Step | Run)[]): boolean {
    const [step, ...inside] = path;
    if (step === undefined) return true;
    if (first === undefined) return false;
    if (first === some) return true;
    const met = step instanceof Run ? typeof first === "number" && step.has(first) : first === step;
    return (first === one || met) && reaches(rest, inside);
}
