// The examples of the plugin's schema, in the form that Pulumi's registry and its makers of SDKs read.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The name of the SDK that is made for Node.js: `pulumi-dataworks` itself is the package of the dynamic resources. */
export const nodePackage = "pulumi-dataworks-native";

/** What an example says, in TypeScript and in YAML. */
function exampleOf(name: string, language: "ts" | "yaml"): string {
    return readFileSync(join(__dirname, "examples", `${name}.${language}`), "utf8");
}

/** A description, and the example of that name with its first line as the title. */
export function withExamples(name: string, description: string): string {
    const [title = "", ...yaml] = exampleOf(name, "yaml").trimEnd().split("\n");
    const program = exampleOf(name, "ts").trimEnd().split("\n").slice(1).join("\n");
    return [
        description,
        "{{% examples %}}\n## Example Usage",
        `{{% example %}}\n### ${title.replace(/^# |\.$/g, "")}`,
        block("typescript", program.replace('"pulumi-dataworks"', `"${nodePackage}"`)),
        `${block("yaml", yaml.join("\n"))}\n{{% /example %}}\n{{% /examples %}}`,
    ].join("\n\n");
}

/** How a resource that exists is taken over, as the registry shows it. */
export function importOf(name: string): string {
    const text =
        "Take over what exists by its id, `REGION/PROJECT/TASKTYPE/FILEID`; the region may be left out where the settings have one:";
    const command = `pulumi import dataworks:index:${name} orders cn-hangzhou/10000/DI_REALTIME/7567482277219412494`;
    return `## Import\n\n${text}\n\n${block("sh", command)}`;
}

function block(language: string, text: string): string {
    return `\`\`\`${language}\n${text}\n\`\`\``;
}
