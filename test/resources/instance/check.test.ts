// The arguments of an instance: what is wrong is an error at preview, all of it at once, and says what is right.
import assert from "node:assert/strict";
import { unknown } from "../../../provider/src/resources/unknown";
import { projectId } from "../../support/tasks";
import { check, inputs } from "./stage";

const right = { projectId, taskType: "DI_REALTIME", fileId: 100, state: "running" };
const said = (news: object) => check({ ...news }).failures.map(({ property, reason }) => `${property} ${reason}`);

describe("the arguments of an instance", () => {
    it("are completed: ids as digits, and what is not said as the documentation says", () => {
        const { inputs: checked, failures } = check(right);
        assert.deepEqual(failures, []);
        assert.deepEqual(checked, inputs());
    });

    it("that are wrong are told all at once, each with what it has to be", () => {
        const all = {
            ...right,
            state: "runing",
            startParameters: {
                failoverLimit: { count: -1 },
                errorLimits: { records: 1 },
                ddl: { addColum: "ignore", dropTable: "loud" },
            },
            onDelete: "undeploy",
            stableSeconds: -1,
            timeoutSeconds: 0,
            trigers: {},
        };
        assert.deepEqual(said(all), [
            'state has to be "running" or "stopped"',
            "startParameters has no errorLimits: did you mean errorLimit?",
            "startParameters is wrong at failoverLimit.count: it has to be a whole number of failovers, from 0 to 2147483647",
            "startParameters is wrong at failoverLimit.intervalMinutes: it is missing: it has to be a whole number of minutes, from 1 to 2147483647",
            "startParameters is wrong at ddl: it has no addColum: did you mean addColumn?",
            'startParameters is wrong at ddl.dropTable: it has to be "normal", "ignore", "warning" or "critical"',
            'onDelete has to be "retain" or "stop"',
            "stableSeconds has to be a whole number of seconds, from 0 to 3600",
            "timeoutSeconds has to be a whole number of seconds, from 1 to 86400",
            "trigers is not a property of DiSyncInstance: did you mean triggers?",
        ]);
    });

    it("that are whole numbers are taken from the least to the most, and nothing else is", () => {
        const reason = "stableSeconds has to be a whole number of seconds, from 0 to 3600";
        const wide = { ...right, timeoutSeconds: 86_400 };
        for (const seconds of [0, 3600]) assert.deepEqual(said({ ...wide, stableSeconds: seconds }), []);
        for (const seconds of [3601, 1.5, "5", NaN, Infinity, [5], true])
            assert.deepEqual(said({ ...wide, stableSeconds: seconds }), [reason], String(seconds));
    });

    it("in an object count as left out where they are null, and are no others than it has", () => {
        const startParameters = { errorLimit: { records: 1 }, failoverLimit: null, ddl: undefined };
        const { inputs: checked, failures } = check({ ...right, startParameters });
        assert.deepEqual(failures, []);
        assert.deepEqual(checked["startParameters"], { errorLimit: { records: 1 } });
        assert.deepEqual(said({ ...right, startParameters: { toString: 1 } }), [
            "startParameters has no toString: it has failoverLimit, errorLimit, ddl",
        ]);
    });

    it("that a solution cannot have are told, each with why", () => {
        const solution = {
            ...right,
            taskType: "DI_SOLUTION",
            state: "stopped",
            startParameters: { errorLimit: { records: 1 } },
            onDelete: "stop",
            compareAlarms: true,
        };
        const noStop = "is for DI_REALTIME only: DataWorks has no call that stops a DI_SOLUTION";
        assert.deepEqual(said(solution), [
            `state "stopped" ${noStop}`,
            "startParameters is for DI_REALTIME only: it has no effect on a DI_SOLUTION",
            `onDelete "stop" ${noStop}`,
            "compareAlarms is for DI_REALTIME only: DataWorks tells no alarm rules of a DI_SOLUTION",
        ]);
    });

    it("may not let a start count only after the time that it may take", () => {
        const reason = (stable: number, time: number) =>
            `stableSeconds is ${stable}, and has to be less than timeoutSeconds, which is ${time}: no start could count in time`;
        assert.deepEqual(said({ ...right, stableSeconds: 60, timeoutSeconds: 60 }), [reason(60, 60)]);
        assert.deepEqual(said({ ...right, timeoutSeconds: 5 }), [reason(10, 5)]);
        assert.deepEqual(said({ ...right, stableSeconds: 59, timeoutSeconds: 60 }), []);
    });

    it("that are not known yet are no failures, at any depth", () => {
        const later = {
            ...right,
            fileId: unknown,
            triggers: { deployment: unknown },
            startParameters: { failoverLimit: { count: unknown, intervalMinutes: 1 }, ddl: unknown },
            timeoutSeconds: unknown,
        };
        assert.deepEqual(said(later), []);
        assert.deepEqual(said({ ...right, state: unknown, taskType: unknown, onDelete: "stop" }), []);
    });

    it("may not be what only the class, a refresh or the settings say", () => {
        assert.deepEqual(said({ ...right, ignoresState: true }), []);
        assert.match(said({ ...right, ignoresState: false }).join(), /ignoresState is not a property/);
        assert.match(said({ ...right, drift: ["x"] }).join(), /drift is no argument: a refresh finds it/);
        assert.match(said({ ...right, pending: "start" }).join(), /pending is not a property of DiSyncInstance/);
    });
});
