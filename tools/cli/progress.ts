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

/** Gives signs of life while the work goes on: "  0:20 building the CLI: 5 packages compiled". */
export async function whileSigning<T>(
    what: string,
    done: () => string,
    { limits, now, progress }: { limits: { sign: number }; now: () => number; progress: Progress },
    work: () => Promise<T>,
): Promise<T> {
    const started = now();
    const sign = setInterval(() => progress.sign(`  ${minutes(now() - started)} ${what}: ${done()}`), limits.sign);
    try {
        return await work();
    } finally {
        clearInterval(sign);
    }
}

/** "3:07" */
export function minutes(milliseconds: number): string {
    const seconds = Math.floor(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
