// What a user reads where a call fails: each kind of failure, met by the lifecycle functions, at a DataWorks over TCP.
import { faultKinds, type Fault } from "dataworks-emulator";
import { aboutOf } from "../../provider/src/dataworks/calls/codes";
import type { DataWorksOptions } from "../../provider/src/dataworks/client";
import { read } from "../../provider/src/resources/deployment/read";
import { remove } from "../../provider/src/resources/deployment/delete";
import { create, clientOf, inputs, Lifecycle } from "../support/lifecycle";
import { realtime, seedOf } from "../support/tasks";
import { RawServer } from "../dataworks/http/raw-server";
import { messageOf, type Chapter, type Entry } from "./chapter";
import { samples } from "./samples";

/** Half of all waits, so that they are the same every time. */
const steady: Partial<DataWorksOptions> = { random: () => 0.5, readTimeout: 2_000 };

class Stage {
    private constructor(readonly lifecycle: Lifecycle) {}

    static async begin(): Promise<Stage> {
        return new Stage(await Lifecycle.begin(seedOf(...realtime("100", "101"))));
    }

    /** What a deployment of the task 100 comes to, where this befalls its DeployDISyncTask. */
    deploying(fault: object, endpoint = this.lifecycle.emulator.url, next?: object): Promise<string> {
        const operation = "DeployDISyncTask";
        return this.meeting(operation, fault, endpoint, async (context) => {
            if (next) await this.lifecycle.emulator.control.addFault({ operation, ...next } as Fault);
            return create(inputs("100"), context);
        });
    }

    /** What a refresh of the task 100 comes to, where this befalls its GetDISyncTask. */
    async reading(fault: object): Promise<string> {
        const olds = await create(inputs("100"), this.lifecycle.context());
        return this.meeting("GetDISyncTask", fault, this.lifecycle.emulator.url, (context) => read(olds, context));
    }

    /** What undeploying the task 100 comes to, where this befalls the call that undeploys it. */
    async undeploying(fault: object): Promise<string> {
        const olds = await create(inputs("100", { onDelete: "undeploy" }), this.lifecycle.context());
        const { url } = this.lifecycle.emulator;
        return this.meeting("TerminateDISyncInstance", fault, url, (context) => remove("old", olds, context));
    }

    private async meeting(
        operation: string,
        fault: object,
        endpoint: string,
        run: (context: ReturnType<Lifecycle["context"]>) => Promise<unknown>,
    ): Promise<string> {
        const { control } = this.lifecycle.emulator;
        if ("kind" in fault) await control.addFault({ operation, ...fault } as Fault);
        const client = clientOf(endpoint, steady);
        try {
            return await messageOf(run(this.lifecycle.context(client)));
        } finally {
            client.close();
            await control.clearFaults();
        }
    }
}

/** All chapters about calls that fail. */
export async function chaptersOfCalls(): Promise<Chapter[]> {
    const stage = await Stage.begin();
    try {
        return [
            { title: "DataWorks refuses to deploy", entries: await refusals(stage) },
            {
                title: "The reply to DeployDISyncTask is lost",
                entries: await lost((fault) => stage.deploying(fault), kindsOfLoss),
            },
            {
                title: "The reply to a refresh is lost",
                entries: await lost((fault) => stage.reading(fault), ["resetAfter", "html"]),
            },
            {
                title: "The reply to an undeployment is lost",
                entries: await lost((fault) => stage.undeploying(fault), ["resetAfter"]),
            },
            { title: "DataWorks fails by itself", entries: await failures(stage) },
            { title: "Nothing could be sent", entries: await unsent(stage) },
        ];
    } finally {
        await stage.lifecycle.end();
    }
}

async function refusals(stage: Stage): Promise<Entry[]> {
    const entries: Entry[] = [];
    const add = async (what: string, fault: object) => void entries.push({ what, text: await stage.deploying(fault) });
    for (const sample of samples.filter((each) => !isFailure(each)))
        await add(sample.code, { kind: "error", ...sample });
    await add("a code that is not known", { kind: "error", status: 400, code: "Some.New.Code", message: "No." });
    await add("Data.Status is fail", { kind: "fail", message: "submit and deploy fail." });
    await add("Data.Status is fail: the task is not there", { kind: "fail", message: "fileId:[100] is invalid." });
    await add("Success is false", { kind: "successFalse" });
    await add("throttled, and asked to wait for longer than there is time", { kind: "throttled", retryAfter: 300_000 });
    return entries;
}

/** Whether a code says that DataWorks failed by itself. Only a refresh's error comes with the advice for it. */
const isFailure = ({ code }: { code: string }): boolean => aboutOf(code) === "service";

/** Where DataWorks failed by itself: another chapter, because what it says has the form of a refusal. */
async function failures(stage: Stage): Promise<Entry[]> {
    const fault = { kind: "errorAfter", status: 500, code: "InternalError.System" };
    const timeOut = { kind: "errorAfter", status: 504, code: "ServiceTimeout", message: "The request has timed out." };
    const refreshes: Entry[] = [];
    for (const sample of samples.filter(isFailure)) {
        const text = await stage.reading({ kind: "error", ...sample });
        refreshes.push({ what: `${sample.code} at every try of a refresh`, text });
    }
    return [
        { what: "at every try of a deployment", text: await stage.deploying(fault) },
        { what: "by a time-out of its own", text: await stage.deploying(timeOut) },
        {
            what: "at the first try of a deployment, and the next one is refused",
            text: await stage.deploying({ ...fault, times: 1 }, undefined, {
                kind: "error",
                status: 403,
                code: "Forbidden.Access",
                message: "Access is forbidden.",
            }),
        },
        ...refreshes,
        { what: "at every try of an undeployment", text: await stage.undeploying(fault) },
    ];
}

const kindsOfLoss = faultKinds.filter(({ caller }) => caller === "unknown").map(({ kind }) => kind);

async function lost(
    meet: (fault: object) => Promise<string>,
    kinds: readonly (typeof faultKinds)[number]["kind"][],
): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (const { kind, example } of faultKinds.filter((each) => kinds.includes(each.kind))) {
        entries.push({ what: kind, text: await meet({ kind, ...example }) });
    }
    const unclear = '{"Success":true,"RequestId":"0bc1411515937635973****","Data":{}}';
    entries.push({ what: "JSON that does not say enough", text: await meet({ kind: "body", text: unclear }) });
    return entries;
}

async function unsent(stage: Stage): Promise<Entry[]> {
    const talkative = await RawServer.accepting((socket) => void socket.end("what?"), "https");
    try {
        return [
            { what: "nobody listens on this machine", text: await stage.deploying({}, "http://127.0.0.1:1") },
            { what: "no TLS where TLS has to be", text: await stage.deploying({}, talkative.origin) },
        ];
    } finally {
        await talkative.stop();
    }
}
