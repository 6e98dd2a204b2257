// Makes the observations of a level, one after the other, and says of each assumption whether it holds.
import { assumptions, bring, see, type Assumption, type Level, type Scene } from "dataworks-emulator";
import { ChangedError } from "./edits";
import { OutOfBoundsError } from "./guard";
import { NotAnsweredError } from "./service";

export type Verdict = "holds" | "differs" | "not seen";

/** What was found of an assumption. */
export interface Finding {
    readonly id: string;
    readonly verdict: Verdict;
    /** What was seen, or why nothing was. */
    readonly seen: string;
    /** Whether `seen` is made of what was received, and not of this repository's own words. */
    readonly isForeign: boolean;
}

/** What a level found, and whether it left something otherwise than it was: that was told then. */
export interface Findings {
    readonly findings: readonly Finding[];
    readonly isLeft: boolean;
}

const order: readonly Level[] = ["look", "deploy", "make"];

/** Whether a level does what an assumption takes. */
function reaches(level: Level, { level: needed }: Assumption): boolean {
    return order.indexOf(needed) <= order.indexOf(level);
}

/** What an observation goes by. */
export interface How {
    readonly level: Level;
    readonly signal: AbortSignal;
    /** How a task stands after a call that nobody knows the outcome of. Default: nobody cares. */
    readonly lookAgain?: (scene: Scene) => Promise<Scene["standing"]>;
}

/**
 * Looks at what the level reaches, one after the other. What cannot be seen stops nothing.
 *
 * @throws the reason of the service's signal; ChangedError; CredentialsError.
 */
export async function observeAll(
    scene: Scene,
    how: How,
    which: readonly Assumption[] = assumptions,
): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const assumption of which) {
        how.signal.throwIfAborted();
        findings.push(
            reaches(how.level, assumption)
                ? await findingOf(assumption, scene, how)
                : { ...notSeen(assumption, `it takes the level "${assumption.level}"`), isForeign: false },
        );
    }
    return findings;
}

/** What could not be seen of a task that was never deployed may be seen once it has run. */
export async function onceMore(findings: readonly Finding[], scene: Scene, how: How): Promise<Finding[]> {
    const missing = (one: Finding) =>
        one.verdict === "not seen" ? assumptions.find(({ id, level }) => id === one.id && level === "look") : undefined;
    if (scene.fileId === undefined || findings.every((one) => missing(one) === undefined)) return [...findings];
    await bring(scene, "running").catch((error: unknown) => {
        if (error instanceof ChangedError) throw error;
    });
    const seen: Finding[] = [];
    for (const one of findings) {
        const assumption = missing(one);
        seen.push(assumption ? await findingOf(assumption, scene, how) : one);
    }
    return seen;
}

async function findingOf(assumption: Assumption, scene: Scene, { lookAgain }: How): Promise<Finding> {
    const { id, answers, given } = assumption;
    try {
        const seen = await see(assumption, scene);
        if ("answer" in seen)
            return {
                id,
                verdict: seen.answer === given ? "holds" : "differs",
                seen: `${seen.answer}: ${answers[seen.answer] ?? ""}`,
                isForeign: false,
            };
        return "other" in seen
            ? { id, verdict: "differs", seen: `none of the answers: ${seen.other}`, isForeign: true }
            : notSeen(assumption, seen.notSeen);
    } catch (error) {
        if (!(error instanceof NotAnsweredError) && !(error instanceof OutOfBoundsError)) throw error;
        // Nobody knows what became of the call: the next observation begins from how the task stands.
        scene.standing = (await lookAgain?.(scene)) ?? scene.standing;
        return notSeen(assumption, error.message);
    }
}

function notSeen({ id }: Assumption, why: string): Finding {
    return { id, verdict: "not seen", seen: why, isForeign: true };
}
