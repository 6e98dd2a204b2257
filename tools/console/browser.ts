// The Chromium that looks at the emulator's console: in its tests, for its pictures and for its figures.
import { chromium, type Browser } from "playwright-core";
import { executables, foldersOnPath } from "../cli/executables";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The browser's executable; throws an error that says how one is got. */
function findChromium(env: NodeJS.ProcessEnv = process.env): string {
    const named = env["CHROMIUM"];
    if (named) return named;
    const [found] = names.flatMap((name) => executables(name, foldersOnPath(env)));
    if (found !== undefined) return found;
    throw new Error(
        `There is no Chromium on PATH (${names.join(", ")}), and the emulator's console is looked at in one. Install it ` +
            "(Debian: `apt-get install chromium`), or name its executable in the variable CHROMIUM.",
    );
}

/** A browser without a window; whoever opens it closes it. What it would ask of other machines, it does not find. */
export async function openChromium(): Promise<Browser> {
    return await chromium.launch({
        executablePath: findChromium(),
        args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-dev-shm-usage"],
    });
}
