// Every file of the documentation that is made, in whole or in part, as it has to be now. Nothing is run for it: what
// commands print is kept in test/golden/, where tests hold it against the real engine.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../../provider/src/cli/arguments";
import { commands } from "../../provider/src/cli/command";
import { resources } from "../../provider/src/resources/table";
import { root } from "../root";
import { assumptionsAsMarkdown } from "./assumptions";
import { fill } from "./block";
import { inChinese } from "./chinese";
import { faultsAsMarkdown } from "./faults";
import { chapterAsMarkdown, codesAsMarkdown, messageAsMarkdown, unsentAsMarkdown } from "./messages";
import { picture } from "./picture";
import { argumentsAsMarkdown, outputsAsMarkdown } from "./properties";
import { schemaAsJson } from "../schema/schema";
import { repositoryAddress, repositoryAsMarkdown, withRepository } from "./repository";

const packages = ["provider", "emulator"];

/** The texts of the files, by their paths in the repository. */
export function madeFiles(): Map<string, string> {
    const readmes = (name: string) => [name, ...packages.map((folder) => join(folder, name))];
    return new Map([
        ...[...readmes("README.md"), ...pagesIn("docs")].map((page) => [page, fill(read(page), textOf)] as const),
        ...[...readmes("README.zh-CN.md"), ...pagesIn("docs", "zh-CN")].map(
            (page) => [page, fill(read(page), (name) => inChinese(textOf(name)))] as const,
        ),
        ...packages.map((name) => {
            const path = join(name, "package.json");
            return [path, withRepository(read(path), name, repositoryAddress())] as const;
        }),
        [join("provider", "plugin", "schema.json"), schemaAsJson()],
        // A template is copied alone, so it has its own.
        [join("templates", "python", "dataworks.py"), read("examples", "python", "dataworks.py")],
        [join("docs", "demo.svg"), picture(read("test", "golden", "demo.txt"))],
    ]);
}

function pagesIn(...folder: string[]): string[] {
    const names = readdirSync(join(root, ...folder)).filter((name) => name.endsWith(".md"));
    return names.map((name) => join(...folder, name));
}

/** What a block holds. Its name says the kind, and which one. */
function textOf(name: string): string {
    const [kind = "", ...rest] = name.split(" ");
    const which = rest.join(" ");
    switch (kind) {
        case "output":
            return `\`\`\`console\n${read("test", "golden", "docs", `${which}.txt`).trimEnd()}\n\`\`\``;
        case "drift":
            return driftIn(read("test", "golden", "docs", `${which}.txt`));
        case "example":
            return `\`\`\`ts\n${read("examples", which, "index.ts").trimEnd()}\n\`\`\``;
        case "program":
            return `\`\`\`ts\n${read("test", "golden", "docs", `${which}.txt`).trimEnd()}\n\`\`\``;
        case "arguments":
            return argumentsAsMarkdown(resourceOf(which));
        case "outputs":
            return outputsAsMarkdown(resourceOf(which));
        case "help":
            return `\`\`\`text\n${commandOf(which).help}\n\`\`\``;
        case "chapter":
            return chapterAsMarkdown(which);
        case "message": {
            const [title = "", what = ""] = which.split(" / ");
            return messageAsMarkdown(title, what);
        }
        case "repository":
            return repositoryAsMarkdown(repositoryAddress());
        case "assumptions":
            return assumptionsAsMarkdown();
        case "faults":
            return faultsAsMarkdown();
        case "codes":
            return codesAsMarkdown();
        case "unsent":
            return unsentAsMarkdown();
        default:
            throw new Error(`a page has a block "${name}", and nothing makes it: see ${__filename}`);
    }
}

function resourceOf(name: string): (typeof resources)[keyof typeof resources] {
    const found = Object.values(resources).find((resource) => resource.name === name);
    if (!found) throw new Error(`a page has a table of ${name}, which is no resource`);
    return found;
}

function commandOf(name: string): Command {
    const found = commands.get(name);
    if (!found) throw new Error(`a page has the help of ${name}, which is no command`);
    return found;
}

/** The lines of a preview that say what drifted. */
function driftIn(preview: string): string {
    const [drift = ""] = /^ *- drift .*?\]$/ms.exec(preview) ?? [];
    const indent = drift.search(/\S/);
    return `\`\`\`diff\n${drift.replace(new RegExp(`^ {${indent}}`, "gm"), "")}\n\`\`\``;
}

function read(...path: string[]): string {
    return readFileSync(join(root, ...path), "utf8");
}
