// Bodies of replies that something went wrong with: the shapes of real ones, with a few mutations each.
import fc from "fast-check";
import type { OwnOperation } from "../../../provider/src/dataworks/operation";

/** A JSON value as text in the making: an object may have the same key twice, a leaf may be anything. */
type Node = { readonly raw: string } | { readonly list: Node[] } | { readonly entries: [key: string, value: Node][] };

const noneRuns = (TotalCount: number, ...versions: number[]) => ({
    HttpStatusCode: 200,
    Success: true,
    RequestId: "r-1",
    Data: { TotalCount, FileVersions: versions.map((FileVersion) => ({ FileVersion, IsCurrentProd: false })) },
});

/** The operations, each with what a reply that says that it succeeded looks like. */
export const shapes = {
    DeployDISyncTask: { Success: true, RequestId: "r-1", Data: { Status: "success", Message: "deployed." } },
    GenerateDISyncTaskConfigForCreating: {
        Success: true,
        RequestId: "r-1",
        Data: { Status: "success", Message: null, ProcessId: 5 },
    },
    GenerateDISyncTaskConfigForUpdating: {
        Success: true,
        RequestId: "r-1",
        Data: { Status: "success", Message: null, ProcessId: 5 },
    },
    QueryDISyncTaskConfigProcessResult: {
        Success: true,
        RequestId: "r-1",
        Data: { Status: "success", Message: null, TaskContent: '{"steps":[{"parameter":{"table":"t"}}]}' },
    },
    CreateDISyncTask: { Success: true, RequestId: "r-1", Data: { Status: "success", Message: null, FileId: 100 } },
    UpdateDISyncTask: { Success: true, RequestId: "r-1", Data: { Status: "success", Message: null } },
    DeleteDISyncTask: { Success: true, RequestId: "r-1", Data: { Status: "success", Message: null } },
    GetDISyncTask: {
        Success: true,
        RequestId: "r-1",
        Data: { Status: "success", Message: null, Code: '{"steps":[{"parameter":{"table":"t"}}]}', AlarmList: [] },
    },
    ListRefDISyncTasks: {
        Success: true,
        RequestId: "r-1",
        Data: {
            DISyncTasks: [
                {
                    NodeId: 100,
                    NodeName: "orders",
                    TaskType: "DI_REALTIME",
                    DiSourceDatasource: '["shop"]',
                    DiDestinationDatasource: '["warehouse"]',
                },
                { NodeId: "7567482277219412494", NodeName: "customers" },
            ],
        },
    },
    GetDISyncInstanceInfo: { Success: true, RequestId: "r-1", Data: { Status: "RUN", Message: null, Name: "orders" } },
    StartDISyncInstance: { Success: true, RequestId: "r-1", Data: { Status: "success", Message: null } },
    StopDISyncInstance: { Success: true, RequestId: "r-1", Data: { Status: "success", Message: null } },
    TerminateDISyncInstance: { Success: true, RequestId: "r-1", Data: { Status: "success", Message: null } },
    GetFile: {
        HttpStatusCode: 200,
        Success: true,
        RequestId: "r-1",
        Data: {
            File: { FileId: 100, DeletedStatus: "NORMAL", LastEditUser: "1822", LastEditTime: 1593879116000 },
            NodeConfiguration: {},
        },
    },
    ListFileVersions: {
        HttpStatusCode: 200,
        Success: true,
        RequestId: "r-1",
        Data: {
            TotalCount: 2,
            FileVersions: [
                { FileVersion: 1, IsCurrentProd: false },
                { FileVersion: 2, IsCurrentProd: true },
            ],
        },
    },
    GetFileVersion: {
        HttpStatusCode: 200,
        Success: true,
        RequestId: "r-1",
        Data: {
            FileVersion: 2,
            FileContent: '{"steps":[]}',
            IsCurrentProd: true,
            Status: "DEPLOYED",
            CommitUser: "1009",
            CommitTime: 1764000000000,
        },
    },
    ListFiles: {
        HttpStatusCode: 200,
        Success: true,
        RequestId: "r-1",
        Data: {
            TotalCount: 2,
            PageNumber: 1,
            PageSize: 100,
            Files: [
                { FileId: 100, FileName: "orders", FileType: 900, CommitStatus: 1, CurrentVersion: 3 },
                { FileId: "7567482277219412494", FileName: "customers", AbsoluteFolderPath: "shop" },
            ],
        },
    },
    GetProject: { HttpStatusCode: 200, Success: true, RequestId: "r-1", Data: { ProjectId: 10000, Status: 0 } },
    ListProjects: {
        RequestId: "r-1",
        PageResult: {
            TotalCount: 2,
            PageNumber: 1,
            PageSize: 100,
            ProjectList: [
                {
                    ProjectId: 10000,
                    ProjectIdentifier: "shop",
                    ProjectName: "Shop",
                    ProjectStatus: 0,
                    ProjectStatusCode: "AVAILABLE",
                },
                {
                    ProjectId: 10001,
                    ProjectIdentifier: "shop_2",
                    ProjectDescription: "The other one.",
                    ProjectStatus: 7,
                },
            ],
        },
    },
    ListResourceGroups: {
        HttpStatusCode: 200,
        Success: true,
        RequestId: "r-1",
        Data: [
            { Identifier: "group_1", Name: "shop", Id: 1, Mode: "ISOLATE", Status: 0 },
            { Identifier: "group_2", Name: "shared", Id: "7567482277219412494", Mode: "SHARE", Status: 1 },
        ],
    },
} as const satisfies Readonly<Record<OwnOperation, object>>;

/** More that an operation may be answered with. */
const others: readonly (readonly [OwnOperation, object])[] = [
    ["ListFileVersions", noneRuns(2, 1, 2)],
    ["ListFileVersions", noneRuns(0)],
    ["DeployDISyncTask", { Success: true, RequestId: "r-1", Data: { Status: "fail", Message: "not committed" } }],
    ["QueryDISyncTaskConfigProcessResult", { Success: true, RequestId: "r-1", Data: { Status: "success" } }],
    [
        "QueryDISyncTaskConfigProcessResult",
        { Success: true, RequestId: "r-1", Data: { Status: "fail", Message: "asyncProcessId:[5] is invalid." } },
    ],
    [
        "GetDISyncTask",
        { Success: true, RequestId: "r-1", Data: { Status: "fail", Message: "fileId:[100] is invalid." } },
    ],
    [
        "GetDISyncInstanceInfo",
        {
            Success: true,
            RequestId: "r-1",
            Data: {
                Status: "success",
                SolutionInfo: {
                    Id: 100,
                    Status: "run",
                    StepDetail: [{ StepId: 1, StepName: "deploy", Status: "success" }],
                },
            },
        },
    ],
    ["DeployDISyncTask", { Code: "InternalError.System", Message: "An error.", RequestId: "r-1", HostId: "h" }],
];

/** A secret of the account, where a reply says it back. */
export const planted = "planted-fake-secret-key";

/** Texts that go nowhere as they are: the engine hangs on them, a terminal obeys them, or they are nobody's to see. */
const hostileTexts: readonly string[] = [
    "\ud800",
    "\udc00 in front",
    `${"x".repeat(499)}😀 more`,
    "red \u001b[31m, and cleared \u009b2J",
    "turned \u202e round \u2066",
    "one line\r\nanother\u2028",
    "\u0000",
    `you sent ${planted}`,
    planted.repeat(40),
];

/** Each operation's reply with each of these texts in each place in turn; and on top, where an error has its texts. */
export function hostileReplies(): Mutated[] {
    return (Object.entries(shapes) as [OwnOperation, object][]).flatMap(([operation, shape]) => {
        const places = entriesOf(treeOf({ ...shape, Code: "", Message: "" })).length;
        return hostileTexts.flatMap((text) =>
            Array.from({ length: places }, (_, place) => {
                const root = treeOf({ ...shape, Code: "", Message: "" });
                changeTree(root, { kind: "replace", place, raw: JSON.stringify(text), key: "" });
                const body = Buffer.from(textOf(root));
                return [200, 400, 500].map((status) => ({ operation, status, body }));
            }).flat(),
        );
    });
}

const deep = (open: string, close: string) =>
    fc.integer({ min: 100, max: 60_000 }).map((depth) => `${open.repeat(depth)}1${close.repeat(depth)}`);

/** What stands where something else should. Many are almost right. */
const strange = fc.oneof(
    {
        weight: 12,
        arbitrary: fc.constantFrom("null", "true", "false", "0", "1", "2", "-0", "1e999", "-1e999", "0.5", "1e3"),
    },
    { weight: 4, arbitrary: fc.constantFrom("9007199254740993", "123456789012345678901234567890", "01", "NaN", "") },
    {
        weight: 12,
        arbitrary: fc.constantFrom('"success"', '"fail"', '"true"', '"Success"', '"success "', '""', '"100"'),
    },
    {
        weight: 6,
        arbitrary: fc.constantFrom("{}", "[]", '["success"]', "[true]", '{"Status":"success"}', "[[]]", "[2]"),
    },
    {
        weight: 4,
        arbitrary: fc.constantFrom('"fileId:[100] is invalid."', '"fileId[1000] is invalid"', '"{\\"steps\\":["'),
    },
    { weight: 3, arbitrary: fc.constantFrom('"\\u0000"', '"\\ud800"', '"\u0000"', '"\u2028"', "'success'", '"\\x"') },
    { weight: 6, arbitrary: fc.constantFrom(...hostileTexts.map((text) => JSON.stringify(text))) },
    { weight: 2, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.integer({ min: 1000, max: 1_000_000 }).map((length) => `"${"x".repeat(length)}"`) },
    { weight: 1, arbitrary: fc.oneof(deep("[", "]"), deep('{"a":', "}"), deep('{"Data":', "}")) },
);

/** A change of the tree; `place` chooses among its nodes. */
const treeChange = fc.record({
    kind: fc.constantFrom("replace", "replace", "replace", "remove", "duplicate", "rename", "hide", "add"),
    place: fc.nat(1000),
    raw: strange,
    key: fc.constantFrom(
        "__proto__",
        "constructor",
        "toString",
        "Success",
        "success",
        "Data",
        "Status",
        "Code",
        "Message",
    ),
});

interface ByteChange {
    readonly kind: string;
    readonly place: number;
    readonly bytes: number[];
}

/** A change of the bytes; `place` is a part of their length. */
const byteChange: fc.Arbitrary<ByteChange> = fc.record({
    kind: fc.constantFrom(
        "cut",
        "insert",
        "insert",
        "insert",
        "overwrite",
        "overwrite",
        "append",
        "prepend",
        "utf16",
        "drop",
    ),
    place: fc.nat(9999).map((part) => part / 10_000),
    bytes: fc.oneof(
        fc.constantFrom<number[]>(
            [0xff],
            [0],
            [0xef, 0xbb, 0xbf],
            [0xc3],
            [0xed, 0xa0, 0x80],
            [0x7d],
            [0x2c],
            [0x22],
            [0x0a],
        ),
        fc.array(fc.nat(255), { minLength: 1, maxLength: 4 }),
    ),
});

export interface Mutated {
    readonly operation: OwnOperation;
    readonly status: number;
    readonly body: Buffer;
}

/** Mutated bodies for all operations. Most are still JSON, because those are the ones that could be taken for something. */
export const mutated: fc.Arbitrary<Mutated> = fc
    .record({
        shape: fc.constantFrom(...(Object.entries(shapes) as [OwnOperation, object][]), ...others),
        status: fc.oneof(
            { weight: 8, arbitrary: fc.constant(200) },
            { weight: 2, arbitrary: fc.constantFrom(400, 403, 404, 429, 500, 503, 201, 302) },
        ),
        tree: fc.array(treeChange, { maxLength: 2 }),
        bytes: fc.oneof(
            { weight: 2, arbitrary: fc.constant<ByteChange[]>([]) },
            { weight: 1, arbitrary: fc.array(byteChange, { minLength: 1, maxLength: 1 }) },
        ),
    })
    .map(({ shape: [operation, shape], status, tree, bytes }) => {
        const root = treeOf(shape);
        for (const change of tree) changeTree(root, change);
        const body = bytes.reduce<Buffer>(changeBytes, Buffer.from(textOf(root)));
        const shown = () => `${operation}, HTTP ${status}, ${body.toString("latin1").slice(0, 500)}`;
        return { operation, status, body, [fc.toStringMethod]: shown };
    });

function treeOf(value: unknown): Node {
    if (Array.isArray(value)) return { list: value.map(treeOf) };
    if (typeof value !== "object" || value === null) return { raw: JSON.stringify(value) };
    return { entries: Object.entries(value).map(([key, entry]) => [key, treeOf(entry)]) };
}

function textOf(node: Node): string {
    if ("raw" in node) return node.raw;
    if ("list" in node) return `[${node.list.map(textOf).join(",")}]`;
    return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join(",")}}`;
}

/** All objects of a tree, and what each holds under which key. */
function entriesOf(node: Node): { parent: [string, Node][]; index: number }[] {
    if ("raw" in node) return [];
    if ("list" in node) return node.list.flatMap(entriesOf);
    return node.entries.flatMap(([, value], index) => [{ parent: node.entries, index }, ...entriesOf(value)]);
}

function changeTree(
    root: Node,
    { kind, place, raw, key }: { kind: string; place: number; raw: string; key: string },
): void {
    const all = entriesOf(root);
    const chosen = all[place % Math.max(1, all.length)];
    const entry = chosen?.parent[chosen.index];
    if (!chosen || !entry) return;
    const { parent, index } = chosen;
    if (kind === "replace") entry[1] = { raw };
    else if (kind === "remove") parent.splice(index, 1);
    else if (kind === "duplicate") parent.splice(place % 2 ? index : index + 1, 0, [entry[0], { raw }]);
    else if (kind === "rename") entry[0] = place % 2 ? entry[0].toLowerCase() : key;
    else if (kind === "hide") parent.splice(0, parent.length, ["__proto__", { entries: [...parent] }]);
    else parent.splice(index, 0, [key, { raw }]);
}

function changeBytes(body: Buffer, { kind, place, bytes }: ByteChange): Buffer {
    const at = Math.floor(place * body.length);
    const more = Buffer.from(bytes);
    const [start, end] = [body.subarray(0, at), body.subarray(at)];
    if (kind === "cut") return start;
    if (kind === "insert") return Buffer.concat([start, more, end]);
    if (kind === "overwrite") return Buffer.concat([start, more, end.subarray(more.length)]);
    if (kind === "append") return Buffer.concat([body, more]);
    if (kind === "prepend") return Buffer.concat([more, body]);
    if (kind === "utf16") return Buffer.from(body.toString("utf8"), "utf16le");
    return Buffer.concat([start, end.subarray(1)]);
}
