// An access key, which calls are signed with.

/** An access key, with the security token that belongs to it where it is a temporary one. */
export interface AccessKey {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string | undefined;
}

/** What a part of an access key holds that none does, for a message that does not show it; undefined where it may be one. */
export function strangeIn(part: string): string | undefined {
    if (/["'`\p{Pi}\p{Pf}„‚]/u.test(part)) return "a quotation mark";
    if (/\s/.test(part)) return "white space";
    if (/\p{C}/u.test(part)) return "a control character";
    return /[^\x21-\x7e]/.test(part) ? "a character that is not ASCII" : undefined;
}
