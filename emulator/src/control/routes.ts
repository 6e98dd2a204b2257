// What the control API can do: each route's body, and what it does.
import { readAnswers } from "../assumptions/read";
import { readFault } from "../faults/fault";
import { readMoment } from "../journal";
import { Quotas, readQuota } from "../quota";
import { readSeed } from "../seed/read";
import { applySeed } from "../seed/seeding";
import { object } from "../validation";
import { assume, setMaking } from "../workspace/answers";
import { readMakingSettings, settleProcesses } from "../workspace/making";
import { readRewrites } from "../workspace/rewrite";
import { instanceRoutes } from "./instances";
import { ControlError, passing, route, type Route } from "./route";
import { taskRoutes } from "./tasks";

const nothing = object({}, {});
const rewrites = object({ rewrites: readRewrites }, {});

/** By name: POST /_emulator/NAME. */
export const routes: ReadonlyMap<string, Route> = new Map(
    Object.entries({
        ...taskRoutes,
        ...instanceRoutes,
        seed: route(readSeed, ({ store }, seed) => applySeed(store, seed)),
        reset: route(nothing, (state) => state.reset()),

        journal: passing(nothing, ({ journal }) => journal.entries()),
        clearJournal: passing(nothing, ({ journal }) => journal.clear()),
        waitFor: passing(readMoment, async ({ journal }, moment, stop) => {
            if (await journal.wait(moment, stop)) return;
            const { operation = "any operation", moment: what, count, timeoutMs } = moment;
            throw new ControlError(
                408,
                `waited ${timeoutMs} ms for ${count} × ${operation} ${what}: there were ${journal.count(moment)}`,
            );
        }),

        addFault: passing(readFault, ({ faults }, fault) => faults.add(fault)),
        clearFaults: passing(nothing, ({ faults }) => faults.clear()),

        assume: route(readAnswers, ({ store }, answers) => assume(store, answers)),

        setQuota: passing(readQuota, (state, quota) => {
            state.quotas = new Quotas(quota, state.now());
        }),
        quotaUse: passing(nothing, ({ quotas }) => quotas.use()),

        setMaking: route(readMakingSettings, ({ store }, settings) => setMaking(store, settings)),
        settleProcesses: route(nothing, ({ store }) => settleProcesses(store.making, store.now())),
        setRewriteOnDeploy: route(rewrites, ({ store }, given) => {
            store.rewrites = given.rewrites;
        }),
    }),
);
