// What deleting does to a task where another resource of the program may want it, for whatever takes tasks down.
import assert from "node:assert/strict";
import { OwnClaims } from "../../provider/src/resources/claims/ledger";
import type { Context } from "../../provider/src/resources/context";
import { undeploying } from "../../provider/src/resources/deployment/delete";
import { replacedNotice, takesDown, type TakingDown } from "../../provider/src/resources/on-delete";
import { unknown } from "../../provider/src/resources/unknown";
import type { Task } from "../../provider/src/dataworks/task";
import { region } from "../support/lifecycle";
import { projectId } from "../support/tasks";

type Stopped = Task & { readonly region: string; readonly onDelete: string };

/** One whose id is that of its task, so that two of one task have the same. */
const stopping: TakingDown<Stopped> = {
    kind: "instance",
    claimOf: (olds) => olds,
    onDelete: "stop",
    sharesIds: true,
    words: {
        done: "stopped",
        does: "stops",
        retained: "is left as it runs",
        opposite: "runs",
        failed: "its start failed",
        made: "started",
        again: "`pulumi up --refresh` starts it again",
    },
};
const named = "DI_REALTIME 100 of workspace 10000";

for (const by of [undeploying, stopping]) {
    const { done } = by.words;
    const olds = { projectId, taskType: "DI_REALTIME", fileId: "100", region, onDelete: by.onDelete } as const;
    const another = by.sharesIds ? "old" : "new";

    describe(`a resource whose task is ${done} when it is deleted`, () => {
        let claims: OwnClaims;
        let warnings: string[];

        beforeEach(() => {
            claims = new OwnClaims();
            warnings = [];
        });

        const takes = (more: object = {}, id = "old") => {
            const context = { claims, warn: (text: string) => void warnings.push(text) } as unknown as Context;
            return takesDown<never>(by, id, { ...olds, ...more } as never, context);
        };
        const claim = () => claims.of(by.kind);

        it("takes it down where nothing of the program stands for it, or only for something else", () => {
            const other = by.kind === "instance" ? "deployment" : "instance";
            claims.of(other).announce(region, olds);
            claims.of(other).hold("new", region, olds);
            claim().announce(region, { ...olds, fileId: "101" });
            assert.equal(takes(), true);
            assert.deepEqual(warnings, []);
        });

        it("leaves it where onDelete says so, or it is a solution", () => {
            assert.deepEqual([takes({ onDelete: "retain" }), takes({ taskType: "DI_SOLUTION" })], [false, false]);
            assert.deepEqual(claim().extent().takenDown, 0);
        });

        it("leaves it, and says so, where another resource holds it: one that was renamed, or is replaced by itself", () => {
            claim().announce(region, olds);
            claim().hold(another, region, olds);
            assert.equal(takes(), false);
            assert.match(
                warnings.join(),
                new RegExp(`^${named} is not ${done}: the program has a resource that .*aliases`),
            );
        });

        it("stays where what stands for it in its place has failed, or is still to come", () => {
            claim().announce(region, olds);
            assert.throws(takes, new RegExp(`${named} is not ${done}: .* before this one.* Run again once`));
            claim().refuse(another, region, olds);
            assert.throws(takes, new RegExp(`${named} is not ${done}: .* failed in this run\\. Run again once`));
            assert.equal(claim().extent().takenDown, 0);
        });

        it(`counts what it made of the task itself ${by.sharesIds ? "too" : "for no other resource"}`, () => {
            claim().announce(region, { ...olds, fileId: "101" });
            claim().hold("old", region, olds);
            assert.equal(takes(), !by.sharesIds);
        });

        it("stays, with the reason, where something of another kind keeps the task as it is", () => {
            const context = { claims, warn: (text: string) => void warnings.push(text) } as unknown as Context;
            const because = { ...by, stays: () => "it is needed." };
            assert.throws(() => takesDown<never>(because, "old", olds as never, context), {
                message: `${named} is not ${done}: it is needed.`,
            });
            assert.equal(claim().extent().takenDown, 0);
        });

        it("goes by the new onDelete in a replacement of this run, and only in that", () => {
            claims.replace("old", "retain", region, olds);
            claims.replace("other", by.onDelete, region, olds);
            assert.deepEqual(
                [takes(), takes({ onDelete: "retain" }, "other"), takes({}, "third")],
                [false, true, true],
            );
        });

        it("stays where it is replaced by another task, for which that has failed in this run", () => {
            const moved = { ...olds, fileId: "101" };
            claims.replace("old", by.onDelete, region, moved);
            claim().announce(region, moved);
            claim().refuse("new", region, moved);
            assert.throws(
                takes,
                new RegExp(`${named} is not ${done}: it is replaced, and .* failed in this run\\. Run again`),
            );
            assert.equal(claim().extent().takenDown, 0);
            claim().hold("new", region, moved);
            assert.equal(takes(), true);
        });

        it("says once of a run that takes down more than it looked at that the rest was not asked", () => {
            for (const id of ["a", "b"]) assert.equal(takes({}, id), true);
            assert.equal(warnings.length, 1);
            assert.match(
                warnings.join(),
                new RegExp(`^${named} is ${done}\\. This run looked at no tasks .* ${by.words.does} more`),
            );
        });

        it("says in a preview what becomes of the old task where the state says something else", () => {
            const notice = (before: string, after: unknown, taskType: Task["taskType"] = olds.taskType) =>
                replacedNotice(by, { ...olds, taskType, onDelete: before }, { onDelete: after }, ["projectId"]);
            const word = JSON.stringify(by.onDelete);
            assert.equal(
                notice("retain", by.onDelete),
                `${named} is ${done} by its replacement: onDelete becomes ${word} with it.`,
            );
            assert.equal(
                notice(by.onDelete, "retain"),
                `${named} ${by.words.retained} when it is replaced: onDelete becomes "retain" with it.`,
            );
            assert.equal(
                notice("retain", unknown),
                `${named} is ${done} by its replacement where onDelete, which is not known yet, becomes ${word}.`,
            );
            assert.equal(notice(by.onDelete, by.onDelete), undefined);
            assert.equal(notice("retain", by.onDelete, "DI_SOLUTION"), undefined);
            assert.equal(replacedNotice(by, olds, { onDelete: "retain" }, []), undefined);
        });
    });
}
