// The instance for an adapter that is told of the option `ignoreChanges`: at each diff and update, and at nothing else.
import { isStateIgnored } from "../../ignored-state";
import { KeptError, type Resource, type Values } from "../resource";
import type { Inputs, Outputs } from "./state";

/**
 * The resource for one call, of a resource whose option has these paths; none where the call does not tell.
 *
 * No state has to remember the option, and no difference is made of it: `ignoresState` is there beside `pending` alone, where a create
 * has failed. Whether the program owned the state is not told there, and what a create was to bring about is brought about all the same.
 * What an update left undone while the program owned the state is not: it does not own it any more.
 */
export function told(instance: Resource<Inputs, Outputs>, paths: readonly string[]): Resource<Inputs, Outputs> {
    const ignores = isStateIgnored(paths);
    const before = (olds: Outputs): Outputs => {
        const isMarked = ignores && (olds.pending === undefined || olds.ignoresState === true);
        return { ...without(olds), ...(isMarked && { ignoresState: true }) };
    };
    const wanted = <T extends object>(news: T): T => ({ ...without(news), ...(ignores && { ignoresState: true }) });
    const after = <T extends Values | Outputs>(outputs: T): T =>
        outputs.pending === undefined ? without(outputs) : outputs;
    const { claiming } = instance;
    const { meaning } = instance.outputs.ignoresState;
    return {
        ...instance,
        ...(ignores && claiming && { claiming: { ...claiming, agreed: () => [] } }),
        // No program says it, nor does a class.
        outputs: { ...instance.outputs, ignoresState: { meaning } },
        diff: (olds, news, ...how) => instance.diff(before(olds), wanted(news), ...how),
        foresee: (olds, news) =>
            after(olds ? instance.foresee(before(olds), wanted(news)) : instance.foresee(olds, news)),
        create: async (news, context) => {
            try {
                return await instance.create(news, context);
            } catch (error) {
                if (!(error instanceof KeptError)) throw error;
                throw new KeptError(error.message, { ...error.outputs, ignoresState: true }, error.ofBefore);
            }
        },
        update: async (olds, news, context) => after(await instance.update(before(olds), wanted(news), context)),
        read: async (olds, context) => {
            const found = await instance.read(olds, context);
            return found && { ...found, inputs: without(found.inputs) };
        },
    };
}

function without<T extends object>(values: T): T {
    return Object.fromEntries(Object.entries(values).filter(([name]) => name !== "ignoresState")) as T;
}
