// The control API's client, for an emulator in this process or in another one.
import { request } from "node:http";
import type { ControlClient } from "./types";

/** A client for the emulator at this address, such as "http://127.0.0.1:4010". Opens no connection before the first call. */
export function connect(url: string): ControlClient {
    const ask = <T = void>(route: string, body: object = {}) => post<T>(new URL(`/_emulator/${route}`, url), body);
    return {
        seed: (seed) => ask("seed", seed),
        reset: () => ask("reset"),
        task: (task) => ask("task", task),
        editTask: (edit) => ask("editTask", edit),
        deployTask: (deployment) => ask("deployTask", deployment),
        setApproval: (approval) => ask("setApproval", approval),
        approve: (task) => ask("approve", task),
        undeployTask: (task) => ask("undeployTask", task),
        startTask: (task) => ask("startTask", task),
        stopTask: (task) => ask("stopTask", task),
        deleteTask: (task) => ask("deleteTask", task),
        journal: () => ask("journal"),
        clearJournal: () => ask("clearJournal"),
        waitFor: (moment) => ask("waitFor", moment),
        addFault: (fault) => ask("addFault", fault),
        clearFaults: () => ask("clearFaults"),
        assume: (answers) => ask("assume", answers),
        setQuota: (quota) => ask("setQuota", quota),
        quotaUse: () => ask("quotaUse"),
        setInstances: (settings) => ask("setInstances", settings),
        setInstance: (instance) => ask("setInstance", instance),
        setSolution: (solution) => ask("setSolution", solution),
        advanceInstance: (task) => ask("advanceInstance", task),
        settleInstances: () => ask("settleInstances"),
        setMaking: (settings) => ask("setMaking", settings),
        settleProcesses: () => ask("settleProcesses"),
        setAlarms: (alarms) => ask("setAlarms", alarms),
        setRewriteOnDeploy: (rewrites) => ask("setRewriteOnDeploy", { rewrites }),
    };
}

/** Every request has a connection of its own: none is kept, so none can be closed under a request. */
function post<T>(url: URL, body: object): Promise<T> {
    return new Promise((resolve, reject) => {
        const fail = (what: string) => reject(new Error(`DataWorks emulator, ${url.pathname}: ${what}`));
        const sent = request(url, { method: "POST", agent: false, headers: { "content-type": "application/json" } });
        sent.on("error", (error) => fail(error.message));
        sent.on("response", (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", (error) => fail(error.message));
            response.on("end", () => {
                const text = Buffer.concat(chunks).toString("utf8");
                if (!response.headers["content-type"]?.startsWith("application/json")) {
                    fail(`answered ${response.statusCode ?? 0} and no JSON: ${text.slice(0, 200)}`);
                    return;
                }
                const reply = JSON.parse(text) as { result?: T; message?: string };
                if (response.statusCode === 200) resolve(reply.result as T);
                else fail(reply.message ?? `answered ${response.statusCode ?? 0}`);
            });
        });
        sent.end(JSON.stringify(body));
    });
}
