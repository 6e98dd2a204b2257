// Matches the places of a definition with patterns: which of them the ignored paths name.
import { leftOut, treeOf, type Tree } from "../tree/tree";
import { anyStep, anySteps, join, parsePattern, Run, type PatternStep, type Step } from "./path";

/** Patterns in one spelling and order, each once. */
export function normalized(patterns: readonly string[]): string[] {
    const spelt = patterns.flatMap((pattern) => parsePattern(pattern)?.reduce(join, "") ?? []);
    return [...new Set(spelt)].sort();
}

/** Whether two lists of patterns are one: spelling, order and doubles do not count. */
export function isSameIgnored(one: readonly string[], other: readonly string[]): boolean {
    return JSON.stringify(normalized(one)) === JSON.stringify(normalized(other));
}

/** A key that no pattern spells. */
const noKey = "\0 of no definition";

/** Whether patterns leave nothing of any definition: they name it as a whole, or everything that stands in it. */
export function namesWhole(patterns: readonly string[]): boolean {
    const whole = matcherOf(patterns);
    return whole.named || whole.into(noKey).named;
}

/** Says of one place of a definition whether patterns name it, and leads on to the places inside. */
export interface Matcher {
    /** A pattern names this place. */
    readonly named: boolean;
    /** A pattern names this place, or can name one inside. */
    readonly reached: boolean;
    into(step: Step): Matcher;
}

/** The whole definition, as patterns see it. What is no pattern names nothing. */
export function matcherOf(patterns: readonly string[]): Matcher {
    return new Automaton(patterns).start();
}

/** The tree without the places that are named. Elements of an array go at its end only; others leave a gap. */
export function without(tree: Tree, matcher: Matcher): Tree {
    if (matcher.named) return leftOut;
    if (!matcher.reached || typeof tree === "string") return tree;
    if (tree instanceof Map) {
        const kept = [...tree].map(([key, member]) => [key, without(member, matcher.into(key))] as const);
        return new Map(kept.filter(([, member]) => member !== leftOut));
    }
    const items = tree.map((item, index) => without(item, matcher.into(index)));
    while (items.at(-1) === leftOut) items.pop();
    return items;
}

/**
 * The paths of texts that paths are ignored in, and that no path leads into: they look like JSON, and are nested too deep,
 * have two values for one key, or are none. "" where it is the whole definition.
 */
export function closedTexts(definition: string, patterns: readonly string[]): string[] {
    const found: string[] = [];
    const walk = (part: Tree, matcher: Matcher, path: string): void => {
        if (matcher.named || !matcher.reached) return;
        if (part instanceof Map) for (const [key, member] of part) walk(member, matcher.into(key), join(path, key));
        else if (Array.isArray(part))
            for (const [at, item] of part.entries()) walk(item, matcher.into(at), join(path, at));
        else if (path === "" ? part.startsWith("text ") : looksLikeJson(part)) found.push(path);
    };
    walk(treeOf(definition), matcherOf(patterns), "");
    return found;
}

function looksLikeJson(scalar: string): boolean {
    return scalar.startsWith('"') && /^\s*[{[].*[}\]]\s*$/s.test(JSON.parse(scalar) as string);
}

/** All patterns at once: a matcher is the set of the positions that the way to its place can have come to in them. */
class Automaton {
    /** The steps of all patterns, each pattern with an undefined at its end. */
    private readonly program: (PatternStep | undefined)[] = [];
    private readonly starts: number[] = [];
    private readonly literals: ReadonlySet<PatternStep | undefined>;
    private readonly hasRuns: boolean;
    private readonly matchers = new Map<string, Matcher>();

    constructor(patterns: readonly string[]) {
        for (const steps of patterns.map(parsePattern)) {
            if (!steps) continue;
            this.starts.push(this.program.length);
            this.program.push(...steps, undefined);
        }
        this.literals = new Set(this.program);
        this.hasRuns = this.program.some((step) => step instanceof Run);
    }

    start(): Matcher {
        return this.at(this.starts);
    }

    private at(positions: readonly number[]): Matcher {
        const all = new Set<number>();
        for (const position of positions) {
            let skipping = position;
            all.add(skipping);
            while (this.program[skipping] === anySteps) all.add(++skipping);
        }
        const known = [...all].sort((a, b) => a - b);
        const name = known.join();
        let matcher = this.matchers.get(name);
        if (!matcher) this.matchers.set(name, (matcher = this.matcher(known)));
        return matcher;
    }

    private matcher(positions: readonly number[]): Matcher {
        const ways = new Map<PatternStep, Matcher>();
        return {
            named: positions.some((position) => this.program[position] === undefined),
            reached: positions.length > 0,
            into: (step) => {
                const spelt = this.literals.has(step) || (this.hasRuns && typeof step === "number");
                const way = spelt ? step : anyStep; // all steps that no pattern spells are alike
                let matcher = ways.get(way);
                if (!matcher)
                    ways.set(way, (matcher = this.at(positions.flatMap((position) => this.next(position, step)))));
                return matcher;
            },
        };
    }

    private next(position: number, step: Step): number[] {
        const wanted = this.program[position];
        if (wanted === anySteps) return [position];
        if (wanted instanceof Run) return wanted.has(step) ? [position + 1] : [];
        return wanted === anyStep || wanted === step ? [position + 1] : [];
    }
}
