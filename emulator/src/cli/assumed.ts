// What the option --assume says, here and of the acceptance: ID=ANSWER, once for each assumption.
import type { Answers } from "../assumptions";
import { readAnswers } from "../assumptions/read";
import { ValidationError } from "../validation";

/** @param wrong Makes the error of the command line that the option stands in. */
export function assumedIn(given: readonly string[], wrong: (message: string) => Error): Answers {
    const pairs = given.map((one) => {
        const [id = "", ...answer] = one.split("=");
        if (answer.length === 0) throw wrong(`--assume takes ID=ANSWER, not "${one}".`);
        return [id, answer.join("=")] as const;
    });
    const twice = pairs.find(([id], index) => pairs.findIndex(([other]) => other === id) !== index);
    if (twice) throw wrong(`--assume ${twice[0]} comes twice.`);
    try {
        return readAnswers(Object.fromEntries(pairs), "");
    } catch (error) {
        if (error instanceof ValidationError) throw wrong(`--assume ${error.message}.`);
        throw error;
    }
}
