// Makes what others printed fit to be shown: without secrets, and cut so that no character is cut in half. What DataWorks says is cleaned
// in dataworks/sanitizer.ts; here it is what a job's environment holds, in whatever form the engine or a program prints it.

/** A shorter value is no secret, and would be found in words that have nothing to do with it. */
const shortest = 8;

/**
 * Takes out the values of variables that hold secrets, should anything print one. It comes before any cut: a part of a secret is
 * not found.
 */
export function mask(text: string, env: NodeJS.ProcessEnv): string {
    const secrets = Object.entries(env).flatMap(([name, value]) =>
        /SECRET|TOKEN|PASSWORD|PASSPHRASE|ACCESS_KEY/i.test(name) && value ? formsOf(value) : [],
    );
    // The longest first, or a part of it would be left.
    const forms = [...new Set(secrets)].filter(({ length }) => length >= shortest);
    forms.sort((a, b) => b.length - a.length);
    return forms.reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text.toWellFormed());
}

/** What a value may be printed as: without the space around it, line by line, escaped in JSON or in an address, or as text of one line. */
function formsOf(value: string): string[] {
    const whole = value.toWellFormed();
    return [whole, whole.trim(), ...whole.split(/[\r\n]+/).map((line) => line.trim())].flatMap((form) => {
        const encoded = encodeURIComponent(form);
        return [
            form,
            JSON.stringify(form).slice(1, -1),
            encoded,
            encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
            encoded.replaceAll("%20", "+"),
            form.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " "),
        ];
    });
}

/** The first characters of a text; one of two halves is left out rather than cut. */
export function cut(text: string, most: number): string {
    return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
