// A state file takes the place of the one before, as the system lets it.
import assert from "node:assert/strict";
import promises from "node:fs/promises";
import { replace } from "../../emulator/src/persistence/replace";

describe("a file that takes another one's place", () => {
    const { rename } = promises;
    afterEach(() => {
        promises.rename = rename;
    });

    /** What becomes of it where the tries end so, in their order; the last of them from then on. */
    async function replaced(platform: NodeJS.Platform, ...ends: readonly string[]) {
        const waits: number[] = [];
        let tries = 0;
        promises.rename = () => {
            const code = ends[Math.min(tries, ends.length - 1)];
            tries += 1;
            return code === "done" ? Promise.resolve() : Promise.reject(Object.assign(new Error(code), { code }));
        };
        const wait = (milliseconds: number) => Promise.resolve(waits.push(milliseconds));
        const done = replace("made", "place", { platform, wait }).then(() => "done");
        return { end: await done.catch((error: unknown) => (error as Error).message), tries, waits };
    }

    it("does so on Windows once nobody has it open any more, which may take a moment", async () => {
        for (const code of ["EPERM", "EACCES", "EBUSY"])
            assert.deepEqual(await replaced("win32", code, code, "done"), { end: "done", tries: 3, waits: [10, 20] });
    });

    it("is given up on Windows where it is held back for more than a second", async () => {
        const { end, tries, waits } = await replaced("win32", "EPERM", "EBUSY");
        const waited = waits.reduce((sum, wait) => sum + wait, 0);
        assert.deepEqual([end, tries], ["EBUSY", waits.length + 1]);
        assert.ok(waited > 1000 && waited < 3000, `${waited} ms`);
    });

    it("is given up at once where something else is wrong, and elsewhere than on Windows whatever is", async () => {
        assert.deepEqual(await replaced("win32", "ENOSPC", "done"), { end: "ENOSPC", tries: 1, waits: [] });
        for (const platform of ["linux", "darwin"] as const)
            assert.deepEqual(await replaced(platform, "EPERM", "done"), { end: "EPERM", tries: 1, waits: [] });
    });
});
