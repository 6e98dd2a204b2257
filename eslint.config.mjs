// The lint rules: typescript-eslint strict, and the arrows between the provider's rooms.
import js from "@eslint/js";
import tseslint from "typescript-eslint";

// What each room of provider/src may import: other rooms, and packages from outside. Nothing else is allowed.
const rooms = {
    program: { rooms: ["lookup", "settings"], packages: ["@pulumi/pulumi"] },
    host: { rooms: ["deployment", "dataworks", "settings"], packages: ["@pulumi/pulumi"] },
    deployment: { rooms: ["definition", "dataworks"], packages: ["fastest-levenshtein"] },
    definition: { rooms: [], packages: ["lossless-json"] },
    lookup: { rooms: ["dataworks", "settings"], packages: ["fastest-levenshtein"] },
    settings: { rooms: ["dataworks"], packages: ["fastest-levenshtein"] },
    dataworks: { rooms: [], packages: ["@alicloud/", "undici", "lossless-json", "fastest-levenshtein"] },
    cli: { rooms: ["lookup", "definition", "program", "dataworks", "settings"], packages: ["yaml"] },
};
const escape = (text) => text.replace(/[/.]/g, "\\$&");
const arrows = Object.entries(rooms).map(([room, allowed]) => ({
    files: [`provider/src/${room}/**/*.ts`],
    rules: {
        "no-restricted-imports": [
            "error",
            {
                patterns: [
                    {
                        regex: `^\\.\\./(?!(?:${[...allowed.rooms, "\\.\\./package\\.json"].join("|")})(?:/|$))`,
                        message: `The design lets ${room}/ import only: ${allowed.rooms.join(", ") || "no other room"}.`,
                    },
                    {
                        regex: `^(?!\\.|node:${allowed.packages.map((name) => `|${escape(name)}`).join("")})`,
                        message: `${room}/ may use these packages only: ${allowed.packages.join(", ") || "none"}.`,
                    },
                ],
            },
        ],
    },
}));

export default tseslint.config(
    { ignores: ["**/dist/**", "**/node_modules/**", "docs/api/**"] },
    js.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strictTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
            "@typescript-eslint/consistent-type-imports": "error",
            "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_$" }],
        },
    },
    // Node's globals: the compiler checks these files, and knows them.
    { files: ["pipelines/**/*.mjs"], rules: { "no-undef": "off" } },
    ...arrows,
);
