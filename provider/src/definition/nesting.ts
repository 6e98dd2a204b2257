// How deep the objects and arrays of a JSON text stand in one another, told before anything parses it.

/**
 * The deepest nesting of objects and arrays in a text, if it is JSON: 0 for `1`, 2 for `[{}]`. Parsers recurse once a
 * level, and one that runs out of stack gives another answer to another caller.
 */
export function nesting(text: string): number {
    let depth = 0;
    let deepest = 0;
    for (let at = 0; at < text.length; at++) {
        switch (text[at]) {
            case '"':
                at = endOfString(text, at);
                break;
            case "[":
            case "{":
                deepest = Math.max(deepest, ++depth);
                break;
            case "]":
            case "}":
                depth--;
        }
    }
    return deepest;
}

/** Where the string that starts at a quote ends: its closing quote, or the text's end. */
function endOfString(text: string, start: number): number {
    let end = start;
    do {
        end = text.indexOf('"', end + 1);
        if (end < 0) return text.length;
    } while (isEscaped(text, end));
    return end;
}

function isEscaped(text: string, at: number): boolean {
    let first = at;
    while (text[first - 1] === "\\") first--;
    return (at - first) % 2 === 1;
}
