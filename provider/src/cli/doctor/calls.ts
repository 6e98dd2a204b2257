// Judges what the API answered: to the signed call, of a workspace, and to the operations that only read.
import { aboutOf, adviceFor } from "../../dataworks/calls/codes";
import {
    messageOf,
    RefusedError,
    trace,
    type CredentialsError,
    UnknownProcessError,
} from "../../dataworks/calls/errors";
import type { Operation } from "../../dataworks/operation";
import type { Project } from "../../dataworks/operations/project";
import { isoSeconds } from "../../dataworks/time";
import type { Credentials } from "../../settings/account";
import { failed, ok, skipped, warning, type Check } from "./check";

/** What a call came to. */
export type Outcome<T = unknown> = { readonly value: T } | { readonly error: unknown };

export function credentialsCheck({ source, role, ending, isTemporary, end }: Credentials): Check {
    const assumed = role === undefined ? "" : `, and the role ${role} that is assumed with it`;
    const until = end === undefined ? "nobody says until when" : `until ${isoSeconds(end)}`;
    const lasts = isTemporary ? `temporary, ${until}` : "lasts until it is disabled";
    return ok("credentials", `${source}${assumed}: the access key id ends in ${ending || "..."}; ${lasts}`);
}

/** What is said where there are none: what happened, and then what to do. */
export function noCredentialsCheck({ message }: CredentialsError): Check {
    const [, happened = message, advice = ""] = /^(.*?\.) ([^]*)$/.exec(message) ?? [];
    return failed(
        "credentials",
        happened,
        advice || 'docs/settings.md, "Where credentials come from", has the sources.',
    );
}

/** Whether DataWorks took the key: what else it may refuse, it says to whom it knows. */
export function signedCallCheck(operation: Operation, outcome: Outcome): Check {
    const name = "signed call";
    if ("value" in outcome) return ok(name, `DataWorks answered ${operation}`);
    const { error } = outcome;
    if (!(error instanceof RefusedError)) return failed(name, messageOf(error));
    const { code } = error.facts;
    const about = aboutOf(code);
    const said = refusalOf(error);
    if (about === "workspace" || about === "parameters" || about === "caller")
        return ok(name, "DataWorks took the key, whatever it says of the workspace");
    const isKnown = about !== undefined || /^(InvalidAccessKeyId|InvalidSecurityToken|Signature)/.test(code ?? "");
    const advice = `${adviceFor(code) || "Look for what it says in Alibaba Cloud's documentation"}.`;
    return isKnown
        ? failed(name, said, advice)
        : warning(name, `${said}; nobody knows whether that is about the key`, advice);
}

/** The documented meanings of a workspace's status. */
const statuses: Readonly<Record<string, string>> = {
    "0": "normal",
    "1": "deleted",
    "2": "being initialized",
    "3": "could not be initialized",
    "4": "disabled by hand",
    "5": "being deleted",
    "6": "could not be deleted",
    "7": "frozen for an overdue payment",
    "8": "being updated",
    "9": "could not be updated",
};

export function workspaceCheck(projectId: string, outcome: Outcome<Project>): Check {
    const name = `workspace ${projectId}`;
    if ("error" in outcome) {
        const { error } = outcome;
        if (!(error instanceof RefusedError)) return failed(name, messageOf(error));
        return failed(name, refusalOf(error), `${adviceFor(error.facts.code) || notThere}.`);
    }
    const { identifier, status } = outcome.value;
    const known = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
    const named = identifier === "" ? "it is there" : JSON.stringify(identifier);
    if (status === "" || status === "AVAILABLE") return ok(name, named);
    const told = `${named}, ${known ?? `of the status ${status}, which nobody has told the meaning of`}`;
    if (status === "0") return ok(name, told);
    if (known === undefined) return warning(name, told);
    return failed(
        name,
        told,
        "Look at it on the console's page of workspaces: nothing can be deployed there as it is.",
    );
}

const notThere =
    "Check the workspace's id and the region setting: there is no such workspace, or the account is not a member of it";

/** Whether it is worth asking more of the workspace: one that is not there answers nothing else. */
export function answersMore(outcome: Outcome<Project>): boolean {
    if ("value" in outcome) return true;
    const code = codeOf(outcome.error) ?? "";
    // Of these, one speaks of the workspace, or of the edition, and all the others of this operation.
    return aboutOf(code) === "caller" && !code.startsWith("Forbidden.Access");
}

/** What the operations that only read came to, by their names; those that were not asked have none. */
export type Readings = ReadonlyMap<Operation, Outcome>;

/** The code that the API answers where a workspace uses the new Data Studio, as far as is known. */
const newDataStudio = "1201111431";

/** Which operations the account may use to read, and whether the workspace was upgraded. */
export function readingChecks(projectId: string, readings: Readings, notAsked: readonly Operation[]): Check[] {
    const name = `workspace ${projectId}: reading`;
    const outcomes = [...readings].map(([operation, outcome]) => ({ operation, why: whyNot(outcome) }));
    const isUpgraded = [...readings.values()].some(
        (outcome) => "error" in outcome && codeOf(outcome.error) === newDataStudio,
    );
    const wrong = outcomes.filter(({ why }) => why !== undefined);
    const allowed = outcomes.filter(({ why }) => why === undefined).map(({ operation }) => operation);
    const parts = [
        ...wrong.map(({ operation, why }) => `${operation} fails: ${why?.message ?? ""}`),
        ...(allowed.length > 0 ? [`allowed: ${allowed.join(", ")}`] : []),
        ...(notAsked.length > 0 ? [`not asked, for want of a real-time task: ${notAsked.join(", ")}`] : []),
    ];
    const advices = [...new Set(wrong.flatMap(({ why }) => (why?.advice ? [why.advice] : [])))];
    const reading =
        wrong.length > 0
            ? failed(name, parts.join("\n"), advices.join("\n"))
            : (allowed.length > 0 ? ok : skipped)(name, parts.join("\n"));
    return isUpgraded ? [reading, upgraded(projectId)] : [reading];
}

function upgraded(projectId: string): Check {
    return failed(
        `workspace ${projectId}: Data Studio`,
        `DataWorks answered ${newDataStudio}: the workspace uses the new Data Studio, which operations of this API do not know`,
        "docs/upgraded-workspace.md says what stops working there, and what to do.",
    );
}

/** Why an operation may not be used, or does not work; undefined where it does. */
function whyNot(outcome: Outcome): { readonly message: string; readonly advice: string } | undefined {
    if ("value" in outcome) return undefined;
    const { error } = outcome;
    if (!(error instanceof RefusedError)) return { message: messageOf(error), advice: "" };
    const { code, status } = error.facts;
    // What was looked for is not there: that was answered to somebody who may ask.
    const isNotThere = error instanceof UnknownProcessError || (status === 200 && !code);
    if (isNotThere || ["parameters", "data source"].includes(aboutOf(code) ?? "")) return undefined;
    const advice = `${adviceFor(code) || "Check what the account may do"}.`;
    const policy = aboutOf(code) === "caller" ? " docs/security.md has the policies." : "";
    return { message: refusalOf(error), advice: advice + policy };
}

function codeOf(error: unknown): string | undefined {
    return error instanceof RefusedError ? error.facts.code : undefined;
}

/** What the API said, without whom it said it of. */
function refusalOf({ facts, said }: RefusedError): string {
    return `${[facts.code, said].filter(Boolean).join(": ") || "refused, without a reason"}${trace(facts)}`;
}
