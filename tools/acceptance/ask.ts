// Asks at the terminal whether to go on.
import { createInterface } from "node:readline/promises";

export interface AskedAt {
    readonly input: NodeJS.ReadableStream;
    readonly output: NodeJS.WritableStream;
    /** Ends the question, with its reason. */
    readonly signal: AbortSignal;
    /** Does what the signal of Ctrl-C does: while it is read, a terminal gives that as a key. */
    readonly interrupt: () => void;
    /** Default: whether the output is a terminal. */
    readonly isTerminal?: boolean;
}

/** Only "yes" is one: the end of the input, as by Ctrl-D, is none. */
export async function askAt(
    { input, output, signal, interrupt, isTerminal }: AskedAt,
    question: string,
): Promise<boolean> {
    const terminal = createInterface({ input, output, terminal: isTerminal });
    const end = new AbortController();
    terminal.on("SIGINT", interrupt).once("close", () => end.abort());
    try {
        const answer = await terminal.question(`${question} (yes/no) `, {
            signal: AbortSignal.any([signal, end.signal]),
        });
        return answer.trim().toLowerCase() === "yes";
    } catch {
        signal.throwIfAborted();
        output.write("\n");
        return false;
    } finally {
        terminal.close();
    }
}
