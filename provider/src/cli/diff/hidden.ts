// Which values of a definition are never shown: those that a key, or the value itself, says to be a secret.
import type { Tree } from "../../definition/index";
import { holdsSecret, namesSecret, plainKey } from "../../secret-names";
import { remembered } from "./remembered";

/** Keys of tables, which name columns, and what messages are told apart by: of none of them the value is a secret. */
const ofTables =
    /(?:primary|foreign|unique|partition|sort|clustering|distribution|distribute|shard|sharding|join|order|merge|row|hash)keys?|keys?(?:columns?|fields?|index(?:es)?|types?|by|words?|space|serializer|deserializer)$/g;

/** True of a key that names a secret, or what it is known by. */
const isSecretKey = remembered((key) => {
    const plain = plainKey(key);
    if (namesSecret(key) || /authorization|signature|passwort|^auth$|^[as]k$/.test(plain)) return true;
    return plain.replace(ofTables, "").includes("key");
});

/** The longest name of a setting. */
const longest = 200;

const isValue = remembered((key) =>
    /^(?:value|val|content|default)|(?:value|val|content|data|settings?|text|string)$|^v$/.test(plainKey(key)),
);

/** True where a member of an object, `value` of `{"name": "password", "value": "..."}` included, is not to be shown. */
export function isHidden(key: string, value: Tree | undefined, holder: ReadonlyMap<string, Tree> | undefined): boolean {
    if (value === undefined || ["true", "false", "null", '""'].includes(value as string)) return false;
    if (isSecretKey(key) || isSecretText(value)) return true;
    return isValue(key) && holder !== undefined && [...holder].some(([of, name]) => of !== key && namesASecret(name));
}

/** True of an element of a list that belongs to the option before it: `["--password", "..."]`. */
export function isHiddenElement(list: readonly Tree[], at: number | undefined): boolean {
    const option = list[(at ?? 0) - 1];
    return typeof option === "string" && option.startsWith('"-') && namesASecret(option);
}

const holds = remembered((text) => holdsSecret(JSON.parse(text) as string));

export function isSecretText(value: Tree | undefined): boolean {
    return typeof value === "string" && value.startsWith('"') && holds(value);
}

/** Of a text, however it is spelt, as in `{"configKey": "encryptKey", "configValue": "..."}`. */
function namesASecret(name: Tree | undefined): boolean {
    if (typeof name !== "string" || !name.startsWith('"') || name.length > longest) return false;
    return isSecretKey(JSON.parse(name) as string);
}
