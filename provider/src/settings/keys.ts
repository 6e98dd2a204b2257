// What the keys of a stack's configuration alone say: one that is misspelt, and a secret that stands in clear.
import { distance } from "fastest-levenshtein";
import { namesSecret } from "../secret-names";
import { spaces } from "./source";
import { rowOf, table, type Key } from "./table";

/** A stack's configuration, as a program sees it. */
export interface StackKeys {
    /** Its values by key, such as "dataworks:region"; an object as JSON. */
    readonly values: Readonly<Record<string, string>>;
    readonly isSecret: (key: string) => boolean;
    /** The project's name: its own keys begin with it. */
    readonly project: string;
}

const keys = Object.keys(table) as Key[];

/** What a user is warned of, a text each; none shows a value. */
export function warningsOf(stack: StackKeys): string[] {
    return [
        ...strangers(stack).map((key) => {
            const nearest = `dataworks:${nearestTo(key.slice("dataworks:".length))}`;
            return `${key} in the stack's configuration is no setting, and is ignored: did you mean ${nearest}?`;
        }),
        ...secretsInClear(stack).map(({ key, path }) => {
            const option = path === key ? "" : "--path ";
            return (
                `${path} is a secret, and stands in clear in the stack's configuration, from where the engine copies it into the state: ` +
                `encrypt it with \`pulumi config set --secret ${option}${path}\`, or keep it in the environment.`
            );
        }),
    ];
}

/** The keys that begin as this package's do, and are none. A project of that name has keys of its own. */
function strangers({ values, project }: StackKeys): string[] {
    if (project === "dataworks") return [];
    return Object.keys(values).filter((key) => {
        const [space, name = ""] = key.split(":", 2);
        return space === "dataworks" && !keys.includes(name as Key);
    });
}

/** The setting that a name is nearest to. What is meant for a secret is put under none that is stored in clear. */
export function nearestTo(name: string): Key {
    const far = (key: string) => distance(key.toLowerCase(), name.toLowerCase());
    const meant = namesSecret(name.replace(/^access_?key(_?id)?$/i, ""))
        ? keys.filter((key) => rowOf(key).secret)
        : keys;
    return meant.reduce((best, key) => (far(key) < far(best) ? key : best));
}

/** The secrets that are not marked as such. Of a role, which is a whole, only the token is one by itself. */
function secretsInClear({ values, isSecret, project }: StackKeys): { readonly key: string; readonly path: string }[] {
    return spaces
        .filter((space) => space !== project)
        .flatMap((space) => keys.map((name) => ({ key: `${space}:${name}`, name })))
        .filter(({ key, name }) => rowOf(name).secret && values[key]?.trim() && !isSecret(key))
        .flatMap(({ key, name }) => {
            if (name === "secretKey" || name === "securityToken") return [{ key, path: key }];
            return /"oidcToken"\s*:\s*"[^"]/.test(values[key] ?? "") ? [{ key, path: `${key}.oidcToken` }] : [];
        });
}
