// What migrate prints when it is done: for people, or as JSON.
import type { MigrateOptions } from "./arguments";
import type { Turned } from "./turn";
import { nameIn } from "../../urn";

export function summary(done: Turned, options: MigrateOptions): string {
    return options.json ? asJson(done, options) : asText(done, options);
}

function asJson(done: Turned, options: MigrateOptions): string {
    const { resources, explicit, kept, settings, others, timed } = done;
    const told = {
        ...{ file: options.out, to: options.to, resources, providers: explicit, providersKept: kept, settings },
        ...{ otherDynamicResources: others, customTimeouts: timed, next: nextCommands(done, options) },
    };
    return `${JSON.stringify(told, undefined, 2)}\n`;
}

function asText(done: Turned, options: MigrateOptions): string {
    const { out, to, state } = options;
    const { resources, explicit, kept, settings, others, timed, isInClear } = done;
    const listed = (heading: string, of: readonly string[]) =>
        of.length > 0 ? ["", heading, ...of.map((each) => `  ${each}`)] : [];
    const what = to === "native" ? "as resources of the plugin" : "as dynamic resources";
    const providers = explicit.length > 0 ? ` and ${counted(explicit.length, "provider")}` : "";
    return [
        `${out}: the state with ${counted(resources.length, "resource")}${providers} of pulumi-dataworks ${what}. Nothing was deployed.`,
        ...(isInClear ? ["It holds secrets in clear, as the export does: remove both when you are done."] : []),
        ...listed(
            `${to === "native" ? "Native" : "Dynamic"} now:`,
            resources.map(({ to: urn }) => nameIn(urn)),
        ),
        ...listed("Other dynamic resources, which stay as they are:", others),
        ...listed("Providers that stay beside their new form, since resources of other packages use them:", kept),
        ...listed("With customTimeouts, which the dynamic provider never saw, and which count from now on:", timed),
        ...listed(
            "Settings that the stack has under alicloud:, and that do not reach the plugin. Set them under dataworks: (no value is shown):",
            settings.map(({ command }) => command),
        ),
        ...listed("What to do next, with no `pulumi up` in between:", [
            ...(to === "native" ? ["npx pulumi-dataworks plugin install"] : []),
            to === "native"
                ? "the program: declare the resources of the plugin, by the same names and arguments (docs/languages.md)"
                : "the program: declare the classes of pulumi-dataworks, by the same names and arguments",
            ...nextCommands(done, options),
        ]),
        "",
        `The way back, before the next \`pulumi up\`: pulumi stack import --file ${shellWord(state)}`,
        "",
    ].join("\n");
}

function nextCommands({ settings }: Turned, { out }: MigrateOptions): string[] {
    return [
        ...settings.map(({ command }) => command),
        `pulumi stack import --file ${shellWord(out)}`,
        "pulumi preview --refresh --expect-no-changes",
    ];
}

function shellWord(text: string): string {
    return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function counted(count: number, what: string): string {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
}
