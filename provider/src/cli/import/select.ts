// Which of the listed tasks are meant. Ours, since file patterns of a glob library treat "/" and braces in
// a name as signs, and a name in DataWorks may hold them.

/** True where a name fits the patterns: any of those to take, where there are such, and none of those to leave out ("!"). */
export function isMeant(name: string, patterns: readonly string[]): boolean {
    const out = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
    const taken = patterns.filter((pattern) => !pattern.startsWith("!"));
    const fits = (pattern: string) => toExpression(pattern).test(name);
    return (taken.length === 0 || taken.some(fits)) && !out.some(fits);
}

/** "*" is any text, "?" one character, everything else itself. */
function toExpression(pattern: string): RegExp {
    const parts = pattern.split(/(\*+|\?)/).map((part) => {
        if (part.startsWith("*")) return ".*";
        return part === "?" ? "." : part.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
    });
    return new RegExp(`^${parts.join("")}$`, "su");
}
