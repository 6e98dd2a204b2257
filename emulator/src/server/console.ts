// The console: the page at "/", and the files that it is made of.
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";

const consolePath = "/_console/";

const types = {
    html: "text/html; charset=utf-8",
    css: "text/css; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    svg: "image/svg+xml",
};

/** What is served, and nothing else: no path of a request becomes a path of the file system. */
const files: ReadonlyMap<string, keyof typeof types> = new Map([
    ["page", "html"],
    ["style", "css"],
    ["icon", "svg"],
    ...[
        ...["main", "control", "model", "element", "list", "tasks", "task", "calls", "limits", "faults"],
        ...["definition", "difference", "assumptions"],
    ].map((name): [string, "js"] => [name, "js"]),
]);

/** The page loads nothing but its own files, runs no script that stands in it, makes no markup of a text, and is in no frame. */
const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
].join("; ");

const headers = {
    "content-security-policy": policy,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    // After an update nobody sees half of the old one.
    "cache-control": "no-store",
};

/** The name of the console's file that is asked for. An API call at "/" has a query, a body, or the headers of one. */
export function consoleFile({ method, url, headers }: IncomingMessage): string | undefined {
    if (method !== "GET" && method !== "HEAD") return undefined;
    if (url === "/" && !Object.keys(headers).some((name) => name.startsWith("x-acs-") || name === "authorization"))
        return "page.html";
    return url?.startsWith(consolePath) ? url.slice(consolePath.length) : undefined;
}

export async function serveConsole(name: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const [stem = "", ending, ...more] = name.split(".");
    const type = files.get(stem);
    if (type === undefined || type !== ending || more.length > 0) {
        response.writeHead(404, { "content-type": "text/plain", ...headers }).end("There is no such file.\n");
        return;
    }
    // From dist/server and, in tests, from src/server.
    const folder = type === "js" ? join("dist", "console") : "console";
    const body = await readFile(join(__dirname, "..", "..", folder, name));
    response.writeHead(200, { "content-type": types[type], "content-length": body.length, ...headers });
    response.end(message.method === "HEAD" ? undefined : body);
}
