// What is wrong with the settings.

export interface Problem {
    /** The setting, by the name of the place that it comes from. */
    readonly name: string;
    /** What is wrong, and what to do; begins with the setting's name, never shows a secret. */
    readonly reason: string;
    /** Of a region setting, which a state's own region stands in for, whatever is wrong with it or only where it is missing. */
    readonly about?: "region" | "no region" | undefined;
}

/** Notes what is wrong with the setting of that name; the reason goes on after the name. */
export type Wrong = (name: string, reason: string, about?: Problem["about"]) => void;
