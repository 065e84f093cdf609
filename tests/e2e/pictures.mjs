// Makes pictures of every state of the built page: four widths, both themes. `node tests/e2e/pictures.mjs FOLDER [STATE…]`
// Of a page that is served already: `SITE=http://127.0.0.1:8080/ node …`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { STATES, pageIn, site } from "./states.mjs";

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error("Where to? node tests/e2e/pictures.mjs FOLDER [STATE…]");
await mkdir(folder, { recursive: true });
const server = await site();
const browser = await launch();
for (const name of Object.keys(STATES)) {
  if (wanted.length && !wanted.includes(name)) continue;
  for (const width of [320, 390, 1280, 1920]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await pageIn(browser, server.url, name, { viewport: { width, height: 900 }, colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
  }
  console.log(name);
}
await browser.close();
await server.close();
