// Digests of definitions: one for all that drift takes as equal, another for every change, and the same for ever.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { canonicalText, digestOf } from "../../../provider/src/definition/approval/digest";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { isDigest } from "../../../provider/src/definition/approval/form";
import { root } from "../../../tools/root";
import { seed } from "../../support/seed";
import { model, respell, spell } from "../model";
import { anyPattern, print } from "../model-paths";

const task = { region: "cn-shanghai", projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };
const runs = { numRuns: 300, seed };

interface Frozen {
    readonly what: string;
    readonly definition: string;
    readonly ignore: readonly string[];
    readonly canonical: string;
    readonly digest: string;
}

/** Digests as the first version made them. Nothing writes this file: programs hold digests, so none of them may ever change. */
const frozen = JSON.parse(readFileSync(join(root, "test", "fixtures", "digests.json"), "utf8")) as readonly Frozen[];

describe("definition: digests", () => {
    for (const { what, definition, ignore, canonical, digest } of frozen) {
        it(`of ${what} is for ever ${digest}`, async () => {
            assert.equal(canonicalText(definition, ignore), canonical);
            assert.equal(await digestOf(definition, task, ignore), digest);
        });
    }

    it("of different definitions, and of different lists, are different", () => {
        assert.equal(new Set(frozen.map(({ digest }) => digest)).size, frozen.length);
    });

    for (const [what, other] of Object.entries({
        region: { region: "cn-beijing" },
        workspace: { projectId: "10001" },
        "kind of task": { taskType: "DI_SOLUTION" },
        task: { fileId: "101" },
    })) {
        it(`another ${what} has another digest of the same definition`, async () => {
            const [one, two] = await Promise.all([digestOf("{}", task, []), digestOf("{}", { ...task, ...other }, [])]);
            assert.ok(isDigest(one) && isDigest(two));
            assert.notEqual(one, two);
        });
    }

    it("the order of the list, doubles and spellings in it do not count, as for drift; what is in it does", async () => {
        const of = (...ignore: string[]) => digestOf('{"a":1,"b":2}', task, ignore);
        const digests = await Promise.all([of("x", "y"), of("y", "x", "y"), of('["x"]', "y"), of("x"), of()]);
        assert.deepEqual(digests.slice(0, 3), Array<unknown>(3).fill(digests[0]));
        assert.equal(new Set(digests).size, 3);
    });

    it("the digest leaves the event loop free while it is worked out", async () => {
        let turns = 0;
        const turning = setInterval(() => turns++, 0);
        await digestOf("{}", task, []);
        clearInterval(turning);
        assert.ok(turns > 0);
    });

    it("what drift takes as equal has one canonical text, and what it does not has another", () => {
        const text = fc.oneof(model.map(spell), fc.string({ unit: "binary" }));
        const list = fc.array(anyPattern, { maxLength: 3 }).map((patterns) => patterns.map(print));
        fc.assert(
            fc.property(text, text, list, (one, other, ignore) => {
                const changes = compare(fingerprint(one, "salt", ignore), other, ignore)?.changes ?? [];
                assert.equal(canonicalText(one, ignore) === canonicalText(other, ignore), changes.length === 0);
            }),
            runs,
        );
    });

    it("spellings of one definition have one canonical text", () => {
        fc.assert(
            fc.property(model, fc.array(fc.nat(), { minLength: 1, maxLength: 300 }), (each, choices) => {
                let at = 0;
                const other = respell(each, (ways) => (choices[at++ % choices.length] ?? 0) % ways);
                assert.equal(canonicalText(other, []), canonicalText(spell(each), []));
            }),
            runs,
        );
    });

    it("no canonical text holds half a surrogate pair: in UTF-8 two of them would be one", () => {
        fc.assert(
            fc.property(fc.oneof(model.map(spell), fc.string({ unit: "binary" })), (text) => {
                assert.ok(canonicalText(text, []).isWellFormed());
            }),
            runs,
        );
        const halves = ["\ud800", "\ud801", "\udc00", "\ufffd", "\\ud800"];
        for (const write of [
            (text: string) => text,
            (text: string) => `["${text}"]`,
            (text: string) => `{"${text}":1}`,
        ]) {
            assert.equal(new Set(halves.slice(0, 4).map((half) => canonicalText(write(half), []))).size, 4);
        }
        assert.notEqual(canonicalText('["\\\\ud800"]', []), canonicalText('["\\ud800"]', []));
    });
});
