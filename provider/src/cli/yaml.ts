// Reads YAML. An error says where and why, never what stands there: that may be a secret.
import { parseDocument, YAMLParseError } from "yaml";
import type { Document, DocumentOptions, ParseOptions, SchemaOptions } from "yaml";
import { CommandError } from "./error";

export type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

/** What to say in place of a message that has the text itself in its midst. */
const reasons: Partial<Record<YAMLParseError["code"], string>> = {
    BAD_DQ_ESCAPE: "Invalid escape sequence",
    BAD_DIRECTIVE: "Invalid directive",
    UNEXPECTED_TOKEN: "Unexpected text",
};

/** @throws CommandError where the text is no YAML of one document. */
export function readYaml(path: string, text: string, options: YamlOptions): Document {
    const document = parseDocument(text, { ...options, logLevel: "error" });
    const [error] = document.errors;
    if (error) throw cannotRead(path, error);
    return document;
}

/**
 * The document's value.
 *
 * @throws CommandError where it refers to what it does not have.
 */
export function valueOf(path: string, document: Document): unknown {
    try {
        return document.toJS();
    } catch (error) {
        throw cannotRead(path, error);
    }
}

function cannotRead(path: string, error: unknown): CommandError {
    const { message } = error as Error;
    const [reason = ""] = message.split(/[:;(\n]| at line \d/, 1);
    const told = (error instanceof YAMLParseError && reasons[error.code]) || reason.trim();
    const [place] = (error instanceof YAMLParseError && error.linePos) || [];
    return new CommandError(
        `${path} cannot be read: ${told}${place ? ` at line ${place.line}, column ${place.col}` : ""}.`,
    );
}
