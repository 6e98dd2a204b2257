// What a fingerprint still says once other paths are ignored than when it was taken.
import { matcherOf, normalized, type Matcher } from "../paths/matcher";
import { join } from "../paths/path";
import { keyOf } from "./digest";
import { DigestList, PartDigest, uncompared, type DigestTree } from "./digest-tree";
import { decodeFirstFormat } from "./first-format";
import { decode, encode, mostBytes, Unreadable, type Fingerprint } from "./format";
import { isSameList, listDigest, storedList } from "./ignored-list";

export interface IgnoredChange {
    /** The fingerprint as the state has to hold it from now on. */
    readonly stored: string;
    /** The paths that nothing is known of any more, until the next deployment; "" for all of it. */
    readonly uncompared: readonly string[];
}

/**
 * A fingerprint for another list of ignored paths than the one that it goes with. Digests of what is ignored now are
 * dropped, and those that cover it: whoever reads the state shall not be able to try guesses at it. What was ignored
 * before is not known.
 */
export function changeIgnored(stored: string, then: readonly string[], now: readonly string[]): IgnoredChange {
    const unchanged = { stored, uncompared: [] };
    const found = readable(stored);
    if (!found || isSameList(now, found.ignored, found.key)) return unchanged;
    const { fingerprint, paths } = withIgnored(found, then, now);
    return { stored: fitted(fingerprint, listDigest(now, found.key)), uncompared: paths };
}

function readable(stored: string): Fingerprint | undefined {
    const found = decode(stored);
    if (found) return found instanceof Unreadable ? undefined : found;
    const first = decodeFirstFormat(stored);
    // That format is one digest, which covers everything.
    return (
        first && { key: keyOf(first.salt), whole: undefined, ignored: [], formerly: [], bytes: 6, known: uncompared }
    );
}

/** `then` is the list before, as far as the fingerprint does not hold it itself. */
export function withIgnored(
    { key, ignored, formerly, bytes, known, time }: Fingerprint,
    then: readonly string[] | undefined,
    now: readonly string[],
): { fingerprint: Fingerprint; paths: string[] } {
    const before =
        typeof ignored !== "string" ? ignored : then && isSameList(then, ignored, key) ? normalized(then) : undefined;
    const after = normalized(now);
    const heading = { key, whole: undefined, ignored: storedList(now, key), bytes, time };
    if (!before || known === uncompared)
        return { fingerprint: { ...heading, formerly: [], known: uncompared }, paths: [""] };

    const gone = before.filter((path) => !after.includes(path));
    const redaction = new Redaction();
    const left = redaction.drop(known, matcherOf(after.filter((path) => !before.includes(path))), matcherOf(gone), "");
    const unknown = [...new Set([...formerly, ...before])].filter((path) => !after.includes(path)).sort();
    return {
        fingerprint: { ...heading, formerly: unknown, known: left },
        paths: [...new Set([...redaction.paths, ...gone])],
    };
}

class Redaction {
    /** Where digests were dropped that cover more than what is ignored. */
    readonly paths: string[] = [];

    /** What is still known of a place. `newly` are the paths that are ignored now, `gone` those that are no more. */
    drop(known: DigestTree, newly: Matcher, gone: Matcher, path: string): DigestTree {
        if (newly.named) return undefined;
        if (!newly.reached && !gone.reached) return known;
        if (known instanceof Map) {
            const members = [...known].map(([key, member]) => {
                const left = this.drop(member, newly.into(key), gone.into(key), join(path, key));
                return [key, left] as const;
            });
            return new Map(members.filter(([, member]) => member !== undefined));
        }
        if (known instanceof DigestList) return this.dropFrom(known, newly, gone, path);
        if (known instanceof PartDigest && known.container) {
            this.paths.push(path);
            return uncompared;
        }
        return known;
    }

    private dropFrom(list: DigestList, newly: Matcher, gone: Matcher, path: string): DigestTree {
        const names = list.names.map((name, at) => {
            const matcher = newly.into(at);
            return name && (matcher.named || matcher.into(name.key).named) ? undefined : name;
        });
        if (!list.inRuns) {
            const units = list.units.map((unit, at) => this.drop(unit, newly.into(at), gone.into(at), join(path, at)));
            return new DigestList(list.length, units, names);
        }
        const starts = list.starts();
        const reached = Array.from({ length: list.length }, (_, at) => newly.into(at).reached || gone.into(at).reached);
        const units = list.units.map((unit, at) =>
            reached.slice(starts[at], starts[at + 1]).includes(true) ? uncompared : unit,
        );
        if (units.some((unit, at) => unit !== list.units[at])) this.paths.push(path);
        return units.every((unit) => unit === uncompared) ? uncompared : new DigestList(list.length, units, names);
    }
}

/** As a text that takes at most 4,096 bytes, with as much as has room. */
function fitted(whole: Fingerprint, ignored: string): string {
    const everywhere = { ...whole, ignored, formerly: ["**"] }; // too many paths to be stored: anything may have been ignored
    const ways: Fingerprint[] = [
        whole,
        { ...whole, ignored },
        { ...whole, ignored, known: unnamed(whole.known) },
        { ...everywhere, known: new Redaction().drop(unnamed(whole.known), matcherOf([]), matcherOf(["**"]), "") },
    ];
    for (const way of ways) {
        const text = encode(way);
        if (JSON.stringify(text).length <= mostBytes) return text;
    }
    return encode({ ...everywhere, known: uncompared });
}

function unnamed(known: DigestTree): DigestTree {
    if (known instanceof Map) return new Map([...known].map(([key, member]) => [key, unnamed(member)]));
    if (known instanceof DigestList) return new DigestList(known.length, known.units.map(unnamed), []);
    return known;
}
