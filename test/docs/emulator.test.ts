// What the emulator's README shows of its command: what it prints, and a call of its control routes; and the lists that it gives.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { routes } from "../../emulator/src/control/routes";
import { operations } from "../../emulator/src/operations";
import { root } from "../../tools/root";
import { textOf } from "./markdown";

const page = textOf("emulator/README.md");

describe("the emulator's README", () => {
    let child: ChildProcess;
    let printed: string[];

    before(async () => {
        const command = join(root, "emulator", "dist", "cli", "bin.js");
        child = spawn(process.execPath, [command, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
        assert.ok(child.stdout);
        printed = [];
        for await (const line of createInterface(child.stdout)) {
            if (printed.push(line) === 3) break;
        }
    });

    after(async () => {
        if (child.exitCode === null && child.kill()) await once(child, "exit");
    });

    it("shows what the command prints", () => {
        const [, shown = ""] = /^\$ npx dataworks-emulator .*\n((?:.+\n)+)```$/m.exec(page) ?? [];
        const withoutPort = (text: string) => text.replace(/(127\.0\.0\.1):\d+/g, "$1");
        assert.equal(withoutPort(shown), withoutPort(`${printed.join("\n")}\n`));
    });

    it("names every operation, and no other", () => {
        const [, listed = ""] = /^## Operations\n([^.]+)\./m.exec(page) ?? [];
        const named = [...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name);
        assert.deepEqual(named.sort(), [...operations.keys()].sort());
    });

    it("names every control method, and no other", () => {
        const [, table = ""] = /^\| method \| what it does \|\n((?:\|.*\n)+)/m.exec(page) ?? [];
        const named = [...table.matchAll(/`(\w+)\(/g)].map(([, name]) => name);
        assert.deepEqual(named.sort(), [...routes.keys()].sort());
    });

    it("shows a call that is answered", async () => {
        const [, path = "", body = ""] = /curl -X POST http:\/\/127\.0\.0\.1:4010(\S+) -d '(.*)'/.exec(page) ?? [];
        const url = printed[0]?.split(" ").at(-1) ?? "";
        const headers = { "content-type": "application/x-www-form-urlencoded" }; // as curl sends it
        const response = await fetch(url + path, { method: "POST", body, headers });
        const { result } = (await response.json()) as { result: { name: string } };
        assert.deepEqual([response.status, result.name], [200, "orders_to_maxcompute"]);
    });
});
