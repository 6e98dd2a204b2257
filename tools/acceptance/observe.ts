// Makes the observations of a level, one after the other, and says of each assumption whether it holds.
import { assumptions, see, type Assumption, type Level, type Scene } from "dataworks-emulator";
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

const order: readonly Level[] = ["look", "deploy", "make"];

/** Whether a level does what an assumption takes. */
function reaches(level: Level, { level: needed }: Assumption): boolean {
    return order.indexOf(needed) <= order.indexOf(level);
}

/** How a task stands after a call that nobody knows the outcome of. */
export type Look = (scene: Scene) => Promise<Scene["standing"]>;

/**
 * Looks at what the level reaches, in the order of the assumptions. What cannot be seen stops nothing.
 *
 * @throws the reason of the service's signal; CredentialsError.
 */
export async function observeAll(scene: Scene, level: Level, lookAgain: Look, signal: AbortSignal): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const assumption of assumptions) {
        signal.throwIfAborted();
        findings.push(
            reaches(level, assumption)
                ? await findingOf(assumption, scene, lookAgain)
                : { ...notSeen(assumption, whyNot(assumption)), isForeign: false },
        );
    }
    return findings;
}

export async function findingOf(assumption: Assumption, scene: Scene, lookAgain: Look): Promise<Finding> {
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
        if (scene.standing !== undefined) scene.standing = (await lookAgain(scene)) ?? scene.standing;
        return notSeen(assumption, error.message);
    }
}

function whyNot({ level }: Assumption): string {
    return level === "make"
        ? "it takes a task that is made for it, and no level does that yet"
        : `it takes the level "${level}"`;
}

function notSeen({ id }: Assumption, why: string): Finding {
    return { id, verdict: "not seen", seen: why, isForeign: true };
}
