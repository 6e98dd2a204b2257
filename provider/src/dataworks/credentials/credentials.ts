// The credentials that calls are signed with: found once, and asked again now and then, because temporary ones change.
import type { CredentialsProvider } from "@alicloud/credentials";
import type { Clock } from "../clock";
import {
    CredentialsError,
    NoAnswerError,
    RefusedError,
    ServiceFailedError,
    seconds,
    ThrottledError,
    UnreachableError,
    type CallFacts,
} from "../calls/errors";
import type { Sanitizer } from "../sanitizer";
import { HttpFailure } from "../http/http";
import type { Operation } from "../operation";
import { Budget, decide, mostTries } from "../calls/retry";
import { strangeIn, type AccessKey } from "../access-key";
import type { CredentialSettings, Role } from "./settings";
import { defaultChain, endOf, NotSetUp, whyNothing, namedSources } from "./chain";
import { StsFailure, type Sts } from "./sts";

/** Gives the access key to sign a call with. What is tried again meanwhile takes from the budget. */
export type AskAccessKey = (budget?: Budget) => Promise<AccessKey>;

/** What bounds the tries of asking for credentials, and what the reasons of failures go through. */
export interface RetryOptions {
    readonly clock: Clock;
    /** Gives a number from 0 up to 1. */
    readonly random: () => number;
    /** In seconds; what is tried again for no operation in particular has as much. */
    readonly maxRetryTimeout: number;
    /** Learns the secrets that are found, and those of the settings. */
    readonly sanitizer: Sanitizer;
    /** Ends the waits between tries. */
    readonly signal?: AbortSignal | undefined;
    /** Is told where credentials were found, once they were. */
    readonly onFound?: ((found: FoundCredentials) => void) | undefined;
}

/** Where credentials were found. */
export interface FoundCredentials {
    /** The source, such as "access key" or "RAM role of the ECS instance". */
    readonly source: string;
    /** When those that it gave last end, in milliseconds since 1970; undefined where they do not, or nobody says it. */
    readonly end: () => number | undefined;
}

/** For how long an answer holds for everybody who asks, in milliseconds: a run makes many calls at once. */
const answerHolds = 60_000;

/**
 * Gives the access key to sign a call with. Credentials are looked for once, at the first call; what was found is asked
 * again now and then, so that temporary credentials are renewed before they end. What fails in passing is tried again, and
 * what still fails then is no answer to those who ask later.
 *
 * @throws CredentialsError, from the returned function: no credentials were found, or they could not be renewed.
 */
export function askAccessKey(settings: CredentialSettings, sts: Sts, retry: RetryOptions): AskAccessKey {
    const { now } = retry.clock;
    const { accessKey, assumeRoleWithOidc, assumeRole } = settings;
    retry.sanitizer.hide([accessKey?.accessKey, accessKey?.secretKey, accessKey?.securityToken]);
    retry.sanitizer.hide([assumeRoleWithOidc?.oidcToken, assumeRole?.externalId]);
    const source = held((budget) => find(settings, sts, retry, budget), Infinity, now);
    const key = held(
        async (budget) => keyOf(await source(budget), settings.assumeRole, retry, budget),
        answerHolds,
        now,
    );
    return (budget = new Budget(retry.maxRetryTimeout * 1000)) => key(budget);
}

/** An error that may not come again, however often it was tried. */
class PassingError extends CredentialsError {}

/** Gives everybody who asks within a time the same answer, good or bad, but for one that passes. */
function held<T>(ask: (budget: Budget) => Promise<T>, lasts: number, now: () => number): typeof ask {
    let asked: { readonly at: number; readonly answer: Promise<T> } | undefined;
    return (budget) => {
        if (asked && now() - asked.at < lasts) return asked.answer;
        const mine = { at: now(), answer: ask(budget) };
        asked = mine;
        mine.answer.catch((error: unknown) => {
            if (asked === mine && (error instanceof PassingError || mayPass(error))) asked = undefined;
        });
        return mine.answer;
    };
}

/** The same for a provider that others stand on: whoever asks them tries again. */
function holding(provider: CredentialsProvider, now: () => number): CredentialsProvider {
    const ask = held(() => provider.getCredentials(), answerHolds, now);
    return { getProviderName: () => provider.getProviderName(), getCredentials: () => ask(new Budget(0)) };
}

/** The first source that has credentials, or the role that is assumed with them. */
async function find(
    settings: CredentialSettings,
    sts: Sts,
    retry: RetryOptions,
    budget: Budget,
): Promise<CredentialsProvider> {
    const { now } = retry.clock;
    const named = namedSources(settings, sts);
    const tried: string[] = [];
    for (const { name, open } of named.length > 0 ? named : defaultChain(sts)) {
        let opened: CredentialsProvider;
        let provider: CredentialsProvider;
        try {
            opened = open();
            provider = holding(opened, now);
        } catch (error) {
            tried.push(`${name}: ${retry.sanitizer.clean(whyNothing(error))}`);
            continue;
        }
        const outcome = await trying(() => askKey(provider, retry.sanitizer), retry, budget);
        if ("value" in outcome) {
            const assumed = settings.assumeRole && sts.assume(settings.assumeRole, provider);
            retry.onFound?.({ source: name, end: () => endOf(assumed ?? opened) });
            return assumed ? holding(assumed, now) : provider;
        }
        tried.push(`${name}: ${outcome.reason}`);
        // Another source may be another account: it is not for what has failed here.
        if (!(outcome.error instanceof NotSetUp)) throw sourceFailed(tried, named.length > 0, outcome);
    }
    throw noneFound(settings, tried, named.length > 0);
}

const notFound = "No credentials for Alibaba Cloud were found, so no call was made.";
const named = "The settings name what was tried:";
const listOf = (tried: readonly string[]) => tried.map((each) => `\n  - ${each}`).join("");

function noneFound({ provider }: CredentialSettings, tried: readonly string[], isNamed: boolean): CredentialsError {
    if (isNamed) {
        return new CredentialsError(`${notFound} ${named}${listOf(tried)}`, `${notFound} ${named} ${tried.join("; ")}`);
    }
    const advice =
        `${notFound} Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment, or ` +
        (provider === undefined
            ? "the settings dataworks:accessKey and dataworks:secretKey."
            : `accessKey and secretKey of dataworks.Provider "${provider}".`);
    return new CredentialsError(`${advice} Beside these, there was tried:${listOf(tried)}`, advice);
}

function sourceFailed(tried: readonly string[], isNamed: boolean, { passes }: Failure): CredentialsError {
    const Class = passes ? PassingError : CredentialsError;
    if (isNamed) return new Class(`${notFound} ${named}${listOf(tried)}`, `${notFound} ${named} ${tried.join("; ")}`);
    const heading =
        "The credentials that are set up could not be had, so no call was made, and no other source was asked, which may be " +
        "another account. Mend this one, or take it away:";
    const last = tried.slice(-1);
    return new Class(heading + listOf(last), `${heading} ${last.join("")}`);
}

async function keyOf(
    provider: CredentialsProvider,
    role: Role | undefined,
    retry: RetryOptions,
    budget: Budget,
): Promise<AccessKey> {
    const outcome = await trying(() => provider.getCredentials(), retry, budget);
    if ("value" in outcome) {
        const { accessKeyId, accessKeySecret, securityToken } = outcome.value;
        retry.sanitizer.hide([accessKeyId, accessKeySecret, securityToken].map(trim));
        return {
            accessKey: trim(accessKeyId),
            secretKey: trim(accessKeySecret),
            securityToken: trim(securityToken) || undefined,
        };
    }
    const what = role ? `The role ${role.roleArn} could not be assumed` : "The credentials could not be renewed";
    const Class = outcome.passes ? PassingError : CredentialsError;
    throw new Class(`${what}, so no call was made: ${outcome.reason}`);
}

/** The library leaves out what there is none of, whatever its types say. */
function trim(part: string | undefined): string {
    return part?.trim() ?? "";
}

/** Asks for a key. Throws where a file or an address gave what cannot be a key: DataWorks would only say that the signature is wrong. */
async function askKey(provider: CredentialsProvider, sanitizer: Sanitizer): Promise<void> {
    const given = await provider.getCredentials();
    const { accessKeyId, accessKeySecret, securityToken } = given;
    sanitizer.hide([accessKeyId, accessKeySecret, securityToken].map(trim));
    const parts = {
        "access key id": accessKeyId,
        "access key secret": accessKeySecret,
        "security token": securityToken,
    };
    for (const [part, value] of Object.entries(parts)) {
        const strange = strangeIn(trim(value));
        if (strange) throw new Error(`its ${part} holds ${strange}, which no key has`);
    }
}

/** Why credentials could not be had. */
interface Failure {
    readonly error: unknown;
    readonly reason: string;
    readonly passes: boolean;
}

/** Asks for credentials, again where the failure may pass and the budget allows it. */
async function trying<T>(
    ask: () => Promise<T>,
    { clock, random, sanitizer, signal }: RetryOptions,
    budget: Budget,
): Promise<{ readonly value: T } | Failure> {
    const began = clock.now();
    for (let tries = 1; ; tries++) {
        const askedAt = clock.now();
        try {
            return { value: await ask() };
        } catch (error) {
            const failedAt = clock.now();
            budget.spend(failedAt - askedAt);
            const decision = decide(operation, asCall(error), { tries, limited: tries }, budget, random);
            if ("why" in decision) {
                const trace = tries > 1 ? ` (tried ${tries} times in ${seconds(failedAt - began)})` : "";
                return { error, reason: sanitizer.clean(whyNothing(error)) + trace, passes: mayPass(error) };
            }
            await clock.wait(decision.wait, signal);
            budget.spend(clock.now() - failedAt);
        }
    }
}

/** Asking for credentials changes nothing: it is tried again as a call that only reads, such as this one. */
const operation: Operation = "GetProject";

function mayPass(error: unknown): boolean {
    return mostTries(operation, asCall(error)) > 1;
}

/** A failure in the terms by which calls are tried again. */
function asCall(error: unknown): unknown {
    const facts: CallFacts = { operation, subject: { projectId: "" } };
    if (error instanceof HttpFailure) {
        return error.sent
            ? new NoAnswerError(facts, error.what)
            : new UnreachableError(facts, "STS", error.what, error.cause);
    }
    if (error instanceof StsFailure) {
        const { status, code } = error;
        if (status === 408) return new NoAnswerError(facts, error.message);
        if (error.isThrottled) return new ThrottledError(facts, "");
        const said = { ...facts, status, code };
        return status >= 500 ? new ServiceFailedError(said, "") : new RefusedError(said, "");
    }
    // The library's own HTTP, which asks the ECS instance, CloudSSO and the address of credentials.
    if (!(error instanceof Error) || error instanceof NotSetUp) return error;
    const isLost =
        error.name.endsWith("RequestTimeoutError") ||
        /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN)$/.test((error as NodeJS.ErrnoException).code ?? "") ||
        /^get sts token failed, httpStatus: (5\d\d|429)/.test(error.message);
    return isLost ? new NoAnswerError(facts, error.message) : error;
}
