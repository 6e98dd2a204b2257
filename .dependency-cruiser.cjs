// Which way the code may depend: the arrows between the provider's rooms, and nothing in a circle, in any package.

// What each room of provider/src may import: other rooms, and packages from outside. Nothing else is allowed.
const rooms = {
    program: { rooms: ["lookup", "settings"], packages: ["@pulumi/pulumi"] },
    dynamic: { rooms: ["engine", "resources", "dataworks", "settings"], packages: ["@pulumi/pulumi"] },
    plugin: {
        rooms: ["engine", "resources", "lookup", "settings", "dataworks"],
        packages: ["@pulumi/pulumi/proto", "@grpc/grpc-js", "google-protobuf", "@types/google-protobuf"],
    },
    // What both adapters of the engine share.
    engine: { rooms: ["settings"], packages: [] },
    resources: { rooms: ["definition", "dataworks"], packages: ["fastest-levenshtein"] },
    definition: { rooms: [], packages: ["lossless-json"] },
    lookup: { rooms: ["definition", "dataworks", "settings"], packages: ["fastest-levenshtein"] },
    settings: { rooms: ["dataworks"], packages: ["fastest-levenshtein"] },
    dataworks: { rooms: [], packages: ["@alicloud/", "undici", "lossless-json", "fastest-levenshtein"] },
    cli: {
        rooms: ["engine", "resources", "lookup", "definition", "program", "dataworks", "settings"],
        packages: ["yaml", "diff"],
    },
};
// The emulator's rooms: each may use those that stand before it. It never uses the provider, nor any package.
const emulatorRooms = [
    "assumptions",
    "workspace",
    "seed",
    "persistence",
    "protocol",
    "operations",
    "faults",
    "control",
    "server",
    "cli",
];
// Within these, each room may use those that stand before it. Files beside the rooms may be used by all, but for what puts
// them together: no room of dataworks/ uses its client, and only other rooms come in by definition/index.ts.
const layers = {
    dataworks: { layers: ["http", "quota", "calls", "credentials", "operations"], whole: "client.ts" },
    definition: { layers: ["tree", "paths", "fingerprint", "comparison", "approval"], whole: "index.ts" },
};

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
            pathNot: `^provider/(src/(${alternatives([room, ...allowed.rooms])})/|src/(version|secret-names|urn|ignored-state)\\.ts$|node_modules/)`,
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
        ...Object.entries(layers).flatMap(([room, { layers, whole }]) =>
            layers.map((layer, index) => ({
                name: `${room}-${layer}`,
                comment: `${room}/${layer}/ may use only: ${layers.slice(0, index).join(", ") || "no other layer"}.`,
                severity: "error",
                from: { path: `^provider/src/${room}/${layer}/` },
                to: {
                    path: `^provider/src/${room}/(${[...layers.slice(index + 1).map((each) => `${each}/`), escaped(whole)].join("|")})`,
                },
            })),
        ),
        ...emulatorRooms.slice(0, -1).map((room, index) => ({
            name: `emulator-${room}`,
            comment: `emulator/src/${room}/ may use only: ${emulatorRooms.slice(0, index).join(", ") || "no other room"}.`,
            severity: "error",
            from: { path: `^emulator/src/${room}/` },
            to: { path: `^emulator/src/(${emulatorRooms.slice(index + 1).join("|")})/` },
        })),
        {
            name: "emulator-alone",
            comment: "The emulator stands alone: it uses Node.js, and neither the provider nor a package.",
            severity: "error",
            from: { path: "^emulator/" },
            to: { pathNot: "^emulator/", dependencyTypesNot: ["core"] },
        },
        {
            name: "cli-commands",
            comment: "What the commands share, beside their rooms, uses none of these; command.ts runs them.",
            severity: "error",
            from: { path: "^provider/src/cli/[^/]+\\.ts$", pathNot: "^provider/src/cli/command\\.ts$" },
            to: { path: "^provider/src/cli/[^/]+/" },
        },
        {
            name: "definition-index",
            comment: "Other rooms use what definition/index.ts gives.",
            severity: "error",
            from: { path: "^provider/src/", pathNot: "^provider/src/definition/" },
            to: { path: "^provider/src/definition/", pathNot: "^provider/src/definition/index\\.ts$" },
        },
    ],
    options: {
        doNotFollow: { path: ["node_modules", "^(provider|emulator)/dist/"] },
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.base.json" },
        enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
    },
};
