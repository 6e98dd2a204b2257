// Files in YAML against the schemas of others, in test/fixtures/schemas.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { root } from "../../tools/root";

export function read(path: string): unknown {
    return parse(readFileSync(path, "utf8"));
}

/** Compiled once each, at the first file. */
const validators = new Map<string, ValidateFunction>();

/** What a schema finds wrong with a value, a text each. */
export function faults(schema: string, value: unknown): string[] {
    const validate = validators.get(schema) ?? validatorOf(schema);
    validators.set(schema, validate);
    return validate(value)
        ? []
        : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
}

function validatorOf(schema: string): ValidateFunction {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    return ajv.compile(JSON.parse(readFileSync(join(root, "test/fixtures/schemas", schema), "utf8")) as object);
}
