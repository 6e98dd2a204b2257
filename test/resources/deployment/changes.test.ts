// Every change of a deployment through the lifecycle functions, in the order in which the engine calls them.
import assert from "node:assert/strict";
import { remove } from "../../../provider/src/resources/deployment/delete";
import { diff } from "../../../provider/src/resources/deployment/diff";
import type { Inputs } from "../../../provider/src/resources/deployment/state";
import { update } from "../../../provider/src/resources/deployment/update";
import { allChanges, tasksOf, type Declared } from "../../support/changes";
import { check, create, Lifecycle } from "../../support/lifecycle";
import { seedOf } from "../../support/tasks";

describe("a change of a deployment", () => {
    const changes = allChanges();
    let lifecycle: Lifecycle;

    before(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...tasksOf(changes)));
    });

    after(async () => {
        await lifecycle.end();
    });

    function checked({ region, ...args }: Declared): Inputs {
        const { inputs, failures } = check(args, region);
        assert.deepEqual(failures, []);
        return inputs as unknown as Inputs;
    }

    for (const { name, before: declared, after: changed, planned, calls } of changes) {
        it(`is planned, made and stored as the contract says: ${name}`, async () => {
            const olds = await create(checked(declared), lifecycle.context());
            await lifecycle.calls();

            const context = lifecycle.context();
            const news = checked(changed);
            context.claims.of("deployment").announce(news.region, news);
            const { changes: some, replaces } = diff(olds, { ...news });
            assert.equal(some ? (replaces.length > 0 ? "replace" : "update") : "same", planned);

            let outputs = olds;
            if (planned === "update") outputs = await update(olds, news, context);
            if (planned === "replace") {
                outputs = await create(news, context);
                context.claims.of("deployment").hold("new", news.region, news);
                context.claims.replace("old", news.onDelete, news.region, news);
                await remove("old", olds, context);
            }
            assert.deepEqual(
                (await lifecycle.calls()).filter((call) => !call.startsWith("GetProject")),
                calls,
            );
            for (const [property, value] of Object.entries(news)) {
                assert.deepEqual(outputs[property as keyof Inputs], value, property);
            }
            assert.equal(outputs.status, "success");
        });
    }
});
