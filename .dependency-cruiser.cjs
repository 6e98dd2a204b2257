// Which way the code may depend: the arrows between the provider's rooms, and nothing in a circle, in any package.

// What each room of provider/src may import: other rooms, and packages from outside. Nothing else is allowed.
const rooms = {
    program: { rooms: ["lookup", "settings"], packages: ["@pulumi/pulumi"] },
    dynamic: { rooms: ["resources", "dataworks", "settings"], packages: ["@pulumi/pulumi"] },
    resources: { rooms: ["definition", "dataworks"], packages: ["fastest-levenshtein"] },
    definition: { rooms: [], packages: ["lossless-json"] },
    lookup: { rooms: ["dataworks", "settings"], packages: ["fastest-levenshtein"] },
    settings: { rooms: ["dataworks"], packages: ["fastest-levenshtein"] },
    dataworks: { rooms: [], packages: ["@alicloud/", "undici", "lossless-json", "fastest-levenshtein"] },
    cli: { rooms: ["lookup", "definition", "program", "dataworks", "settings"], packages: ["yaml"] },
};
// Within dataworks/, each room may use those that stand before it. Its own files, such as task.ts, may be used by all.
const layers = ["http", "quota", "calls", "credentials", "operations"];

const escaped = (text) => text.replace(/[/.]/g, "\\$&");
const alternatives = (texts) => texts.map(escaped).join("|");

const arrows = Object.entries(rooms).flatMap(([room, allowed]) => [
    {
        name: `${room}-rooms`,
        comment: `The design lets ${room}/ import only: ${allowed.rooms.join(", ") || "no other room"}.`,
        severity: "error",
        from: { path: `^provider/src/${room}/` },
        to: {
            path: "^(provider|emulator)/",
            pathNot: `^provider/(src/(${alternatives([room, ...allowed.rooms])})/|package\\.json$|node_modules/)`,
        },
    },
    {
        name: `${room}-packages`,
        comment: `${room}/ may use these packages only: ${allowed.packages.join(", ") || "none"}.`,
        severity: "error",
        from: { path: `^provider/src/${room}/` },
        to: {
            dependencyTypesNot: ["core"],
            path: "node_modules/",
            pathNot: allowed.packages.length > 0 ? `node_modules/(${alternatives(allowed.packages)})` : undefined,
        },
    },
]);

module.exports = {
    forbidden: [
        {
            name: "no-circle",
            comment: "Nothing runs in a circle.",
            severity: "error",
            from: {},
            to: { circular: true },
        },
        ...arrows,
        ...layers.map((layer, index) => ({
            name: `dataworks-${layer}`,
            comment: `dataworks/${layer}/ may use only: ${layers.slice(0, index).join(", ") || "no other room"}.`,
            severity: "error",
            from: { path: `^provider/src/dataworks/${layer}/` },
            to: { path: `^provider/src/dataworks/(${layers.slice(index + 1).join("|") || "client\\.ts$"})` },
        })),
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        exclude: { path: "(^|/)dist/" },
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.base.json" },
        enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
    },
};
