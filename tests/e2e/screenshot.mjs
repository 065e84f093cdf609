// Takes the pictures of README.md and docs/tour.md, of the built page. `node tests/e2e/screenshot.mjs`, after `cargo xtask build`
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { pageIn, site } from "./states.mjs";

/** Where each picture goes, the state of the page, and what is not as in the others. */
const PICTURES = [
  ["screenshot", "link", { viewport: { width: 1280, height: 1080 } }],
  ["tour/start", "start", {}],
  ["tour/broken", "broken", {}],
  ["tour/old", "old", { colorScheme: "dark" }],
  ["tour/form", "form", { viewport: { width: 1600, height: 1000 } }],
  ["tour/qr", "qr", {}],
  ["tour/phone", "secret", { viewport: { width: 390, height: 1240 }, colorScheme: "dark" }],
];

const server = await site();
const browser = await launch();
for (const [name, state, options] of PICTURES) {
  const page = await pageIn(browser, server.url, state, { viewport: { width: 1280, height: 900 }, colorScheme: "light", ...options });
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  await page.screenshot({ path: fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url)) });
  await page.close();
}
await browser.close();
await server.close();
