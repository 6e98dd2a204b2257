// What texts from outside go through, such as those of replies and of libraries: what it gave back may go anywhere.

/** The most characters of a cleaned text. */
const longest = 500;
/** A shorter value is no key, and would be found in words that have nothing to do with it. */
const shortestSecret = 8;

/**
 * Makes texts from outside fit to be shown, stored and handed to the engine: without secrets, without half a surrogate
 * (over one the engine's protocol hangs), bounded, and without what a terminal obeys or what turns the direction of a text.
 */
export class Sanitizer {
    private readonly secrets = new Set<string>();
    private pattern: RegExp | undefined;

    constructor(secrets: Iterable<string | undefined> = []) {
        this.hide(secrets);
    }

    /** From now on, no text shows these values. */
    hide(secrets: Iterable<string | undefined>): void {
        const before = this.secrets.size;
        for (const secret of secrets) if (secret && secret.length >= shortestSecret) this.secrets.add(secret);
        if (this.secrets.size > before) this.pattern = undefined; // made anew where a text comes
    }

    /**
     * The text, fit for everywhere. Two different texts may come out alike: what is equal is told by what was received.
     *
     * @example
     * new Sanitizer(["fake-hunter2"]).clean("fake-hunter2 \u001b[31m") === "[redacted] \\u001b[31m"
     */
    clean(text: string): string {
        // Cut before it is escaped too, so that a text of megabytes is not.
        return bounded(escaped(bounded(this.redact(text))));
    }

    /** A text of our own, which is fit for everywhere but for the secrets in it. */
    redact(text: string): string {
        const whole = text.toWellFormed();
        if (this.secrets.size === 0) return whole;
        this.pattern ??= patternOf(this.secrets);
        return whole.replace(this.pattern, "[redacted]");
    }

    /** A value of a JSON text, with every text in it cleaned. What stands deeper than in any reply of the API is left out. */
    cleanAll(value: unknown, depth = 16): unknown {
        if (typeof value === "string") return this.clean(value);
        if (typeof value !== "object" || value === null) return value;
        if (depth === 0) return undefined;
        if (Array.isArray(value)) return value.map((entry) => this.cleanAll(entry, depth - 1));
        return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, this.cleanAll(entry, depth - 1)]));
    }
}

/** All values in all the forms that one may be said back in, as one pattern: a value may be a part of another one. */
function patternOf(secrets: Iterable<string>): RegExp {
    const forms = [...secrets].flatMap((secret) => {
        const value = secret.toWellFormed();
        return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    });
    const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
    return new RegExp(longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "g");
}

function bounded(text: string): string {
    return text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…` : text;
}

/** White space of lines as a space; other control and direction characters as they are written in JSON. */
function escaped(text: string): string {
    return text
        .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
        .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu, (invisible) => {
            // The two left out join letters and signs, as Persian names and some emoji do.
            const code = invisible.codePointAt(0)?.toString(16) ?? "";
            return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
        });
}
