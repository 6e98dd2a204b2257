// Finds the proxy, which the environment alone says: HTTPS_PROXY, else HTTP_PROXY, and NO_PROXY for what it is not for.
import type { Proxy } from "../dataworks/http/proxy";
import type { Wrong } from "./problem";
import type { Found, Sources } from "./source";

/** The proxy; undefined where there is none. A bare host means http. Names in lower case win, as everywhere. */
export function readProxy(sources: Sources, wrong: Wrong): Proxy | undefined {
    const found = variable(sources, "HTTPS_PROXY") ?? variable(sources, "HTTP_PROXY");
    if (!found) return undefined;
    const address = toAddress(found.value);
    if (!address) {
        wrong(found.name, 'has to be the address of a proxy, such as "http://proxy.example.com:3128"');
        return undefined;
    }
    return { address, except: variable(sources, "NO_PROXY")?.value ?? "" };
}

function variable(sources: Sources, name: string): Found | undefined {
    return sources.variable(name.toLowerCase()) ?? sources.variable(name);
}

function toAddress(text: string): string | undefined {
    try {
        const url = new URL(/^[a-z\d+.-]+:\/\//i.test(text) ? text : `http://${text}`);
        decodeURIComponent(url.username + url.password);
        return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
    } catch {
        return undefined;
    }
}
