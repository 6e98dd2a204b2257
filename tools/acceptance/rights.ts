// Tries the right to undo something before that is done: what cannot be stopped is not started, what cannot be undeployed is not deployed.
import type { Service, Standing } from "dataworks-emulator";
import { NoRightError } from "./service";

/**
 * What it takes to undo a call, by how the task stood in the beginning. Before its first call it has no effect: there is nothing to stop or
 * to undeploy yet, what runs has been started, and what is deployed is the same.
 */
const undoing: Readonly<Record<Standing, Readonly<Record<string, string>>>> = {
    undeployed: { DeployDISyncTask: "TerminateDISyncInstance", StartDISyncInstance: "StopDISyncInstance" },
    deployed: { TerminateDISyncInstance: "DeployDISyncTask", StartDISyncInstance: "StopDISyncInstance" },
    running: {
        TerminateDISyncInstance: "DeployDISyncTask",
        StopDISyncInstance: "StartDISyncInstance",
        // A deployment may stop it.
        DeployDISyncTask: "StartDISyncInstance",
    },
};

/** The service, which rejects with a NoRightError where a call could not be undone. */
export function undoable(service: Service, stood: Standing): Service {
    const tried = new Map<string, NoRightError | undefined>();
    const call: Service["call"] = async (operation, query, form) => {
        try {
            const reply = await service.call(operation, query, form);
            tried.set(operation, undefined);
            return reply;
        } catch (error) {
            if (error instanceof NoRightError) tried.set(operation, error);
            throw error;
        }
    };
    return {
        wait: (ms) => service.wait(ms),
        call: async (operation, query, form) => {
            const undo = undoing[stood][operation];
            if (undo !== undefined) {
                if (!tried.has(undo)) await call(undo, query).catch(unlessNoRight);
                const missing = tried.get(undo);
                if (missing)
                    throw new NoRightError(
                        `${operation} was not called, as the task could not be left as it was found: ${missing.message}`,
                    );
            }
            return call(operation, query, form);
        },
    };
}

function unlessNoRight(error: unknown): void {
    if (!(error instanceof NoRightError)) throw error;
}
