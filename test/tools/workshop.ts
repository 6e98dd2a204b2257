// A private PATH, cache and set of fake programs for one test; nothing of the real machine is found in it.
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findPulumiCli, type PulumiCli } from "../../tools/cli/find";
import { findLanguage, type Language } from "../../tools/cli/language-hosts";
import type { FindOptions } from "../../tools/cli/searching";

const bothHosts = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

export class Workshop {
    readonly folder = mkdtempSync(join(tmpdir(), "pulumi-cli-test-"));
    readonly bin = join(this.folder, "bin");
    readonly home = join(this.folder, "home");
    readonly versions = join(this.home, "versions");
    /** Everything the user was told. */
    readonly told: string[] = [];

    constructor() {
        mkdirSync(this.bin);
    }

    close(): void {
        this.release();
        rmSync(this.folder, { recursive: true, force: true });
    }

    env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
        return { PATH: this.bin, PULUMI_HOME: this.home, ...more };
    }

    find(source?: string, options: FindOptions = {}): Promise<PulumiCli> {
        const tell = (text: string) => void this.told.push(text);
        return findPulumiCli({
            env: this.env(source === undefined ? {} : { PULUMI_CLI_SOURCE: source }),
            progress: { line: tell, sign: tell },
            installer: [this.script("no-installer", "echo 'the fake download is out of reach' >&2; exit 1")],
            ...options,
        });
    }

    /** A shell script, by its path from the workshop's folder. */
    script(name: string, body: string): string {
        const file = join(this.folder, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`);
        chmodSync(file, 0o755);
        return file;
    }

    /** A pulumi that prints its version and notes that it ran; beside it the hosts, unless others are named. */
    pulumi(folder: string, version: string, hosts = bothHosts): string {
        for (const host of hosts) this.script(join(folder, host), "exit 0");
        return this.script(join(folder, "pulumi"), `echo ran >> "${this.folder}/ran"\necho "v${version}"`);
    }

    cached(name: string, version = name.replace(/^v/, "")): string {
        return this.pulumi(join("home", "versions", name, "bin"), version);
    }

    findLanguage(language: Language, options: FindOptions = {}): Promise<string[]> {
        const tell = (text: string) => void this.told.push(text);
        const cli = { pulumi: this.pulumi("cli", "3.259.0"), folder: join(this.folder, "cli") };
        return findLanguage(
            language,
            { ...cli, version: "3.259.0", source: "modules" },
            {
                env: this.env(),
                progress: { line: tell, sign: tell },
                ...options,
            },
        );
    }

    /** A python3 that makes a virtual environment whose python3 installs, and then has, a pulumi of that version. */
    python(installed = "3.272.0", atInstall = ""): string {
        const inside = this.script(
            "inside",
            `if [ "$2" != pip ]; then [ -e "$0-has" ] && echo ${installed}; exit; fi
            echo "$*" >> "${this.folder}/installs"
            ${atInstall}
            : > "$0-has"`,
        );
        return this.script("bin/python3", `mkdir -p "$3/bin" && cp "${inside}" "$3/bin/python3"`);
    }

    /** A go that notes its builds and writes programs that print the version it was told to put into them. */
    go(more: { version?: string; beforeBuild?: string } = {}): string {
        return this.script(
            "bin/go",
            `if [ "$1" = env ]; then echo ${more.version ?? "go1.26.8"}; exit 0; fi
            if [ "$1" = list ]; then echo "${this.folder}/source"; exit 0; fi
            echo "$PWD $*" >> "${this.folder}/builds"
            while [ $# -gt 1 ]; do
                case "$1" in -o) out="$2";; -ldflags) version="\${2##*=}";; esac
                shift
            done
            ${more.beforeBuild ?? ""}
            case "$PWD" in
                */cli) program=pulumi;;
                *) program="pulumi-\${PWD##*/}";;
            esac
            printf '#!/bin/sh\\necho %s\\n' "$version" > "$out$program"
            chmod 755 "$out$program"
            echo "example.test/package" >&2`,
        );
    }

    /** What a go does that builds until it is released, or for a minute. */
    get untilReleased(): string {
        return `: > "${this.folder}/building"
            i=0
            while [ ! -e "${this.folder}/released" ] && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done
            [ -e "${this.folder}/released" ] || : > "${this.folder}/gaveUp"`;
    }

    release(): void {
        writeFileSync(join(this.folder, "released"), "");
    }

    has(name: string): boolean {
        return existsSync(join(this.folder, name));
    }

    lines(name: string): string[] {
        return this.has(name) ? readFileSync(join(this.folder, name), "utf8").trimEnd().split("\n") : [];
    }

    /** What is in the cache, half-made or not. */
    inCache(): string[] {
        return existsSync(this.versions) ? readdirSync(this.versions) : [];
    }
}

/** Looks until it holds, for at most 30 seconds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
    for (let look = 0; look < 1500; look++) {
        if (holds()) return;
        await wait(20);
    }
    throw new Error(`Waited 30 seconds for this: ${what}`);
}
