// What importing the package costs a program: `npx ts-node bench/import.ts`. Milliseconds, each in a process of its own.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const runs = 15;
const program = `
const began = performance.now();
require("@pulumi/pulumi");
const engine = performance.now();
require("pulumi-dataworks");
console.log(JSON.stringify([engine - began, performance.now() - engine]));
`;

const measured = Array.from({ length: runs }, () => {
    const printed = execFileSync(process.execPath, ["-e", program], { cwd: join(__dirname, ".."), encoding: "utf8" });
    return JSON.parse(printed) as [number, number];
});

function median(column: 0 | 1): string {
    const sorted = measured.map((row) => row[column]).sort((a, b) => a - b);
    return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1);
}

console.log(`| import | median of ${runs}, ms |`);
console.log("| --- | --- |");
console.log(`| @pulumi/pulumi | ${median(0)} |`);
console.log(`| pulumi-dataworks after it | ${median(1)} |`);
