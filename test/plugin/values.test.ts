// Values on the plugin's wire: what is secret stays so, and what is not known is told apart.
import assert from "node:assert/strict";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { asSecret } from "../../provider/src/engine/marks";
import { becameSecretInside, received, sent } from "../../provider/src/plugin/values";
import { unknown } from "../../provider/src/resources/unknown";

const wire = (values: object) => received(Struct.fromJavaScript(values as Record<string, JavaScriptValue>));
const onWire = (struct: Struct) => struct.toJavaScript();
const notKnown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("values on the plugin's wire", () => {
    it("come in clear, with what is not known marked", () => {
        const { values } = wire({ a: asSecret("x"), b: [asSecret({ c: notKnown })], d: 1, e: null });
        assert.deepEqual(values, { a: "x", b: [{ c: unknown }], d: 1, e: null });
    });

    it("know all of the engine's ways to say that something is not known", () => {
        for (const id of [
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
        ])
            assert.deepEqual(wire({ a: id }).values, { a: unknown });
    });

    it("go back with secrets where they came in, inside of objects and lists too", () => {
        const came = { triggers: { k: asSecret("s"), l: "x" }, list: ["a", asSecret("b")], plain: "p" };
        const source = wire(came);
        assert.deepEqual(onWire(sent(source.values, [source])), came);
    });

    it("hide a whole property that held a secret and is another by now", () => {
        const source = wire({ triggers: { k: asSecret("s"), l: "x" } });
        const changed = { triggers: { k: "s", l: "y" }, other: 1 };
        assert.deepEqual(onWire(sent(changed, [source])), { triggers: asSecret({ k: "s", l: "y" }), other: 1 });
    });

    it("hide what came as a secret in any of the sources", () => {
        const [news, olds] = [wire({ triggers: { k: "new" } }), wire({ triggers: { k: asSecret("old") } })];
        assert.deepEqual(onWire(sent({ triggers: { k: "old" } }, [news, olds])), { triggers: { k: asSecret("old") } });
        assert.deepEqual(onWire(sent({ triggers: { k: "new" } }, [news, olds])), { triggers: asSecret({ k: "new" }) });
    });

    it("hide what is always a secret, and hide nothing twice", () => {
        const source = wire({ definition: asSecret("d") });
        assert.deepEqual(onWire(sent({ definition: "d" }, [source], ["definition"])), { definition: asSecret("d") });
        assert.deepEqual(onWire(sent({ definition: "d" }, [], ["definition"])), { definition: asSecret("d") });
        const inside = wire({ triggers: { k: asSecret("s") } });
        assert.deepEqual(onWire(sent(inside.values, [inside], ["triggers"])), { triggers: asSecret({ k: "s" }) });
    });

    it("tell where a secret stands inside of a property of which the engine knows the place in clear", () => {
        const became = (olds: object, news: object) => becameSecretInside("a", wire(olds), wire(news));
        const secret = { a: { k: asSecret("s"), l: ["x", asSecret("y")] } };
        assert.equal(became({ a: { k: "s", l: ["x", "y"] } }, secret), true);
        assert.equal(became({ a: { k: asSecret("s"), l: ["x", "y"] } }, secret), true);
        assert.equal(became({ a: { k: asSecret("before"), l: asSecret(["x", "y"]) } }, secret), false);
        assert.equal(became({ a: asSecret({}) }, secret), false);
        assert.equal(became({}, secret), false, "it is new");
        assert.equal(became(secret, { a: { k: "s" } }), false);
        assert.equal(became({ a: {} }, { b: asSecret("s") }), false);
    });

    it("say what is not known as the engine does, and leave out what is absent", () => {
        assert.deepEqual(onWire(sent({ a: unknown, b: undefined, c: { d: undefined } }, [])), { a: notKnown, c: {} });
    });

    it("hold no half surrogate, on which the engine's protocol would hang", () => {
        const half = "\ud800 x";
        assert.deepEqual(onWire(sent({ [half]: [half, { [half]: half }] }, [])), {
            "\ufffd x": ["\ufffd x", { "\ufffd x": "\ufffd x" }],
        });
    });
});
