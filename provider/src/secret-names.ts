// Which keys of a script name a secret, such as a password, and which texts hold one: the class hides by them, messages are cleaned by
// them, and neither drift nor a comparison by value shows what they tell.

/** As they stand in a key, without its separators and in small letters: "accessKeySecret", "ssl.keystore.password", "SASL_JAAS_CONFIG". */
const words = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "accesskey",
    "accessid",
    "apikey",
    "privatekey",
    "encryptionkey",
    "token",
    "credential",
    "jaas",
    "密码",
    "密钥",
    "口令",
];

/** A key without its separators, in small letters and the usual forms of its characters. */
export function plainKey(key: string): string {
    return key
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, "");
}

/** True of a key whose value is a secret, by its name alone: rather one too many than one too few. */
export function namesSecret(key: string): boolean {
    const plain = plainKey(key);
    return /pass$|^psw$|^pw$/.test(plain) || words.some((word) => plain.includes(word));
}

/** What stands in texts beside what `namesSecret` knows. */
const inTexts = /authorization|signature|(?:encrypt|sign|aes|rsa|des|hmac|shared|master|account|storage)key|^[as]k$/;
/** A longer word of a text counts by its end. */
const longestWord = 100;
const word = /[\p{L}\p{N}_.-]+/gu;
/** After a word: that a value follows, as in `word=`, `\"word\": `, `<word>` or `word 'value'`. */
const isSet = /\\{0,8}["'`]?\s{0,8}[=:：＝>]|\s{1,8}["']/uy;
/** Each of these, as all below, takes a time that grows as the text does, whatever stands in it. */
const phrases =
    /bearer\s{1,8}\S|identified\s{1,8}(?:by|with)|private key(?: block)?-----|[^\s:]:[^\s:@]+@[\w[]|@\/\/|@(?:tcp|udp|unix)6?\(/i;

/** True of a text that holds a secret beside other things: of a connection, a command, a statement, a key. */
export function holdsSecret(text: string): boolean {
    if (!/[=:：＝>@\s-]/u.test(text)) return false;
    if (phrases.test(text) || text.split(/[\r\n]/).some(isAddressWithPassword)) return true;
    for (const { 0: found, index } of text.matchAll(word)) {
        isSet.lastIndex = index + found.length;
        const next = text[index + found.length] ?? "";
        const isOption = found.startsWith("-") && /\s/.test(next);
        if (!isOption && !isSet.test(text)) continue;
        const end = found.slice(-longestWord);
        if (namesSecret(end) || inTexts.test(plainKey(end))) return true;
    }
    return false;
}

/** As in `mysql://user:password@host`, or `thin:user/password@host`; of a name that was shortened, the end may be lost. */
function isAddressWithPassword(line: string): boolean {
    return [["://", ":"] as const, ["thin:", "/"] as const].some(([start, between]) => {
        const [from, to] = [line.indexOf(start), line.endsWith("…") ? line.length : line.lastIndexOf("@")];
        const colon = from < 0 ? -1 : line.indexOf(between, from + start.length);
        return colon >= 0 && colon < to;
    });
}

/** The texts and numbers in a value that stand under keys that name a secret, at any depth. */
export function secretsIn(value: unknown, isSecret = false): string[] {
    if (typeof value === "object" && value !== null) {
        return Object.entries(value).flatMap(([key, part]) => secretsIn(part, isSecret || namesSecret(key)));
    }
    return isSecret && (typeof value === "string" || typeof value === "number") ? [String(value)] : [];
}

/** True where something in a value stands under a key that names a secret, at any depth. */
export function holdsNamedSecret(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value).some(([key, part]) => namesSecret(key) || holdsNamedSecret(part));
}
