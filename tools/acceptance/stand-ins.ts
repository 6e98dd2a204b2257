// Makes texts fit for everybody's eyes: of what was received, only words of the API's own stay; everything else gets a stand-in, the
// same one wherever it comes.
import { assumptions, type Reply } from "dataworks-emulator";
import { knownCodes } from "../../provider/src/dataworks/calls/codes";
import { operationNames, otherOperationNames } from "../../provider/src/dataworks/operation";

/** Words that refusals and reports are made of, and that are nobody's. */
const plain = `
    a about above absent access account after again all allow allowed already an and another answer answered any api are as at attempt
    authorized aware bad be because become been before began begin being below both but by call called calls came can cannot change changed
    check code codes come comes committed complete completed config configuration connection content could create created current
    data database datasource day definition delete deleted denied deploy deployed deploying deployment did differ different do does done
    each edit edited either else empty enough error ever every exceeded exception exist existed exists expired fail failed failure fetch
    field file find finished first flow follow for forbidden form found frequent from gave get gets given go goes got group had has have
    http id idempotent if illegal in incomplete instance integer internal into invalid is it item its job json key known later left length
    limit list listed lock locked long longer made make many max maximum may message minute missing more must name names need needs neither
    never new newest next no node nodes none nor not nothing now null number object of offline on once one online only open operation or
    order other out over own package page param parameter parameters part permission permissions please process processing production
    project projects publish published query quota read ready real realtime record refused region rejected release reply request requests
    required resource responded result retry return right risk role rule run running runs same schedule script second seconds see seen
    sent server service set should size so some something source specified spent standard start started starting state status step steps
    still stop stopped stopping string submit submitted success successful such support supported system table tables take taken target
    earlier answers
    task tasks terminate terminated than that the their them then there this through throttled throttling time timeout times to token too
    tried try two type under undeploy undeployed unavailable unknown unpublished unreadable unsupported until update updated usable use
    used user valid value values version versions was way were what when where whether which while why will with within without word
    work worked workspace would wrong yet
    bytes closed host mismatch parse proxy refused reset tls
    boolean category column connection datasource datasources extend hops info infos kafka mode mysql odps holo parameter reader schema
    selected shape step stepType tables text writer
    auth boot compatible date format header level lists look looked nobody rest signature takes told tells
`;

/** What a value is, by the name of its field: so that a reader can tell an id from a user. */
const kinds: readonly (readonly [RegExp, string])[] = [
    [/^(ProjectId|ProjectIdentifier)$/, "workspace"],
    [/^(FileId|TaskId)$/, "file"],
    [/NodeId$/, "node"],
    [/ProcessId$/, "process"],
    [/(User|Owner|Creator|CreatorName|UserId)$/i, "user"],
    [/^(RequestId|requestId|HostId)$/, "request"],
    [/Name$|Folder|Path/, "name"],
];

/** The sentences of the assumptions and the codes of the API bring their words along. */
const known: ReadonlySet<string> = new Set(
    [
        plain,
        ...operationNames,
        ...otherOperationNames,
        ...knownCodes,
        ...assumptions.flatMap(({ id, question, documented, answers }) => [
            ...[id, question, documented],
            ...Object.entries(answers).flat(),
        ]),
    ].flatMap(wordsOf),
);

export class StandIns {
    private readonly names = new Map<string, string>();
    private readonly counts = new Map<string, number>();
    private readonly kinds = new Map<string, string>();

    /** @param given Values that are known to be of a kind, such as ["10000", "workspace"]. */
    constructor(given: Iterable<readonly [value: string, kind: string]> = []) {
        for (const [value, kind] of given) this.kinds.set(value, kind);
    }

    /** Learns what the values of a reply are. */
    learn({ body }: Reply): void {
        this.learnIn(body, 8);
    }

    /** The text, without what is somebody's. */
    clean(text: string): string {
        // Whole values first: a name may hold spaces, and words that the API has too.
        const whole = [...this.kinds.keys()].filter(isOwn).sort(byLength);
        const pieces = whole.length === 0 ? [text] : text.split(new RegExp(`(${whole.map(escaped).join("|")})`));
        return pieces.map((piece, index) => (index % 2 === 1 ? this.standIn(piece) : this.cleanWords(piece))).join("");
    }

    private cleanWords(text: string): string {
        return text
            .split(/(HTTP \d{3}\b|[\p{L}\p{M}\p{N}_$@#%&+=*~^|\\/-]+)/u)
            .map((piece, index) => {
                if (index % 2 === 0) return piece.replace(/[^ .,:;!?"'`()[\]{}<>…]/gu, "?");
                return /^HTTP \d{3}$/.test(piece) || isKnown(piece) ? piece : this.standIn(piece);
            })
            .join("");
    }

    private standIn(value: string): string {
        const before = this.names.get(value);
        if (before !== undefined) return before;
        const kind = this.kinds.get(value) ?? (/^\d+$/.test(value) ? "number" : "word");
        const count = (this.counts.get(kind) ?? 0) + 1;
        this.counts.set(kind, count);
        const name = `{${kind} ${count}}`;
        this.names.set(value, name);
        return name;
    }

    private learnIn(value: unknown, depth: number): void {
        if (typeof value !== "object" || value === null || depth === 0) return;
        for (const [key, inner] of Object.entries(value)) {
            const text = typeof inner === "number" || typeof inner === "string" ? String(inner) : "";
            const kind = kinds.find(([field]) => field.test(key))?.[1];
            if (kind !== undefined && text !== "" && text.length < 256 && !this.kinds.has(text))
                this.kinds.set(text, kind);
            this.learnIn(inner, depth - 1);
        }
    }
}

/** Whether a value is to be looked for as a whole: a word that everybody uses says nothing, and would be found everywhere. */
function isOwn(value: string): boolean {
    return value.length > 3 && !(isKnown(value) && wordsOf(value).length === 1);
}

/** Whether all of it is of the API's own. Numbers are ids, but for the codes that are known. */
function isKnown(word: string): boolean {
    if (/[^\p{L}\p{N}_-]/u.test(word)) return false;
    const words = wordsOf(word);
    return words.length > 0 && words.every((one) => (/^\d+$/.test(one) ? knownCodes.includes(word) : known.has(one)));
}

/** The words in a text, as "InvalidFile.NotFound" has four. */
function wordsOf(text: string): string[] {
    return text
        .replace(/([a-z\d])([A-Z])/g, "$1 $2")
        .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
        .toLowerCase()
        .split(/[^\p{L}\p{M}\p{N}]+/u)
        .filter(Boolean);
}

function byLength(one: string, other: string): number {
    return other.length - one.length;
}

function escaped(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
