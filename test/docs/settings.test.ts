// docs/settings.md has every setting of the settings' table, and no other.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rowOf, table, type Key } from "../../provider/src/settings/table";
import { root } from "../../tools/root";
import { textOf } from "./markdown";

const page = textOf("docs/settings.md");
const keys = Object.keys(table) as Key[];
const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

/** The rows of the page's table, by their keys: the variables, and the default. */
const rows = new Map(
    [...page.matchAll(/^\| `(\w+)` \|(.*?)\|(.*?)\|/gm)].map(([, key = "", variables = "", otherwise = ""]) => [
        key,
        { variables: quoted(variables), otherwise: otherwise.replaceAll("`", "").trim() },
    ]),
);

/** All that a folder's sources say. */
function sources(folder: string, ending: string): string {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending));
    return names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}

describe("the page of settings", () => {
    it("has every key of the table, in its order, and no other", () => {
        assert.deepEqual([...rows.keys()], keys);
    });

    for (const key of keys) {
        it(`has the environment variables and the default of ${key}`, () => {
            const { variables = [], otherwise } = rowOf(key);
            const row = rows.get(key);
            assert.deepEqual(row?.variables, [...variables]);
            if (otherwise !== undefined) assert.equal(row.otherwise, String(otherwise));
        });
    }

    it("names no environment variable that nothing reads", () => {
        const credentials = join(root, "node_modules", "@alicloud", "credentials", "dist");
        const read = sources(join(root, "provider", "src"), ".ts") + sources(credentials, ".js");
        const named = page.match(/\b(?:ALIBABA_CLOUD|ALICLOUD|DATAWORKS)_[A-Z_]*[A-Z]\b(?!_)/g) ?? [];
        assert.deepEqual(
            named.filter((variable) => !read.includes(variable)),
            [],
        );
    });

    it("names every variable that the provider's own messages speak of", () => {
        const spoken = sources(join(root, "provider", "src"), ".ts").match(
            /\b(?:ALIBABA_CLOUD|ALICLOUD)_[A-Z_]*[A-Z]\b/g,
        );
        assert.deepEqual(
            [...new Set(spoken)].filter((variable) => !page.includes(variable)),
            [],
        );
    });
});
