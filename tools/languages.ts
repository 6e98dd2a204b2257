// `npm run languages --silent -- yaml python`: finds or makes what programs in these languages need, and prints its folders, for the front of PATH.
import { delimiter } from "node:path";
import { Interrupted, findPulumiCli } from "./cli/find";
import { findLanguage, isLanguage } from "./cli/language-hosts";
import { progressOn } from "./cli/progress";

async function main(languages: readonly string[]): Promise<number> {
    const wrong = languages.find((each) => !isLanguage(each));
    if (languages.length === 0 || wrong !== undefined) {
        progressOn(process.stderr).line(`Usage: npm run languages --silent -- LANGUAGE...   (yaml, python)`);
        return 2;
    }
    try {
        const cli = await findPulumiCli();
        const folders: string[] = [];
        for (const language of languages.filter(isLanguage)) folders.push(...(await findLanguage(language, cli)));
        process.stdout.write(`${[...folders, cli.folder].join(delimiter)}\n`);
        return 0;
    } catch (error) {
        progressOn(process.stderr).line((error as Error).message);
        return error instanceof Interrupted ? error.exitCode : 1;
    }
}

void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
});
