// A tree of digests: what a fingerprint knows of a definition, its shape and digests of its parts.
import type { Name } from "./names";

/** A part of a definition; undefined is a gap in a list, for an element that is ignored. */
export type DigestTree = PartDigest | DigestList | Map<string, DigestTree> | typeof uncompared | undefined;

/** Stands for an object, a list or a run that there was, and of which nothing is known that could be compared. */
export const uncompared = Symbol("uncompared");

export class PartDigest {
    constructor(
        /** A character for each byte. */
        readonly digest: string,
        /** Whether it is an object's or an array's, and not a scalar's. */
        readonly container: boolean,
    ) {}
}

export class DigestList {
    constructor(
        /** How many elements it had. */
        readonly length: number,
        /** What is known of each element; where they are fewer than the elements, of each run of elements. */
        readonly units: readonly DigestTree[],
        /** The names of its elements, as far as they are kept. */
        readonly names: readonly (Name | undefined)[],
    ) {}

    /** Whether its units are runs. */
    get inRuns(): boolean {
        return this.units.length < this.length;
    }

    /** Where a unit starts. The units are as long as one another, or one longer. */
    startOf(unit: number): number {
        return Math.floor((unit * this.length) / this.units.length);
    }

    /** The start of each unit, and the length of the list. */
    starts(): number[] {
        return Array.from({ length: this.units.length + 1 }, (_, unit) =>
            this.units.length > 0 ? this.startOf(unit) : 0,
        );
    }
}
