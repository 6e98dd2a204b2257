// What a deployment does, and what is told of the versions that it makes.
import { assumption, type Scene } from "./assumption";
import { dataOf, jsonOf, listOf, objectOf, reasons, refusalOf, refusesFor, shown, textOf } from "./reply";
import { bring, call, callFile, statusOf, untilInProduction, versionsOf } from "./scene";
import { shapeOf } from "./shape";

export const productionVersion = assumption({
    id: "production-version",
    question: "Do the versions of a real-time task (file type 900) tell which one runs in production?",
    documented:
        "`IsCurrentProd` of ListFileVersions, for files of any type; whether it is filled for this one is not said.",
    answers: {
        told: "`IsCurrentProd` is true of the version that runs, and false of every other one.",
        never: "It is false of every version.",
        absent: "The field is not there.",
    },
    given: "told",
    level: "look",
    calls: ["ListFileVersions", "GetDISyncInstanceInfo"],
    async observe(scene) {
        if (scene.fileId === undefined) return noTask;
        const reply = await callFile(scene, "ListFileVersions", { PageSize: "100" });
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        const told = listOf(dataOf(reply)["FileVersions"]).map((version) => version["IsCurrentProd"]);
        if (told.length === 0) return { notSeen: "the task has no version yet" };
        if (told.includes(true)) return { answer: "told" };
        if (told.every((one) => typeof one !== "boolean")) return { answer: "absent" };
        return (await statusOf(scene)) === "RUN"
            ? { answer: "never" }
            : { notSeen: "whether the task is deployed is not known: it does not run" };
    },
});

export const versionStatus = assumption({
    id: "version-status",
    question: "Do the versions of a real-time task tell how far their deployment has come?",
    documented: "`Status` of ListFileVersions, for files of any type; whether it is filled for this one is not said.",
    answers: {
        told: 'It is there, such as "DEPLOYED".',
        absent: "It is empty.",
    },
    given: "told",
    level: "look",
    calls: ["ListFileVersions"],
    async observe(scene) {
        if (scene.fileId === undefined) return noTask;
        const reply = await callFile(scene, "ListFileVersions", { PageSize: "100" });
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        const told = listOf(dataOf(reply)["FileVersions"]).map((version) => textOf(version["Status"]));
        if (told.length === 0) return { notSeen: "the task has no version yet" };
        return { answer: told.some(Boolean) ? "told" : "absent" };
    },
});

export const versionContent = assumption({
    id: "version-content",
    question: "Has a version's content the form of the definition that GetDISyncTask gives?",
    documented: "`FileContent` is the code of the version; that it has the form of `Code` is not said.",
    answers: {
        code: "It is the definition, as JSON.",
        wrapped: "It is JSON that holds the definition as a text, beside other things.",
        absent: "It is empty.",
    },
    given: "code",
    level: "look",
    calls: ["GetFile", "GetDISyncTask", "GetFileVersion"],
    async observe(scene) {
        if (scene.fileId === undefined) return noTask;
        const [file, task] = [await fileOf(scene), await call(scene, "GetDISyncTask")];
        const number = textOf(file["CurrentVersion"]);
        if (["", "0"].includes(number)) return { notSeen: "the task has no version yet" };
        if (textOf(file["CommitStatus"]) !== "1") return { notSeen: "the task was edited since its newest version" };
        const version = await callFile(scene, "GetFileVersion", { FileVersion: number });
        if (refusalOf(version) !== undefined) return { other: shown(version) };
        const content = textOf(dataOf(version)["FileContent"]);
        if (content === "") return { answer: "absent" };
        const code = textOf(dataOf(task)["Code"]);
        if (code === "") return { notSeen: "the definition was not told" };
        if (isSame(content, code)) return { answer: "code" };
        const isWithin = Object.values(objectOf(jsonOf(content))).some((inner) => isSame(textOf(inner), code));
        if (isWithin) return { answer: "wrapped" };
        return { other: `${shapeOf(content)}, where the definition is ${shapeOf(code)}` };
    },
});

export const referenceNodeId = assumption({
    id: "reference-node-id",
    question: "Is `NodeId` of ListRefDISyncTasks the id of the task's file, or that of its node?",
    documented: "It is called the id of the synchronization task, in words that both would fit.",
    answers: {
        node: "The id of the node: `NodeId` of GetFile.",
        file: "The file id.",
    },
    given: "node",
    level: "look",
    calls: ["GetFile", "GetDISyncTask", "ListRefDISyncTasks"],
    async observe(scene) {
        if (scene.fileId === undefined) return noTask;
        const file = await fileOf(scene);
        const [name, nodeId] = [textOf(file["FileName"]), textOf(file["NodeId"])];
        if (nodeId === "" || nodeId === scene.fileId) return { notSeen: "the task has no node of another id" };
        const code = jsonOf(textOf(dataOf(await call(scene, "GetDISyncTask"))["Code"]));
        for (const datasource of dataSourcesIn(code))
            for (const refType of ["from", "to"]) {
                const found = (await referring(scene, datasource, refType)).find(
                    (one) => textOf(one["NodeName"]) === name,
                );
                if (!found) continue;
                const told = textOf(found["NodeId"]);
                if (told === nodeId) return { answer: "node" };
                return told === scene.fileId ? { answer: "file" } : { other: "another id" };
            }
        return { notSeen: "no data source of the task lists it" };
    },
});

export const deployRewrites = assumption({
    id: "deploy-rewrites",
    question: "Does a deployment change the definition that it deploys?",
    documented: "Nothing is said of it.",
    answers: {
        kept: "It stays as it was.",
        rewritten: "It is brought into a form of DataWorks' own: it has a field more from then on.",
    },
    given: "kept",
    level: "deploy",
    calls: ["GetFile", "GetDISyncTask", "DeployDISyncTask"],
    from: "undeployed",
    async observe(scene) {
        const isCommitted = textOf((await fileOf(scene))["CommitStatus"]) === "1";
        const code = async () => textOf(dataOf(await call(scene, "GetDISyncTask"))["Code"]);
        const before = await code();
        if (before === "") return { notSeen: "the definition was not told" };
        await bring(scene, "deployed");
        const after = await code();
        if (!isSame(after, before))
            return hasAllOf(jsonOf(after), jsonOf(before))
                ? { answer: "rewritten" }
                : {
                      other: `${shapeOf(after)}, where it was ${shapeOf(before)}: by the deployment, or by somebody's edit`,
                  };
        return isCommitted
            ? { notSeen: "the task was not edited since an earlier deployment, which would have changed it" }
            : { answer: "kept" };
    },
});

export const deployInProduction = assumption({
    id: "deploy-in-production",
    question: "Is a deployment complete when DeployDISyncTask is answered?",
    documented:
        "It is not called asynchronous, as SubmitFile and DeployFile are, and gives no id to ask for; nor is it called complete.",
    answers: {
        atOnce: "The version is in production.",
        later: "It comes there some seconds after.",
    },
    given: "atOnce",
    level: "deploy",
    calls: ["DeployDISyncTask", "ListFileVersions", "GetDISyncInstanceInfo"],
    from: "undeployed",
    async observe(scene) {
        const reply = await call(scene, "DeployDISyncTask");
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        scene.standing = "deployed";
        const looks = await untilInProduction(scene);
        if (looks === undefined) return { notSeen: "no version is told to be in production" };
        if (looks > 0) return { answer: "later" };
        return (await versionsOf(scene))
            ? { answer: "atOnce" }
            : { notSeen: "which version is in production is not told" };
    },
});

export const deployUnchanged = assumption({
    id: "deploy-unchanged",
    question: "What does DeployDISyncTask do with a task that was not edited since it was deployed?",
    documented: "Nothing is said of it.",
    answers: {
        same: "It succeeds, and the version stays the same.",
        new: "It succeeds, and makes a new version.",
        refused: 'It refuses: HTTP 200, `Data.Status` "fail".',
    },
    given: "same",
    level: "deploy",
    calls: ["DeployDISyncTask", "GetFile"],
    from: "deployed",
    async observe(scene) {
        const version = async () => textOf((await fileOf(scene))["CurrentVersion"]);
        if (textOf((await fileOf(scene))["CommitStatus"]) !== "1") await call(scene, "DeployDISyncTask");
        const before = await version();
        const reply = await call(scene, "DeployDISyncTask");
        if (refusesFor(reply, reasons.unchanged)) return { answer: "refused" };
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        await untilInProduction(scene);
        const after = await version();
        if (before === "" || after === "") return { notSeen: "the newest version was not told" };
        return after === before ? { answer: "same" } : { answer: "new" };
    },
});

export const deployRunning = assumption({
    id: "deploy-running",
    question: "What becomes of a task that runs when it is deployed?",
    documented: "Nothing is said of it.",
    answers: {
        runsOn: "It is deployed, and runs on.",
        refused: 'The deployment is refused: HTTP 200, `Data.Status` "fail".',
        stops: "It is deployed, and does not run any more.",
    },
    given: "runsOn",
    level: "deploy",
    calls: ["DeployDISyncTask", "GetDISyncInstanceInfo"],
    from: "running",
    async observe(scene) {
        const reply = await call(scene, "DeployDISyncTask");
        if (refusesFor(reply, reasons.unchanged)) return { notSeen: "it is refused, as it was not edited" };
        if (refusesFor(reply, reasons.isRunning)) {
            await bring(scene, "deployed");
            const again = await call(scene, "DeployDISyncTask");
            return refusalOf(again) === undefined
                ? { answer: "refused" }
                : { notSeen: "it is refused where it does not run too, as it was not edited" };
        }
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        const status = await statusOf(scene);
        if (status === "RUN") return { answer: "runsOn" };
        if (!["NORUN", "PAUSE"].includes(status)) return { other: `the status "${status}" after it` };
        scene.standing = "deployed";
        return { answer: "stops" };
    },
});

const noTask = { notSeen: "there is no task to look at" };

async function fileOf(scene: Scene): Promise<Readonly<Record<string, unknown>>> {
    return objectOf(dataOf(await callFile(scene, "GetFile"))["File"]);
}

async function referring({ service, projectId }: Scene, datasource: string, refType: string) {
    const asked = {
        ProjectId: projectId,
        DatasourceName: datasource,
        TaskType: "DI_REALTIME",
        RefType: refType,
        PageSize: "100",
    };
    return listOf(dataOf(await service.call("ListRefDISyncTasks", asked))["DISyncTasks"]);
}

function dataSourcesIn(value: unknown): string[] {
    if (typeof value !== "object" || value === null) return [];
    const named = Object.entries(value).flatMap(([name, inner]) =>
        name === "datasource" && typeof inner === "string" ? [inner] : dataSourcesIn(inner),
    );
    return [...new Set(named)];
}

/** Whether two texts are the same JSON, as far as numbers that JavaScript holds can tell. */
function isSame(one: string, other: string): boolean {
    if (one === other) return true;
    const [left, right] = [jsonOf(one), jsonOf(other)];
    return left !== undefined && JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

/** Whether a value has every field of another one as it was there, and maybe more. */
function hasAllOf(value: unknown, other: unknown): boolean {
    if (Array.isArray(other))
        return (
            Array.isArray(value) && value.length === other.length && other.every((one, at) => hasAllOf(value[at], one))
        );
    if (typeof other !== "object" || other === null) return value === other;
    const fields = objectOf(value);
    return Object.entries(other).every(([name, inner]) => name in fields && hasAllOf(fields[name], inner));
}

function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .map(([key, inner]) => [key, sorted(inner)] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
}
