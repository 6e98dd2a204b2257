// Whether the option `ignoreChanges` says that a program does not own the state of an instance.

/** The property paths that mean the state: by its name, or as all that there is. */
const ofState: readonly unknown[] = ["state", '["state"]', "*", "[*]"];

/** `paths`: those of the option, as a program or a state has them. */
export function isStateIgnored(paths: unknown): boolean {
    return Array.isArray(paths) && paths.some((path) => ofState.includes(path));
}
