// The way of a definition, from what DataWorks says of a task to a line of drift. Other rooms come in here alone.
//
//   text         What the definition of a task is, as a text.
//   tree/        The text as a tree, the same one for all spellings of the same JSON.
//   paths/       Places in the tree: how they are printed, and which of them ignoreDefinitionPaths names.
//   fingerprint/ Digests of the tree's parts, as many as fit, in the format that the state stores (format); what is left
//                of them once other paths are ignored (change-ignored). And what tells one definition from another within
//                a run (seal).
//   comparison/  A fingerprint and a later tree side by side (walk): which paths changed (compare), the lines that a
//                reviewer reads of it (drift-lines), and what would leave them out (leave-out).
//   approval/    The digest of a definition, by which somebody approves it, and the form that one has.
//
// Each may use those above it. Who shows a definition by value (cli/diff) has the tree itself, its paths and its names from here too.
export { digestOf } from "./approval/digest";
export { checkDigest, isDigest } from "./approval/form";
export { compare } from "./comparison/compare";
export { Location } from "./comparison/location";
export { changeLines, changedPlaces, isCovered, shortened } from "./comparison/drift-lines";
export { entriesFor } from "./comparison/leave-out";
export { changeIgnored } from "./fingerprint/change-ignored";
export { fingerprint } from "./fingerprint/fingerprint";
export { readAt } from "./fingerprint/format";
export { isSealed, seal } from "./fingerprint/seal";
export { nameOf, namesOf, withoutSecret } from "./fingerprint/names";
export { closedTexts, isSameIgnored, matcherOf, namesWhole, without } from "./paths/matcher";
export { checkPattern, visible } from "./paths/path";
export { definitionOf, whyUnreadable } from "./text";
export { leftOut, treeOf, write, type Tree } from "./tree/tree";
