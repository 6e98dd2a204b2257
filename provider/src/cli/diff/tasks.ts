// Which tasks are compared, and by which account: those of the command line, or what a stack's state says of its deployments.
import type { DataWorks } from "../../dataworks/client";
import { ids, wrongId } from "../../dataworks/id";
import { openAccount } from "../../settings/account";
import { wrongRegion } from "../../settings/settings";
import { CommandError } from "../error";
import { readStack, type Stack } from "../import/stack";
import type { TaskInStack } from "../import/state";
import type { Terminal } from "../progress";
import type { DiffOptions, OfStack } from "./arguments";

/** A real-time task to be compared. */
export interface Compared {
    /** The name of the resource that deploys it; undefined without a stack. */
    readonly resource: string | undefined;
    readonly region: string;
    readonly projectId: string;
    /** "DI_REALTIME" of every task that can be compared. */
    readonly taskType: string;
    readonly fileId: string;
    readonly ignore: readonly string[];
    /** Why it is not asked for, as the state says it; undefined where it is. */
    readonly wrong?: string | undefined;
}

export interface Asked {
    readonly tasks: readonly Compared[];
    /** Names of deployments of solutions, which have no versions. */
    readonly solutions: readonly string[];
    readonly api: (region: string) => DataWorks;
}

/** @throws CommandError, and SettingsError where the settings lead to no API. */
export async function askedFor({ of }: DiffOptions, terminal: Terminal): Promise<Asked> {
    const isStack = "stack" in of;
    const stack = await readStack(isStack ? of.stack : undefined, process.cwd());
    if (stack.note !== undefined) terminal.err(`${stack.note}\n`);
    const given = isStack ? undefined : of.region;
    const configuration = (key: string) => (key === "dataworks:region" && given) || stack.values.get(key);
    const warn = (text: string) => {
        terminal.err(`warning: ${text}\n`);
    };
    const account = openAccount(configuration, process.env, { warn });
    if (isStack) return { ...deploymentsOf(stack, of), api: (region) => account.api(region) };
    account.ownApi();
    const { projectId, fileIds, ignore } = of;
    const region = account.region ?? "";
    const taskType = "DI_REALTIME";
    const tasks = fileIds.map((fileId) => ({ resource: undefined, region, projectId, taskType, fileId, ignore }));
    return { tasks, solutions: [], api: () => account.ownApi() };
}

/** @throws CommandError where the stack has nothing to compare, or not what is named. */
function deploymentsOf({ deployed }: Stack, { stack, names }: OfStack): Omit<Asked, "api"> {
    if (deployed.length === 0)
        throw new CommandError(`The stack ${stack} has no deployments: there is nothing to compare.`);
    const known = [...new Set(deployed.map(({ resource }) => resource))].sort();
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0)
        throw new CommandError(
            `The stack ${stack} has no deployment ${unknown.map((name) => JSON.stringify(name)).join(", ")}. It has ${known.join(", ")}.`,
        );
    const meant = deployed.filter(({ resource }) => names.length === 0 || names.includes(resource));
    const isSolution = ({ taskType }: TaskInStack) => taskType === "DI_SOLUTION";
    return {
        tasks: meant
            .filter((each) => !isSolution(each))
            .map((each) => {
                const { resource, region, projectId, taskType, fileId, ignore = [] } = each;
                return { resource, region, projectId, taskType, fileId, ignore, wrong: wrongIn(each) };
            }),
        solutions: meant.filter(isSolution).map(({ resource }) => resource),
    };
}

/** What is wrong with what a state says of a task: somebody may have edited it. */
function wrongIn({ region, projectId, taskType, fileId }: TaskInStack): string | undefined {
    const wrongs = {
        taskType: taskType === "DI_REALTIME" ? undefined : "has to be DI_REALTIME or DI_SOLUTION",
        region: wrongRegion(region),
        projectId: wrongId(projectId, ids.projectId),
        fileId: wrongId(fileId, ids.fileId),
    };
    const [found] = Object.entries(wrongs).filter(([, wrong]) => wrong !== undefined);
    return (
        found && `The state of the stack is not right: ${found[0]} ${found[1]}. \`pulumi state edit\` mends a state.`
    );
}
