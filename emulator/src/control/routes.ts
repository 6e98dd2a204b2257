// What the control API can do: each route's body, and what it does.
import { readFault } from "../faults/fault";
import { readMoment } from "../journal";
import { Quotas, readQuota } from "../quota";
import { plant } from "../seed/plant";
import { readSeed } from "../seed/read";
import { shape } from "../shape";
import { readInstanceSettings } from "../workspace/instance";
import { readRewrites } from "../workspace/rewrite";
import { ControlError } from "./error";
import { route, type Route } from "./route";
import { taskRoutes } from "./tasks";

const nothing = shape({}, {});
const rewrites = shape({ rewrites: readRewrites }, {});

/** By name: POST /_emulator/NAME. */
export const routes: ReadonlyMap<string, Route> = new Map(
    Object.entries({
        ...taskRoutes,
        seed: route(readSeed, ({ world }, seed) => plant(world, seed)),
        reset: route(nothing, (emulation) => emulation.reset()),

        journal: route(nothing, ({ journal }) => journal.entries()),
        clearJournal: route(nothing, ({ journal }) => journal.clear()),
        waitFor: route(readMoment, async ({ journal }, moment, stop) => {
            if (await journal.wait(moment, stop)) return;
            const { operation = "any operation", moment: what, count, timeoutMs } = moment;
            throw new ControlError(
                408,
                `waited ${timeoutMs} ms for ${count} × ${operation} ${what}: there were ${journal.count(moment)}`,
            );
        }),

        addFault: route(readFault, ({ faults }, fault) => faults.add(fault)),
        clearFaults: route(nothing, ({ faults }) => faults.clear()),

        setQuota: route(readQuota, (emulation, quota) => {
            emulation.quotas = new Quotas(quota, emulation.now());
        }),
        quotaUse: route(nothing, ({ quotas }) => quotas.use()),

        setInstances: route(readInstanceSettings, ({ world }, settings) => {
            world.instances = settings;
        }),
        setRewriteOnDeploy: route(rewrites, ({ world }, given) => {
            world.rewrites = given.rewrites;
        }),
    }),
);
