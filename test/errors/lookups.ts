// What a user reads where a look-up of a program finds no task, or too many.
import { findFile, type FileQuery } from "../../provider/src/lookup/file";
import { Lookups, briefReason } from "../../provider/src/lookup/lookups";
import { Lifecycle, region } from "../support/lifecycle";
import { projectId, seedOf } from "../support/tasks";
import { messageOf, type Chapter } from "./chapter";

const task = (fileId: string, name: string, folder: string) => ({ fileId, name, folder, definition: {} });

export async function chapterOfLookups(): Promise<Chapter> {
    const lifecycle = await Lifecycle.begin(
        seedOf(task("100", "orders", "flow/shop"), task("101", "orders", "flow/test"), task("102", "customers", "")),
    );
    const finding = (query: Omit<FileQuery, "projectId">) =>
        messageOf(findFile(lifecycle.context().dataworks(region), { projectId, ...query }));
    const asking = (
        given: Record<string, unknown>,
        settings: Record<string, string> = { "dataworks:region": region },
    ) =>
        messageOf(
            Promise.resolve()
                .then(() => new Lookups((key) => settings[key], {}, { warn: () => undefined }).file(given))
                .catch((error: unknown) => {
                    throw new Error(briefReason(error));
                }),
        );
    try {
        return {
            title: "A look-up finds no task, or too many",
            entries: [
                { what: "no task has the name", text: await finding({ name: "order" }) },
                { what: "none is anything like it", text: await finding({ name: "custmers" }) },
                { what: "the folder is another one", text: await finding({ name: "orders", folder: "flow/prod" }) },
                { what: "several have the name", text: await finding({ name: "orders" }) },
                { what: "the name is missing", text: await asking({ projectId }) },
                { what: "the name is no text", text: await asking({ projectId, name: "orders \ud83d" }) },
                { what: "the workspace is no id", text: await asking({ projectId: "shop", name: "orders" }) },
                { what: "no region is set", text: await asking({ projectId, name: "orders" }, {}) },
            ],
        };
    } finally {
        await lifecycle.end();
    }
}
