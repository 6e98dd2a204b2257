// The emulator's console in a real browser: what it shows is what there is, what it does is done, and nothing that it shows does harm.
import assert from "node:assert/strict";
import { assumptions, startEmulator, type ControlClient, type Emulator, type Seed } from "dataworks-emulator";
import type { Browser, Locator, Page } from "playwright-core";
import { openChromium } from "../../tools/console/browser";
import { manyCalls } from "../support/many-calls";
import { emulatorCredentials, rpc } from "../support/rpc";

const projectId = "10000";
const orders = { projectId, fileId: "7567482277219412494" };
const clicks = { projectId, fileId: "200" };
const solution = { projectId, fileId: "300", taskType: "DI_SOLUTION" } as const;
const definition = { table: "orders", offset: 1 };
const deep = '{"table":"orders","offset":9007199254740993,"columns":["id","amount"]}';
const seed: Seed = {
    workspaces: [
        {
            projectId,
            identifier: "shop",
            tasks: [
                { fileId: orders.fileId, name: "orders", owner: "1001", definition: deep },
                { fileId: clicks.fileId, name: "clicks", folder: "flow/web", definition, deployed: true },
                {
                    fileId: solution.fileId,
                    taskType: solution.taskType,
                    name: "whole_shop",
                    definition: { tables: ["orders"] },
                },
                { fileId: "400", fileType: 10, name: "check_orders", definition: "SELECT 1;" },
            ],
        },
        { projectId: 20000, identifier: "second", tasks: [{ fileId: clicks.fileId, name: "clicks_of_second" }] },
    ],
};

describe("the emulator's console", () => {
    let browser: Browser;
    let page: Page;
    let dataworks: Emulator;
    let control: ControlClient;
    /** What the page asked for, and what went wrong in it. */
    let requested: string[];
    let wrong: string[];

    before(async () => {
        browser = await openChromium();
        page = await browser.newPage();
        page.setDefaultTimeout(20_000);
        page.on("request", (request) => requested.push(request.url()));
        page.on("console", (message) => {
            if (message.type() === "error") wrong.push(message.text());
        });
        page.on("pageerror", (error) => wrong.push(error.message));
    });

    after(async () => {
        await browser.close();
    });

    /** Opens the console of an emulator with this seed. */
    async function open(given: Seed = seed, size = { width: 1280, height: 900 }): Promise<void> {
        dataworks = await startEmulator({ seed: given });
        ({ control } = dataworks);
        requested = [];
        wrong = [];
        await page.setViewportSize(size);
        await page.goto(dataworks.url);
        await page.getByText("Live", { exact: true }).waitFor();
    }

    afterEach(async () => {
        const origins = [...new Set(requested.map((each) => new URL(each).origin))];
        // So that the page asks for nothing when the emulator is gone.
        await page.goto("about:blank");
        await dataworks.close();
        assert.deepEqual(origins, [dataworks.url], "no request leaves for another origin");
    });

    const listed = (list: "Tasks" | "Calls", name: string | RegExp) =>
        page.getByRole("listbox", { name: list }).getByRole("option", { name });
    const task = (name: string, ...badges: string[]) =>
        badges.reduce(
            (rows, badge) => rows.filter({ has: page.getByText(badge, { exact: true }) }),
            listed("Tasks", name),
        );
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const field = (name: string) => page.getByLabel(name, { exact: true });
    const choice = (name: string) => page.getByRole("combobox", { name, exact: true });
    const says = (text: string | RegExp) => page.getByRole("status").filter({ hasText: text }).waitFor();
    const textsOf = async (rows: Locator) => (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));

    async function choose(name: string): Promise<void> {
        await listed("Tasks", name).click();
        await page.getByRole("heading", { name, exact: true }).waitFor();
        await field("Definition").waitFor();
    }

    it("shows every task with what is deployed, edited since and running, as it changes", async () => {
        await open();
        await task("orders", "not deployed").waitFor();
        await task("clicks_of_second", "not deployed", "second").waitFor();
        await task("clicks", "deployed", "stopped").first().waitFor();
        await task("whole_shop", "not deployed", "not running", "solution").waitFor();
        assert.equal(await listed("Tasks", "check_orders").count(), 0, "a file is no task");

        await control.deployTask({ ...orders, user: "1009" });
        await task("orders", "deployed", "stopped").waitFor();
        await control.editTask({ ...orders, definition: { table: "orders_2026" }, user: "1009" });
        await task("orders", "edited since").waitFor();
        await control.setInstance({ ...orders, status: "RUN" });
        await task("orders", "running").waitFor();
        await rpc(dataworks.url, "StopDISyncInstance", { ...parametersOf(orders) });
        await task("orders", "stopped").waitFor();
        await control.undeployTask(orders);
        await task("orders", "not deployed").waitFor();
        await control.setSolution({ projectId, fileId: solution.fileId, status: "5" });
        await task("whole_shop", "waits for a person").waitFor();
        await control.deleteTask(clicks);
        await task("clicks", "deleted").waitFor();
        await control.deleteTask({ ...clicks, to: "GONE" });
        await task("clicks", "deleted").waitFor({ state: "detached" });
        await control.seed({
            workspaces: [{ projectId: 30000, identifier: "third", tasks: [{ fileId: 1, name: "new" }] }],
        });
        await task("new", "third").waitFor();

        await choice("Show").selectOption("running");
        await page.getByText("1 of 4 tasks").waitFor();
        await choice("Show").selectOption("all");
        await choice("Workspace").selectOption({ label: "third (30000)" });
        assert.deepEqual(await textsOf(listed("Tasks", /./)), ["new 1 third not deployed"]);
        await choice("Workspace").selectOption("");
        await page.locator("#task-find").fill("7567");
        assert.equal(await listed("Tasks", /./).count(), 1);
        await control.reset();
        await page.locator("#task-find").fill("");
        await task("clicks", "deployed").first().waitFor();
        assert.deepEqual(wrong, []);
    });

    it("starts with an instance that changes by the clock alone", async () => {
        await open({ ...seed, instances: { mode: "after", ms: 400 } });
        await control.startTask(clicks);
        await task("clicks", "starting").waitFor();
        await task("clicks", "running").waitFor();
    });

    it("deploys, starts, stops and undeploys, and says why it does not", async () => {
        await open();
        await choose("orders");
        await button("Start").click({ force: true }); // it says that it is disabled, and says why
        await says("It is not deployed.");
        await field("You act as user").fill("1007");
        await button("Deploy").click();
        await says("Deployed.");
        let now = await control.task(orders);
        assert.deepEqual([now.deployments, now.versions.at(-1)?.user, now.deployedDefinition], [1, "1007", deep]);
        await task("orders", "deployed").waitFor();
        await button("Start").click();
        await says("Told to start.");
        assert.equal((await control.task(orders)).instance, "RUN");
        await task("orders", "running").waitFor();
        await button("Stop").click();
        await says("Told to stop.");
        assert.equal((await control.task(orders)).instance, "NORUN");
        await task("orders", "stopped").waitFor();
        await control.setInstances({ start: { refused: "no slot is free" } });
        await button("Start").click();
        await says("no slot is free");
        await button("Undeploy").click();
        await says("Undeployed.");
        now = await control.task(orders);
        assert.deepEqual([now.deployedDefinition, now.instance], [undefined, undefined]);
        assert.deepEqual(await control.journal(), [], "none of it is a call of the API");
    });

    it("approves a deployment that waits, and does not call it deployed before", async () => {
        await open();
        await control.setApproval({ ...orders, required: true });
        await choose("orders");
        await button("Deploy").click();
        await says("Accepted: version 1 waits for an approval.");
        await task("orders", "not deployed", "waits for approval").waitFor();
        assert.equal((await control.task(orders)).deployedDefinition, undefined);
        await button("Approve").click();
        await says("Approved.");
        assert.equal((await control.task(orders)).deployedDefinition, deep);
        await task("orders", "deployed").waitFor();
        await button("Approve").click({ force: true });
        await says("No deployment waits for an approval.");
    });

    it("starts a solution, and has no button to stop one", async () => {
        await open();
        await choose("whole_shop");
        assert.equal(await button("Stop").count(), 0);
        await button("Start").click();
        await says("Told to start.");
        assert.equal((await control.task(solution)).solutionStatus, "2");
    });

    it("edits a definition in place, with the difference to what is deployed, and loses no digit", async () => {
        await open();
        await control.deployTask({ ...orders, user: "1009" });
        await choose("orders");
        await page.getByText("None.", { exact: true }).waitFor();
        const shown = await field("Definition").inputValue();
        assert.equal(
            shown,
            '{\n  "table": "orders",\n  "offset": 9007199254740993,\n  "columns": [\n    "id",\n    "amount"\n  ]\n}',
        );
        await field("Definition").fill(shown.replace('"orders"', '"orders_2026"'));
        await page.getByText("Lines removed: 1, added: 1, what is not saved yet included.").waitFor();
        const lines = page.getByRole("region", { name: "Difference to what is deployed" });
        assert.deepEqual(await lines.locator("del").allInnerTexts(), ['-   "table": "orders",']);
        assert.deepEqual(await lines.locator("ins").allInnerTexts(), ['+   "table": "orders_2026",']);
        assert.equal((await control.task(orders)).definition, deep, "nothing is saved yet");
        await field("You act as user").fill("1007");
        await button("Save").click();
        await says("Saved.");
        const { definition, lastEditUser, deployedDefinition } = await control.task(orders);
        assert.deepEqual(
            [definition, lastEditUser, deployedDefinition],
            [deep.replace('"orders"', '"orders_2026"'), "1007", deep],
        );
        await task("orders", "edited since").waitFor();
        await page.getByText("Lines removed: 1, added: 1.", { exact: true }).waitFor();
    });

    it("keeps what is being typed when somebody else edits the task, and says so", async () => {
        await open();
        await choose("orders");
        await field("Definition").fill('{"mine":1}');
        await control.editTask({ ...orders, definition: { theirs: 2 }, user: "1009" });
        await says("1009 has edited it since you began");
        assert.equal(await field("Definition").inputValue(), '{"mine":1}');
        await choose("whole_shop");
        await choose("orders");
        assert.equal(await field("Definition").inputValue(), '{"mine":1}');
        await button("Discard changes").click();
        assert.equal(await field("Definition").inputValue(), '{\n  "theirs": 2\n}');
        await control.deployTask({ ...orders, user: "1009" });
        await control.editTask({ ...orders, definition: { theirs: 4 }, user: "1009" });
        await page.locator("ins").getByText('"theirs": 4').waitFor();
        assert.equal(await field("Definition").inputValue(), '{\n  "theirs": 4\n}');
    });

    it("shows the calls as they come, filtered by operation, with fault and effect", async () => {
        await open();
        await control.addFault({ operation: "DeployDISyncTask", kind: "errorAfter", times: 1 });
        await control.addFault({ operation: "StopDISyncInstance", kind: "hang" });
        await rpc(dataworks.url, "DeployDISyncTask", parametersOf(orders));
        await rpc(dataworks.url, "GetDISyncTask", parametersOf(orders));
        const hanging = new AbortController();
        const hangs = rpc(dataworks.url, "StopDISyncInstance", parametersOf(clicks), { signal: hanging.signal });
        await listed("Calls", /StopDISyncInstance.*200.*fault hang.*no reply/).waitFor();
        hanging.abort();
        await assert.rejects(hangs);
        await listed("Calls", /DeployDISyncTask.*fault errorAfter.*took effect.*500 InternalError.System/).click();
        const details = page.locator("#call");
        await details.getByText(orders.fileId).waitFor();
        await details.getByText("it changed something").waitFor();
        const [{ requestId } = assert.fail("there is a call")] = await control.journal();
        await details.getByText(requestId).waitFor();
        await choice("Operation").selectOption("GetDISyncTask");
        await page.getByText("1 of 3 calls").waitFor();
        assert.match((await textsOf(listed("Calls", /./))).join(), /^[^,]* GetDISyncTask 7567482277219412494 200$/);
        await rpc(dataworks.url, "GetDISyncTask", parametersOf(clicks));
        await page.getByText("2 of 4 calls").waitFor();
        await choice("Operation").selectOption("");
        await page.getByLabel("only with a fault or an error").check();
        await page.getByText("2 of 4 calls").waitFor();
        await page.getByLabel("only with a fault or an error").uncheck();
        await button("Clear").click();
        await page.getByText("0 calls", { exact: true }).waitFor();
        assert.deepEqual(await control.journal(), []);
    });

    it("sets and clears faults by a form, and shows those that somebody else set", async () => {
        await open();
        const faults = page.getByRole("list", { name: "Faults that are set" });
        await control.addFault({ operation: "GetFile", kind: "empty", times: 2 });
        await faults.getByText('empty of GetFile {"times":2}: met 0 calls').waitFor();
        await choice("Fault of").selectOption("DeployDISyncTask");
        await choice("Kind").selectOption("error");
        await page.getByText("The caller meets an error reply of the API.").waitFor();
        await page.locator("#fault-details").fill('{ "status": 403, "code": "Forbidden.Access" }');
        await field("Calls met").fill("1");
        await field("Let through first").fill("0");
        await field("Only file id").fill(orders.fileId);
        await button("Set fault").click();
        await says("The fault is set.");
        const deploy = async (which: typeof orders) =>
            (await rpc(dataworks.url, "DeployDISyncTask", parametersOf(which))).json?.["Code"];
        assert.deepEqual([await deploy(clicks), await deploy(orders)], [undefined, "Forbidden.Access"]);
        await faults.getByText(/^error of DeployDISyncTask .*: met 1 call$/).waitFor();
        await choice("Kind").selectOption("latency");
        await page.locator("#fault-details").fill("{}");
        await button("Set fault").click();
        await says("ms: is missing");
        await button("Clear faults").click();
        await says("The faults are cleared.");
        await faults.getByRole("listitem").first().waitFor({ state: "detached" });
        assert.equal(await deploy(orders), undefined);
    });

    it("sets and clears quotas by a form, with a gauge of calls against them", async () => {
        await open();
        await field("Calls a second").fill("2");
        await field("Calls a day").fill("50");
        await button("Set quotas").click();
        await says("The quotas are set.");
        const read = async () => (await rpc(dataworks.url, "GetDISyncTask", parametersOf(orders))).status;
        assert.deepEqual([await read(), await read(), await read()], [200, 200, 429]);
        assert.deepEqual(await control.quotaUse(), { allowed: 2, refused: 1, refusedForTheDay: 0 });
        const gauges = page.getByRole("group", { name: "Calls against the quotas" });
        await gauges.getByText("2 of 50 calls today").waitFor();
        await gauges.getByText("of 2 calls in the last second").waitFor();
        await page.getByText("2 calls let through, 1 refused").waitFor();
        await control.setQuota({ writesPerSecond: 7 });
        await gauges.getByText("0 of 7 writes in the last second").waitFor();
        assert.deepEqual(
            [await field("Writes a second").inputValue(), await field("Calls a day").inputValue()],
            ["7", ""],
        );
        await button("Clear quotas").click();
        await says("There are no quotas.");
        await gauges.getByText("writes").waitFor({ state: "detached" });
        assert.equal(await field("Writes a second").inputValue(), "");
    });

    it("switches an assumption, and shows those that somebody else switched", async () => {
        await open();
        const region = page.getByRole("region", { name: "Assumptions" });
        const question = (id: string) => region.getByRole("group").filter({ has: page.getByText(id, { exact: true }) });
        const answer = (id: string, name: string) =>
            question(id).getByRole("radio", { name: new RegExp(`^${name}: `) });
        const link = page.getByRole("link", { name: /switched$/ });
        await region.getByText(`0 of ${assumptions.length} switched`).waitFor();
        for (const { id, given, answers } of assumptions) {
            assert.equal(await answer(id, given).isChecked(), true, id);
            assert.equal(await question(id).getByRole("radio").count(), Object.keys(answers).length, id);
            assert.equal(await question(id).getByText("the emulator's own", { exact: true }).count(), 1, id);
        }
        assert.equal(await link.count(), 0);

        const unknown = async () => {
            const { status, json } = await rpc(dataworks.url, "GetDISyncTask", {
                ...parametersOf(orders),
                FileId: "1",
            });
            return [status, json?.["Code"]];
        };
        assert.deepEqual(await unknown(), [200, undefined]);
        await answer("unknown-file-id", "error").check();
        await says('unknown-file-id: the answer is "error" from now on.');
        assert.deepEqual(await unknown(), [400, "Param.Invalid"]);
        await control.assume({ "project-by-name": "missing" });
        await link.getByText("2 assumptions switched").waitFor();
        assert.equal(await answer("project-by-name", "missing").isChecked(), true);
        await region.getByLabel("only those that are switched").check();
        const shown = async () => (await region.locator("fieldset:visible .id").allInnerTexts()).join();
        assert.equal(await shown(), "unknown-file-id,project-by-name");
        await answer("project-by-name", "found").check();
        await link.getByText("1 assumption switched").waitFor();
        assert.equal(await shown(), "unknown-file-id,project-by-name", "what has the focus stays");

        await button("Put all back").click();
        await says("The emulator gives its own answers again.");
        assert.deepEqual(await unknown(), [200, undefined]);
        await region.getByText("The emulator gives its own answer to each.").waitFor();
        assert.equal(await shown(), "");
        await control.assume({ "unknown-file-id": "error" });
        await link.getByText("1 assumption switched").waitFor();
        await control.reset();
        await link.waitFor({ state: "hidden" });
        assert.deepEqual(wrong, []);
    });

    it("keeps the answer that was chosen last, however fast the arrows go and whatever others switch meanwhile", async () => {
        await open();
        await page.getByText(`0 of ${assumptions.length} switched`).waitFor();
        const asked: unknown[] = [];
        let release = () => {};
        const held = new Promise<void>((resolve) => (release = resolve));
        await page.route("**/_emulator/assume", async (route) => {
            asked.push(route.request().postDataJSON());
            await held;
            await route.continue();
        });
        try {
            await page.locator("#unknown-file-invalid").focus();
            for (const key of ["ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
            await control.assume({ "unknown-file-id": "error" });
            await rpc(dataworks.url, "GetDISyncTask", parametersOf(orders));
            // Calls are told of after answers, and drawn after them.
            await page.getByText("1 calls", { exact: true }).waitFor();
            assert.equal(await page.locator("#unknown-file-fail").isChecked(), true);
            assert.deepEqual(asked, [{ "unknown-file": "notFound" }], "the second waits for the first");
            release();
            await says('unknown-file: the answer is "fail" from now on.');
        } finally {
            release();
            await page.unrouteAll();
        }
        await page.getByText("2 assumptions switched", { exact: true }).waitFor();
        assert.equal(await page.locator("#unknown-file-fail").isChecked(), true);
        const { json } = await rpc(dataworks.url, "GetFile", { ProjectId: projectId, FileId: "1" });
        assert.equal(json?.["Success"], false);
    });

    it("shows the answer that is given, where somebody switches it back before it is told of its own switch", async () => {
        await open();
        await page.getByText(`0 of ${assumptions.length} switched`).waitFor();
        await page.route("**/_emulator/assume", async (route) => {
            const response = await route.fetch();
            await control.assume({ "unknown-file": "invalid" });
            // When the call is told of, so is all that was before it.
            await rpc(dataworks.url, "GetDISyncTask", parametersOf(orders));
            await page.getByText("1 calls", { exact: true }).waitFor();
            await route.fulfill({ response });
        });
        try {
            await page.locator("#unknown-file-notFound").click();
            await says('unknown-file: the answer is "notFound" from now on.');
            await page.locator("#unknown-file-invalid:checked").waitFor();
            assert.equal(await page.getByRole("link", { name: /switched$/ }).count(), 0);
        } finally {
            await page.unrouteAll();
        }
    });

    it("shows the answer that is given still where another one is refused", async () => {
        await open();
        await page.getByText(`0 of ${assumptions.length} switched`).waitFor();
        await page.route("**/_emulator/assume", (route) => route.abort());
        try {
            await page.locator("#unknown-file-notFound").click();
            await says("The emulator does not answer.");
            assert.equal(await page.locator("#unknown-file-invalid").isChecked(), true);
        } finally {
            await page.unrouteAll();
        }
    });

    it("takes no harm from what a task, a user or a caller is called", async () => {
        const hostile = `</script></textarea><img src=x onerror="document.title='harmed'"><script>document.title="harmed"</script>`;
        await open();
        await control.seed({
            workspaces: [
                {
                    projectId,
                    identifier: hostile,
                    tasks: [
                        {
                            fileId: 1,
                            name: hostile,
                            folder: hostile,
                            owner: hostile,
                            definition: hostile,
                            deployed: true,
                        },
                    ],
                },
            ],
        });
        await control.editTask({ projectId, fileId: 1, definition: { [hostile]: hostile }, user: hostile });
        await control.addFault({ operation: "*", kind: "error", status: 400, code: hostile, message: hostile });
        await rpc(dataworks.url, "GetDISyncTask", { ...parametersOf(orders), FileId: hostile });
        await listed("Tasks", hostile).first().click();
        await page.getByRole("heading", { name: hostile, exact: true }).waitFor();
        const shown = await field("Definition").inputValue();
        assert.deepEqual(JSON.parse(shown), { [hostile]: hostile });
        await page.locator("del").getByText(hostile).waitFor();
        await listed("Calls", /GetDISyncTask/).click();
        await page.locator("#call").getByText(hostile).first().waitFor();
        await page.getByRole("list", { name: "Faults that are set" }).getByText("harmed").waitFor();
        assert.equal(await page.title(), "DataWorks emulator");
        assert.equal(await page.locator("img, script:not([src])").count(), 0);
        assert.deepEqual(wrong, []);

        await control.editTask({ projectId, fileId: 1, definition: "x", user: "\u202eevil\u0007" });
        await page.getByText("\\u202eevil\\u0007").first().waitFor();
    });

    it("runs nothing that is put into it, and loads nothing from elsewhere", async () => {
        await open();
        const policy = (await fetch(dataworks.url)).headers.get("content-security-policy") ?? "";
        assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
        assert.doesNotMatch(policy, /unsafe|\*|data:|http/);
        await assert.rejects(page.evaluate("document.body.innerHTML = '<b>x</b>'"), /TrustedHTML/);
        await assert.rejects(page.evaluate("document.body.setAttribute('onclick', '1')"), /TrustedScript/);
        assert.equal(await page.title(), "DataWorks emulator");
        await assert.rejects(page.evaluate("fetch('http://127.0.0.1:1/').then(() => 1)"));
        assert.ok(wrong.some((each) => each.includes("Content Security Policy")));
        requested = requested.filter((each) => each !== "http://127.0.0.1:1/");
    });

    it("holds no secret", async () => {
        await open({ ...seed, credentials: [{ ...emulatorCredentials, securityToken: "an-obviously-false-token" }] });
        await rpc(dataworks.url, "GetDISyncTask", parametersOf(orders), {
            credentials: { ...emulatorCredentials, securityToken: "an-obviously-false-token" },
        });
        await listed("Calls", /GetDISyncTask/).click();
        await page.locator("#call").getByText("with a security token").waitFor();
        const whole = await page.content();
        for (const secret of [emulatorCredentials.accessKeySecret, "an-obviously-false-token"])
            assert.ok(!whole.includes(secret));
    });

    it("does everything by the keyboard alone", async () => {
        await open();
        await listed("Tasks", "orders").first().waitFor();
        const focused = () => page.evaluate<string>("document.activeElement.id || document.activeElement.textContent");
        const tabTo = async (name: string) => {
            const passed: string[] = [];
            for (let steps = 0; steps < 60; steps += 1) {
                await page.keyboard.press("Tab");
                const now = await focused();
                if (now === name) return;
                passed.push(now);
            }
            assert.fail(`${name} is not reached: ${passed.join(", ")}`);
        };
        await tabTo("task-find");
        await page.keyboard.type("orders");
        await page.getByText("1 of 4 tasks").waitFor();
        await tabTo("task-list");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "orders", exact: true }).waitFor();
        await field("Definition").waitFor();
        await tabTo("Deploy");
        await page.keyboard.press("Enter");
        await says("Deployed.");
        await task("orders", "deployed").waitFor();
        assert.equal(await focused(), "Deploy", "the focus stays");
        await tabTo("definition");
        await page.keyboard.press("Control+A");
        await page.keyboard.type('{"typed": true}');
        await tabTo("save");
        await page.keyboard.press("Space");
        await says("Saved.");
        assert.equal((await control.task(orders)).definition, '{"typed":true}');
        for (const expected of ["definition", "Undeploy", "Approve", "Deploy"]) {
            await page.keyboard.press("Shift+Tab");
            assert.equal(await focused(), expected);
        }
        await tabTo("assumptions-only");
        await tabTo("unknown-file-id-fail");
        await page.keyboard.press("ArrowDown");
        await says('unknown-file-id: the answer is "error" from now on.');
        assert.equal(await focused(), "unknown-file-id-error");
        await page.keyboard.press("Shift+Tab");
        assert.equal(await focused(), "assumptions-back");
        await page.keyboard.press("Enter");
        await says("The emulator gives its own answers again.");
        assert.equal(await focused(), "assumptions-back", "the focus stays");
    });

    it("goes through a list by arrows, pages, its beginning and its end", async () => {
        await open();
        await manyCalls(dataworks.url, Array<string>(100).fill("GetDISyncTask"));
        await page.getByText("100 calls", { exact: true }).waitFor();
        const list = page.getByRole("listbox", { name: "Calls" });
        await list.focus();
        const chosen = () => list.locator('[aria-selected="true"]').getAttribute("aria-posinset");
        const press = async (key: string) => {
            await page.keyboard.press(key);
            return chosen();
        };
        assert.deepEqual(
            [await press("ArrowDown"), await press("ArrowDown"), await press("ArrowUp"), await press("End")],
            ["1", "2", "1", "100"],
        );
        assert.ok(await list.locator('[aria-selected="true"]').isVisible());
        assert.ok(Number(await press("PageUp")) < 97);
        assert.equal(await press("Home"), "1");
        assert.equal(await list.getAttribute("aria-activedescendant"), "call-list-0");
    });

    it("holds 1,000 tasks and 10,000 calls with no more rows in the page than can be seen", async () => {
        const tasks = Array.from({ length: 1000 }, (_, index) => ({ fileId: index + 1, name: `task_${index + 1}` }));
        await open({ workspaces: [{ projectId, identifier: "shop", tasks }] });
        const operations = Array.from({ length: 10_050 }, (_, index) =>
            index % 100 === 0 ? "GetFile" : "GetDISyncTask",
        );
        await manyCalls(dataworks.url, operations);
        const look = async () => {
            await page.getByText("1000 tasks", { exact: true }).waitFor();
            await page.getByText("the newest 10000 calls").waitFor();
            assert.ok((await page.locator(".row").count()) < 100);
            await choice("Operation").selectOption("GetFile");
            await page.getByText(/^(99|100|101) of the newest 10000 calls$/).waitFor();
            assert.ok((await page.locator(".row").count()) < 100);
            await page.locator("#task-find").fill("task_99");
            await page.getByText("11 of 1000 tasks").waitFor();
        };
        await look();
        await page.reload();
        await look();
    });

    it("says when the emulator is gone", async () => {
        await open();
        await dataworks.close();
        await says("The emulator does not answer: what you see may be old.");
    });

    it("is light or dark as the system is, and fits a window as narrow as a phone", async () => {
        await open(seed, { width: 320, height: 700 });
        await page.emulateMedia({ colorScheme: "light" });
        await choose("orders");
        const background = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
        const light = await background();
        await page.emulateMedia({ colorScheme: "dark" });
        assert.notEqual(await background(), light);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 320);
    });
});

function parametersOf({ projectId, fileId }: { projectId: string; fileId: string }): Record<string, string> {
    return { ProjectId: projectId, FileId: fileId, TaskType: "DI_REALTIME" };
}
