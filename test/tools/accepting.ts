// Runs `npm run acceptance` in this process, in a folder of its own, and without the engine unless a test gives one.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret, type Emulator } from "dataworks-emulator";
import type { Clock } from "../../provider/src/dataworks/clock";
import type { Chain } from "../../tools/acceptance/chain";
import { runAcceptance } from "../../tools/acceptance/command";
import type { Report } from "../../tools/acceptance/report";
import { SteppingClock } from "../support/stepping-clock";

export interface Ran {
    readonly code: number;
    readonly out: string;
    readonly err: string;
    readonly markdown: string;
    readonly report: Report | undefined;
}

interface How {
    readonly at?: Emulator;
    readonly answer?: boolean;
    readonly signal?: AbortSignal;
    readonly now?: AbortSignal;
    readonly env?: NodeJS.ProcessEnv;
    /** Without files for the report, but for those of the arguments. */
    readonly plain?: boolean;
    /** Default: one that goes through without the engine. */
    readonly chain?: Chain;
    readonly clock?: Clock;
    /** Default: in a folder of its own. */
    readonly journals?: string;
}

const noEngine: Chain = () => Promise.resolve({ verdict: "went through", seen: "not made at all" });

/** Registers the hooks; what it gives may be used within tests. */
export function acceptance() {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "acceptance-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    async function run(args: readonly string[], how: How = {}): Promise<Ran> {
        const { at, answer, signal, now, env, plain = false, chain = noEngine, clock = new SteppingClock() } = how;
        const { journals = join(folder, "journals") } = how;
        let [out, err] = ["", ""];
        const [markdownFile, jsonFile] = [join(folder, "report.md"), join(folder, "report.json")];
        const files = plain ? [] : ["--report", markdownFile, "--json", jsonFile];
        const code = await runAcceptance([...args, ...files], {
            env: { ...(at && environmentOf(at)), ...env },
            out: (text) => void (out += text),
            err: (text) => void (err += text),
            clock,
            ask: answer === undefined ? undefined : () => Promise.resolve(answer),
            signal: signal ?? new AbortController().signal,
            now: now ?? new AbortController().signal,
            journals,
            chain: () => Promise.resolve(chain),
        });
        const read = (file: string) => {
            try {
                return readFileSync(file, "utf8");
            } catch {
                return "";
            }
        };
        const json = read(jsonFile);
        const report = json === "" ? undefined : (JSON.parse(json) as Report);
        return { code, out, err, markdown: read(markdownFile), report };
    }

    return {
        run,
        get folder() {
            return folder;
        },
        /** Where the journals of the level make are. */
        get journals() {
            return join(folder, "journals");
        },
    };
}

export function verdictsOf({ report }: Ran, verdict: string): string[] {
    return (report?.assumptions ?? []).filter((one) => one.verdict === verdict).map(({ id }) => id);
}

/** The settings that lead to an emulator, as to the service. */
export function environmentOf({ url }: Emulator): NodeJS.ProcessEnv {
    return {
        ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
        ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
        DATAWORKS_ENDPOINT: url,
    };
}
