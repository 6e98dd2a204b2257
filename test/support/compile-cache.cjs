// Required by the Node.js processes that tests start: keeps what V8 made of large packages' modules. Each process of a run loads some 700 of
// Pulumi's, and would spend most of its time on compiling them. Node.js 22.8 can do that itself.
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, relative } = require("node:path");
const process = require("node:process");
const { setTimeout } = require("node:timers");
const { setFlagsFromString } = require("node:v8");
const { constants, Script } = require("node:vm");

const root = join(module.path, "..", "..");
const folder = join(root, "node_modules", ".cache", "compiled", process.version);
const isKept = (filename) => filename.startsWith(root) && /[\\/](node_modules|provider[\\/]plugin)[\\/]/.test(filename);

if (Module.enableCompileCache) Module.enableCompileCache(folder);
else keepCompiled();

function keepCompiled() {
    // V8 refuses what was made under other flags, and Pulumi sets this one while it is being loaded.
    setFlagsFromString("--allow-natives-syntax");
    const fresh = [];
    const compile = Module.prototype._compile;
    Module.prototype._compile = function (content, filename) {
        if (!isKept(filename)) return compile.call(this, content, filename);
        const file = join(folder, nameOf(filename));
        const cachedData = read(file);
        // What evaluates a text that imports could not any more: V8 would not know which script asks.
        if (cachedData === undefined && /\beval\b.{0,20}import\(/.test(content))
            return compile.call(this, content, filename);
        const code = content.startsWith("#!") ? content.replace(/^#!.*/, "") : content;
        const script = new Script(Module.wrap(code), {
            filename,
            columnOffset: -Module.wrapper[0].length,
            importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
            ...(cachedData && { cachedData }),
        });
        if (cachedData === undefined || script.cachedDataRejected) {
            if (fresh.length === 0) {
                // At the end it holds the functions that were called; but a provider is killed, and has no end.
                process.once("exit", save);
                setTimeout(save, 1_000).unref();
            }
            fresh.push({ file, script });
        }
        const run = script.runInThisContext();
        return run.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
    };

    /** Two processes may write the same file at once. */
    function save() {
        mkdirSync(folder, { recursive: true });
        for (const { file, script } of fresh.splice(0)) {
            const half = `${file}.${process.pid}`;
            writeFileSync(half, script.createCachedData());
            renameSync(half, file);
        }
    }
}

/** The name of what is kept of a file as it is now (V8 compares nothing of the source but its length); no one can set back a ctime. */
function nameOf(filename) {
    return `${relative(root, filename).replace(/[\\/]/g, "+")}-${statSync(filename).ctimeMs}`;
}

function read(file) {
    try {
        return readFileSync(file);
    } catch {
        return undefined; // No process has loaded this module yet.
    }
}

/** What a module has as its `require`; Node.js makes its own in private. */
function requireOf(module) {
    const require = (id) => module.require(id);
    const resolve = (request, options) => Module._resolveFilename(request, module, false, options);
    resolve.paths = (request) => Module._resolveLookupPaths(request, module);
    return Object.assign(require, {
        resolve,
        main: process.mainModule,
        extensions: Module._extensions,
        cache: Module._cache,
    });
}
