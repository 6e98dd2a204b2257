// Tells one definition from every other one, and nothing of its parts: for what is held side by side within a run.
import { treeOf } from "../tree/tree";
import { Digests, keyOf } from "./digest";

/** A text without spaces. The salt is another one each time, and random. */
export function seal(definition: string, salt: string): string {
    const key = keyOf(salt);
    return `${salt}.${new Digests(key).ofWhole(treeOf(definition)).toString("hex")}`;
}

/** Whether a definition is the one that the seal was made of: spellings of the same JSON are. */
export function isSealed(definition: string, sealed: string): boolean {
    const [salt = ""] = sealed.split(".");
    return seal(definition, salt) === sealed;
}
