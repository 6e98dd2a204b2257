// Which places of a definition the ignored paths name.
import { digest, wholeBytes } from "./digest";
import { anyStep, anySteps, join, parsePattern, Run, type PatternStep, type Step } from "./path";
import { leftOut, type Tree } from "./tree";

/** Patterns in one spelling and order, each once. */
export function normalized(patterns: readonly string[]): string[] {
    const spelt = patterns.flatMap((pattern) => parsePattern(pattern)?.reduce(join, "") ?? []);
    return [...new Set(spelt)].sort();
}

/** The patterns as a fingerprint holds them: where they take more than 1,024 bytes, a digest stands for them. */
export function ignoredPaths(patterns: readonly string[], key: Buffer): readonly string[] | string {
    const list = normalized(patterns);
    return Buffer.byteLength(JSON.stringify(list)) <= 1024 ? list : ignoredDigest(list, key);
}

/** What tells a list of patterns from another one, in base64url. */
export function ignoredDigest(patterns: readonly string[], key: Buffer): string {
    return digest(key, JSON.stringify(normalized(patterns)), wholeBytes).toString("base64url");
}

/** Whether a list of patterns is the one that a fingerprint goes with. */
export function isList(patterns: readonly string[], ignored: readonly string[] | string, key: Buffer): boolean {
    if (typeof ignored === "string") return ignoredDigest(patterns, key) === ignored;
    return JSON.stringify(normalized(patterns)) === JSON.stringify(ignored);
}

/** A place of a definition, as patterns see it. */
export interface Spot {
    /** A pattern names this place. */
    readonly named: boolean;
    /** A pattern names this place, or can name one inside. */
    readonly reached: boolean;
    into(step: Step): Spot;
}

/** The whole definition, as patterns see it. What is no pattern names nothing. */
export function spotOf(patterns: readonly string[]): Spot {
    return new Automaton(patterns).start();
}

/** The tree without the places that are named. Elements of an array go at its end only; others leave a gap. */
export function without(tree: Tree, spot: Spot): Tree {
    if (spot.named) return leftOut;
    if (!spot.reached || typeof tree === "string") return tree;
    if (tree instanceof Map) {
        const kept = [...tree].map(([key, member]) => [key, without(member, spot.into(key))] as const);
        return new Map(kept.filter(([, member]) => member !== leftOut));
    }
    const items = tree.map((item, index) => without(item, spot.into(index)));
    while (items.at(-1) === leftOut) items.pop();
    return items;
}

/**
 * The paths of texts that paths are ignored in, and that no path leads into: they look like JSON, and are nested too deep,
 * have two values for one key, or are none. "" where it is the whole definition.
 */
export function closedTexts(tree: Tree, patterns: readonly string[]): string[] {
    const found: string[] = [];
    const walk = (part: Tree, spot: Spot, path: string): void => {
        if (spot.named || !spot.reached) return;
        if (part instanceof Map) for (const [key, member] of part) walk(member, spot.into(key), join(path, key));
        else if (Array.isArray(part))
            for (const [at, item] of part.entries()) walk(item, spot.into(at), join(path, at));
        else if (path === "" ? part.startsWith("text ") : /^"\s*[{[].*[}\]]\s*"$/s.test(part)) found.push(path);
    };
    walk(tree, spotOf(patterns), "");
    return found;
}

/** All patterns at once: a spot is the set of the positions that the way to it can have come to in them. */
class Automaton {
    /** The steps of all patterns, each pattern with an undefined at its end. */
    private readonly program: (PatternStep | undefined)[] = [];
    private readonly starts: number[] = [];
    private readonly literals: ReadonlySet<PatternStep | undefined>;
    private readonly hasRuns: boolean;
    private readonly spots = new Map<string, Spot>();

    constructor(patterns: readonly string[]) {
        for (const steps of patterns.map(parsePattern)) {
            if (!steps) continue;
            this.starts.push(this.program.length);
            this.program.push(...steps, undefined);
        }
        this.literals = new Set(this.program);
        this.hasRuns = this.program.some((step) => step instanceof Run);
    }

    start(): Spot {
        return this.at(this.starts);
    }

    private at(positions: readonly number[]): Spot {
        const all = new Set<number>();
        for (const position of positions) {
            let skipping = position;
            all.add(skipping);
            while (this.program[skipping] === anySteps) all.add(++skipping);
        }
        const known = [...all].sort((a, b) => a - b);
        const name = known.join();
        let spot = this.spots.get(name);
        if (!spot) this.spots.set(name, (spot = this.spot(known)));
        return spot;
    }

    private spot(positions: readonly number[]): Spot {
        const ways = new Map<PatternStep, Spot>();
        return {
            named: positions.some((position) => this.program[position] === undefined),
            reached: positions.length > 0,
            into: (step) => {
                const spelt = this.literals.has(step) || (this.hasRuns && typeof step === "number");
                const way = spelt ? step : anyStep; // all steps that no pattern spells are alike
                let spot = ways.get(way);
                if (!spot) ways.set(way, (spot = this.at(positions.flatMap((position) => this.next(position, step)))));
                return spot;
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
