// Builds a CLI and its Node.js host from their Go modules.
import { chmod, copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "./child";
import type { Context } from "./context";
import { dynamicHostName, goName, executables, foldersOnPath } from "./executables";
import { minutes } from "./progress";
import { isGoNewEnough, readGoMod } from "./versions";

const modulesFolder = join(__dirname, "..", "pulumi-cli");
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The version of the CLI that is built, and the oldest Go that builds it. */
export async function moduleVersions(): Promise<{ version: string; go: string }> {
    return readGoMod(await readFile(join(modulesFolder, "cli", "go.mod"), "utf8"), "github.com/pulumi/pulumi/pkg/v3");
}

/**
 * Fills `root` (with a `bin` in it); gives its name in the cache. With a "v", unlike an official release of the same
 * version: this one runs Node.js programs only, and nobody who looks for an official one should find it.
 */
export async function buildFromModules(root: string, temporary: string, context: Context): Promise<string> {
    const { version, go: wanted } = await moduleVersions();
    const go = await findGo(wanted, context);
    context.progress.line(
        `Building the Pulumi CLI ${version} from its Go modules: about 4 minutes on 2 cores, this once.`,
    );
    const bin = join(root, "bin");
    await mkdir(bin, { recursive: true });
    const build = async (module: string, what: string, tags: readonly string[]) => {
        const args = [
            "build",
            "-v",
            "-mod=readonly",
            "-trimpath",
            ...tags,
            "-ldflags",
            `-s -w -X ${versionVariable}=v${version}`,
        ];
        await goBuild(go, [...args, "-o", `${bin}/`, "tool"], join(modulesFolder, module), what, temporary, context);
    };
    await build("language-nodejs", "its Node.js host", []);
    await build("cli", "the CLI", ["-tags", "osusergo,grpcnotrace"]);
    const dynamicHost = join(bin, dynamicHostName);
    await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), dynamicHostName), dynamicHost);
    await chmod(dynamicHost, 0o755);
    return `v${version}`;
}

async function findGo(wanted: string, context: Context): Promise<string> {
    const go = executables(goName, foldersOnPath(context.env))[0];
    if (go === undefined) throw new Error(`there is no \`go\` on PATH (${wanted} or newer would do)`);
    // Asked in the module's folder, where a go that fetches newer ones of itself says which it is going to use.
    const ending = await run(go, ["env", "GOVERSION"], {
        cwd: join(modulesFolder, "cli"),
        env: context.env,
        signal: context.signal,
        limit: context.limits.go,
    });
    const found = ending.stdout.trim();
    if (ending.outOfTime || ending.code !== 0)
        throw new Error(`${go} does not tell its version. ${ending.stderr}`.trim());
    if (!isGoNewEnough(found, wanted)) throw new Error(`${go} is ${found}, older than go${wanted}`);
    return go;
}

async function goBuild(
    go: string,
    args: readonly string[],
    cwd: string,
    what: string,
    temporary: string,
    context: Context,
): Promise<void> {
    const { limits, now, progress, signal } = context;
    const started = now();
    const count = { downloaded: 0, compiled: 0 };
    const words: string[] = [];
    const sign = setInterval(() => {
        const done = `${count.downloaded} modules downloaded, ${count.compiled} packages compiled`;
        progress.sign(`  ${minutes(now() - started)} building ${what}: ${done}`);
    }, limits.sign);
    try {
        const ending = await run(go, args, {
            cwd,
            // GOWORK: a workspace file further up is not meant for these. GOTMPDIR: an interrupted go leaves its own there.
            env: { ...context.env, GOWORK: "off", GOTMPDIR: temporary },
            signal,
            onStderr: (line) => {
                if (line.startsWith("go: downloading ")) count.downloaded += 1;
                else if (/^[\w.~+/-]+$/.test(line)) count.compiled += 1;
                else words.push(line);
            },
        });
        if (ending.code !== 0) throw new Error(`building ${what} failed: ${words.slice(-10).join("\n")}`);
        progress.line(`  ${minutes(now() - started)} ${what} is built (${count.compiled} packages compiled).`);
    } finally {
        clearInterval(sign);
    }
}
