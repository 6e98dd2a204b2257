// The page's elements. Whatever a text holds, it becomes text: nothing here makes markup of it.

/** The element of the page that has this id. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
    const found = document.getElementById(id);
    if (found instanceof type) return found;
    throw new Error(`The page has no ${type.name} with the id ${id}.`);
}

type Attributes = Record<string, string | number | undefined>;

/** A new element with these attributes, as far as they have a value; a child that is a text becomes one that can be read. */
export function element<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes,
    ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
        if (value !== undefined) made.setAttribute(name, String(value));
    made.append(...children.map((child) => (typeof child === "string" ? readable(child) : child)));
    return made;
}

/** Puts a text into an element, in place of what it held. */
export function say(where: HTMLElement, text: string): void {
    const shown = readable(text);
    if (where.textContent !== shown) where.textContent = shown;
}

/** Control and direction characters act, and make a text look like another one: they are shown as JSON writes them. */
function readable(text: string): string {
    return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
        Array.from(
            { length: character.length },
            (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
        ).join(""),
    );
}

/** A text of the reference without its marks of code. */
export function plain(text: string): string {
    return text.replaceAll("`", "");
}

/** A choice of these values, the chosen one kept where it is still there. */
export function setOptions(
    select: HTMLSelectElement,
    options: readonly (readonly [value: string, text: string])[],
): void {
    const chosen = select.value;
    select.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
    if (options.some(([value]) => value === chosen)) select.value = chosen;
}

/** Calls a function once before the next frame, however often it is asked to. */
export function onNextFrame(draw: () => void): () => void {
    let asked = false;
    return () => {
        if (asked) return;
        asked = true;
        requestAnimationFrame(() => {
            asked = false;
            draw();
        });
    };
}

export function timeOf(ms: number): string {
    return new Date(ms).toLocaleTimeString();
}

export function dateOf(ms: number): string {
    return new Date(ms).toLocaleString();
}
