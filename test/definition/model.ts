// Definitions as a property test makes them: any JSON, and any spelling of it.
import fc from "fast-check";

/** A number is its JSON text, so that none of its digits is lost. */
export type Model = Scalar | Model[] | { readonly members: readonly (readonly [key: string, Model])[] };
export type Scalar = string | boolean | null | { readonly number: string };
export type Step = string | number;

const key = fc.oneof(
    fc.constantFrom(
        "steps",
        "parameter",
        "table",
        "column",
        "a",
        "b",
        "odd key",
        "1",
        "10",
        "9",
        "",
        "__proto__",
        "a.b",
        "*",
    ),
    fc.string({ unit: "binary", maxLength: 8 }),
);

const number = fc
    .oneof(
        fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }).map(String),
        fc.integer({ min: -100, max: 100 }).map(String),
        fc.tuple(fc.integer(), fc.nat(), fc.integer({ min: -400, max: 400 })).map(([a, b, c]) => `${a}.${b}e${c}`),
    )
    .map((text) => ({ number: text }));

/** Text that is no object or array: one that holds such JSON is another spelling of it, and not a scalar. */
const text = fc
    .oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom("null", "1", "{a}", "[1", '"', "\ud800", "${x}"))
    .filter((each) => !/^\s*[[{][^]*[\]}]\s*$/.test(each));

export const scalar: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const { tree } = fc.letrec<{ tree: Model }>((tie) => ({
    tree: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        scalar,
        fc.array(tie("tree"), { maxLength: 6 }),
        fc
            .uniqueArray(fc.tuple(key, tie("tree")), { maxLength: 6, selector: ([name]) => name })
            .map((members) => ({ members })),
    ),
}));

/** Any definition that is an object or an array. */
export const model: fc.Arbitrary<Model> = tree.filter((each) => !isScalar(each));

export function isScalar(value: Model): value is Scalar {
    return value === null || typeof value !== "object" || "number" in value;
}

/** The steps to each scalar, with it. */
export function leavesOf(value: Model, path: readonly Step[] = []): { path: readonly Step[]; leaf: Scalar }[] {
    if (isScalar(value)) return [{ path, leaf: value }];
    const members = Array.isArray(value) ? value.map((item, at) => [at, item] as const) : value.members;
    return members.flatMap(([step, member]) => leavesOf(member, [...path, step]));
}

/** The same with something else in one place. */
export function replaced(value: Model, [step, ...rest]: readonly Step[], by: (old: Model) => Model): Model {
    if (step === undefined) return by(value);
    if (Array.isArray(value)) return value.map((item, at) => (at === step ? replaced(item, rest, by) : item));
    if (isScalar(value)) throw new Error(`there is no ${step}`);
    return {
        members: value.members.map(
            ([name, member]) => [name, name === step ? replaced(member, rest, by) : member] as const,
        ),
    };
}

/** What two scalars share if and only if they are the same. */
export function valueOf(leaf: Scalar): unknown {
    if (leaf === null || typeof leaf !== "object") return leaf;
    const [, whole = "", fraction = "", exponent = "0"] = /^(-?\d+)(?:\.(\d+))?(?:e(-?\d+))?$/.exec(leaf.number) ?? [];
    return BigInt(whole + fraction) * 10n ** BigInt(1000 + Number(exponent) - fraction.length);
}

/** The plainest spelling. */
export function spell(value: Model): string {
    return respell(value, () => 0);
}

/** A spelling; `choose` picks one of so many ways, and 0 is the plainest. */
export function respell(value: Model, choose: (ways: number) => number, held = 0): string {
    const space = (): string => ["", "", " ", "\n\t", "\r\n  "][choose(5)] ?? "";
    const all = (parts: string[], [open, close]: readonly [string, string]): string => {
        const spelt = `${space()}${open}${space()}${parts.join(`${space()},${space()}`)}${space()}${close}${space()}`;
        return held < 3 && choose(5) === 4 ? spellText(spelt, choose) : spelt;
    };
    if (Array.isArray(value))
        return all(
            value.map((item) => respell(item, choose, held + 1)),
            ["[", "]"],
        );
    if (typeof value === "string") return spellText(value, choose);
    if (value === null || typeof value === "boolean") return String(value);
    if ("number" in value) return spellNumber(value.number, choose);
    const members = value.members.map(([name, member]) => {
        return `${spellText(name, choose)}${space()}:${space()}${respell(member, choose, held + 1)}`;
    });
    for (let at = members.length - 1; at > 0; at--) {
        const other = at - choose(at + 1); // 0 leaves it where it is
        [members[at], members[other]] = [members[other] ?? "", members[at] ?? ""];
    }
    return all(members, ["{", "}"]);
}

function spellText(value: string, choose: (ways: number) => number): string {
    const units = value.split("").map((unit) => {
        const plain = JSON.stringify(unit).slice(1, -1);
        const escape = `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
        return [plain.startsWith("\\ud") ? unit : plain, plain, escape, escape.toUpperCase().replace("\\U", "\\u")][
            choose(4)
        ];
    });
    return `"${units.join("")}"`;
}

function spellNumber(value: string, choose: (ways: number) => number): string {
    const [, whole = "", fraction = "", exponent = "0"] = /^(-?\d+)(?:\.(\d+))?(?:e(-?\d+))?$/.exec(value) ?? [];
    const zeros = "0".repeat(choose(4));
    const sign = Number(exponent) >= 0 ? "+" : "";
    return (
        [
            value,
            `${whole}.${fraction}${zeros || "0"}e${exponent}`,
            `${whole}${fraction}${zeros}E${Number(exponent) - fraction.length - zeros.length}`.replace(
                /^(-?)0+(?=\d)/,
                "$1",
            ),
            `${whole}${fraction && `.${fraction}`}e${sign}${exponent}`,
        ][choose(4)] ?? value
    );
}
