// Which keys of a script name a secret, such as a password: the class hides by them, and messages are cleaned by them.

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
];

/** True of a key whose value is a secret, by its name alone: rather one too many than one too few. */
export function namesSecret(key: string): boolean {
    const plain = key.toLowerCase().replace(/[^a-z0-9]/g, "");
    return plain === "pass" || words.some((word) => plain.includes(word));
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
