// The lint rules: typescript-eslint strict. Which room may import which is in .dependency-cruiser.cjs.
import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["**/dist/**", "**/node_modules/**", "site/**", ".mutants/**", "provider/plugin/**"] },
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
            "no-restricted-syntax": [
                "error",
                { selector: "PrivateIdentifier", message: "Write `private`, as everywhere in this repository." },
                {
                    selector: "VariableDeclarator > Identifier.id[name=/^[A-Z][A-Z0-9_]+$/]",
                    message: "Constants are named as other variables are: in camelCase.",
                },
            ],
        },
    },
);
