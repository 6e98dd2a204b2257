// What a stack's configuration file holds, as far as it has to be known before it is written over.

/** The keys of a file that another one has not: at the top, such as "encryptionsalt", and of the configuration. */
export function keysLost(before: string, after: string): string[] {
    const kept = keysOf(after);
    return [...keysOf(before)].filter((key) => !kept.has(key));
}

/** The CLI writes the configuration's keys with the name of a program or a provider before each. */
function keysOf(text: string): Set<string> {
    const top = [...text.matchAll(/^["']?([\w-]+)["']?:/gm)];
    const configured = [...text.matchAll(/^[ \t]+["']?([\w.-]+:[\w.-]+)["']?:/gm)];
    return new Set([...top, ...configured].map(([, key = ""]) => key));
}
