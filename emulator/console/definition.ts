// A definition as people read it, and as it is kept: the same characters but for the white space between them, so that no digit is lost.

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** JSON with a line for each value; any other text as it is. */
export function spread(text: string): string {
    if (!isJson(text)) return text;
    let depth = 0;
    let spreadText = "";
    const tokens = text.match(token) ?? [];
    const line = () => `\n${"  ".repeat(depth)}`;
    tokens.forEach((each, index) => {
        const empty = /^[{[]$/.test(tokens[index - 1] ?? "") && /^[}\]]$/.test(each);
        if (/^[}\]]$/.test(each)) depth -= 1;
        const before = /^[}\]]$/.test(each) && !empty ? line() : "";
        spreadText += before + each;
        if (/^[{[]$/.test(each)) {
            depth += 1;
            if (!/^[}\]]$/.test(tokens[index + 1] ?? "")) spreadText += line();
        } else if (each === ",") spreadText += line();
        else if (each === ":") spreadText += " ";
    });
    return spreadText;
}

/** JSON without white space; any other text as it is. */
function squeeze(text: string): string {
    return isJson(text) ? (text.match(token) ?? []).join("") : text;
}

/** What is to be kept of an edited text: written as tightly as the definition was that it was made from. */
export function asKept(edited: string, was: string): string {
    return squeeze(was) === was ? squeeze(edited) : edited;
}

export function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
