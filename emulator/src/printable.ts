// Makes text from outside safe to print: on a terminal, control characters act, and direction characters lie. The provider's
// sanitizer does more (secrets, length) and less (it keeps what joins letters): the packages stand alone, and share no code.

/** The text with control, format, direction and half characters escaped as JSON and JavaScript do: `\u001b`. */
export function printable(text: string): string {
    return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
        Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(""),
    );
}

function escaped(unit: number): string {
    return `\\u${unit.toString(16).padStart(4, "0")}`;
}
