// The repository's address: the root's package.json says it, and what is made from it is here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root";

/** Such as "https://github.com/OWNER/NAME". */
export function repositoryAddress(): string {
    const { repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
        repository: { url: string };
    };
    return repository.url.replace(/^git\+|\.git$/g, "");
}

/** A package's package.json, as text, with the fields that lead to the repository. */
export function withRepository(text: string, directory: string, address: string): string {
    const fields = {
        ...(JSON.parse(text) as object),
        repository: { type: "git", url: `git+${address}.git`, directory },
        homepage: `${address}/tree/main/${directory}#readme`,
        bugs: { url: `${address}/issues` },
    };
    return `${JSON.stringify(fields, null, 4)}\n`;
}

/** Where a reader of a package finds the rest. */
export function repositoryAsMarkdown(address: string): string {
    return `The repository is <${address}>. Problems are told at <${address}/issues>.`;
}

/** Why a release may not be published under this address; undefined where it may. `published` is where it is released from. */
export function unpublishable(address: string, published: string): string | undefined {
    const placeholder = new URL(address).hostname.endsWith(".invalid");
    if (address === published && !placeholder) return undefined;
    const what = placeholder ? "still a placeholder" : "another one";
    return `The repository's address in package.json is ${what} (${address}), and this is released from ${published}: write it there, then \`npm run docs\`.`;
}
