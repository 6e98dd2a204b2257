// A part of the catalogue of messages: what happened, each with what the user reads.

export interface Entry {
    readonly what: string;
    readonly text: string;
}

export interface Chapter {
    readonly title: string;
    readonly entries: readonly Entry[];
}

/** The message of the error that this comes to. */
export async function messageOf(work: Promise<unknown>): Promise<string> {
    try {
        await work;
    } catch (error) {
        if (error instanceof Error) return error.message;
    }
    throw new Error("it has to fail, for its message to be shown");
}
