// Makes texts fit for everybody's eyes: of what was received, only words of the API's own stay; everything else gets a stand-in, the
// same one wherever it comes.
import type { Reply } from "dataworks-emulator";
import { jsonOf } from "../../emulator/src/assumptions/reply";
import { isOfTheApi, isSampleField, token } from "./words";

/** What a value is, by the name of its field: so that a reader can tell an id from a user. */
const kinds: readonly (readonly [RegExp, string])[] = [
    [/^(ProjectId|ProjectIdentifier)$/, "workspace"],
    [/^(FileId|TaskId)$/, "file"],
    [/NodeId$/, "node"],
    [/ProcessId$/, "process"],
    [/(User|Owner|Creator|CreatorName|UserId)$/i, "user"],
    [/^(RequestId|requestId|HostId)$/, "request"],
    [/^displayName$/, ""], // of a kind of data source
    [/Name$|Folder|Path|Datasource$|^(datasource|table|srcTable|dstTable)$/, "name"],
];

/** The most characters of a text that are told, and of a value that is learned. */
const longest = { text: 1000, value: 256 };

/** A field of a definition's shape, by what stands beside it. */
const field = '(?<=[{,] )(?:"(?:[^"\\\\]|\\\\.)*"|[\\p{L}\\p{N}_$]+)(?=: (?:text|number|boolean|null|[[{]))';

const isToken = new RegExp(`^${token}$`, "u");

export class StandIns {
    /** Stand-ins, and what values are, by the values: in small letters, as others write a name in capitals, too. */
    private readonly names = new Map<string, string>();
    private readonly kinds = new Map<string, string>();
    private readonly counts = new Map<string, number>();

    /** @param given Values that are known to be of a kind, such as ["10000", "workspace"]. */
    constructor(given: Iterable<readonly [value: string, kind: string]> = []) {
        for (const [value, kind] of given) this.know(value, kind);
    }

    /** Learns what the values of a reply are. */
    learn({ body }: Reply): void {
        this.learnIn("", body, 24);
    }

    /** The text, without what is somebody's: that is what was learned, whatever words it is made of, and what is no word of the API's. */
    clean(text: string): string {
        const head = text.slice(0, longest.text + longest.value);
        const told: string[] = [];
        let at = 0;
        for (const found of head.matchAll(this.patternFor(head))) {
            if (found.index >= longest.text) break;
            told.push(signs(text.slice(at, found.index)), this.told(found[0], found.groups ?? {}));
            at = found.index + found[0].length;
        }
        if (at < longest.text) {
            told.push(signs(text.slice(at, longest.text)));
            at = longest.text;
        }
        if (at < text.length) told.push(`… (cut: it has ${text.length} characters)`);
        return told.join("");
    }

    private told(piece: string, { status, field: name }: Readonly<Record<string, string | undefined>>): string {
        if (status !== undefined) return piece;
        const isOwn = name === undefined ? !this.kinds.has(keyOf(piece)) && isOfTheApi(piece) : isSampleField(name);
        return isOwn ? piece : this.standIn(piece);
    }

    private standIn(value: string): string {
        const key = keyOf(value);
        const before = this.names.get(key);
        if (before !== undefined) return before;
        const kind = this.kinds.get(key) ?? (/^\d+$/.test(value) ? "number" : "word");
        const count = (this.counts.get(kind) ?? 0) + 1;
        this.counts.set(kind, count);
        const name = `{${kind} ${count}}`;
        this.names.set(key, name);
        return name;
    }

    /** Learned values that are more than one token are found by themselves; all others are tokens. */
    private patternFor(text: string): RegExp {
        const small = keyOf(text);
        const whole = [...this.kinds.keys()]
            .filter((value) => small.includes(value) && !isToken.test(value))
            .sort(byLength);
        const pieces = ["(?<status>\\bHTTP \\d{3}\\b)", `(?<field>${field})`, ...whole.map(escaped), token];
        return new RegExp(pieces.join("|"), "giu");
    }

    private learnIn(key: string, value: unknown, depth: number): void {
        if (depth === 0) return;
        if (Array.isArray(value)) for (const each of value) this.learnIn(key, each, depth - 1);
        else if (typeof value === "object" && value !== null)
            for (const [name, inner] of Object.entries(value)) this.learnIn(name, inner, depth - 1);
        else if (typeof value === "number" || typeof value === "string") this.learnValue(key, String(value), depth);
    }

    private learnValue(key: string, text: string, depth: number): void {
        // A definition comes as a text of JSON.
        if (/^\s*[[{]/.test(text)) this.learnIn(key, jsonOf(text), depth - 1);
        const kind = kinds.find(([name]) => name.test(key))?.[1] ?? "";
        if (kind !== "" && text.length < longest.value) this.know(text, kind);
    }

    private know(value: string, kind: string): void {
        const key = keyOf(value.trim());
        if (!/[\p{L}\p{N}]/u.test(key) || this.kinds.has(key)) return;
        this.kinds.set(key, kind);
    }
}

/** What stands between words: other signs than those of sentences and of JSON may be somebody's. */
function signs(text: string): string {
    return text.replace(/[^ .,:;!?"'`()[\]{}<>…]/gu, "?");
}

function keyOf(value: string): string {
    return value.toLowerCase();
}

function byLength(one: string, other: string): number {
    return other.length - one.length;
}

function escaped(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
