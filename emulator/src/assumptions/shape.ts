// The shape of what a reply holds: names of fields and kinds of values, and no value. It is what a report may tell of a definition.
import { jsonOf } from "./reply";

/** What is deeper, or comes after so many fields, is "…": definitions of thousands of tables repeat themselves. */
const most = { depth: 8, fields: 30 };

/** Such as `{ type: text, steps: [{ stepType: text }] }`; a list by its first entry, a text that is JSON by what it holds. */
export function shapeOf(value: unknown, depth = 0): string {
    if (Array.isArray(value)) {
        if (value.length === 0) return "[]";
        return depth === most.depth ? "[…]" : `[${shapeOf(value[0], depth + 1)}]`;
    }
    if (typeof value === "object" && value !== null) {
        const fields = Object.entries(value);
        if (fields.length === 0) return "{}";
        if (depth === most.depth) return "{ … }";
        const told = fields
            .slice(0, most.fields)
            .map(([name, inner]) => `${nameOf(name)}: ${shapeOf(inner, depth + 1)}`);
        return `{ ${[...told, ...(fields.length > most.fields ? ["…"] : [])].join(", ")} }`;
    }
    if (typeof value !== "string") return value === null ? "null" : typeof value;
    const held = /^\s*[[{]/.test(value) ? jsonOf(value) : undefined;
    return held === undefined ? "text" : `text of ${shapeOf(held, depth + 1)}`;
}

/** A name that is no word is quoted: it may hold anything. */
function nameOf(name: string): string {
    return /^[\p{L}\p{N}_$]+$/u.test(name) ? name : JSON.stringify(name);
}
