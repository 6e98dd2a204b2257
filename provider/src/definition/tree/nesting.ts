// What a JSON text is made of, told before anything parses it. Ours: a parser tells the nesting only once it has
// recursed that deep, which is what has to be prevented.

/**
 * The deepest nesting of objects and arrays in a text, if it is JSON (0 for `1`, 2 for `[{}]`), and how many members its
 * objects have. Parsers recurse once a level, and one that runs out of stack gives another answer to another caller.
 */
export function shapeOf(text: string): { deepest: number; members: number } {
    let depth = 0;
    let deepest = 0;
    let members = 0;
    for (let at = 0; at < text.length; at++) {
        switch (text.charCodeAt(at)) {
            case 0x22: // "
                at = endOfString(text, at);
                break;
            case 0x5b: // [
            case 0x7b: // {
                deepest = Math.max(deepest, ++depth);
                break;
            case 0x5d: // ]
            case 0x7d: // }
                depth--;
                break;
            case 0x3a: // :
                members++;
        }
    }
    return { deepest, members };
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
