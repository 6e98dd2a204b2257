// Edits the file of a stack's configuration, in whatever form of YAML it is: what else it holds stays, comments and forms too.
import { extname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isAlias, isMap, isScalar, isSeq, Scalar, visit, YAMLMap, YAMLSeq } from "yaml";
import type { Alias, Document, Node } from "yaml";
import { parseExactly, textOf } from "../../dataworks/json";
import { CommandError } from "../error";
import { readYaml, valueOf, type YamlOptions } from "../yaml";

/** A task of the file's list, as it stands there; its ids are texts. What an entry does not say is absent. */
export interface ListedTask {
    readonly name?: unknown;
    readonly taskType?: unknown;
    readonly fileId?: unknown;
    readonly fileName?: unknown;
    readonly folder?: unknown;
    readonly onDelete?: unknown;
    /** Whether its instance is to run, or to stand still. */
    readonly run?: unknown;
    readonly triggers?: unknown;
    /** Whether another reader of YAML, such as Pulumi, may take the triggers for others: 014, 1.10 or 2020-01-01. */
    readonly hasUnclearTriggers?: boolean;
}

/** A task that the list gets. */
export interface NewEntry {
    readonly name: string;
    readonly taskType: string;
    readonly fileId: string;
    readonly onDelete?: string | undefined;
    readonly run?: boolean | undefined;
    readonly approvedDigest?: string | undefined;
}

export interface NewConfiguration {
    readonly region: string;
    readonly projectId: string;
    /** The workspace's name, where the file says that in place of the id. */
    readonly workspace?: string | undefined;
    readonly added: readonly NewEntry[];
}

/** Everything is text: so ids keep their digits, and every plain value the form that it is written in. */
const asWritten = { schema: "failsafe", merge: true } as const;
/** As a program gets it. */
const asValues = { schema: "core", merge: true } as const;

type Values = Readonly<Record<string, unknown>>;

export class StackFile {
    private readonly document: Document;
    private readonly before: Values;
    private readonly configuration: Values;
    readonly tasks: readonly ListedTask[];

    /**
     * @param text What the file holds; "" for one that is not there.
     * @param project The name of the Pulumi project, which the keys of its own configuration begin with.
     * @throws CommandError where the text cannot be read, or holds something else than a stack's configuration.
     */
    constructor(
        private readonly path: string,
        readonly text: string,
        private readonly project: string,
    ) {
        this.document = this.read(text, asWritten);
        this.before = this.mapIn(this.valueOf(this.document), "the file");
        this.configuration = this.mapIn(this.before["config"], '"config"');
        this.tasks = this.listedTasks();
    }

    /** The setting dataworks:region; undefined where the file has none. */
    get region(): string | undefined {
        return this.textOf("dataworks", "region");
    }

    /** The whole key of the list. */
    get listKey(): string {
        return `${this.project}:tasks`;
    }

    /** What the file has for a key such as "alicloud:region"; undefined where that is nothing, or no text. */
    settingOf(key: string): string | undefined {
        const [namespace = "", name = ""] = key.split(":");
        const value = this.configuration[this.keyOf(namespace, name)];
        return typeof value === "string" && value !== "" ? value : undefined;
    }

    /** The workspace of the tasks; undefined where the file has none. */
    get projectId(): string | undefined {
        return this.textOf(this.project, "projectId");
    }

    /** The name of that workspace; undefined where the file has none. */
    get workspace(): string | undefined {
        return this.textOf(this.project, "workspace");
    }

    /**
     * The file's text with the region, the workspace and the new tasks behind those that it lists. A text that has all of it
     * already is given as it is.
     *
     * @throws CommandError where it could not be done without a change of something else.
     */
    with(configuration: NewConfiguration): string {
        const { region, added } = configuration;
        const [key, value] = placeOf(configuration);
        if (this.region === region && this[key] === value && added.length === 0 && this.hasList) return this.text;
        const text = this.isJson ? this.asJson(configuration) : this.asYaml(configuration);
        this.readBack(text, configuration);
        return text;
    }

    private asYaml(configuration: NewConfiguration): string {
        const { region, added } = configuration;
        const config = this.configNode();
        this.set(config, "dataworks", "region", region, Scalar.PLAIN);
        this.set(config, this.project, ...placeOf(configuration), Scalar.QUOTE_DOUBLE);
        const list = this.listNode(config);
        for (const entry of added) list.add(this.entryNode(entry));
        return this.written();
    }

    /** With numbers as they are written, and the file's own indentation. */
    private asJson(configuration: NewConfiguration): string {
        const { region, added } = configuration;
        const [place, workspace] = placeOf(configuration);
        const before = this.json(this.text.replace(/^\ufeff/, "") || "{}");
        const config = isRecord(before["config"]) ? before["config"] : {};
        const key = this.keyOf(this.project, "tasks");
        const listed =
            typeof config[key] === "string" ? this.json(`{"list":${config[key] || "[]"}}`)["list"] : config[key];
        const list = [...(Array.isArray(listed) ? (listed as unknown[]) : []), ...added.map(withoutAbsent)];
        const isSame = (each: string, value: string) => String(config[each]) === value;
        const settings = [
            [this.keyOf("dataworks", "region"), region],
            [this.keyOf(this.project, place), workspace],
        ] as const;
        for (const [name, value] of settings) if (!isSame(name, value)) config[name] = value;
        config[key] = list;
        const [, indent] = /\n([ \t]+)"/.exec(this.text) ?? [];
        const [end = ""] = /\s*$/.exec(this.text) ?? [];
        return `${textOf({ ...before, config }, this.text === "" ? 2 : indent)}${end || "\n"}`;
    }

    private json(text: string): Record<string, unknown> {
        try {
            return parseExactly(text) as Record<string, unknown>;
        } catch {
            // Not the parser's words, which quote the text.
            throw new CommandError(`${this.path} cannot be read: it is no JSON, as its name says.`);
        }
    }

    private get hasList(): boolean {
        return Array.isArray(this.configuration[this.keyOf(this.project, "tasks")]);
    }

    private listedTasks(): readonly ListedTask[] {
        const values = this.valueOf(this.read(this.text, asValues)) as Record<string, unknown> | null;
        const typed = this.listIn(this.mapIn(values?.["config"], '"config"'), asValues);
        return this.listIn(this.configuration).map((entry, index) => {
            if (!isRecord(entry)) return {};
            const value = typed[index];
            if (!isRecord(value) || !("triggers" in value)) return entry;
            const { triggers } = value;
            return { ...entry, triggers, ...(isUnclear(triggers, entry["triggers"]) && { hasUnclearTriggers: true }) };
        });
    }

    private read(text: string, options: YamlOptions): Document {
        return readYaml(this.path, text, options);
    }

    private valueOf(document: Document): unknown {
        return valueOf(this.path, document);
    }

    private mapIn(value: unknown, what: string): Values {
        if (isRecord(value)) return value;
        if (isNothing(value)) return {};
        throw new CommandError(`${this.path} is no stack's configuration: ${what} is no map of keys.`);
    }

    /** The tasks of a configuration: a list, or a text that holds one as JSON. */
    private listIn(configuration: Values, options: YamlOptions = asWritten): readonly unknown[] {
        const key = this.keyOf(this.project, "tasks");
        const value = configuration[key];
        if (isNothing(value)) return [];
        const list: unknown = typeof value === "string" ? this.valueOf(this.read(value, options)) : value;
        if (Array.isArray(list)) return list;
        const why = isRecord(list) && "secure" in list ? "is a secret" : "is no list";
        throw new CommandError(`${this.path} cannot take more tasks: ${key} ${why}. Let --config name another file.`);
    }

    /** The key that the file has for a setting: Pulumi reads it in three forms. */
    private keyOf(namespace: string, name: string): string {
        const whole = `${namespace}:${name}`;
        const forms = [whole, `${namespace}:config:${name}`, ...(namespace === this.project ? [name] : [])];
        return forms.find((form) => form in this.configuration) ?? whole;
    }

    private textOf(namespace: string, name: string): string | undefined {
        const value = this.configuration[this.keyOf(namespace, name)];
        if (isRecord(value))
            throw new CommandError(`${this.path}: ${namespace}:${name} cannot be read: it is a secret.`);
        return typeof value === "string" && value !== "" ? value : undefined;
    }

    /** The node of "config", made where there is none. */
    private configNode(): YAMLMap {
        if (!isMap(this.document.contents)) this.document.contents = new YAMLMap();
        const root = this.document.contents as YAMLMap;
        return this.ownNode(root, "config", isMap, () => new YAMLMap());
    }

    private listNode(config: YAMLMap): YAMLSeq {
        const key = this.keyOf(this.project, "tasks");
        return this.ownNode(config, key, isSeq, () => {
            const text = this.configuration[key];
            const listed = typeof text === "string" ? this.read(text, asWritten).contents : undefined;
            return isSeq(listed) ? listed : new YAMLSeq();
        });
    }

    /** The value of a key as a node that nothing else in the file shares. */
    private ownNode<N extends YAMLMap | YAMLSeq>(
        map: YAMLMap,
        key: string,
        is: (node: unknown) => node is N,
        make: () => N,
    ): N {
        const found = map.get(key, true) as unknown;
        if (is(found)) {
            if (found.anchor !== undefined) this.handOn(found, found.anchor);
            return found;
        }
        const shared = found === undefined ? this.mergedIn(map, key) : this.resolved(found);
        const own = is(shared) ? copyOf(shared) : make();
        if (isScalar(found)) own.commentBefore = found.comment ?? found.commentBefore ?? null;
        this.put(map, key, own);
        return own;
    }

    private resolved(node: unknown): unknown {
        return isAlias(node) ? node.resolve(this.document) : node;
    }

    /** The value that a map has for a key from one that it merges in ("<<"). */
    private mergedIn(map: YAMLMap, key: string): unknown {
        const merged = map.items.filter((pair) => isScalar(pair.key) && pair.key.source === "<<");
        const sources = merged.flatMap(({ value }) => {
            const source = this.resolved(value);
            return isSeq(source) ? source.items.map((each) => this.resolved(each)) : [source];
        });
        const source = sources.find((each) => isMap(each) && each.has(key)) as YAMLMap | undefined;
        return source && this.resolved(source.get(key, true));
    }

    /** Gives the anchor of a node that is about to change to a copy of it, in place of the first that refers to it. */
    private handOn(node: YAMLMap | YAMLSeq, anchor: string): void {
        let kept: Node | undefined;
        visit(this.document, {
            Alias: (_, alias: Alias) => {
                if (kept !== undefined || alias.resolve(this.document) !== node) return undefined;
                kept = copyOf(node);
                return kept;
            },
        });
        if (kept === undefined) return;
        delete node.anchor;
        (kept as YAMLMap | YAMLSeq).anchor = anchor;
    }

    private set(config: YAMLMap, namespace: string, name: string, value: string, type: Scalar.Type): void {
        if (this.textOf(namespace, name) === value) return;
        const key = this.keyOf(namespace, name);
        const found = config.get(key, true) as unknown;
        if (isScalar(found)) Object.assign(found, { value, type: found.value === "" ? type : found.type });
        else this.put(config, key, scalar(value, type));
    }

    private put(map: YAMLMap, key: string, value: Node): void {
        if (map.has(key)) map.set(key, value);
        else map.add({ key: scalar(key, Scalar.PLAIN), value });
    }

    private get isJson(): boolean {
        return extname(this.path) === ".json";
    }

    private entryNode({ name, taskType, fileId, onDelete, run, approvedDigest }: NewEntry): YAMLMap {
        const entry = new YAMLMap();
        this.put(entry, "name", scalar(name, Scalar.QUOTE_DOUBLE));
        this.put(entry, "taskType", scalar(taskType, Scalar.PLAIN));
        this.put(entry, "fileId", scalar(fileId, Scalar.QUOTE_DOUBLE));
        if (onDelete !== undefined) this.put(entry, "onDelete", scalar(onDelete, Scalar.PLAIN));
        if (run !== undefined) this.put(entry, "run", scalar(String(run), Scalar.PLAIN));
        if (approvedDigest !== undefined) this.put(entry, "approvedDigest", scalar(approvedDigest, Scalar.PLAIN));
        return entry;
    }

    /** The document as text, in the file's own way of indenting. */
    private written(): string {
        const text = this.text;
        const [, indent] = /^( +)[^\s#-]/m.exec(text) ?? [];
        const made = this.document.toString({
            lineWidth: 0,
            indent: Math.min(indent?.length ?? 2, 8),
            indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*(?:#.*)?\r?\n(?:\s*#.*\n|\s*\n)*\1- /m.test(text),
            flowCollectionPadding: !/[[{][^\s\]}]/.test(text),
        });
        const lines = text.includes("\r\n") ? made.replace(/\r?\n/g, "\r\n") : made;
        return text.startsWith("\ufeff") && !lines.startsWith("\ufeff") ? `\ufeff${lines}` : lines;
    }

    /** Holds what a reader of the new text gets against what was meant, and all else against what it was. */
    private readBack(text: string, configuration: NewConfiguration): void {
        const { region, added } = configuration;
        const [place, workspace] = placeOf(configuration);
        const ours = [
            [this.keyOf("dataworks", "region"), region],
            [this.keyOf(this.project, place), workspace],
            [this.keyOf(this.project, "tasks"), [...this.listIn(this.configuration), ...added.map(asRead)]],
        ] as const;
        const meant = { ...this.before, config: { ...this.configuration, ...Object.fromEntries<unknown>(ours) } };
        if (isDeepStrictEqual(this.valueOf(this.read(text, asWritten)), meant)) return;
        throw new CommandError(
            `${this.path} is written in a way that could not be changed without changing something else in it. Let --config ` +
                "name another file, and put its lines into this one.",
        );
    }
}

/** The key that says the workspace, and its value. */
function placeOf({ projectId, workspace }: NewConfiguration): readonly ["projectId" | "workspace", string] {
    return workspace === undefined ? ["projectId", projectId] : ["workspace", workspace];
}

function copyOf<N extends YAMLMap | YAMLSeq>(node: N): N {
    const copy = node.clone() as N;
    delete copy.anchor;
    return copy;
}

function scalar(value: string, type: Scalar.Type): Scalar {
    const made = new Scalar(value);
    made.type = type;
    return made;
}

function withoutAbsent(entry: NewEntry): object {
    return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

/** An entry as it is read: everything is text. */
function asRead(entry: NewEntry): object {
    return Object.fromEntries(Object.entries(withoutAbsent(entry)).map(([key, value]) => [key, String(value)]));
}

/** Whether nothing stands there: as it is written, "null" too. */
function isNothing(value: unknown): boolean {
    return value === undefined || value === null || ["", "~", "null", "Null", "NULL"].includes(value as string);
}

/** Whether a value, or one in it, may be another for other readers than this one. */
function isUnclear(value: unknown, written: unknown): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.entries(value).some(([key, each]) => isUnclear(each, (written as Values | undefined)?.[key]));
    }
    return String(value) !== written || (typeof value === "string" && /^[-+.]?\d/.test(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
