// A stack of a temporary project on the real engine, in a file backend of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Language } from "../../tools/cli/language-hosts";
import { root } from "../../tools/root";
import { openSandbox, Sandbox, type SandboxOptions } from "../../tools/sandbox";
import { pluginsOf, type Adapter } from "./adapters";
import { environmentOf, runPulumi, type Run } from "./cli";

/** A resource as the exported state holds it. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly initErrors?: readonly string[];
    /** True for the old half of a replacement that is not deleted yet. */
    readonly delete?: boolean;
}

/** What the CLI keeps of a stack. */
export interface State {
    readonly resources?: readonly StateResource[];
    /** What the engine was doing when it ended. */
    readonly pending_operations?: readonly { readonly type: string; readonly resource: StateResource }[];
}

/** A step of `preview --json`. */
export interface Step {
    readonly op: string;
    readonly urn: string;
    readonly replaceReasons?: readonly string[];
}

/** A resource of a program: a deployment, where `kind` says nothing else, by the stack's adapter, where `adapter` does not. */
export interface Declared {
    readonly kind?: "DiSyncInstance" | "DiSyncTask";
    readonly adapter?: Adapter;
    readonly args: object;
    readonly opts?: object;
}

/** The resources of a program, by their names. */
export type Deployments = Readonly<Record<string, Declared>>;

/** What a program looks up, by the name of the stack output that tells what was found, or the error. */
export type Lookups = Readonly<Record<string, { readonly what: string; readonly args: object }>>;

/**
 * What the programs of tests do: declare what deployments.json lists. `{ "$later": value }` is not known in previews,
 * `{ "$secret": value }` is a secret, `{ "$of": [name, output] }` an output of one that is listed before; a `provider` among the options is the name of one that is listed too, and `dependsOn`
 * that of a deployment that is listed before.
 */
const program = `
const pulumi = require("@pulumi/pulumi");
const { adapter } = require("./package.json");
/** The plugin's resources, as a program has them that no SDK was made for: by their tokens. */
const native = (kind) =>
    class extends pulumi.CustomResource {
        constructor(name, args, opts) {
            const outputs = { fileId: undefined, revision: undefined, deployedAt: undefined, status: undefined };
            super("dataworks:index:" + kind, name, { ...outputs, ...args }, opts);
        }
    };
const natives = {
    ...Object.fromEntries(["DiSyncDeployment", "DiSyncInstance", "DiSyncTask"].map((kind) => [kind, native(kind)])),
    Provider: class extends pulumi.ProviderResource {
        constructor(name, settings) {
            super("dataworks", name, settings);
        }
    },
};
const by = (adapter) => (adapter === "plugin" ? natives : require("pulumi-dataworks"));
const { deployments, providers, lookups } = require("./deployments.json");
let first;
const later = () => (first ??= new pulumi.dynamic.Resource({ create: async () => ({ id: "first" }) }, "first", {}));
const resolve = (value) =>
    Array.isArray(value)
        ? value.map(resolve)
        : value !== null && typeof value === "object"
          ? "$later" in value
              ? later().id.apply(() => value.$later)
              : "$secret" in value
                ? pulumi.secret(value.$secret)
                : "$of" in value
                  ? made[value.$of[0]][value.$of[1]]
                  : Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolve(entry)]))
          : value;
const made = {};
const explicit = Object.fromEntries(
    Object.entries(providers ?? {}).map(([name, settings]) => [name, new (by(adapter).Provider)(name, resolve(settings))]),
);
for (const [name, { kind = "DiSyncDeployment", adapter: own = adapter, args, opts }] of Object.entries(deployments)) {
    made[name] = new (by(own)[kind])(name, resolve(args), {
        ...opts,
        ...(opts?.provider && { provider: explicit[opts.provider] }),
        ...(opts?.dependsOn && { dependsOn: made[opts.dependsOn] }),
    });
}
for (const [name, { what, args }] of Object.entries(lookups ?? {})) {
    exports[name] = require("pulumi-dataworks")[what](args).then(
        ({ projectId, status }) => ({ projectId, status }),
        (error) => ({ error: error.message }),
    );
}
`;

/** What every project has, unless it says otherwise. */
const projectOf = (adapter: Adapter) => ({
    "Pulumi.yaml": `name: test\nruntime: nodejs\n${pluginsOf(adapter)}`,
    "package.json": JSON.stringify({ main: "index.js", adapter }),
});

/** The packages that a project has, unless it says otherwise; and what makes their processes quicker. */
const ownModules = join(root, "node_modules");
const quickStart = {
    NODE_OPTIONS: ["compile-cache.cjs", "late-modules.cjs"]
        .map((name) => `--require ${JSON.stringify(join(__dirname, name))}`)
        .join(" "),
};

export interface StackOptions extends SandboxOptions {
    /** Default: the dynamic provider. */
    readonly adapter?: Adapter;
    /** The language of the program in `files`, where it is not Node.js's; Pulumi.yaml has to name it too. */
    readonly language?: Language;
}

export class Stack extends Sandbox {
    /** Makes the project, with the program that declares what deployments.json lists or with the files given, and its stack "test". */
    static async open({
        files,
        modules = ownModules,
        env,
        adapter = "dynamic provider",
        language,
        ...options
    }: StackOptions = {}): Promise<Stack> {
        const { home, env: own } = await openSandbox({
            ...options,
            modules,
            files: {
                ...projectOf(adapter),
                ...(files ?? { "index.js": program, "deployments.json": '{ "deployments": {} }' }),
            },
            env: {
                NO_COLOR: "1",
                // Checking a program's types takes longer than running it: only where that is the promise (undefined).
                PULUMI_NODEJS_TRANSPILE_ONLY: "true",
                ...(modules === ownModules && quickStart),
                ...env,
            },
        });
        const stack = new Stack(home, language === undefined ? own : await environmentOf(language, own));
        await stack.ok("stack", "init", "test");
        return stack;
    }

    /** Runs the CLI, whatever its exit code. */
    pulumi(...args: readonly string[]): Promise<Run> {
        return runPulumi(["--non-interactive", ...args], this.folder, this.env);
    }

    /** Runs the CLI, which has to succeed. */
    async ok(...args: readonly string[]): Promise<Run> {
        const run = await this.pulumi(...args);
        assert.equal(run.code, 0, `pulumi ${args.join(" ")} ended with ${String(run.code)}:\n${run.output}`);
        return run;
    }

    /** `pulumi up` without its preview. */
    up(...args: readonly string[]): Promise<Run> {
        return this.pulumi("up", "--yes", "--skip-preview", ...args);
    }

    /** `up`, which has to succeed. */
    okUp(...args: readonly string[]): Promise<Run> {
        return this.ok("up", "--yes", "--skip-preview", ...args);
    }

    /** Sets what the program declares: deployments, the settings of explicit providers by name, and look-ups. */
    async declare(
        deployments: Deployments,
        providers: Readonly<Record<string, object>> = {},
        lookups: Lookups = {},
    ): Promise<void> {
        await this.write("deployments.json", JSON.stringify({ deployments, providers, lookups }));
    }

    /** The text of the state, as the CLI keeps it. */
    stateText(): Promise<string> {
        return readFile(this.checkpoint, "utf8");
    }

    /** The resources in the state, with what is secret in clear: only that needs an export. */
    async resources(): Promise<readonly StateResource[]> {
        let text = await this.stateText();
        if (text.includes('"ciphertext"')) text = (await this.ok("stack", "export", "--show-secrets")).stdout;
        return stateIn(text).resources ?? [];
    }

    /** The deployments in the state, by name. */
    async deployments(): Promise<Record<string, StateResource>> {
        return named("DiSyncDeployment", await this.resources());
    }

    /** The file in which the CLI keeps the state of "test". */
    get checkpoint(): string {
        const [, name = ""] = /^name: (\S+)/m.exec(readFileSync(join(this.folder, "Pulumi.yaml"), "utf8")) ?? [];
        return join(this.state, ".pulumi", "stacks", name, "test.json");
    }

    /** The folder in which commands lock the stacks. */
    get locks(): string {
        return join(this.state, ".pulumi", "locks");
    }
}

/** The operations that `preview --json` plans, by the resource's name; those that stay as they are it does not list. */
export function plannedIn({ stdout }: Run): Record<string, string> {
    const { steps } = JSON.parse(stdout) as { steps: Step[] };
    const planned: Record<string, string> = {};
    for (const { op, urn } of steps) {
        if (op !== "refresh" && /:DiSync(Deployment|Instance|Task)::/.test(urn) && planned[nameOf(urn)] !== "replace") {
            planned[nameOf(urn)] = op;
        }
    }
    return planned;
}

/** Those of a kind, by the resource's name. The old half of a replacement is "NAME, replaced". */
export function named(kind: string, resources: readonly StateResource[]): Record<string, StateResource> {
    const own = resources.filter(({ type }) => type.endsWith(`:${kind}`));
    return Object.fromEntries(own.map((each) => [nameOf(each.urn) + (each.delete ? ", replaced" : ""), each]));
}

/** The state in a text that the CLI keeps, or that it exports. */
export function stateIn(text: string): State {
    const { checkpoint, deployment } = JSON.parse(text, clear) as {
        checkpoint?: { latest?: State };
        deployment?: State;
    };
    return deployment ?? checkpoint?.latest ?? {};
}

/** The value of a secret that the state shows in clear; any other value as it is. */
function clear(_key: string, value: unknown): unknown {
    const secret = value as { plaintext?: unknown } | null;
    return typeof secret?.plaintext === "string" ? (JSON.parse(secret.plaintext) as unknown) : value;
}

function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}
