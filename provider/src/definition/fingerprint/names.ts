// The names that elements of a definition's lists have: of tables, columns, data sources and the like.
import { holdsSecret } from "../../secret-names";
import { quote, type Step } from "../paths/path";
import type { Tree } from "../tree/tree";

/** The keys whose values are names, the most telling ones first. No other value of a definition is kept or shown. */
const nameKeys = [
    "table",
    "tableName",
    "srcTable",
    "dstTable",
    "dbName",
    "srcDbName",
    "schemaName",
    "datasource",
    "srcDatasourceName",
    "topic",
    "name",
    "column",
];
const tableKeys = ["table", "tableName", "srcTable", "dstTable"];

/** The longest name, in characters; of a longer one the start stands for it. */
const longest = 64;

export interface Name {
    readonly key: string;
    readonly value: string;
}

/** The name of an element of a list, if it has one. `list` is the key that the list stands under. */
export function nameOf(element: Tree | undefined, list?: Step): Name | undefined {
    if (typeof element === "string") {
        // Some lists are of bare names: `"table": ["orders", "payments"]`.
        return typeof list === "string" && nameKeys.includes(list) ? nameIn(list, element) : undefined;
    }
    if (!(element instanceof Map)) return undefined;
    for (const key of nameKeys) {
        const name = nameIn(key, element.get(key));
        if (name) return name;
    }
    return undefined;
}

/** All names of an element, in full, which tell it from others whose first name is the same; undefined where it has none. */
export function namesOf(element: Tree): string | undefined {
    if (!(element instanceof Map)) return undefined;
    const names = nameKeys.flatMap((key) => {
        const value = element.get(key);
        return typeof value === "string" && value.startsWith('"') && value !== '""' ? [`${key} ${value}`] : [];
    });
    return names.length > 0 ? names.join(" ") : undefined;
}

function nameIn(key: string, value: Tree | undefined): Name | undefined {
    if (typeof value !== "string" || !value.startsWith('"') || value === '""') return undefined;
    return { key, value: shortened(withoutSecret(JSON.parse(value) as string)) };
}

/** A name or key as it may be shown: `***` for one that holds a secret, such as an address with a password. */
export function withoutSecret(name: string): string {
    return holdsSecret(name) ? "***" : name;
}

function shortened(value: string): string {
    return value.length > longest ? `${value.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…` : value;
}

export function isTable({ key }: Name): boolean {
    return tableKeys.includes(key);
}

/** As in `srcTable "orders"`, or `srcTable "orders" to "payments"` for the first and last of some elements. */
export function printNames([first, last]: readonly (Name | undefined)[]): string | undefined {
    if (!first) return undefined;
    // What older versions kept may hold a secret still.
    const shown = ({ value }: Name) => quote(withoutSecret(value));
    return `${first.key} ${shown(first)}${last?.key === first.key ? ` to ${shown(last)}` : ""}`;
}
