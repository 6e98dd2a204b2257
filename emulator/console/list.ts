// A list of thousands that stays quick: only the rows that can be seen are in the page. One stop for the Tab key, arrows within.
import { element } from "./element.js";

interface Rows<T> {
    key(item: T): string;
    row(item: T): (Node | string)[];
    /** Said where there is nothing to list. */
    empty: string;
    /** An item was chosen, by the mouse or by the arrows. */
    chosen(item: T): void;
    /** Enter was pressed, or the mouse was: the chosen item is to be looked at. */
    opened?(): void;
}

/** Rows above and below those that can be seen. */
const spare = 5;

export class List<T> {
    private items: readonly T[] = [];
    private chosenKey: string | undefined;
    private readonly space = element("div", { class: "space", role: "presentation" });

    constructor(
        private readonly box: HTMLElement,
        label: string,
        private readonly rows: Rows<T>,
    ) {
        box.classList.add("list");
        for (const [name, value] of Object.entries({ role: "listbox", tabindex: "0", "aria-label": label }))
            box.setAttribute(name, value);
        box.append(this.space);
        box.addEventListener("scroll", () => this.draw());
        box.addEventListener("keydown", (event) => this.press(event));
        box.addEventListener("click", (event) => this.click(event));
        new ResizeObserver(() => this.draw()).observe(box);
    }

    /** What is listed from now on; what was seen stays where it was, unless the list stood at its beginning. */
    set(items: readonly T[]): void {
        const top = this.box.scrollTop;
        const height = this.rowHeight();
        const first = top > 0 ? this.items[Math.floor(top / height)] : undefined;
        const before = this.items;
        this.items = items;
        this.space.style.height = `${items.length * height}px`;
        if (first !== undefined && before !== items) {
            const key = this.rows.key(first);
            const now = items.findIndex((item) => this.rows.key(item) === key);
            if (now >= 0) this.box.scrollTop = now * height + (top % height);
        }
        this.draw();
    }

    private rowHeight(): number {
        const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
        return parseFloat(getComputedStyle(this.box).getPropertyValue("--row")) * rem;
    }

    private chosenIndex(): number {
        if (this.chosenKey === undefined) return -1;
        return this.items.findIndex((item) => this.rows.key(item) === this.chosenKey);
    }

    private draw(): void {
        const height = this.rowHeight();
        const from = Math.max(0, Math.floor(this.box.scrollTop / height) - spare);
        const to = Math.ceil((this.box.scrollTop + this.box.clientHeight) / height) + spare;
        const chosen = this.chosenIndex();
        const rows = this.items.slice(from, to).map((item, offset) => this.rowOf(item, from + offset, chosen, height));
        // The chosen row is there though it cannot be seen: a screen reader is told of it by its id.
        const far = this.items[chosen];
        if (far !== undefined && (chosen < from || chosen >= to)) rows.push(this.rowOf(far, chosen, chosen, height));
        if (this.items.length === 0) rows.push(element("p", { class: "empty" }, this.rows.empty));
        this.space.replaceChildren(...rows);
        if (far === undefined) this.box.removeAttribute("aria-activedescendant");
        else this.box.setAttribute("aria-activedescendant", this.idOf(chosen));
    }

    private rowOf(item: T, index: number, chosen: number, height: number): HTMLElement {
        const row = element(
            "div",
            {
                id: this.idOf(index),
                class: "row",
                role: "option",
                "aria-selected": String(index === chosen),
                "aria-posinset": index + 1,
                "aria-setsize": this.items.length,
            },
            ...this.rows.row(item),
        );
        row.style.transform = `translateY(${index * height}px)`;
        return row;
    }

    private idOf(index: number): string {
        return `${this.box.id}-${index}`;
    }

    private click({ target }: MouseEvent): void {
        const row = target instanceof Element ? target.closest('[role="option"]') : null;
        if (!row) return;
        this.choose(Number(row.getAttribute("aria-posinset")) - 1);
        this.rows.opened?.();
    }

    private press(event: KeyboardEvent): void {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const page = Math.max(1, Math.floor(this.box.clientHeight / this.rowHeight()) - 1);
        const at = this.chosenIndex();
        const to = {
            ArrowDown: at + 1,
            ArrowUp: at < 0 ? 0 : at - 1,
            PageDown: at + page,
            PageUp: at - page,
            Home: 0,
            End: this.items.length - 1,
        }[event.key];
        if (event.key === "Enter" && at >= 0) this.rows.opened?.();
        else if (to !== undefined) this.choose(Math.min(Math.max(to, 0), this.items.length - 1));
        else return;
        event.preventDefault();
    }

    private choose(index: number): void {
        const item = this.items[index];
        if (item === undefined) return;
        this.chosenKey = this.rows.key(item);
        const height = this.rowHeight();
        const { scrollTop, clientHeight } = this.box;
        if (index * height < scrollTop) this.box.scrollTop = index * height;
        if ((index + 1) * height > scrollTop + clientHeight) this.box.scrollTop = (index + 1) * height - clientHeight;
        this.draw();
        this.rows.chosen(item);
    }
}
