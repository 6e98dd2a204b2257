// Which test runs a command that a page shows. What test/docs/output.test.ts runs and prints needs no entry here.

export interface ShownCommand {
    readonly command: string;
    /** Files of tests, or of what they run, each with the words by which it runs the command. */
    readonly runBy: Readonly<Record<string, string>>;
}

export const shownCommands: readonly ShownCommand[] = [
    {
        command: "npm ci && npm run demo",
        runBy: { ".ci/run": "npm ci", "test/demo/demo.test.ts": 'join(root, "tools", "demo.ts")' },
    },
    { command: "npm ci && npm test", runBy: { ".ci/run": "npm test" } },
    // These are the README's first steps, which the test takes from there and runs as they stand.
    ...[
        "mkdir orders && cd orders",
        "npm install pulumi-dataworks @pulumi/pulumi",
        "pulumi login --local",
        "export PULUMI_CONFIG_PASSPHRASE=...",
        "export ALIBABA_CLOUD_ACCESS_KEY_ID=... ALIBABA_CLOUD_ACCESS_KEY_SECRET=...",
        "export DATAWORKS_ENDPOINT=http://127.0.0.1:4010",
        "export ALIBABA_CLOUD_ACCESS_KEY_ID=emulator-access-key-id ALIBABA_CLOUD_ACCESS_KEY_SECRET=emulator-access-key-secret",
    ].map((command) => ({ command, runBy: { "test/package/first-up.test.ts": "scriptOf(section)" } })),
    {
        command:
            "export ALIBABA_CLOUD_ACCESS_KEY_ID=emulator-access-key-id ALIBABA_CLOUD_ACCESS_KEY_SECRET=emulator-access-key-secret",
        runBy: { "tools/demo.ts": "ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret" },
    },
    {
        command: "npm run pulumi -- up --stack dev",
        runBy: { "tools/demo.ts": 'this.command("up"' },
    },
    {
        command: "pulumi config set dataworks:region cn-hangzhou",
        runBy: { "test/engine/import-settings.test.ts": '"config", "set", "dataworks:region", "cn-hangzhou"' },
    },
    {
        command: "pulumi config set --path dataworks:assumeRole.roleArn acs:ram::123456789012:role/deployer",
        runBy: { "test/engine/assume-role.test.ts": '"config", "set", "--path", "dataworks:assumeRole.roleArn"' },
    },
    { command: "pulumi up", runBy: { "test/engine/root-program.test.ts": "story.stack.okUp()" } },
    {
        command: "npx dataworks-emulator --port 4010",
        runBy: { "test/docs/emulator.test.ts": '"--port"' },
    },
    {
        command: "npx dataworks-emulator --port 4010 --seed emulator/seeds/shop.json",
        runBy: { "test/emulator/command.test.ts": '"--seed"' },
    },
    ...["npx dataworks-emulator & emulator=$!", "kill $emulator"].map((command) => ({
        command,
        runBy: { "test/emulator/command.test.ts": "started by npx, ends when npx is ended" },
    })),
    {
        command: `curl -X POST http://127.0.0.1:4010/_emulator/task -d '{"projectId": 10000, "fileId": 510001}'`,
        runBy: { "test/docs/emulator.test.ts": '"POST"' },
    },
    ...["staging", "prod"].map((name) => ({
        command: `pulumi stack init ${name}`,
        runBy: { "test/engine/automation-api.test.ts": '"stack", "init", name' },
    })),
    {
        command: "npm run promote",
        runBy: { "test/engine/automation-api.test.ts": "promote" },
    },
    ...[
        "review.mjs STACK [--out FILE] [--publish]",
        "promote.mjs STACK...",
        "nightly.mjs STACK [--out FILE] [--publish]",
    ].map((script) => ({
        command: `node pipelines/scripts/${script}`,
        runBy: { "test/pipelines/promotion.test.ts": `"${script.split(" ")[0] ?? ""}"` },
    })),
    { command: "pulumi stack init dev", runBy: { "test/engine/environments.test.ts": '"stack", "init", name' } },
    { command: "pulumi up --stack dev", runBy: { "test/engine/environments.test.ts": 'okUp("--stack", name)' } },
];
