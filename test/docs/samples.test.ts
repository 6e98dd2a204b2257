// Every sample of code on a page compiles under `strict`, as what it says it is: `ts` is a file of the project that the README
// makes, which is CommonJS, `mts` one of a project of ES modules, and `js` a script.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import { root } from "../../tools/root";
import { pages, textOf } from "./markdown";

interface Sample {
    readonly page: string;
    readonly line: number;
    readonly language: string;
    readonly text: string;
}

/** What a reader has in place of these names: samples that are parts of a program use them. */
const readers = `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
const projectId = config.require("projectId");
const accessKey = config.requireSecret("accessKey");
const secretKey = config.requireSecret("secretKey");
const taskType: "DI_REALTIME" | "DI_SOLUTION" = "DI_REALTIME";
const fileId = config.require("fileId");
`;
const imported = 'import * as dataworks from "pulumi-dataworks";\n';
const started = 'import { startEmulator } from "dataworks-emulator";\nconst dataworks = await startEmulator();\n';

function samplesOf(page: string): Sample[] {
    return [...textOf(page).matchAll(/^```(ts|mts|js)\n(.*?)^```$/gms)].map(([whole, language = "", text = ""]) => {
        const line = textOf(page).slice(0, textOf(page).indexOf(whole)).split("\n").length;
        return { page, line, language, text };
    });
}

/** The sample as a file: one that imports nothing is a part of a program, which the reader has around it. */
function programOf({ page, language, text }: Sample): string {
    if (language === "js" || text.includes("import ")) return text;
    if (dirname(page) === "emulator") return started + text;
    const own = [...text.matchAll(/^(?:export )?const (?:\{([^}]*)\}|(\w+))/gm)].flatMap(([, some, one]) =>
        (some ?? one ?? "").split(",").map((name) => name.trim()),
    );
    const given = readers
        .split("\n")
        .filter((line) => !own.some((name) => line.startsWith(`const ${name} `) || line.startsWith(`const ${name}:`)));
    return imported + given.join("\n") + text;
}

/**
 * What the compiler says against the samples, each with the page and the line that it begins in. One whose first line is a
 * comment with a file's name is that file, for others to import.
 */
function problemsOf(samples: readonly Sample[]): string[] {
    const endings: Record<string, string> = { ts: "cts", mts: "mts", js: "cjs" };
    const files = new Map(
        samples.map((sample, index) => {
            const [, named] = /^\/\/ (\w+\.ts)\n/.exec(sample.text) ?? [];
            const name = named ?? `sample-${index}.${endings[sample.language] ?? ""}`;
            return [join(root, "test", "docs", name), { sample, program: programOf(sample) }];
        }),
    );
    const options: ts.CompilerOptions = {
        ...{ strict: true, noEmit: true, allowJs: true, checkJs: true, skipLibCheck: true, types: ["node"] },
        ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16 },
        ...{ moduleResolution: ts.ModuleResolutionKind.Node16, moduleDetection: ts.ModuleDetectionKind.Force },
    };
    const host = ts.createCompilerHost(options);
    const disk = ts.createCompilerHost(options);
    host.fileExists = (name) => files.has(name) || disk.fileExists(name);
    host.readFile = (name) => files.get(name)?.program ?? disk.readFile(name);
    host.getSourceFile = (name, settings, ...more) => {
        const found = files.get(name);
        if (!found) return disk.getSourceFile(name, settings, ...more);
        return ts.createSourceFile(name, found.program, settings);
    };
    const compiled = ts.createProgram([...files.keys()], options, host);
    return ts.getPreEmitDiagnostics(compiled).map(({ file, messageText }) => {
        const { sample } = files.get(file?.fileName ?? "") ?? {};
        return `${sample?.page ?? ""}:${sample?.line ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}

describe("the samples in the documentation", () => {
    it("compile under strict, in the form of module that they claim", function () {
        this.timeout(120_000);
        // Chinese pages have the samples of the English ones: test/docs/chinese.test.ts.
        const samples = pages()
            .filter((page) => !page.includes("zh-CN"))
            .flatMap(samplesOf);
        assert.ok(samples.length > 10, `only ${samples.length} samples were found`);
        assert.deepEqual(problemsOf(samples), []);
    });

    it("are not taken for right where they are wrong", function () {
        this.timeout(120_000);
        const sample = (language: string, text: string): Sample => ({ page: "p", line: 1, language, text });
        const wait = 'const file = await dataworks.getDiSyncFile({ projectId, name: "orders" });\n';
        const problems = problemsOf([
            sample("ts", wait),
            sample("mts", wait),
            sample("ts", 'new dataworks.DiSyncDeployment("orders", { projectId, taskType });\n'),
        ]);
        assert.equal(problems.length, 2, problems.join("\n"));
        assert.match(problems.join("\n"), /'await' expressions|top level/i);
        assert.match(problems.join("\n"), /'fileId' is missing/);
    });

    it("in JSON are JSON", () => {
        const texts = pages().flatMap((page) =>
            [...textOf(page).matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = ""]) => text),
        );
        assert.ok(texts.length > 0);
        for (const text of texts) assert.doesNotThrow(() => JSON.parse(text) as unknown, text);
    });
});
