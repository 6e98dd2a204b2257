// What is left of a reply's body where a fault garbles it.

export function firstHalf(body: Buffer): Buffer {
    return body.subarray(0, Math.floor(body.length / 2));
}

/** The texts that say what happened, of which file, and what it holds: with another one, it would be another answer. */
const deciding = /^(Status|DeletedStatus|Code|FileName|\w*Content|ProcessExtra)$/;

/** With half a surrogate after each text. The bytes of a reply are changed as they are, so that ids keep all their digits. */
export function withHalves(body: Buffer): Buffer {
    const text = body
        .toString()
        .replace(/"(\w+)":(?:"((?:[^"\\]|\\.)*)"|null)/g, (field: string, name: string, value?: string) => {
            if (deciding.test(name) || (value === undefined && name !== "Message")) return field;
            return `"${name}":"${value ?? ""}\\ud83d"`;
        });
    return Buffer.from(text);
}
