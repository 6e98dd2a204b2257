// The site of given pages and of the API reference, by TypeDoc: with a page's path as its address, and its headings' anchors as GitHub makes them.
import { join, relative } from "node:path";
import type { ProjectReflection, Reflection, RouterTarget, PageDefinition } from "typedoc" with {
    "resolution-mode": "import",
};
import { anchorOf } from "../docs/anchor";
import { root } from "../root";

interface Site {
    /** The folder that the pages are in, and what they show. */
    readonly sources: string;
    /** The page that the site begins with. */
    readonly front: string;
    /** The others, in their order. */
    readonly pages: readonly string[];
    /** The headings that they are below, in their order. */
    readonly headings: readonly string[];
    /** The folder that the site is written to. */
    readonly out: string;
}

/** Writes the site; false where TypeDoc has warned, of dead links and of what has no docstring too. */
export async function generate({ sources, front, pages, headings, out }: Site): Promise<boolean> {
    const { Application, DocumentReflection, KindRouter, Slugger, TSConfigReader, TypeDocReader } =
        await import("typedoc");

    class Anchors extends Slugger {
        private readonly counts = new Map<string, number>();

        override slug(heading: string): string {
            const anchor = anchorOf(heading);
            const count = this.counts.get(anchor) ?? 0;
            this.counts.set(anchor, count + 1);
            return count === 0 ? anchor : `${anchor}-${String(count)}`;
        }

        override hasAnchor(anchor: string): boolean {
            const [, first = anchor, number = "0"] = /^(.*)-(\d+)$/.exec(anchor) ?? [];
            return this.counts.has(anchor) || (this.counts.get(first) ?? 0) > Number(number);
        }
    }

    class Addresses extends KindRouter {
        protected override getIdealBaseName(reflection: Reflection): string {
            const file = reflection.isDocument() ? reflection.project.files.getReflectionPath(reflection) : undefined;
            if (file === undefined) return super.getIdealBaseName(reflection);
            return relative(sources, file).replace(/\.md$/, "");
        }

        protected override buildChildPages(target: RouterTarget, pages: PageDefinition[]): void {
            super.buildChildPages(target, pages);
            if (target instanceof DocumentReflection) this.sluggers.set(target, new Anchors(this.sluggerConfiguration));
        }

        /** The first page by its name: a folder is one only where a server says so. */
        override baseRelativeUrl(from: RouterTarget, target: string): string {
            return super.baseRelativeUrl(from, target === "./" ? "index.html" : target);
        }

        override buildPages(project: ProjectReflection): PageDefinition[] {
            const pages = super.buildPages(project);
            this.sluggers.set(project, new Anchors(this.sluggerConfiguration));
            return pages;
        }
    }

    const app = await Application.bootstrapWithPlugins(
        {
            options: join(root, "typedoc.json"),
            readme: join(sources, front),
            projectDocuments: pages.map((page) => join(sources, page)),
            groupOrder: [...headings, "*"],
            router: "addresses",
            out,
        },
        [new TypeDocReader(), new TSConfigReader()],
    );
    app.renderer.defineRouter("addresses", Addresses);
    const project = await app.convert();
    if (!project) return false;
    for (const module of project.children ?? []) module.name = "API";
    app.validate(project);
    await app.generateOutputs(project);
    return !app.logger.hasErrors() && !app.logger.hasWarnings();
}
