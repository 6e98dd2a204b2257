// Builds a CLI and its Node.js host from their Go modules.
import { chmod, copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Context } from "./context";
import { dynamicHostName } from "./executables";
import { findGo, goBuild, modulesFolder } from "./go";
import { readGoMod } from "./versions";

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
    const go = await findGo("cli", wanted, context);
    context.progress.line(
        `Building the Pulumi CLI ${version} from its Go modules: about 4 minutes on 2 cores, this once.`,
    );
    const bin = join(root, "bin");
    await mkdir(bin, { recursive: true });
    const build = (module: string, what: string, tags: readonly string[]) => {
        const flags = [...tags, "-ldflags", `-s -w -X ${versionVariable}=v${version}`];
        return goBuild(go, flags, module, bin, what, temporary, context);
    };
    await build("language-nodejs", "its Node.js host", []);
    await build("cli", "the CLI", ["-tags", "osusergo,grpcnotrace"]);
    const dynamicHost = join(bin, dynamicHostName);
    await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), dynamicHostName), dynamicHost);
    await chmod(dynamicHost, 0o755);
    return `v${version}`;
}
