// Which places of a definition the ignored paths name.
import { digest, wholeBytes } from "./digest";
import { anyStep, anySteps, join, parsePattern, type PatternStep, type Step } from "./path";
import { leftOut, type Tree } from "./tree";

/** Patterns in one spelling and order, each once. */
export function normalized(patterns: readonly string[]): string[] {
    const spelt = patterns.flatMap((pattern) => parsePattern(pattern)?.reduce(join, "") ?? []);
    return [...new Set(spelt)].sort();
}

/** The patterns as a fingerprint holds them: where they take more than 1,024 bytes, a digest stands for them. */
export function ignoredPaths(patterns: readonly string[], key: Buffer): readonly string[] | string {
    const list = normalized(patterns);
    const text = JSON.stringify(list);
    return Buffer.byteLength(text) <= 1024 ? list : digest(key, text, wholeBytes).toString("base64url");
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

/** All patterns at once: a spot is the set of the positions that the way to it can have come to in them. */
class Automaton {
    /** The steps of all patterns, each pattern with an undefined at its end. */
    private readonly program: (PatternStep | undefined)[] = [];
    private readonly starts: number[] = [];
    private readonly literals: ReadonlySet<PatternStep | undefined>;
    private readonly spots = new Map<string, Spot>();

    constructor(patterns: readonly string[]) {
        for (const steps of patterns.map(parsePattern)) {
            if (!steps) continue;
            this.starts.push(this.program.length);
            this.program.push(...steps, undefined);
        }
        this.literals = new Set(this.program);
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
                const way = this.literals.has(step) ? step : anyStep; // all steps that no pattern spells are alike
                let spot = ways.get(way);
                if (!spot) ways.set(way, (spot = this.at(positions.flatMap((position) => this.next(position, step)))));
                return spot;
            },
        };
    }

    private next(position: number, step: Step): number[] {
        const wanted = this.program[position];
        if (wanted === anySteps) return [position];
        return wanted === anyStep || wanted === step ? [position + 1] : [];
    }
}
