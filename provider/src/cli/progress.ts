// Shows how far the work is: a bar on a terminal, a line now and then elsewhere. Ours: some lines, where a library draws for
// terminals alone and brings packages of its own.
import { visible } from "../definition/index";

/** Where the command prints. */
export interface Terminal {
    /** To standard output: what the command is asked for. */
    readonly out: (text: string) => void;
    /** To standard error: everything else. */
    readonly err: (text: string) => void;
    /** Whether standard error is a terminal. */
    readonly isTerminal: boolean;
    /** Whether standard output is one: what it gets may be coloured and shown page by page then. */
    readonly isOutTerminal?: boolean;
}

/**
 * The terminal, with what is said while a bar is shown on a line of its own. What a terminal would obey, in names, ids and texts that
 * others wrote, is escaped in all that goes to standard error.
 */
export function besideBars(terminal: Terminal): Terminal {
    let isBarShown = false;
    const err = (text: string) => {
        const isBar = text.startsWith("\r");
        if (isBarShown && !isBar) terminal.err("\n");
        if (isBar) terminal.err(text);
        else if (text !== "\n") terminal.err(printable(text));
        isBarShown = isBar;
    };
    return { ...terminal, err };
}

/** A text of lines, with what a terminal would obey escaped. */
export function printable(text: string): string {
    return text.replace(/\r\n/g, "\n").replace(/[^\n\t]+/g, visible);
}

const width = 30;

export class Progress {
    private done = 0;
    private isBarShown = false;

    constructor(
        private readonly terminal: Terminal,
        private readonly what: string,
        private readonly total: number,
    ) {}

    /** Counts one more. */
    step(): void {
        this.done += 1;
        const { done, total, terminal } = this;
        if (terminal.isTerminal) {
            const full = Math.floor((width * done) / total);
            terminal.err(`\r${this.what} [${"#".repeat(full)}${" ".repeat(width - full)}] ${done} of ${total}`);
            this.isBarShown = true;
        } else if (Math.floor((10 * done) / total) > Math.floor((10 * (done - 1)) / total)) {
            terminal.err(`${this.what}: ${done} of ${total}\n`);
        }
    }

    /** Ends the bar's line. */
    end(): void {
        if (this.isBarShown) this.terminal.err("\n");
        this.isBarShown = false;
    }
}
