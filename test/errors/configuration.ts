// What a user reads before any call: what is wrong with the arguments, the settings or the credentials.
import { check } from "../support/lifecycle";
import { failureText } from "../../provider/src/cli/command";
import { CredentialsStage } from "../dataworks/credentials/credentials-stage";
import { accountOf, reading, type Values } from "../settings/reading";
import { messageOf, type Chapter } from "./chapter";

const wrongInputs: Readonly<Record<string, unknown>>[] = [
    {},
    { projectId: "shop", taskType: "DI_OFFLINE", fileId: 2 ** 53 + 2, onDelete: "delete" },
    { projectId: "10000000001", taskType: "realtime", fileId: "0100", onDelete: "retain", trigers: { a: 1 } },
    { projectId: -1, taskType: "DI_SOLUTION", fileId: "1", onDelete: "undeploy", compareVersions: true },
    {
        projectId: "1",
        taskType: "DI_REALTIME",
        fileId: "9223372036854775808",
        triggers: [1],
        compareVersions: "yes",
        ignoreDefinitionPaths: "steps",
    },
    {
        projectId: "1",
        taskType: "DI_REALTIME",
        fileId: "1.5",
        triggers: { nested: { a: 1 } },
        ignoreDefinitionPaths: ["steps[", "", 5],
        secretKey: "x",
        protect: true,
    },
    { projectId: "1", taskType: "DI_REALTIME", fileId: "1", approvedDigest: "", digest: "d1-0123456789abcdef" },
    { projectId: "1", taskType: "DI_REALTIME", fileId: "1", approvedDigest: "d1-0123456789ABCDEF" },
    { projectId: "1", taskType: "DI_REALTIME", fileId: "1", approvedDigest: "d2-0123456789abcdef" },
    {
        ...{ projectId: "1", taskType: "DI_REALTIME", fileId: "1" },
        ...{ approvedDigest: "d1-0123456789abcdef", ignoreDefinitionPaths: ["**"] },
    },
];

const wrongSettings: Readonly<Record<string, string>>[] = [
    {},
    {
        "dataworks:region": "Hangzhou",
        "dataworks:accessKey": "fake-id",
        "dataworks:endpoint": "http://dataworks.example.com",
        "dataworks:network": "moon",
        "dataworks:clientConnectTimeout": "10s",
        "dataworks:clientReadTimeout": "0",
        "dataworks:maxRetryTimeout": "never",
        "dataworks:requestsPerSecond": "0",
        "dataworks:assumeRole": "deployer",
    },
    {
        "dataworks:region": "cn-hangzhou",
        "dataworks:profile": "fake-profile",
        "dataworks:ecsRoleName": "fake-role",
        "dataworks:assumeRole": '{ "roleArn": "deployer", "sessionName": "?", "sessionExpiration": 60, "role": "x" }',
        "alicloud:assumeRoleWithOidc": "{}",
        "alicloud:endpoints": "[",
        "alicloud:assumeRole": "{}",
    },
    { "dataworks:region": "cn-hangzhou", "dataworks:accessKey": '"fake-id"', "dataworks:secretKey": "fake secret" },
    {
        "dataworks:region": "cn-hangzhou",
        "dataworks:ecsRoleName": "fake-role",
        "alicloud:assumeRole": '{ "roleArn": "acs:ram::123456789012:role/deployer" }',
    },
    { "dataworks:region": "ap-south-1", "dataworks:network": "vpc" },
    { "dataworks:providerName": "shanghai", "dataworks:accessKey": "fake-id", "dataworks:network": "moon" },
];

export async function chaptersOfConfiguration(): Promise<Chapter[]> {
    const failures = wrongInputs.flatMap((inputs) => check(inputs, "cn-hangzhou").failures);
    const problems = wrongSettings.flatMap((settings) => reading(settings).reasons);
    const lines = (texts: readonly string[]) => [...new Set(texts)].join("\n");
    return [
        {
            title: "Wrong arguments",
            entries: [{ what: "at preview", text: lines(failures.map((one) => `${one.property} ${one.reason}`)) }],
        },
        {
            title: "Wrong settings",
            entries: [
                { what: "at preview", text: lines(problems) },
                { what: "at an import, before any call", text: importing({ "dataworks:network": "moon" }) },
                {
                    what: "at an import, where no endpoint inside a VPC is known for the region",
                    text: importing({ "dataworks:region": "ap-south-1", "dataworks:network": "vpc" }),
                },
            ],
        },
        { title: "No credentials", entries: await withoutCredentials() },
    ];
}

/** What the command import says of settings by which it cannot call. */
function importing(configuration: Values): string {
    try {
        accountOf(configuration).ownApi();
    } catch (error) {
        return failureText(error);
    }
    throw new Error("it has to fail, for its message to be shown");
}

async function withoutCredentials(): Promise<Chapter["entries"]> {
    const stage = new CredentialsStage();
    await stage.begin();
    try {
        return [
            { what: "none are set", text: await messageOf((await stage.asking({}))()) },
            {
                what: "a profile that is not there",
                text: await messageOf((await stage.asking({ profile: "deployer" }))()),
            },
        ];
    } finally {
        await stage.clear();
    }
}
