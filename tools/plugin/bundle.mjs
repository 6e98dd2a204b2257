// Bundles the plugin, so that its executable runs alone: provider/src/plugin.ts and what it needs, into provider/plugin/.
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const provider = join(dirname(fileURLToPath(import.meta.url)), "../../provider");
const folder = join(provider, "plugin");
const executable = join(folder, "pulumi-resource-dataworks");

const { metafile } = await build({
    absWorkingDir: provider,
    entryPoints: ["src/plugin.ts"],
    outfile: executable,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none", // the licenses are in a file of their own
    banner: { js: "#!/usr/bin/env node" },
    metafile: true,
    logLevel: "warning",
});
await chmod(executable, 0o755);
// Windows has no shebang.
await writeFile(`${executable}.cmd`, '@node "%~dp0pulumi-resource-dataworks" %*\r\n');
await writeFile(join(folder, "LICENSES.txt"), await licenses(Object.keys(metafile.inputs)));

/** The licenses of the packages that the bundle holds. */
async function licenses(files) {
    const packages = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
    const texts = [];
    for (const path of [...packages].sort()) {
        const root = join(provider, path);
        const { name, version, license } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
        const own = (await readdir(root)).find((each) => /^(licen[cs]e|copying)/i.test(each));
        const text = own ? await readFile(join(root, own), "utf8") : "";
        texts.push(`${name} ${version} (${license ?? "see its text"})\n\n${text.trim()}\n`);
    }
    const line = `\n${"-".repeat(80)}\n\n`;
    return `The executable beside this file holds these packages.\n${line}${texts.join(line)}`;
}
