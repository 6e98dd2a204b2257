// Reads which answers are to be given: an id or an answer that is not known is an error that says what there is.
import { fields, ValidationError, type Reader } from "../validation";
import { assumptionOf, assumptions, type Answers } from "./index";

export const readAnswers: Reader<Answers> = (value, path) => {
    const given = fields(value, path);
    for (const [id, answer] of Object.entries(given)) {
        const at = path === "" ? id : `${path}.${id}`;
        const known = assumptionOf(id);
        if (!known)
            throw new ValidationError(at, `is no assumption (there is: ${listed(assumptions.map((one) => one.id))})`);
        if (typeof answer !== "string" || !Object.hasOwn(known.answers, answer))
            throw new ValidationError(at, `must be one of ${listed(Object.keys(known.answers))}`);
    }
    return given;
};

function listed(names: readonly string[]): string {
    return names.join(", ");
}
