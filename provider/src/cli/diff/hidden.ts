// Which values of a definition are never shown: those that a key, or the value itself, says to be a secret.
import type { Tree } from "../../definition/index";
import { namesSecret } from "../../secret-names";
import { remembered } from "./remembered";

/** Keys of tables, which name columns. */
const ofTables =
    /(primary|foreign|unique|partition|sort|cluster|clustering|distribution|distribute|shard|join|group|order|merge|index)keys?$/;

/** True of a key that names a secret, or what it is known by. */
const isSecretKey = remembered((key) => {
    const plain = key.toLowerCase().replace(/[^a-z0-9]/g, "");
    return namesSecret(key) || (/keys?$/.test(plain) && !ofTables.test(plain));
});

/** A text that holds one beside other things: of a connection, with a password in its address or among its settings. */
const withSecret =
    /:\/\/[^/\s@"]*:[^/\s@"]+@|(pass(word|wd|phrase)|pwd|secret|token|credential|access_?key|api_?key|private_?key)\w*\\?["']?\s*[=:]/i;

/** True where a member of an object, `value` of `{"name": "password", "value": "..."}` included, is not to be shown. */
export function isHidden(key: string, value: Tree | undefined, holder: ReadonlyMap<string, Tree> | undefined): boolean {
    if (value === undefined || ["true", "false", "null", '""'].includes(value as string)) return false;
    if (isSecretKey(key) || isSecretText(value)) return true;
    const isValue = /^(value|val|content|default)/i.test(key);
    return isValue && ["name", "key", "option", "property"].some((each) => namesASecret(holder?.get(each)));
}

const holdsSecret = remembered((text) => withSecret.test(text));

export function isSecretText(value: Tree | undefined): boolean {
    return typeof value === "string" && value.startsWith('"') && holdsSecret(value);
}

function namesASecret(name: Tree | undefined): boolean {
    return typeof name === "string" && name.startsWith('"') && namesSecret(JSON.parse(name) as string);
}
