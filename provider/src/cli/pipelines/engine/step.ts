// A step of a preview, and the states before and after it, as the engine prints them.

export type Values = Readonly<Record<string, unknown>>;

export interface State {
    readonly inputs?: Values;
    readonly outputs?: Values;
}

export interface Step {
    readonly op: string;
    readonly urn: string;
    readonly oldState?: State | null;
    readonly newState?: State | null;
}
