// Required by the Node.js processes that tests start: loads late what Pulumi's SDK loads at once, some 450 modules, only to read a lock file where
// a program asks for the code paths of its packages. Each process of a run would spend a fifth of its time on them.
const Module = require("node:module");

const late = { request: "@npmcli/arborist", name: "Arborist", by: /[\\/]closure[\\/]codePaths\.js$/ };

const load = Module._load;
Module._load = function (request, parent, ...rest) {
    const loaded = () => load.call(this, request, parent, ...rest);
    if (request !== late.request || !late.by.test(parent?.filename ?? "")) return loaded();
    // `__esModule`: else its properties would be copied, and so loaded.
    return Object.defineProperty({ __esModule: true }, late.name, { enumerable: true, get: () => loaded()[late.name] });
};
