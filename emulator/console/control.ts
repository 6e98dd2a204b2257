// Asks the control API of the emulator that served this page.

/** Posts a request; throws an Error with the emulator's words where it is refused. */
export async function ask<T = undefined>(route: string, body: object = {}): Promise<T> {
    let response: Response;
    try {
        response = await fetch(`/_emulator/${route}`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
        });
    } catch {
        throw new Error("The emulator does not answer.");
    }
    const reply = (await response.json()) as { result?: T; message?: string };
    if (!response.ok) throw new Error(reply.message ?? `The emulator answered ${response.status}.`);
    return reply.result as T;
}
