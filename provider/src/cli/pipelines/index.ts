// The commands review, promote and nightly, which pipelines run, and what they say of themselves. What does the work is loaded only then.
import type { Command } from "../arguments";
import { optionsOfOneStack, optionsOfStacks, readOneStack, readStacks } from "./arguments";
import { inJob } from "./job";

const usages = {
    review: "pulumi-dataworks review STACK [--out FILE] [--publish] [--oidc github|gitlab]",
    promote: "pulumi-dataworks promote STACK... [--oidc github|gitlab]",
    nightly: "pulumi-dataworks nightly STACK [--out FILE] [--publish] [--oidc github|gitlab]",
};

const oidc = `  --oidc WHO  sign in to Alibaba Cloud with the OIDC token of the job, by WHO: github (which needs the permission \`id-token: write\`) or
              gitlab (which needs OIDC_TOKEN among its \`id_tokens\`). It is kept in a file that only the job's user can read, named in
              ALIBABA_CLOUD_OIDC_TOKEN_FILE, kept fresh, and removed at the end`;
const common = `  --help      show this
  --version   show the version`;
const endings = `2 wrong usage, 128 and the signal's number where it was told to end, any other: what the engine ended with`;

export const reviewCommand: Command = {
    about: "says what deploying would change, and what was edited in DataWorks",
    help: `Usage: ${usages.review}

Previews a stack with the code that is checked out, and writes as Markdown what deploying it would change, which tasks were edited in DataWorks
meanwhile, which of these edits the code approves, and which deployment ships one. It deploys and stores nothing. Run it in the folder
of the Pulumi project, with the \`pulumi\` CLI on the PATH.

  --out FILE  write it to a file, in place of the standard output
  --publish   make it a comment of the pull or merge request (GitHub Actions, GitLab CI, Flow); a later run brings it up to date
${oidc}

${common}

Example:
  pulumi-dataworks review prod --publish --oidc github

Exit codes: 0 done, drift or not; 1 failed; ${endings}.`,
    takes: { options: optionsOfOneStack },
    read: (args) => {
        const asked = readOneStack(args, usages.review);
        if (typeof asked === "string") return asked;
        return (terminal) =>
            inJob(terminal, async (job) => {
                const [{ signedIn }, { review }] = await Promise.all([import("./oidc.js"), import("./review.js")]);
                return await signedIn(asked.oidc, job, () => review(asked, job));
            });
    },
};

export const promoteCommand: Command = {
    about: "deploys the commit that is checked out to stacks in turn, and stops at drift",
    help: `Usage: ${usages.promote}

Deploys the commit that is checked out to each stack in turn. Before each a gate asks for drift: where a task was edited in DataWorks since it
was deployed, and the code does not approve just that (\`approvedDigest\`), it stops. What the gate let pass is what is deployed: by \`pulumi up
--refresh=false\`. Run it in the folder of the Pulumi project, with \`git\` and the \`pulumi\` CLI on the PATH.

${oidc}

${common}

Example:
  pulumi-dataworks promote dev staging

Exit codes: 0 done; 1 stopped before the engine or beside it, such as by changes that are not committed; 7 drift; ${endings}.`,
    takes: { options: optionsOfStacks },
    read: (args) => {
        const asked = readStacks(args, usages.promote);
        if (typeof asked === "string") return asked;
        return (terminal) =>
            inJob(terminal, async (job) => {
                const [{ signedIn }, { promote }] = await Promise.all([import("./oidc.js"), import("./promote.js")]);
                return await signedIn(asked.oidc, job, () => promote(asked, job));
            });
    },
};

export const nightlyCommand: Command = {
    about: "checks the commit that a stack has for drift",
    help: `Usage: ${usages.nightly}

Checks whether what runs is still what was deployed: takes the commit that was deployed to the stack last, as the engine noted it, checks it out
into a work tree of its own, installs its packages, and previews it with a refresh. It deploys and stores nothing. Run it in the folder
of the Pulumi project, with \`git\` and the \`pulumi\` CLI on the PATH, in a checkout that has all commits.

  --out FILE  write what it found to a file, in place of the standard output; that there was nothing too
  --publish   make drift an issue (GitHub Actions, GitLab CI) or a work item (Flow); a later run brings it up to date, and one
              that finds nothing closes the issue
${oidc}

${common}

PIPELINE_INSTALL is what installs the packages (default: npm ci); it is not given the job's OIDC token.

Example:
  pulumi-dataworks nightly prod --publish --oidc gitlab

Exit codes: 0 no drift; 1 stopped before the engine or beside it, such as by a commit that nobody knows; 7 drift; ${endings}.`,
    takes: { options: optionsOfOneStack },
    read: (args) => {
        const asked = readOneStack(args, usages.nightly);
        if (typeof asked === "string") return asked;
        return (terminal) =>
            inJob(terminal, async (job) => {
                const [{ signedIn }, { nightly }] = await Promise.all([import("./oidc.js"), import("./nightly.js")]);
                return await signedIn(asked.oidc, job, () => nightly(asked, job));
            });
    },
};
