// Tells the user what is going on: lines that stay, and signs of life that replace each other on a terminal.

export interface Progress {
    line(text: string): void;
    sign(text: string): void;
}

export interface Output {
    readonly isTTY?: boolean;
    write(text: string): unknown;
}

const clearLine = "\r\x1b[K";

/** Where the output is no terminal, signs of life are plain lines too. */
export function progressOn(output: Output): Progress {
    if (output.isTTY !== true) {
        const line = (text: string) => void output.write(`${text}\n`);
        return { line, sign: line };
    }
    return {
        line: (text) => void output.write(`${clearLine}${text}\n`),
        sign: (text) => void output.write(`${clearLine}${text}`),
    };
}

/** "3:07" */
export function minutes(milliseconds: number): string {
    const seconds = Math.floor(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
