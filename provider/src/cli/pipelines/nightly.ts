// Checks the commit that was deployed last for drift; ends with 7 and a finding where there is any, and closes an earlier one where there is none.
import type { OneStack } from "./arguments";
import { deliver, write } from "./deliver";
import { document } from "./documents/markdown";
import { markerOf, nightlyOf } from "./documents/nightly";
import { atCommit } from "./engine/at-commit";
import { deployedTo } from "./engine/history";
import { previewOf } from "./engine/preview";
import { output } from "./engine/run";
import { driftFound } from "./exit-codes";
import type { Job } from "./job";
import { withoutToken } from "./oidc";
import { closeFinding } from "./publish/publish";

/** Gives the exit code. */
export async function nightly({ stack, ...options }: OneStack, job: Job): Promise<number> {
    const deployed = await deployedTo(stack, job);
    if (!deployed) return await clean(`${stack}: nothing is deployed.`);
    const preview = await atCommit(deployed.commit, job, async (folder) => {
        // What installs the packages of the program, in its folder.
        const install = job.env["PIPELINE_INSTALL"] ?? "npm ci";
        await output("sh", ["-c", install], { cwd: folder, whole: true, env: withoutToken(job.env) });
        return await previewOf(stack, job, ["--expect-no-changes"], folder);
    });
    if (preview.code === 0) return await clean(`${stack}: no drift since commit ${deployed.commit}.`);
    // What failed for another reason is no finding: the log says why.
    const publish = options.publish && preview.code === driftFound;
    await deliver({ ...options, publish }, "finding", nightlyOf(stack, deployed, preview, job.env), job);
    return preview.code;

    async function clean(text: string): Promise<number> {
        job.say(text);
        if (options.out !== undefined) await write(options.out, document([markerOf(stack), text], job.env));
        if (options.publish && (await closeFinding(markerOf(stack), text, job.env)))
            job.say("Published: closed the earlier finding");
        return 0;
    }
}
