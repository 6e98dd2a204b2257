// The anchor of a heading, as GitHub makes it.

/** Without the number that a heading's second and later namesakes get. */
export function anchorOf(heading: string): string {
    return heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-");
}
