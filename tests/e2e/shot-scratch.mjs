// scratch: node shot-scratch.mjs name width scheme [text]
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";
import { readFileSync } from "node:fs";
const browser = await launch();
const server = await serve({ base: "/" });
const jobs = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { name, width = 1280, height = 900, scheme = "light", text = "", act, full = true } of jobs) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, deviceScaleFactor: 1, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  page.on("console", (m) => console.log(name, m.type(), m.text()));
  page.on("pageerror", (e) => console.log(name, "ERR", e.message));
  await page.goto(server.url + (text.startsWith("#") || text.startsWith("?") ? text : ""));
  await page.locator("#input").waitFor();
  if (text && !/^[#?]/.test(text)) await page.locator("#input").fill(text);
  if (act) await new Function("page", `return (async () => { ${act} })()`)(page);
  await page.waitForTimeout(150);
  await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: full });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) console.log(name, "too wide by", over);
  await context.close();
}
await browser.close(); await server.close();
