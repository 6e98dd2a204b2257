// The part "import": what importing the package costs a program.
import { execFileSync } from "node:child_process";
import { root } from "../tools/root";
import { median, type Part } from "./part";

const runs = 15;
const program = `
const began = performance.now();
require("@pulumi/pulumi");
const engine = performance.now();
require(process.argv[1]);
console.log(JSON.stringify([engine - began, performance.now() - engine]));
`;

/** Milliseconds for @pulumi/pulumi, and for the module after it; each run in a process of its own. */
function measure(module: string): readonly [number, number] {
    const measured = Array.from({ length: runs }, () => {
        const args = ["-e", program, module];
        const printed = execFileSync(process.execPath, args, {
            cwd: root,
            encoding: "utf8",
            timeout: 60_000,
        });
        return JSON.parse(printed) as [number, number];
    });
    return [median(measured.map(([engine]) => engine)), median(measured.map(([, after]) => after))];
}

export const part: Part = {
    about: "how long importing the package takes",
    measure: () => {
        const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
        const [engine, own] = measure("pulumi-dataworks");
        // What the plain provider's program imports, and does not use until it deploys.
        const [, plain] = measure("@alicloud/openapi-client");
        return Promise.resolve({
            title: "Importing the package",
            text: `The median of ${runs} processes. A plain provider's program imports the API's client.`,
            head: ["@pulumi/pulumi", "pulumi-dataworks after it", "@alicloud/openapi-client after it"],
            rows: [[milliseconds(engine), milliseconds(own), milliseconds(plain)]],
            missed: 0,
        });
    },
};
