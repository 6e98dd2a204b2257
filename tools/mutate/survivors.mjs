// Says each change that no test noticed as soon as that is known: a room may take hours, and is often ended before.
import { relative } from "node:path";
import process from "node:process";

class Survivors {
    onMutantTested({ status, fileName, location, mutatorName, replacement }) {
        if (status !== "Survived" && status !== "NoCoverage") return;
        const place = `${relative(process.cwd(), fileName)}:${location.start.line}:${location.start.column}`;
        process.stdout.write(
            `${status === "Survived" ? "survived" : "not reached"}: ${place} ${mutatorName}: ${replacement}\n`,
        );
    }
}

export const strykerPlugins = [{ kind: "Reporter", name: "survivors", injectableClass: Survivors }];
