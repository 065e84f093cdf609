// Takes the README's picture, docs/screenshot.png, of the built page. `node tests/e2e/screenshot.mjs`, after `cargo xtask build`
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const server = await serve();
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, colorScheme: "light" });
await page.goto(server.url);
await page.getByRole("button", { name: "Examples" }).click();
await page.getByRole("menuitem").first().click();
await page.locator(".tree [role=treeitem]").first().waitFor();
await page.evaluate(() => document.activeElement?.blur());
await page.screenshot({ path: fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url)) });
await browser.close();
await server.close();
