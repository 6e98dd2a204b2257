// What is wrong with the settings.

export interface Problem {
    /** The setting, by the name of the place that it comes from. */
    readonly name: string;
    /** What is wrong, and what to do; begins with the setting's name, never shows a secret. */
    readonly reason: string;
    /**
     * Of the region that is set, which a state's own region stands in for: whatever is wrong with it, only where it is missing, or
     * only where no other is to be called.
     */
    readonly about?: "region" | "no region" | "unreachable region" | undefined;
}

/** Calls cannot be made as the settings stand. The message is for a user, and shows no secret. */
export class SettingsError extends Error {
    constructor(readonly problems: readonly Problem[]) {
        super(problems.map(({ reason }) => reason).join("; "));
    }
}

/** Notes what is wrong with the setting of that name; the reason goes on after the name. */
export type Wrong = (name: string, reason: string, about?: Problem["about"]) => void;
