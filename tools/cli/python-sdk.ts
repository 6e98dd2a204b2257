// Finds or makes a virtual environment with Pulumi's SDK for Python.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hostsFolder } from "./cache";
import { run } from "./child";
import type { Context } from "./context";
import { executables, foldersOnPath } from "./executables";
import { modulesFolder } from "./go";
import { makeInCache } from "./making";
import { minutes, whileSigning } from "./progress";

const requirements = join(modulesFolder, "language-python", "requirements.txt");
const bin = "bin";

/** The folder of its executables. The version is that of requirements.txt. */
export async function pythonSdk(context: Context): Promise<string> {
    const version = /^pulumi==(\S+)$/m.exec(await readFile(requirements, "utf8"))?.[1] ?? "";
    const [cache, name] = [hostsFolder(context.env), `python-sdk-${version}`];
    const faultOf = (folder: string) => faultOfSdk(folder, version, context);
    if ((await faultOf(join(cache, name))) === undefined) return join(cache, name, bin);
    const fill = (folder: string, temporary: string) => install(folder, temporary, version, context);
    return join(await makeInCache({ cache, name, fill, faultOf }), bin);
}

async function install(folder: string, temporary: string, version: string, context: Context): Promise<void> {
    const { env, now, progress, signal } = context;
    const needed = "Python programs need Python 3.10 or newer on PATH as `python3`, with pip and venv";
    const python = executables("python3", foldersOnPath(env))[0];
    if (python === undefined) throw new Error(`there is no \`python3\` on PATH. ${needed}.`);
    const started = now();
    progress.line(`Installing Pulumi's SDK for Python ${version}: about half a minute, this once.`);
    const options = { env: { ...env, TMPDIR: temporary }, signal };
    const made = await run(python, ["-m", "venv", folder], options);
    if (made.code !== 0) {
        const words = `${made.stdout}\n${made.stderr}`.trim();
        throw new Error(`${python} makes no virtual environment. ${needed} (Debian, Ubuntu: python3-venv).\n${words}`);
    }
    const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-r", requirements];
    const installed = await whileSigning(
        "installing it",
        () => "pip is at work",
        context,
        () => run(join(folder, bin, "python3"), pip, options),
    );
    if (installed.code !== 0) throw new Error(`pip installs no pulumi ${version}: ${installed.stderr}`);
    progress.line(`  ${minutes(now() - started)} the SDK for Python is installed.`);
}

async function faultOfSdk(folder: string, version: string, context: Context): Promise<string | undefined> {
    const python = join(folder, bin, "python3");
    // A newer Python in the place of the one it was made with leaves a link that leads nowhere, or an empty library.
    if (executables("python3", [join(folder, bin)]).length === 0) return `${python} is not there`;
    const program = "import pulumi; from importlib.metadata import version; print(version('pulumi'))";
    const { env, signal } = context;
    const ending = await run(python, ["-c", program], { env, signal, limit: context.limits.go });
    return ending.code === 0 && ending.stdout.trim() === version
        ? undefined
        : `${python} has no pulumi ${version}: ${ending.stderr}`;
}
