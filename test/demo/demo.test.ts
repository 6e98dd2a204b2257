// The demo, as a newcomer sees it; and that nothing is left of it, also when it is interrupted.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFor } from "../../tools/cli/find";
import { root } from "../../tools/root";
import { pulumiCli } from "../support/cli";
import { assertGolden } from "../support/golden";

describe("npm run demo", () => {
    let temporary: string;
    let env: NodeJS.ProcessEnv;

    beforeEach(async () => {
        temporary = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        env = environmentFor(await pulumiCli(), { PATH: process.env["PATH"], HOME: temporary, TMPDIR: temporary });
    });

    afterEach(async () => {
        await rm(temporary, { recursive: true, force: true });
    });

    /** Starts the demo; `onOutput` gets all that it has printed so far. */
    function start(onOutput: (printed: string, demo: ChildProcess) => void = () => undefined, ...args: string[]) {
        const script = join(root, "tools", "demo.ts");
        const demo = spawn(process.execPath, ["--require", "ts-node/register", script, ...args], { cwd: root, env });
        let printed = "";
        for (const stream of [demo.stdout, demo.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                printed += text;
                onOutput(printed, demo);
            });
        }
        return new Promise<{ code: number | null; printed: string }>((resolve, reject) => {
            demo.once("error", reject);
            demo.once("close", (code) => resolve({ code, printed }));
        });
    }

    it("tells its story to the end, and leaves nothing behind", async () => {
        const { code, printed } = await start();
        assert.equal(code, 0, printed);
        assert.deepEqual(await left(temporary), []);
        await assertGolden("demo.txt", story(printed));
    });

    for (const [signal, command] of [
        ["SIGINT", "up"],
        ["SIGTERM", "preview"],
    ] as const) {
        it(`leaves nothing behind when ${signal} comes during ${command}, and ends with the signal's exit code`, async () => {
            let sent = false;
            const { code, printed } = await start((soFar, demo) => {
                const begun = soFar.split(`$ pulumi ${command}`)[1] ?? "";
                if (!sent && /^(Updating|Previewing)/m.test(begun)) sent = demo.kill(signal);
            });
            assert.equal(code, signal === "SIGINT" ? 130 : 143, printed);
            assert.ok(!printed.includes("$ pulumi destroy"));
            assert.deepEqual(await left(temporary), []);
        });
    }

    it("told to be watched, says where, waits before each step, and ends there by a signal too", async () => {
        let waits = 0;
        let looked: Promise<string> | undefined;
        const { code, printed } = await start((soFar, demo) => {
            const prompts = soFar.split("(Enter: go on)").length - 1;
            if (prompts === waits) return;
            waits = prompts;
            const url = /^# Open (http:\/\/127\.0\.0\.1:\d+) in a browser to follow\.$/m.exec(soFar)?.[1] ?? "";
            if (waits > 1) demo.kill("SIGINT");
            else {
                looked = fetch(url).then((page) => page.text());
                void looked.finally(() => demo.stdin?.write("\n"));
            }
        }, "--watch");
        assert.equal(code, 130, printed);
        assert.match((await looked) ?? "", /<title>DataWorks emulator<\/title>/);
        const commands = [...printed.matchAll(/^\$ pulumi (\w+)/gm)].map(([, name]) => name);
        assert.deepEqual([waits, commands], [2, ["stack", "preview"]]);
        assert.deepEqual(await left(temporary), []);
    });

    it("takes no other argument", async () => {
        const { code, printed } = await start(undefined, "--slow");
        assert.equal(code, 2);
        assert.match(printed, /^Usage: npm run demo \[-- --watch\]/);
    });
});

/** What the demo itself left in the folder for temporary files. */
async function left(folder: string): Promise<string[]> {
    return (await readdir(folder)).filter((name) => name.startsWith("dataworks-sandbox-"));
}

/**
 * The lines that tell the story: what is said and run, drift, states, and what each command counted. Resources that are worked on at
 * once take turns by chance: states come after drift, of what is found and of what is planned. How often one that starts is looked
 * at depends on the machine.
 */
function story(printed: string): string {
    return printed
        .split(/^(?=[#$] | {2}pulumi:pulumi:Stack: \(same\))/m)
        .flatMap((section) => {
            const isState = (line: string) => /^ +~ state +:/.test(line);
            const lines = section.split("\n");
            const counts = lines.findIndex((line) => line.startsWith("Resources:"));
            const details = lines.slice(0, counts < 0 ? lines.length : counts);
            const rest = lines.slice(details.length);
            return [...details.filter((line) => !isState(line)), ...details.filter(isState), ...rest];
        })
        .filter((line) => /^[#$] |^ +[-+] +(drift|\[\d\])|^ +([-+~] )?\d+ (to )?\w+$|(fileId|state) +:.*=>/.test(line))
        .join("\n")
        .replace(/\d+ (?=GetDISyncInstanceInfo)/, "<n> ")
        .replace(/Pulumi is \d+\.\d+\.\d+\./, "Pulumi is <version>.");
}
