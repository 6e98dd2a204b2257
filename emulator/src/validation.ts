// Reads data from outside (seeds, control requests) into typed values, and names the path of what is wrong.

/** Outside data that is not what it should be; the message names the path. */
export class ValidationError extends Error {
    constructor(path: string, problem: string) {
        super(`${path || "the value"}: ${problem}`);
    }
}

export type Reader<T> = (value: unknown, path: string) => T;
type Readers = Record<string, Reader<unknown>>;
type Read<R> = R extends Reader<infer T> ? T : never;
type Validated<R extends Readers, O extends Readers> = { [K in keyof R]: Read<R[K]> } & { [K in keyof O]?: Read<O[K]> };

export const text: Reader<string> = (value, path) => {
    if (typeof value !== "string" || value === "") throw new ValidationError(path, "must be a text that is not empty");
    return value;
};

export const anyText: Reader<string> = (value, path) => {
    if (typeof value !== "string") throw new ValidationError(path, "must be a text");
    return value;
};

export const flag: Reader<boolean> = (value, path) => {
    if (typeof value !== "boolean") throw new ValidationError(path, "must be true or false");
    return value;
};

export function number(from: number, to = Number.MAX_SAFE_INTEGER): Reader<number> {
    return (value, path) => {
        if (typeof value === "number" && value >= from && value <= to) return value;
        throw new ValidationError(path, `must be a number from ${from} to ${to}`);
    };
}

export function integer(from: number, to = Number.MAX_SAFE_INTEGER): Reader<number> {
    return (value, path) => {
        if (Number.isInteger(number(from, to)(value, path))) return value as number;
        throw new ValidationError(path, "must be a whole number");
    };
}

/** An id from 1 to 2^63-1, kept as its digits. */
export const id: Reader<string> = (value, path) => {
    if (typeof value === "number" && value > Number.MAX_SAFE_INTEGER)
        throw new ValidationError(path, "write the id as a string: a JSON number of this size loses digits");
    const digits = typeof value === "number" ? String(value) : value;
    if (typeof digits === "string" && /^[1-9]\d{0,18}$/.test(digits) && BigInt(digits) < 2n ** 63n) return digits;
    throw new ValidationError(path, "must be an id: digits, from 1 to 9223372036854775807");
};

/** Milliseconds since 1970, or a time in ISO 8601. */
export const time: Reader<number> = (value, path) => {
    const ms = typeof value === "string" ? Date.parse(value) : value;
    if (typeof ms === "number" && Number.isInteger(ms)) return ms;
    throw new ValidationError(path, "must be a time: milliseconds since 1970, or ISO 8601 text");
};

export function oneOf<const T extends string>(...values: readonly T[]): Reader<T> {
    return (value, path) => {
        const found = values.find((one) => one === value);
        if (found !== undefined) return found;
        throw new ValidationError(path, `must be one of ${values.join(", ")}`);
    };
}

export function list<T>(item: Reader<T>): Reader<T[]> {
    return (value, path) => {
        if (!Array.isArray(value)) throw new ValidationError(path, "must be a list");
        return value.map((one, index) => item(one, `${path}[${index}]`));
    };
}

export const fields: Reader<Record<string, unknown>> = (value, path) => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw new ValidationError(path, "must be an object");
};

export function map<T>(item: Reader<T>): Reader<Record<string, T>> {
    return (value, path) =>
        Object.fromEntries(Object.entries(fields(value, path)).map(([key, one]) => [key, item(one, `${path}.${key}`)]));
}

/** An object with these fields and no others: a misspelt one is an error rather than a setting that does nothing. */
export function object<R extends Readers, O extends Readers>(required: R, optional: O): Reader<Validated<R, O>> {
    const known = new Map([...Object.entries(required), ...Object.entries(optional)]);
    return (value, path) => {
        const given = fields(value, path);
        const at = (name: string) => (path === "" ? name : `${path}.${name}`);
        for (const name of Object.keys(given))
            if (!known.has(name))
                throw new ValidationError(at(name), `is not known here (known: ${[...known.keys()].join(", ")})`);
        for (const name of Object.keys(required))
            if (given[name] === undefined) throw new ValidationError(at(name), "is missing");
        const read = [...known].filter(([name]) => given[name] !== undefined);
        return Object.fromEntries(read.map(([name, reader]) => [name, reader(given[name], at(name))])) as Validated<
            R,
            O
        >;
    };
}
