// ClientToken: a call that is made once more gets the answer that it got, and changes nothing.
import { createHash } from "node:crypto";
import { answerTo } from "../workspace/answers";
import { errors } from "../protocol/errors";
import type { Operation, Outcome, Parameters } from "./operation";

/** The operation, which heeds its ClientToken where the settings say so. What was refused is not remembered: it may be tried again. */
export function once(name: string, operation: Operation): Operation {
    return {
        ...operation,
        run(parameters, context) {
            const { ClientToken: token, ...others } = parameters;
            const { answered } = context.store.making;
            const heeded = answerTo(name === "CreateDISyncTask" ? "create-token" : "client-token", context.store);
            if (!token || heeded === "ignored") return operation.run(parameters, context);
            const key = JSON.stringify([name, parameters.ProjectId, token]);
            const asked = digest(others);
            const known = answered.get(key);
            if (known) {
                if (known.asked !== asked || heeded === "refused") throw errors.tokenMismatch();
                return { reply: known.reply as Outcome["reply"], applied: false };
            }
            const outcome = operation.run(parameters, context);
            if (outcome.applied) answered.set(key, { asked, reply: outcome.reply });
            return outcome;
        },
    };
}

function digest(parameters: Parameters): string {
    const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
    return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
