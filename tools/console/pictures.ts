// The pictures of the console in the emulator's README: `npx ts-node tools/console/pictures.ts` makes them anew.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Seed } from "dataworks-emulator";
import { rpc } from "../../test/support/rpc";
import { root } from "../root";
import { openChromium } from "./browser";

const orders = { projectId: "10000", fileId: "510001" };
const clicks = { projectId: "10000", fileId: "7567482277219412494" };
/** The emulator's clock stands, so that a picture is the same whenever it is made. */
const time = Date.parse("2026-09-15T07:30:00Z");

async function main(): Promise<void> {
    const seed = JSON.parse(await readFile(join(root, "emulator", "seeds", "shop.json"), "utf8")) as Seed;
    const dataworks = await startEmulator({ seed, quota: { perSecond: 10 }, now: () => time });
    const { control, url } = dataworks;
    const browser = await openChromium();
    try {
        const call = (action: string, { projectId, fileId }: typeof orders) =>
            rpc(url, action, { ProjectId: projectId, FileId: fileId, TaskType: "DI_REALTIME" });
        await control.addFault({ operation: "DeployDISyncTask", kind: "errorAfter", times: 1, skip: 1 });
        await call("GetDISyncTask", orders);
        await call("DeployDISyncTask", orders);
        await call("GetDISyncTask", clicks);
        await call("DeployDISyncTask", clicks);
        await call("StartDISyncInstance", clicks);
        await call("GetDISyncInstanceInfo", clicks);
        const { definition } = await control.task(orders);
        const edited = definition.replace('"ods_orders"', '"ods_orders_2026"');
        await control.editTask({ ...orders, definition: edited, user: "182293110403" });

        const page = await browser.newPage({ locale: "en-GB", timezoneId: "Asia/Shanghai" });
        for (const [name, colorScheme, width, height] of [
            ["wide", "light", 1100, 780],
            ["narrow", "dark", 380, 780],
        ] as const) {
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height });
            await page.goto(url);
            await page.getByRole("option", { name: "orders_to_maxcompute" }).click();
            await page.locator("ins").waitFor();
            await page.locator("#call-list [role=option]").first().waitFor();
            await page.evaluate("window.scrollTo(0, 0)");
            await page.screenshot({ path: join(root, "emulator", "console", `${name}.png`) });
        }
    } finally {
        await browser.close();
        await dataworks.close();
    }
}

void main();
