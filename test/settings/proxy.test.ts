// The proxy: the environment's alone, in lower case or upper case.
import assert from "node:assert/strict";
import { placed, reading, type Values } from "./reading";

const good: readonly (readonly [environment: Values, address: string | undefined, except: string])[] = [
    [{}, undefined, ""],
    [{ NO_PROXY: "example.com" }, undefined, ""],
    [{ HTTPS_PROXY: "" }, undefined, ""],
    [{ HTTPS_PROXY: "http://p.example.com:3128" }, "http://p.example.com:3128/", ""],
    [{ https_proxy: "http://lower:1", HTTPS_PROXY: "http://upper:1" }, "http://lower:1/", ""],
    [{ HTTPS_PROXY: "http://https:1", HTTP_PROXY: "http://http:1" }, "http://https:1/", ""],
    [{ HTTP_PROXY: "http://http:1", NO_PROXY: "a,b" }, "http://http:1/", "a,b"],
    [{ http_proxy: "http://http:1", no_proxy: "a b", NO_PROXY: "c" }, "http://http:1/", "a b"],
    [{ HTTPS_PROXY: "p.example.com:3128" }, "http://p.example.com:3128/", ""],
    [{ HTTPS_PROXY: "10.0.0.1:3128" }, "http://10.0.0.1:3128/", ""],
    [{ HTTPS_PROXY: "https://p.example.com" }, "https://p.example.com/", ""],
    [{ HTTPS_PROXY: "http://user:fake%2Fword@p:1" }, "http://user:fake%2Fword@p:1/", ""],
];

describe("settings: proxy", () => {
    for (const [environment, address, except] of good) {
        it(`${address ?? "none"} is the proxy of ${JSON.stringify(environment)}`, () => {
            const expected = address === undefined ? undefined : { address, except };
            const { settings, reasons } = reading(placed, environment);
            assert.deepEqual(settings.proxy, expected);
            assert.deepEqual(reasons, []);
        });
    }

    for (const value of ["socks5://p:1", "ftp://p", "http://", "http://p:99999", "http://u:%@p", "not a host"]) {
        for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY"]) {
            it(`${JSON.stringify(value)} in ${name} is refused`, () => {
                const { settings, names } = reading(placed, { [name]: value });
                assert.equal(settings.proxy, undefined);
                assert.deepEqual(names, [name]);
            });
        }
    }

    it("a proxy that is not right is not shown: it may hold a password", () => {
        const { problems } = reading({}, { HTTPS_PROXY: "socks5://user:fake-hunter2@p:1" });
        assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
    });
});
