// What a comparison by value never shows, in whatever spelling it stands, and that telling it takes no time to speak of.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { compareByValue } from "../../../provider/src/cli/diff/compare";
import { asJson, asText, plain } from "../../../provider/src/cli/diff/told";
import { decode } from "../../../provider/src/definition/fingerprint/format";
import { changeLines, compare, fingerprint } from "../../../provider/src/definition/index";
import { holdsSecret } from "../../../provider/src/secret-names";

const secret = "fake-hunter2";

/** All that the command prints of a comparison, as text and as JSON. */
function told(before: object | undefined, after: object): string {
    const old = before === undefined ? undefined : JSON.stringify(before);
    const difference = compareByValue(old, JSON.stringify(after), []);
    if ("why" in difference) assert.fail(difference.why);
    const ids = { taskType: "DI_REALTIME", projectId: "1", fileId: "2" } as const;
    const task = { resource: undefined, region: "cn-hangzhou", ...ids, ignore: [] };
    const outcome = { task, result: "different", version: "1", committed: "", digest: "", difference } as const;
    return asText(outcome, plain) + asJson([outcome]);
}

const withName = (holder: object, x: number) => ({ steps: [{ ...holder, x }] });

describe("what is hidden in a definition", () => {
    for (const holder of [
        { name: `https://u:${secret}@h` },
        { datasource: `mysql://root:${secret}@h/db` },
        { table: `mysql://root:${"x".repeat(40)}${secret}${"x".repeat(40)}@h/db` },
    ]) {
        it(`is hidden in the name above a piece and in drift too: ${Object.keys(holder).join()}`, () => {
            const [before, after] = [withName(holder, 1), withName(holder, 2)];
            const text = told(before, after);
            assert.doesNotMatch(text, /hunter2|x{40}/);
            assert.match(text, /^@@ .* steps\[0\]\.x \(\w+ "\*\*\*"\)$/m);
            const stored = fingerprint(JSON.stringify(before), "salt", [], undefined);
            const drift = changeLines(compare(stored, JSON.stringify(after), [])?.changes ?? [], "the import");
            assert.match(drift.join(), /steps\[0\]\.x \(\w+ "\*\*\*"\)/);
        });
    }

    it("is kept by no fingerprint as a name, and told of no element that is gone", () => {
        const of = (...names: string[]) => JSON.stringify({ list: names.map((name) => ({ name })) });
        const stored = fingerprint(of("a", `https://u:${secret}@h`, "b"), "salt", [], undefined);
        assert.match(inspect(decode(stored), { depth: null }), /'\*\*\*'/);
        assert.doesNotMatch(inspect(decode(stored), { depth: null }), /hunter2/);
        const drift = changeLines(compare(stored, of("a", "b"), [])?.changes ?? [], "the import");
        assert.deepEqual(drift, ['definition removed since the import: list[1] (name "***")']);
    });

    it("is hidden where it is a key, in paths too", () => {
        const of = (x: number) => ({ steps: { [`https://u:${secret}@h`]: { x } } });
        assert.doesNotMatch(told(of(1), of(2)) + told(undefined, of(1)), /hunter2/);
        const stored = fingerprint(JSON.stringify(of(1)), "salt", [], undefined);
        const drift = changeLines(compare(stored, JSON.stringify(of(2)), [])?.changes ?? [], "the import");
        assert.deepEqual(drift, ['definition changed since the import: steps["***"].x']);
    });

    const pairs = [
        ["Name", "password", "Value"],
        ["KEY", "password", "VALUE"],
        ["paramName", "password", "paramValue"],
        ["configKey", "password", "configValue"],
        ["propertyName", "sasl.password", "propertyValue"],
        ["k", "password", "v"],
        ["id", "password", "value"],
        ["name", "password", "data"],
        ["name", "password", "setting"],
        ["field", "ｐａｓｓｗｏｒｄ", "text"],
        ["name", "encryptKey", "value"],
        ["name", "sign_key", "value"],
    ].map(([name = "", text, value = ""]) => ({ list: [{ [name]: text, [value]: secret }] }));
    const keys = [
        ..."password aesKeyHex signKey1 encryptKeyV2 keyContent keyMaterial key.pem sharedKeyBase64 kmsKeyId".split(
            " ",
        ),
        ..."clusterKey groupKey indexKey dbPass userPass pw psw 密码 密钥 ｐａｓｓｗｏｒｄ Authorization".split(" "),
    ].map((key) => ({ [key]: secret }));
    const texts = [
        `user=a;pass=${secret}`,
        `jdbc:mysql://root:a/${secret}@h:3306/x`,
        `jdbc:mysql://root:a ${secret}@h`,
        `jdbc:oracle:thin:scott/${secret}@//h:1521/x`,
        `jdbc:oracle:thin:scott/${secret}@h:1521:x`,
        `redis://:${secret}@h`,
        `root:${secret}@tcp(h:3306)/db`,
        `root:${secret}@db.example:3306`,
        `Authorization: Bearer ${secret}`,
        `curl -H 'bearer ${secret}'`,
        `run --password ${secret}`,
        `run --db-password=${secret}`,
        `CREATE USER x IDENTIFIED BY ${secret}`,
        `CREATE USER x PASSWORD '${secret}'`,
        `<password>${secret}</password>`,
        `{"password" : "${secret}"} and more`,
        `密码：${secret}`,
        `-----BEGIN RSA PRIVATE KEY-----\n${secret}`,
        `encryptKey=${secret}`,
    ].map((text) => ({ text }));
    for (const step of [...pairs, ...keys, ...texts, { args: ["--password", secret] }]) {
        it(`is ${JSON.stringify(step)}`, () => {
            const other = JSON.parse(JSON.stringify(step).replace("hunter2", "hunter1")) as object;
            const all = [told({ steps: [other] }, { steps: [step] }), told(undefined, { steps: [step] })].join("\n");
            assert.doesNotMatch(all, /hunter/);
            assert.match(all, /\(changed\)/);
        });
    }

    for (const step of [
        { primaryKey: "shown" },
        { primaryKeyInfo: { column: ["shown"] } },
        { distributionKeys: ["shown"], keyColumn: "shown" },
        { column: ["password", "shown"] },
        { name: "password", type: "shown" },
        { where: "t.key = 'shown' and t.pass_rate > 1" },
        { url: "https://h:8080/shown", mail: "shown@example.com" },
        { time: "2026-11-27T10:00:00Z shown" },
    ]) {
        it(`is not ${JSON.stringify(step)}`, () => {
            assert.doesNotMatch(told(undefined, { steps: [step] }), /\*\*\*/);
        });
    }

    it("takes at most 2 s of the processor to tell of each 1 MB, whatever stands in it", () => {
        const pieces = [
            "secret",
            "a://:",
            ":",
            "://",
            "@",
            "-",
            "--p ",
            "a:",
            "thin:/",
            "bearer ",
            "identified ",
            "pass ",
        ];
        for (const piece of [...pieces, " ", "\\", '"', "\n", "x", "x=", "密", "password\\"]) {
            const text = piece.repeat(1_000_000 / piece.length);
            const began = process.cpuUsage();
            holdsSecret(text);
            const { user, system } = process.cpuUsage(began);
            assert.ok(user + system < 2_000_000, `${JSON.stringify(piece)}: ${user + system} µs`);
        }
    }).timeout(120_000);
});
