// What the providers of one process share: the account that the settings say, and what is known of the run.
import type { dynamic } from "@pulumi/pulumi";
import type { Claims } from "../resources/claims/ledger";
import { claimsOfRun } from "../resources/claims/shared";
import { Accounts, type Account } from "../settings/account";
import { configurationOf } from "./configuration";
import { endWithEngine } from "../engine/ending";

export class Host {
    private readonly accounts = new Accounts();
    private known: Claims | undefined;

    /** `claimsOf` gives what is known of the run that this process belongs to. */
    constructor(private readonly claimsOf: (warn: (text: string) => void) => Claims = claimsOfRun) {}

    /** The account of a configuration. All resources of a process have the same one, and so keep one quota together. */
    open(config: dynamic.Config): Account {
        return this.accounts.open(configurationOf(config), process.env, { warn });
    }

    /** What is known of the run. The process ends with its engine from then on. */
    get claims(): Claims {
        if (!this.known) endWithEngine();
        return (this.known ??= this.claimsOf(warn));
    }
}

/** What the host prints is shown under the stack, without the resource's name: texts name the task themselves. */
export function warn(text: string): void {
    console.error(`warning: ${text}`);
}
