// What every browser test starts with: the built site on a server of its own, a browser, and a page that is watched.
// A test fails by itself when the page logs an error, breaks its own policy, or asks any other host for anything.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after } from "node:test";
import { complaints, launch } from "./browser.mjs";
import { dist, serve } from "./server.mjs";

let browser;
after(async () => (await browser)?.close());

/**
 * Opens the built page, and hands back `{ page, context, url, origin, requests, served, problems }` once it is mounted.
 * `path`: where the site lies on its server. `after`: what follows in the address, as `#…` or `?…`.
 * `own`: a browser of the test's own. `server`: options for the server. `mounted: false`: do not wait for the page. `expected`: problems that this test wants.
 * Nothing is kept for the next visit, unless it says `serviceWorkers: "allow"`.
 * Everything else goes to the browser context: `viewport`, `colorScheme`, `reducedMotion`, `javaScriptEnabled`, `permissions`.
 */
export async function open(t, { path = "/", after: rest = "", server: serverOptions, mounted = true, expected = [], before, own, ...options } = {}) {
  if (!own) browser ??= launch();
  const server = await serve({ base: path, ...serverOptions });
  const context = await (own ?? (await browser)).newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const requests = [];
  const problems = complaints(page);
  page.on("request", (request) => requests.push(request.url()));
  t.after(async () => {
    await context.close();
    await server.close();
    const foreign = requests.filter((url) => !url.startsWith(server.url) && !/^(?:data|blob):/.test(url));
    assert.deepEqual(foreign, [], "nothing but the site's own files is asked for");
    const surprising = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
    assert.deepEqual(surprising, [], "the page has nothing to complain about");
  });
  await before?.({ page, context, server });
  await page.goto(server.url + rest);
  if (mounted) await page.locator("#input").waitFor();
  return { page, context, server, url: server.url, origin: server.origin, requests, served: server.served, problems };
}

const page = readFile(join(dist, "index.html"), "utf8");
const named = async (pattern) => [...(await page).matchAll(pattern)].flatMap(([, ...files]) => files);

/** What the built page says that it loads, once each: itself, what its head names, and the files of its chunks. */
export const built = named(/<(?:script|link(?! rel="(?:manifest|apple-touch-icon)")|meta name="style"|meta name="chunk"(?=[^>]* data-early))[^>]*? (?:src|href|content)="\.\/([^"]+)"/g)
  .then((files) => ["", ...files]);

/** What it loads only when it is wanted: other chunks, and the worker with its program. */
export const onDemand = Promise.all([
  named(/<meta name="chunk"(?![^>]* data-early)[^>]*? content="\.\/([^"]+)"/g),
  named(/<meta name="worker" content="\.\/([^"]+)" data-wasm="\.\/([^"]+)"/g),
]).then((files) => files.flat());

/** What only an installed page needs: its manifest, and the icons that this and the page name. */
export const forInstalling = named(/<link rel="(?:manifest|apple-touch-icon)" href="\.\/([^"]+)"/g).then(async (files) => {
  const manifest = files.find((file) => file.endsWith(".webmanifest"));
  // A build for this machine only cannot be installed.
  if (!manifest) return files;
  const { icons } = JSON.parse(await readFile(join(dist, manifest), "utf8"));
  return [...new Set([...files, ...icons.map(({ src }) => src.replace("./", "")).filter((file) => file.endsWith(".png"))])];
});

/** How the tree shows a long id: by its ends. */
export const ends = (id) => `${id.slice(0, 10)}…${id.slice(-6)}`;

/** What the element that has the focus is called; of one without a name its id or text. */
export const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  // The body holds the text of everything.
  if (element === document.body) return "nothing";
  const labels = element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id).innerText);
  return (element.getAttribute("aria-label") ?? labels?.join(" ") ?? (element.id || element.textContent)).replace(/\s+/g, " ");
});

/** Waits until nothing has been asked for during `quiet` milliseconds. */
export async function settled(page, requests, quiet = 300) {
  for (let seen = -1; seen !== requests.length;) {
    seen = requests.length;
    await page.waitForTimeout(quiet);
  }
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Asserts that axe finds nothing wrong with what is on the page now. */
export async function accessible(page) {
  await page.evaluate(await axeSource);
  const violations = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`);
  });
  assert.deepEqual(violations, []);
}
