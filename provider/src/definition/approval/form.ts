// The form of a digest, and what is wrong with a text that was to be one.

/** The version of the algorithm, which a digest starts with. */
export const start = "d1";
/** How many hex digits follow. */
export const digits = 16;

const aDigest = new RegExp(`^${start}-[0-9a-f]{${digits}}$`);

/** What one has to be, and where it comes from. */
const right =
    `it has to be ${start}- and ${digits} hex digits in small letters, as the last line of a drift says it ` +
    'after "approve it with approvedDigest:"';

/** Whether a text has the form of a digest. Of which definition it is one, no form tells. */
export function isDigest(text: string): boolean {
    return aDigest.test(text);
}

/**
 * What is wrong with a digest, as the end of a sentence ("is empty, ..."); undefined where nothing is. It never says the text: a
 * secret may have gone astray.
 */
export function checkDigest(text: string): string | undefined {
    if (isDigest(text)) return undefined;
    const meant = text.trim().toLowerCase();
    if (meant === "") {
        return `is empty, and that approves nothing: ${right}. To deploy whatever is there, leave approvedDigest out`;
    }
    const [, version] = /^d([2-9]|[1-9]\d{1,2})-[0-9a-f]+$/.exec(meant) ?? [];
    if (version !== undefined) {
        return (
            `is of version ${version} of the digest, and this pulumi-dataworks has version 1: run a newer pulumi-dataworks, one whose ` +
            `drift says d${version}-..., or write the digest that this one says`
        );
    }
    return `${misspelling(text, meant)}: ${right}`;
}

function misspelling(text: string, meant: string): string {
    if (/["'`“”‘’]/.test(text)) return "has a quotation mark in it";
    if (/.\bd\d+-/s.test(meant)) return "has more in it than a digest";
    if (/\s/.test(text)) return "has white space in it";
    if (isDigest(meant)) return "has capital letters";
    if (isDigest(`${start}-${meant}`)) return `has no ${start}- before its digits`;
    if (!meant.startsWith(`${start}-`)) return "is no digest of a definition";
    const given = meant.length - start.length - 1;
    if (/^d1-[0-9a-f]*$/.test(meant)) return `has ${given} digits after ${start}-, and not ${digits}`;
    return "has a character that is no hex digit";
}
