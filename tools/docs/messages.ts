// The catalogue of messages as a page shows it: the chapters of test/golden/errors.txt, which `npm run errors` prints.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adviceFor, knownCodes } from "../../provider/src/dataworks/calls/codes";
import { causes } from "../../provider/src/dataworks/http/connection-errors";
import { root } from "../root";

interface Message {
    readonly what: string;
    readonly text: string;
}

/** The chapters of the catalogue, by their titles. */
export function chapters(): Map<string, Message[]> {
    const catalogue = readFileSync(join(root, "test", "golden", "errors.txt"), "utf8");
    const parts = catalogue.split(/^# /m).slice(1);
    return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), messagesOf(part)]));
}

function messagesOf(chapter: string): Message[] {
    return [...chapter.matchAll(/^(\S.*):\n((?: {4}.*\n?)+)/gm)].map(([, what = "", text = ""]) => ({
        what,
        text: text.replace(/^ {4}/gm, "").trimEnd(),
    }));
}

/** A chapter: each message under what happened. Messages of several lines are lists. */
export function chapterAsMarkdown(title: string): string {
    const messages = chapters().get(title);
    if (!messages) throw new Error(`the catalogue of messages has no chapter "${title}"`);
    return messages.map(({ what, text }) => `${sentence(what)}:\n\n\`\`\`text\n${text}\n\`\`\``).join("\n\n");
}

/** One message of a chapter. */
export function messageAsMarkdown(title: string, what: string): string {
    const message = chapters()
        .get(title)
        ?.find((each) => each.what === what);
    if (!message) throw new Error(`the chapter "${title}" of the catalogue has no message for "${what}"`);
    return `\`\`\`text\n${message.text}\n\`\`\``;
}

/** The API's error codes, each with what a user can do: the table that the messages are made from. */
export function codesAsMarkdown(): string {
    const rows = knownCodes.map((code) => `| \`${code.replace(/\.$/, ".*")}\` | ${adviceFor(code)}. |`);
    return ["| code | what to do |", "| --- | --- |", ...rows].join("\n");
}

/** Why nothing was sent: the table by which calls are tried again. */
export function unsentAsMarkdown(): string {
    const target = { origin: "http://127.0.0.1:4010", region: "cn-hangzhu", regionFrom: "dataworks:region" };
    const rows = Object.values(causes).map(({ what, tries, advice }) => {
        const often =
            tries === Infinity ? "for `maxRetryTimeout`" : tries === 1 ? "once" : `${tries} times within some 5 s`;
        return `| ${what} | ${often} | ${advice(target)}. |`;
    });
    return ["| cause | tried | what to do, as in |", "| --- | --- | --- |", ...rows].join("\n");
}

function sentence(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
