// pulumi-dataworks migrate: reads an exported state, and writes it in the other form.
import { readFileSync } from "node:fs";
import { parseExactly, textOf } from "../../dataworks/json";
import { CommandError } from "../error";
import type { Terminal } from "../progress";
import { checkWritable, writeAll } from "../write";
import type { MigrateOptions } from "./arguments";
import { summary } from "./summary";
import { turned } from "./turn";

/** A state may hold secrets in clear. */
const ownersOnly = 0o600;

/** @throws CommandError: then no file was written. */
export function migrate(options: MigrateOptions, terminal: Terminal): void {
    const { state, out, to, force } = options;
    checkWritable([out], force);
    const made = turned(read(state), to, state);
    const left = writeAll([{ path: out, text: `${textOf(made.state, 4)}\n`, mode: ownersOnly }], force);
    for (const file of left)
        terminal.err(`${file} holds what was there before, and could not be removed: remove it.\n`);
    terminal.out(summary(made, options));
}

function read(file: string): unknown {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        throw new CommandError(`${file} cannot be read: ${(error as Error).message}.`);
    }
    try {
        return parseExactly(text);
    } catch {
        // Not what it says: that may be a secret.
        throw new CommandError(
            `${file} is no JSON, or not all of it: \`pulumi stack export --file state.json\` writes a state.`,
        );
    }
}
