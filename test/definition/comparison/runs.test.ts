// Lists of which a fingerprint knows runs of elements: what is told of runs that went, came back elsewhere or changed.
import assert from "node:assert/strict";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { Digests } from "../../../provider/src/definition/fingerprint/digest";
import { DigestList, PartDigest } from "../../../provider/src/definition/fingerprint/digest-tree";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { encode } from "../../../provider/src/definition/fingerprint/format";
import type { Name } from "../../../provider/src/definition/fingerprint/names";
import { treeOf } from "../../../provider/src/definition/tree/tree";

const key = Buffer.alloc(16, 7);
const digests = new Digests(key);
const bytes = 6;

interface Element {
    readonly table: string;
    readonly v?: number;
}

const twelve: readonly Element[] = Array.from({ length: 12 }, (_, at) => ({ table: `t${at}` }));

/** What is known of a list in so many runs, with the names of its elements. */
function inRuns(elements: readonly Element[], runs: number, names: readonly (Name | undefined)[]): DigestList {
    const items = elements.map((element) => treeOf(JSON.stringify(element)));
    const startOf = (run: number) => Math.floor((run * items.length) / runs);
    const units = Array.from(
        { length: runs },
        (_, run) => new PartDigest(digests.ofRun(items.slice(startOf(run), startOf(run + 1)), bytes), true),
    );
    return new DigestList(items.length, units, names);
}

const namesOf = (elements: readonly Element[], nameKey = "table"): Name[] =>
    elements.map(({ table }) => ({ key: nameKey, value: table }));

/** What changed in the lists, each with the name that is told beside it. */
function changes(
    lists: Readonly<Record<string, DigestList>>,
    is: Readonly<Record<string, readonly Element[]>>,
): string[] {
    const known = new Map(Object.entries(lists));
    const stored = encode({ key, whole: undefined, ignored: [], formerly: [], bytes, known });
    const found = compare(stored, JSON.stringify(is), [])?.changes ?? assert.fail();
    return found.map(({ kind, path, name }) => `${kind} ${path}: ${name ?? "no name"}`);
}

// Twelve elements in ten runs: of one element each, but for [4..5] and [10..11].
const ten = inRuns(twelve, 10, namesOf(twelve));

describe("definition: lists in runs", () => {
    it("a run that is gone is told by the names of its first and its last element", () => {
        assert.deepEqual(changes({ l: ten }, { l: twelve.toSpliced(4, 2) }), ['removed l[4..5]: table "t4" to "t5"']);
    });

    it("a run of one element is told as that element, gone or changed", () => {
        assert.deepEqual(changes({ l: ten }, { l: twelve.toSpliced(7, 1) }), ['removed l[7]: table "t7"']);
        assert.deepEqual(changes({ l: ten }, { l: twelve.toSpliced(7, 1, { table: "t7", v: 2 }) }), [
            'changed l[7]: table "t7"',
        ]);
    });

    it("a run that changed is told by the names that its first and its last element have now", () => {
        assert.deepEqual(changes({ l: ten }, { l: twelve.toSpliced(4, 1, { table: "new" }) }), [
            'changed l[4..5]: table "new" to "t5"',
        ]);
    });

    it("runs that went are told where others moved by what was put in: these are still there", () => {
        const is = twelve.toSpliced(8, 0, { table: "new" }).toSpliced(4, 2);
        assert.deepEqual(changes({ l: ten }, { l: is }), [
            'added l[6]: table "new"',
            'removed l[4..5]: table "t4" to "t5"',
        ]);
    });

    it("each list has its own names, whether other lists before it are in runs, or have none", () => {
        const none = inRuns(twelve, 10, []);
        const other = inRuns(twelve, 10, namesOf(twelve, "topic"));
        const single = new DigestList(
            12,
            twelve.map((each) => new PartDigest(digests.of(treeOf(JSON.stringify(each)), bytes), true)),
            namesOf(twelve, "srcTable"),
        );
        const less = twelve.toSpliced(7, 1);
        assert.deepEqual(
            changes({ a: ten, b: none, c: other, d: single, e: none }, { a: less, b: less, c: less, d: less, e: less }),
            [
                'removed a[7]: table "t7"',
                "removed b[7]: no name",
                'removed c[7]: topic "t7"',
                'removed d[7]: srcTable "t7"',
                "removed e[7]: no name",
            ],
        );
    });

    it("an element that another key names than the first one's has no name, and is not told by a wrong one", () => {
        const names = namesOf(twelve).with(7, { key: "topic", value: "t7" });
        const list = inRuns(twelve, 10, names);
        assert.deepEqual(changes({ l: list }, { l: twelve.toSpliced(7, 1) }), ["removed l[7]: no name"]);
        assert.deepEqual(changes({ l: list }, { l: twelve.toSpliced(8, 1) }), ['removed l[8]: table "t8"']);
        const firstHasNone = inRuns(twelve, 10, [undefined, ...namesOf(twelve).slice(1)]);
        assert.deepEqual(changes({ l: firstHasNone }, { l: twelve.toSpliced(7, 1) }), ['removed l[7]: table "t7"']);
    });

    it("that ends in what is ignored since: nothing is told of it where nothing changed, and every change where it is", () => {
        const list = [...Array.from({ length: 1600 }, (_, at) => String(at)), {}];
        const text = JSON.stringify({ list });
        const stored = fingerprint(text, "00".repeat(16), []);
        const told = (definition: string) => {
            const found = compare(stored, definition, ["list[1600]"]);
            return [found?.changes.map(({ kind, path }) => `${kind} ${path}`), found?.uncompared];
        };
        assert.deepEqual(told(text), [[], ["list[1599..1600]"]]);
        assert.deepEqual(told(text.replace('"1000"', '"x"')), [["changed list[1000]"], ["list[1599..1600]"]]);
    });
});
