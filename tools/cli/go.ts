// Finds a Go that builds the module folders of tools/pulumi-cli, and builds them with it.
import { join } from "node:path";
import { run } from "./child";
import type { Context } from "./context";
import { executables, foldersOnPath, goName } from "./executables";
import { minutes, whileSigning } from "./progress";
import { isGoNewEnough } from "./versions";

/** Where the module folders are. */
export const modulesFolder = join(__dirname, "..", "pulumi-cli");

/** The first go on PATH, where it is not older than what the module folder wants. */
export async function findGo(module: string, wanted: string, context: Context): Promise<string> {
    const go = executables(goName, foldersOnPath(context.env))[0];
    if (go === undefined) throw new Error(`there is no \`go\` on PATH (${wanted} or newer would do)`);
    // Asked in the module's folder, where a go that fetches newer ones of itself says which it is going to use.
    const ending = await run(go, ["env", "GOVERSION"], {
        cwd: join(modulesFolder, module),
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

/** Builds the tools of a module folder into `bin`. */
export async function goBuild(
    go: string,
    flags: readonly string[],
    module: string,
    bin: string,
    what: string,
    temporary: string,
    context: Context,
): Promise<void> {
    const { now, progress, signal } = context;
    const started = now();
    const count = { downloaded: 0, compiled: 0 };
    const words: string[] = [];
    const done = () => `${count.downloaded} modules downloaded, ${count.compiled} packages compiled`;
    const args = ["build", "-v", "-mod=readonly", "-trimpath", ...flags, "-o", `${bin}/`, "tool"];
    const ending = await whileSigning(`building ${what}`, done, context, () =>
        run(go, args, {
            cwd: join(modulesFolder, module),
            // GOWORK: a workspace file further up is not meant for these. GOTMPDIR: an interrupted go leaves its own there.
            env: { ...context.env, GOWORK: "off", GOTMPDIR: temporary },
            signal,
            onStderr: (line) => {
                if (line.startsWith("go: downloading ")) count.downloaded += 1;
                else if (/^[\w.~+/-]+$/.test(line)) count.compiled += 1;
                else words.push(line);
            },
        }),
    );
    if (ending.code !== 0) throw new Error(`building ${what} failed: ${words.slice(-10).join("\n")}`);
    progress.line(`  ${minutes(now() - started)} ${what} is built (${count.compiled} packages compiled).`);
}

/** Where Go keeps the source of a module that a module folder was built from. */
export async function sourceOf(path: string, go: string, module: string, context: Context): Promise<string> {
    const ending = await run(go, ["list", "-m", "-mod=readonly", "-f", "{{.Dir}}", path], {
        cwd: join(modulesFolder, module),
        env: { ...context.env, GOWORK: "off" },
        signal: context.signal,
        limit: context.limits.go,
    });
    const folder = ending.stdout.trim();
    if (ending.code !== 0 || folder === "") throw new Error(`${go} has no source of ${path}. ${ending.stderr}`.trim());
    return folder;
}
