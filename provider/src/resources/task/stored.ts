// What an update that only stores makes of the outputs: how later runs behave, and what that means for drift and fingerprint.
import { changeIgnored } from "../../definition/index";
import { same } from "../same";
import type { Inputs, Outputs } from "./state";

/**
 * The outputs after such an update: the old ones, with what is stored now. `uncompared` are the paths that cannot be compared because of
 * that until the next change of the task.
 */
export function withStored(olds: Outputs, news: Inputs): { outputs: Outputs; uncompared: readonly string[] } {
    const { onDelete, ignoreDefinitionPaths, timeoutSeconds } = news;
    const { drift, ...kept } = olds;
    const { stored: definition, uncompared } = changeIgnored(
        olds.definition,
        olds.ignoreDefinitionPaths ?? [],
        ignoreDefinitionPaths ?? [],
    );
    const outputs = { ...kept, onDelete, ignoreDefinitionPaths, timeoutSeconds, definition };
    // What `ignoreChanges: ["drift"]` feeds in stays as it is: another one would be a change at the next update.
    return { outputs: drift && same(drift, news.drift) ? { ...outputs, drift } : outputs, uncompared };
}
