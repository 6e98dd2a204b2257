// What a resource is: its properties, and its verbs on plain data. The engine's adapters, the documentation and the tests read it.
import type { Task } from "../dataworks/task";
import type { Kind } from "./claims/ledger";
import type { Context } from "./context";
import type { ValueType } from "./types";

/** Values as a program or a state gives them: anything. A value that is not known yet is `unknown`. */
export type Values = Readonly<Record<string, unknown>>;

/** A property that a program sets. */
export interface Argument {
    /** What it means, for tables of arguments; Markdown. */
    readonly meaning: string;
    readonly type: ValueType;
    readonly required?: true;
    /** The value where a program gives none. */
    readonly otherwise?: string | number | boolean;
    /** A change of it alone replaces the resource. */
    readonly replaces?: true;
    /** A change of it is only stored: it says how later runs behave, and changes nothing in DataWorks. */
    readonly stored?: true;
    /** A key that names a secret, at any depth, makes a secret of all of it: of what has a form of its own, such as a script. */
    readonly mayHoldSecrets?: true;
    /** What is wrong with a value of the right type beside the other inputs, where anything is. */
    readonly conflict?: (value: unknown, inputs: Values) => string | undefined;
    /** What is wrong where it is absent, beside the other inputs, where anything is: of one that is required only sometimes. */
    readonly missing?: (inputs: Values) => string | undefined;
}

/** A property that only the state has. */
export interface Output {
    /** What it means, for tables of outputs; Markdown. */
    readonly meaning: string;
    readonly secret?: true;
    /** The value that a state without it has: older versions did not store it. */
    readonly otherwise?: string;
    /**
     * Set where a refresh gives it back among the inputs, and `ignoreChanges` feeds it in: why a program may not say it by itself.
     * `pulumi import --file` checks the inputs of its file with the same as the old ones.
     */
    readonly fedIn?: string;
    /** Set where the class gives it, as true and nothing else, by what it knows of the options: no program says it. */
    readonly byClass?: true;
}

/** Something wrong with a property. */
export interface Failure {
    readonly property: string;
    /** What is wrong and what is allowed. It does not repeat the wrong value, which may be a secret. */
    readonly reason: string;
}

export interface Difference {
    readonly changes: boolean;
    /**
     * The names of what asks for it: arguments, `region`, and outputs that are not as they have to be, such as `drift` or `status`. Of a
     * task `tables`, too: those that a refresh found removed, and that are put back.
     */
    readonly causes: readonly string[];
    /** The properties that force a replacement. */
    readonly replaces: readonly string[];
    /** Set where the old one has to go before the new one can be made. */
    readonly deletesFirst?: true;
    /** What the user has to know and the preview does not show by itself. */
    readonly notices: readonly string[];
}

export interface Found<Inputs, Outputs> {
    readonly outputs: Outputs;
    /** The inputs that go with the outputs: those that differ from the program's are what a preview shows. */
    readonly inputs: Inputs;
}

/** An operation failed, and the resource has to be kept with these outputs: the next run mends it. */
export class KeptError extends Error {
    override readonly name: string = "KeptError";

    /**
     * @param ofBefore The names of the outputs that are what they were before the operation: the engine knows by the inputs of
     * now what is secret, and would store these in clear where they were secret then.
     */
    constructor(
        message: string,
        readonly outputs: object,
        readonly ofBefore: readonly string[] = [],
    ) {
        super(message);
    }
}

/** What every resource's inputs hold beside its arguments. */
export interface Placed {
    readonly region: string;
}

/** A task, and the region that it is in: all that is known of one that is taken over by its id. */
export interface PlacedTask extends Task, Placed {}

/** What the state holds of a resource that was taken over. */
export interface Adopted<Inputs, Outputs> extends Found<Inputs, Outputs> {
    readonly id: string;
}

/** What a resource stands for in a run: no delete of another one may take that down. */
export interface Claiming {
    readonly kind: Kind;
    /** The task that inputs or outputs stand for, as far as they say it. */
    readonly taskOf: (values: Values) => Task;
    /** The arguments that two resources of one task have to agree on, where this one has these values. */
    readonly agreed?: (values: Values) => readonly string[];
}

/** The keys of the inputs that are arguments. */
export type ArgumentNames<Inputs> = Exclude<keyof Inputs & string, "region" | "drift" | "ignoresState">;

/** Its verbs are methods, so that one driver can have resources of any inputs and outputs. */
export interface Resource<Inputs extends Placed = Placed, Outputs extends Inputs = Inputs> {
    /** The name of its class, and the last part of its type. */
    readonly name: string;
    readonly arguments: { readonly [K in ArgumentNames<Inputs>]-?: Argument };
    readonly outputs: { readonly [K in Exclude<keyof Outputs & string, ArgumentNames<Inputs>>]-?: Output };
    /** Absent where it stands for nothing that another one could take down. */
    readonly claiming?: Claiming;
    /** How messages name the resource of a state, whatever that looks like. */
    describe(values: Values): string;
    /** The id that inputs or outputs say, where they say one; otherwise one is made up. */
    idOf?(values: Inputs | Outputs): string | undefined;
    /**
     * What is wrong with a change of inputs that are right by themselves. `olds` are the inputs of the state, none where the resource is
     * new, and `news` the checked ones, where values may not be known yet.
     */
    checkChange?(olds: Values | undefined, news: Values): readonly Failure[];
    /**
     * Compares a state with checked inputs, where values may not be known yet. `planned`: the inputs are the program's, not those that a
     * refresh compares. `foresees`: previews show what `foresee` gives.
     */
    diff(olds: Outputs, news: Values, planned: boolean, foresees?: boolean): Difference;
    /**
     * Tries out what a planned difference asks for, before the engine deletes anything. Gives what the user has to know of it.
     *
     * @throws where it could not be done.
     */
    tryOut?(olds: Outputs, news: Values, difference: Difference, context: Context): Promise<readonly string[]>;
    /**
     * The outputs that a create, or with old outputs an update in place, would give where it succeeds, as far as that is certain before
     * it is done; the rest is `unknown`. Values of the checked inputs may not be known yet.
     */
    foresee(olds: Outputs | undefined, news: Values): Values;
    /** @throws KeptError where the resource has to be kept; any other error means that nothing was made. */
    create(inputs: Inputs, context: Context): Promise<Outputs>;
    /**
     * Gives undefined where it is gone, on positive evidence only.
     *
     * @throws where anything else stands in the way; the state stays as it was then.
     */
    read(olds: Outputs, context: Context): Promise<Found<Inputs, Outputs> | undefined>;
    /**
     * Takes over, as it is, what no state knows: a task that is deployed, runs or stands still, or was made before. Changes nothing in
     * DataWorks.
     *
     * @throws where it is not there, or cannot be taken over: never anything less.
     */
    adopt(task: PlacedTask, context: Context): Promise<Adopted<Inputs, Outputs>>;
    /** @throws KeptError where the state has to change; any other error means that nothing did. */
    update(olds: Outputs, news: Inputs, context: Context): Promise<Outputs>;
    /**
     * Tries out, before a delete, what is still to be made of the same resource of the program: the engine was told to replace it, and to
     * delete the old one first. It asks no `diff` why then, or one that does not replace.
     *
     * @throws where it could not be made: the resource has to stay.
     */
    tryNext?(id: string, olds: Outputs, next: Inputs, context: Context): Promise<void>;
    /** @throws where the resource has to stay. */
    delete(id: string, olds: Outputs, context: Context): Promise<void>;
    /**
     * The resource for one call of an adapter that is told the paths of the option `ignoreChanges`, where that makes a difference. A call
     * that does not tell them has none.
     */
    told?(ignored: readonly string[]): Resource<Inputs, Outputs>;
}
