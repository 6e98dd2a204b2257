// The command lines of the pipelines' commands.
import { file, flag, oneIn, oneOf, parse, type Asked } from "../arguments";
import { UsageError } from "../error";

/** Who gives the job's OIDC token. */
const issuer = oneOf("github", "gitlab");
export type Issuer = (typeof issuer.values)[number];

export const optionsOfStacks = { oidc: issuer } as const;
export const optionsOfOneStack = { out: file, publish: flag, ...optionsOfStacks } as const;

export interface SignIn {
    readonly oidc: Issuer | undefined;
}

export interface OneStack extends SignIn {
    readonly stack: string;
    readonly out: string | undefined;
    readonly publish: boolean;
}

export interface Stacks extends SignIn {
    readonly stacks: readonly string[];
}

/**
 * Reads STACK, --out FILE, --publish and --oidc.
 *
 * @throws UsageError
 */
export function readOneStack(args: readonly string[], usage: string): Asked<OneStack> {
    return withUsage(usage, () => {
        const parsed = parse(args, optionsOfOneStack);
        if (typeof parsed === "string") return parsed;
        const [stack, ...more] = stacksIn(parsed.positionals);
        if (stack === undefined || more.length > 0) throw new UsageError("One stack has to be named.");
        const { out, publish, oidc } = parsed.values;
        if (out === "") throw new UsageError("--out takes the name of a file.");
        return { stack, out, publish, oidc: issuerIn(oidc) };
    });
}

/**
 * Reads STACK... and --oidc.
 *
 * @throws UsageError
 */
export function readStacks(args: readonly string[], usage: string): Asked<Stacks> {
    return withUsage(usage, () => {
        const parsed = parse(args, optionsOfStacks);
        if (typeof parsed === "string") return parsed;
        const stacks = stacksIn(parsed.positionals);
        if (stacks.length === 0) throw new UsageError("A stack has to be named.");
        return { stacks, oidc: issuerIn(parsed.values.oidc) };
    });
}

function stacksIn(positionals: readonly string[]): readonly string[] {
    const wrong = positionals.find((stack) => !/^\w[\w.-]*(\/[\w.-]+){0,2}$/.test(stack));
    if (wrong !== undefined) throw new UsageError(`"${wrong}" is no name of a stack.`);
    return positionals;
}

function issuerIn(given: string | undefined): Issuer | undefined {
    return given === undefined ? undefined : oneIn("oidc", issuer, given);
}

/** What is wrong, with the usage below it. */
function withUsage<T>(usage: string, read: () => T): T {
    try {
        return read();
    } catch (error) {
        if (error instanceof UsageError) throw new UsageError(`${error.message}\nUsage: ${usage}`);
        throw error;
    }
}
