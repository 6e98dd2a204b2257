// `npm run soak:state [-- N]`: N kills (50) of an emulator at random moments, a line for each.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killOnce, noChanges, randomMoments } from "./kills";

async function soak(kills: number): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "dataworks-emulator-"));
    const changes = noChanges();
    try {
        for (const [index, moment] of randomMoments(kills).entries()) {
            await killOnce(join(folder, "kept.state"), changes, moment);
            const kept = [...changes.values()].map(({ answered, asked }) => `${answered} of ${asked}`);
            console.log(
                `${index + 1}: killed ${moment.ms} ms after ${moment.answers} answers; answered ${kept.join(", ")}`,
            );
        }
        console.log(`Nothing was lost in ${kills}.`);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

soak(Number(process.argv[2] ?? 50)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
