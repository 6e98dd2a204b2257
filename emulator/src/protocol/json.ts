// JSON as the API writes it: a bigint goes out as a raw integer, so that ids keep all their digits.

/** What a reply is made of. A field that is undefined is left out. */
export type Json = string | number | bigint | boolean | null | undefined | Json[] | { [field: string]: Json };

export function toJson(value: Json): string {
    if (typeof value === "bigint") return value.toString();
    if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${toJson(inner)}`).join(",")}}`;
}
