// The running side of a task: what is said of one that is not deployed, and of what is so already.
import { assumption, type Observation, type Scene } from "./assumption";
import { callsInvalid, dataOf, reasons, refusalOf, refusesFor, shown, textOf } from "./reply";
import { call, stop } from "./scene";

const noStatuses = "The statuses are listed without their meanings, and none of them says that a task is not deployed";

export const undeployedInstance = assumption({
    id: "undeployed-instance",
    question: "What does GetDISyncInstanceInfo say of a task that is not deployed?",
    documented: `${noStatuses}.`,
    answers: {
        invalid: "It calls the file id invalid, as of a task that is not there.",
        NORUN: "The status `NORUN`, as of one that is deployed and does not run.",
    },
    given: "invalid",
    level: "deploy",
    calls: ["GetDISyncInstanceInfo"],
    from: "undeployed",
    async observe(scene) {
        const reply = await call(scene, "GetDISyncInstanceInfo");
        if (callsInvalid(reply, scene.fileId ?? "")) return { answer: "invalid" };
        return textOf(dataOf(reply)["Status"]) === "NORUN" ? { answer: "NORUN" } : { other: shown(reply) };
    },
});

export const startUndeployed = assumption({
    id: "start-undeployed",
    question: "How does StartDISyncInstance refuse a task that is not deployed?",
    documented: "Nothing is said of it.",
    answers: {
        invalid: "It calls the file id invalid, as of a task that is not there.",
        refused: 'HTTP 200, `Data.Status` "fail", and a message that the task is not deployed.',
    },
    given: "invalid",
    level: "deploy",
    calls: ["StartDISyncInstance"],
    from: "undeployed",
    async observe(scene) {
        const reply = await call(scene, "StartDISyncInstance");
        if (callsInvalid(reply, scene.fileId ?? "")) return { answer: "invalid" };
        if (refusesFor(reply, reasons.notDeployed)) return { answer: "refused" };
        if (refusalOf(reply) === undefined) scene.standing = "running";
        return { other: shown(reply) };
    },
});

export const terminateUndeployed = assumption({
    id: "terminate-undeployed",
    question: "What does TerminateDISyncInstance say of a task that is not deployed?",
    documented: "Nothing is said of it.",
    answers: {
        invalid: "It calls the file id invalid, as of a task that is not there.",
        success: "That it succeeded.",
    },
    given: "invalid",
    level: "deploy",
    calls: ["TerminateDISyncInstance"],
    from: "undeployed",
    async observe(scene) {
        const reply = await call(scene, "TerminateDISyncInstance");
        if (callsInvalid(reply, scene.fileId ?? "")) return { answer: "invalid" };
        return refusalOf(reply) === undefined ? { answer: "success" } : { other: shown(reply) };
    },
});

export const stopStopped = assumption({
    id: "stop-stopped",
    question: "What does StopDISyncInstance say of a task that does not run?",
    documented: "Nothing is said of it.",
    answers: {
        refused: 'HTTP 200, `Data.Status` "fail".',
        success: "That it succeeded.",
    },
    given: "refused",
    level: "deploy",
    calls: ["StopDISyncInstance"],
    from: "deployed",
    observe: (scene) => refusedOrNot(scene, "StopDISyncInstance", reasons.notRunning),
});

export const startRunning = assumption({
    id: "start-running",
    question: "What does StartDISyncInstance say of a task that runs?",
    documented: "Nothing is said of it.",
    answers: {
        refused: 'HTTP 200, `Data.Status` "fail".',
        success: "That it succeeded, and the task runs on.",
    },
    given: "refused",
    level: "deploy",
    calls: ["StartDISyncInstance"],
    from: "running",
    observe: (scene) => refusedOrNot(scene, "StartDISyncInstance", reasons.isRunning),
});

async function refusedOrNot(
    scene: Scene,
    operation: string,
    reason: RegExp,
): Promise<Observation<"refused" | "success">> {
    const reply = await call(scene, operation);
    if (refusalOf(reply) === undefined) return { answer: "success" };
    return refusesFor(reply, reason) ? { answer: "refused" } : { other: shown(reply) };
}

export const terminateRunning = assumption({
    id: "terminate-running",
    question: "What does TerminateDISyncInstance do with a task that runs?",
    documented: "Whether it has to be stopped first is not said.",
    answers: {
        refused: 'It refuses: HTTP 200, `Data.Status` "fail".',
        undeploys: "It undeploys it, which stops it.",
    },
    given: "refused",
    level: "deploy",
    calls: ["TerminateDISyncInstance"],
    from: "running",
    async observe(scene) {
        const reply = await call(scene, "TerminateDISyncInstance");
        if (refusesFor(reply, reasons.isRunning)) return { answer: "refused" };
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        scene.standing = "undeployed";
        return { answer: "undeploys" };
    },
});

export const stoppedStatus = assumption({
    id: "stopped-status",
    question: "In which status does an instance come to rest that was stopped?",
    documented: "The statuses are listed without their meanings.",
    answers: {
        NORUN: "`NORUN`, as one that never ran.",
        PAUSE: "`PAUSE`.",
    },
    given: "NORUN",
    level: "deploy",
    calls: ["StopDISyncInstance", "GetDISyncInstanceInfo"],
    from: "running",
    async observe(scene) {
        const status = await stop(scene);
        return status === "NORUN" || status === "PAUSE" ? { answer: status } : { other: `the status "${status}"` };
    },
});
