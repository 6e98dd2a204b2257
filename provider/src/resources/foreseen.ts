// What an update would give, before it is known what asks for it: what is the same in all that may come of it.
import { canonical } from "./canonical";
import type { Values } from "./resource";
import { hasUnknown, unknown } from "./unknown";

/**
 * What an update would give. `causes` are the names of what asks for it, with all values that are not known yet taken for changes.
 * What such a value turns out to be may ask for the update with others, or not at all: then it gives what causes fewer give, or there
 * is none and the old outputs stay.
 *
 * @param given What an update by these causes gives. Its plan must depend on nothing but which kinds of causes there are.
 */
export function foreseen(
    olds: Values,
    news: Values,
    causes: readonly string[],
    given: (causes: readonly string[]) => Values,
): Values {
    const isOpen = (name: string) => hasUnknown(news[name === "drift" ? "ignoreDefinitionPaths" : name]);
    const certain = causes.filter((name) => !isOpen(name));
    const open = causes.filter(isOpen);
    const least = certain.length === 0 && open.length > 0 ? olds : given(certain);
    return inCommon([least, ...open.map((name) => given([...certain, name]))]);
}

/** What all of these say; what one of them says otherwise, or does not say, is not known. */
export function inCommon([first = {}, ...others]: readonly Values[]): Values {
    const names = new Set([first, ...others].flatMap((values) => Object.keys(values)));
    const common = [...names].map((name) => {
        const value = first[name];
        const isAgreed = others.every((other) => !hasUnknown(value) && isSame(value, other[name]));
        return [name, isAgreed ? value : unknown] as const;
    });
    return Object.fromEntries(common.filter(([, value]) => value !== undefined));
}

function isSame(one: unknown, other: unknown): boolean {
    return !hasUnknown(other) && canonical(one) === canonical(other);
}
