// Finds and checks the endpoint: https, or plain http to this machine only.
import { isLoopback } from "../dataworks/http/endpoints";
import type { Wrong } from "./problem";
import type { Found, Sources } from "./source";
import { table } from "./table";

/** The origin of the endpoint that is set, such as "https://dataworks.example.com", and where; a bare host means https. */
export function readEndpoint(sources: Sources, wrong: Wrong): Found | undefined {
    const found =
        sources.configured("dataworks:endpoint") ??
        sources.configured("alicloud:endpoint") ??
        fromEndpoints(sources.configured("alicloud:endpoints"), wrong) ??
        sources.variable(table.endpoint.variables[0]);
    if (!found) return undefined;
    const url = toUrl(found.value);
    if (!url || url.pathname !== "/" || url.search || url.hash || url.username || url.password) {
        wrong(found.name, 'has to be a host or an address without a path, such as "https://dataworks.example.com"');
        return undefined;
    }
    if (url.protocol === "http:" && !isLoopback(url.hostname)) {
        wrong(found.name, "has to use https: plain http is for a host on this machine only (localhost, 127.0.0.1)");
        return undefined;
    }
    return { name: found.name, value: url.origin };
}

/** `dataworkspublic` of `alicloud:endpoints`, which is an object or a list of objects, as JSON. */
function fromEndpoints(found: Found | undefined, wrong: Wrong): Found | undefined {
    if (!found) return undefined;
    const value = parse(found.value);
    const entries = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((entry) => entry !== null);
    if (!entries.every((entry) => typeof entry === "object")) {
        wrong(found.name, "has to be an object, or a list of objects, whose `dataworkspublic` is an endpoint");
        return undefined;
    }
    const name = `${found.name}.dataworkspublic`;
    const given = entries.map((entry) => (entry as Record<string, unknown>)["dataworkspublic"]);
    const endpoint = given.find((each) => each !== undefined && each !== null && !isBlank(each));
    if (endpoint === undefined) return undefined;
    if (typeof endpoint === "string") return { name, value: endpoint.trim() };
    wrong(name, 'has to be a host or an address, such as "https://dataworks.example.com"');
    return undefined;
}

function isBlank(value: unknown): boolean {
    return typeof value === "string" && value.trim() === "";
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function toUrl(text: string): URL | undefined {
    try {
        const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
        return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
    } catch {
        return undefined;
    }
}
