// Which entries of ignoreDefinitionPaths would leave changes of a definition out.
import { anyStep, join, scan, type PatternStep } from "../paths/path";
import { compare } from "./compare";

/** The most entries that are proposed. */
const mostEntries = 10;

/**
 * The entries that, beside those of `ignore`, leave out all that changed in a definition since its fingerprint was taken; none where
 * no entries do, as of a definition that is no JSON, or where they would be too many. They name no more than what changed, except that one stands for places of
 * which nothing but an index differs: `steps[*].parameter.table`.
 */
export function entriesFor(stored: string, definition: string, ignore: readonly string[]): readonly string[] {
    const alike = new Map<string, PatternStep[][]>();
    for (const { path } of compare(stored, definition, ignore)?.changes ?? []) {
        const { steps } = scan(path);
        const likeness = steps.reduce<string>((way, step) => join(way, typeof step === "string" ? step : anyStep), "");
        alike.set(likeness, [...(alike.get(likeness) ?? []), steps]);
    }
    if (alike.has("") || alike.size > mostEntries) return [];
    const entries = [...alike.values()].map(patternOf);
    return compare(stored, definition, [...ignore, ...entries])?.changes.length === 0 ? entries : [];
}

/** The pattern of ways of which nothing but indexes differs. */
function patternOf(ways: readonly (readonly PatternStep[])[]): string {
    const [first = []] = ways;
    const texts = ways.map((way) => way.map((step) => join("", step)));
    return first.reduce<string>((pattern, step, at) => {
        const isOne = texts.every((way) => way[at] === texts[0]?.[at]);
        return join(pattern, isOne ? step : anyStep);
    }, "");
}
