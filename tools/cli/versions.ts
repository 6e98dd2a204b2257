// Which versions will do, and how programs print theirs.
import { SemVer, coerce, compare, parse } from "semver";

/** What the exit codes of previews and the import of dynamic resources need. */
export const minimumVersion = "3.254.0";

/** The release that is downloaded. */
export const officialVersion = "3.265.0";

/** The first line of `pulumi version`'s output that is a version, without its "v"; undefined where none is. */
export function printedVersion(output: string): string | undefined {
    for (const line of output.split("\n")) {
        const version = parse(line.trim());
        if (version !== null) return version.version;
    }
    return undefined;
}

/** A development build of a version will do where the version itself does. */
export function isNewEnough(version: string): boolean {
    return new SemVer(version).compareMain(minimumVersion) >= 0;
}

/** What a Go module file says about what it builds and what builds it. */
export function readGoMod(text: string, module: string): { version: string; go: string } {
    const version = text.split("\n").flatMap((line) => {
        const [path, version] = line
            .trim()
            .replace(/^require /, "")
            .split(/\s+/);
        return path === module && version !== undefined ? [version.replace(/^v/, "")] : [];
    })[0];
    const go = /^go (\S+)$/m.exec(text)?.[1];
    if (version === undefined || go === undefined) throw new Error(`go.mod names no version of ${module} or of go`);
    return { version, go };
}

/** `found` as Go prints it: "go1.26.8". */
export function isGoNewEnough(found: string, wanted: string): boolean {
    return compare(coerce(found) ?? "0.0.0", coerce(wanted) ?? "0.0.0") >= 0;
}
