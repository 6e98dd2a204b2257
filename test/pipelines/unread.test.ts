// What the pipelines' commands do with answers of the Pulumi CLI that are empty, cut, something else, or between lines of others.
import assert from "node:assert/strict";
import { holdsNothing, readHistory } from "../../provider/src/cli/pipelines/engine/history";
import { readPreview } from "../../provider/src/cli/pipelines/engine/preview";
import { run, type Run } from "../support/cli";
import { bin } from "../support/command";
import { StandIn } from "../support/stand-in";

const urn = "urn:pulumi:s::p::pulumi-nodejs:dynamic/dataworks:DiSyncDeployment::orders";
const json = (value: unknown): string => `${JSON.stringify(value, null, 4)}\n`;

const unchanged = json({ steps: [], duration: 1, changeSummary: { same: 2 } });
const changing = json({
    steps: [{ op: "create", urn, newState: { inputs: {} } }],
    duration: 1,
    changeSummary: { create: 1 },
});
const deployment = { manifest: {}, resources: [{ urn, type: "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment" }] };
const holding = json({ version: 3, deployment });
const empty = json({ version: 3, deployment: { manifest: {} } });

/** What stands in the place of an answer, and does not say it. */
const unreadable = (answer: string): Readonly<Record<string, string>> => ({
    "an empty one": "",
    "white space": "\n \n",
    "one that is cut in the middle": answer.slice(0, answer.length / 2),
    "one without its last bracket": answer.trimEnd().slice(0, -1),
    "text of another program": "Welcome to the wrapper 1.2.3\nfake-secret-value\n",
    "JSON of another program": '{"level":"info","msg":"started"}\n',
    "an empty object": "{}\n",
    null: "null\n",
    "two of them": answer + answer,
});

/** The same answer, and lines of others around it. */
const around = (answer: string): Readonly<Record<string, string>> => ({
    "a banner before it": `Welcome to the wrapper 1.2.3\n${answer}`,
    "lines after it": `${answer}\nwarning: a new version is there {1}\n[done]\n`,
    "logs in JSON around it": `{"level":"info","steps":1}\n[plugin] { loading\n${answer}{"level":"info"}\n`,
    "a byte order mark and CR LF": `\uFEFF${answer.replaceAll("\n", "\r\n")}`,
    "no line feed at its end": answer.trimEnd(),
});

/** Those that each command is tried with; the functions that read are tried with all. */
const tried = ["an empty one", "one that is cut in the middle", "text of another program", "two of them"];
const some = (answers: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(answers).filter(([what]) => tried.includes(what));

describe("the pipelines' commands, where the Pulumi CLI prints what was not asked for", () => {
    let pulumi: StandIn;

    before(async () => {
        pulumi = await StandIn.open();
    });
    beforeEach(() => pulumi.forget());
    after(() => pulumi.close());

    const command = (...args: readonly string[]): Promise<Run> =>
        run(process.execPath, [bin, ...args], pulumi.folder, {
            ...pulumi.env,
            A_SECRET: "fake-secret-value",
        });

    async function deployed(): Promise<void> {
        const update = { kind: "update", result: "succeeded", environment: { "git.head": pulumi.commit } };
        await pulumi.answer("history", json([update]));
        await pulumi.answer("export", holding);
    }

    const saysNothing = /change nothing|[Nn]othing is deployed|no drift|No task was edited|deployed commit/;

    it("read an answer among all lines of others, and nothing else for one", () => {
        const update = { kind: "update", result: "succeeded" };
        for (const text of Object.values(around(json([update])))) assert.deepEqual(readHistory(text, {}), [update]);
        for (const text of Object.values(around(empty))) assert.equal(holdsNothing(text, {}), true);
        for (const text of Object.values(around(holding))) assert.equal(holdsNothing(text, {}), false);
        for (const text of Object.values(around(unchanged))) assert.equal(readPreview(0, text, "", {}).nothing, true);
        for (const [what, text] of Object.entries(unreadable(json([update])))) {
            assert.throws(() => readHistory(text, {}), /`pulumi stack history --json` printed /, what);
        }
        for (const [what, text] of Object.entries({ ...unreadable(empty), ...unreadable(holding) })) {
            assert.throws(() => holdsNothing(text, {}), /`pulumi stack export` printed /, what);
        }
        for (const code of [0, 7]) {
            for (const [what, text] of Object.entries({ ...unreadable(unchanged), ...unreadable(changing) })) {
                const { failure, nothing, code: ended } = readPreview(code, text, "", {});
                assert.deepEqual({ nothing, ended }, { nothing: false, ended: 1 }, what);
                assert.match(failure ?? "", /^The preview could not be read: /, what);
            }
        }
    });

    it("never say that nothing would change for a preview that they could not read, and end with 1", async () => {
        for (const [what, text] of some(unreadable(unchanged))) {
            await deployed();
            await pulumi.answer("preview", text);
            for (const [name, expected] of [
                ["review", /\*\*This is no review\.\*\* The preview could not be read: /],
                ["nightly", /\*\*The check failed\.\*\* The preview could not be read: /],
                ["promote", /dev: failed\. The preview could not be read: /],
            ] as const) {
                const { code, output } = await command(name, "dev");
                assert.equal(code, 1, `${name}, ${what}: ${output}`);
                assert.match(output, expected, `${name}, ${what}`);
                assert.doesNotMatch(output, saysNothing, `${name}, ${what}`);
                assert.doesNotMatch(output, /fake-secret-value|\n\s+at /, `${name}, ${what}`);
            }
        }
    });

    it("show the first lines of what they could not read", async () => {
        await pulumi.answer("preview", Array.from({ length: 30 }, (_, index) => `line ${index}`).join("\n"));
        const { output } = await command("review", "dev");
        assert.match(output, /```text\nline 0\nline 1\nline 2\nline 3\nline 4\n```/);
    });

    it("read a preview, a state and a history among lines of others", async () => {
        const banner = "Welcome to the wrapper 1.2.3\n";
        await deployed();
        await pulumi.answer("preview", banner + changing + banner);
        const review = await command("review", "dev");
        assert.equal(review.code, 0, review.output);
        assert.match(review.output, /\ncreate orders\n/);
        await pulumi.answer("preview", banner + unchanged + banner);
        await pulumi.answer("export", banner + holding + banner);
        const update = { kind: "update", result: "succeeded", environment: { "git.head": pulumi.commit } };
        await pulumi.answer("history", banner + json([update]) + banner);
        const night = await command("nightly", "dev");
        assert.equal(night.code, 0, night.output);
        assert.ok(night.output.includes(`dev: no drift since commit ${pulumi.commit}.`));
        const promotion = await command("promote", "dev");
        assert.equal(promotion.code, 0, promotion.output);
        assert.ok(promotion.output.includes(`dev: deployed commit ${pulumi.commit}.`));
    });

    it("do not say that nothing would change where the summary counts changes that have no step", async () => {
        await pulumi.answer("preview", json({ steps: [], changeSummary: { same: 1, update: 1 } }));
        const { code, output } = await command("review", "dev");
        assert.equal(code, 1);
        assert.doesNotMatch(output, saysNothing);
    });

    it("say nothing about a stack at night whose state or history they could not read", async () => {
        for (const [file, right] of [
            ["export", empty],
            ["history", json([])],
        ] as const) {
            for (const [what, text] of some(unreadable(right))) {
                await deployed();
                await pulumi.answer("preview", unchanged);
                await pulumi.answer(file, text);
                const { code, output } = await command("nightly", "dev");
                assert.equal(code, 1, `${file}, ${what}: ${output}`);
                assert.match(output, new RegExp(`\`pulumi stack ${file}.*\` printed `), `${file}, ${what}`);
                assert.doesNotMatch(output, saysNothing, `${file}, ${what}`);
                assert.doesNotMatch(output, /fake-secret-value|\n\s+at /, `${file}, ${what}`);
            }
        }
    });

    it("do not say that a commit is deployed where they could not read the history after it", async () => {
        for (const [what, text] of some(unreadable(json([])))) {
            await pulumi.answer("preview", changing);
            await pulumi.answer("history", text);
            const { code, output } = await command("promote", "dev", "prod");
            assert.equal(code, 1, `${what}: ${output}`);
            assert.match(output, /^dev: deployed, but nobody knows/m, what);
            assert.match(output, /\nprod: not reached\.\n/, what);
            assert.doesNotMatch(output, saysNothing, what);
        }
    });
});
