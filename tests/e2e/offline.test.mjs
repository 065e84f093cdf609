// The page without a network, and from one build to the next: never a mixture of two.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { setTimeout } from "node:timers/promises";
import { complaints, launchOwn } from "./browser.mjs";
import { open } from "./harness.mjs";
import { dist, hashedFiles, integrityOf, serve } from "./server.mjs";
import { examples } from "./tickets.mjs";

const BUILD = /const BUILD = (\{ name: "[^"]*", files: \{[^}]*\} \});/;

/** A copy of the site as another build has it: with a page and a worker of its own. `change` damages it. */
async function another(t, change = () => {}) {
  const folder = await mkdtemp(join(tmpdir(), "site-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(dist, folder, { recursive: true });
  const page = join(folder, "index.html");
  const worker = join(folder, "sw.js");
  const html = (await readFile(page, "utf8")).replace(/(name="build" content=")[^"]+/, "$1next");
  await writeFile(page, html);
  const script = await readFile(worker, "utf8");
  const next = script
    .replace(/(name: ")[^"]+/, "$1next")
    .replace(/("\.\/": ")[^"]+/, `$1${integrityOf(html)}`);
  assert.notEqual(next, script);
  await writeFile(worker, next);
  await change(folder);
  return folder;
}

const kept = { serviceWorkers: "allow" };

/** Waits until the page is kept. */
const isKept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((resolve) => (navigator.serviceWorker.oncontrollerchange = resolve));
  }
});
const buildOf = (page) => page.locator("meta[name=build]").getAttribute("content");
const caches = (page) => page.evaluate(() => globalThis.caches.keys());

async function opened(t, options) {
  const all = await open(t, { ...kept, ...options });
  await isKept(all.page);
  return all;
}

test("what the worker keeps is the whole build, and nothing else", async () => {
  const script = await readFile(join(dist, "sw.js"), "utf8");
  const [, text] = script.match(BUILD);
  const { files } = new Function(`return ${text}`)();
  assert.deepEqual(Object.keys(files).sort(), ["./", ...(await hashedFiles()).map((name) => `./${name}`)].sort());
  for (const [path, integrity] of Object.entries(files)) {
    const bytes = await readFile(join(dist, path === "./" ? "index.html" : path));
    assert.equal(integrity, integrityOf(bytes), path);
  }
});

for (const path of ["/", "/some/where/"]) {
  test(`without a network all of the page is there, under ${path}`, async (t) => {
    const { page, context, url } = await opened(t, { path });
    await context.setOffline(true);
    await page.goto(`${url}#${examples.endpoint}`);
    await page.reload();
    await page.getByRole("button", { name: "QR code" }).click();
    await page.locator(".qr svg, .qr canvas").first().waitFor();
    await page.locator("#input").fill(`${examples.endpoint} ${examples.node}`);
    await page.getByRole("button", { name: "As a table" }).click();
    await page.getByText("2 rows").waitFor();
  });
}

test("the next build is offered while the page is open, and takes over its text", async (t) => {
  const { page, server } = await opened(t);
  const before = await buildOf(page);
  await page.reload();
  await page.locator("#input").click();
  await page.keyboard.type("see endpointac");
  await server.swap(await another(t));
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const update = page.getByRole("button", { name: "A new version is here" });
  await update.waitFor();
  assert.equal(await buildOf(page), before, "nothing changes unasked");
  await update.click();
  await page.waitForFunction(() => document.querySelector("meta[name=build]").content === "next");
  await page.waitForFunction(() => document.querySelector("#input")?.value === "see endpointac");
  assert.deepEqual(await caches(page), ["build next"]);
});

test("a build that came while the page was closed is there on the visit after the next", async (t) => {
  const { page, context, server, url } = await opened(t);
  const before = await buildOf(page);
  await server.swap(await another(t));
  await page.close();
  const second = await context.newPage();
  await second.goto(url);
  await second.locator("#input").waitFor();
  assert.equal(await buildOf(second), before, "what is kept comes first");
  await second.getByRole("button", { name: "A new version is here" }).waitFor();
  await second.close();
  // The next worker takes over a moment after the last page is gone: who comes back sooner still sees the one before.
  let third;
  for (let visits = 0; visits < 20; visits += 1) {
    third = await context.newPage();
    await third.goto(url);
    await third.locator("#input").waitFor();
    if ((await buildOf(third)) === "next") break;
    await third.close();
    await setTimeout(250);
  }
  assert.equal(await buildOf(third), "next");
  assert.deepEqual(await caches(third), ["build next"]);
});

const damages = {
  "with a file that is missing": async (folder) => {
    const [name] = (await readdir(folder)).filter((name) => name.startsWith("url-") && name.endsWith(".wasm"));
    await rm(join(folder, name));
  },
  "with a file of another build": async (folder) => {
    const [name] = (await readdir(folder)).filter((name) => name.startsWith("views-") && name.endsWith(".wasm"));
    const bytes = await readFile(join(folder, name));
    bytes[bytes.length - 1] ^= 1;
    await writeFile(join(folder, name), bytes);
  },
  "with the page of another build": (folder) => cp(join(dist, "index.html"), join(folder, "index.html")),
};
for (const [what, damage] of Object.entries(damages)) {
  test(`a build ${what} is not taken, and the one before goes on`, async (t) => {
    const { page, context, server, url } = await opened(t, { expected: [/integrity|404|Failed to fetch/i] });
    const before = await buildOf(page);
    await server.swap(await another(t, damage));
    const failed = await page.evaluate(async () => {
      const registered = await navigator.serviceWorker.ready;
      await registered.update().catch(() => {});
      const worker = registered.installing;
      if (worker) await new Promise((resolve) => (worker.onstatechange = () => worker.state === "redundant" && resolve()));
      return registered.waiting === null;
    });
    assert.ok(failed);
    assert.equal((await caches(page)).length, 1);
    await context.setOffline(true);
    await page.goto(url);
    await page.locator("#input").fill(examples.endpoint);
    await page.getByRole("button", { name: "QR code" }).waitFor();
    assert.equal(await buildOf(page), before);
  });
}

test("what is shared to the app arrives by POST, at the worker alone, and once", async (t) => {
  const { page, url, served } = await opened(t);
  served.length = 0;
  await page.evaluate(async (text) => {
    const form = new FormData();
    form.set("text", text);
    await fetch("./", { method: "POST", body: form });
  }, `join ${examples.endpoint}`);
  assert.deepEqual(served.filter((path) => path.includes("?")), []);
  await page.goto(url);
  await page.waitForFunction((text) => document.querySelector("#input")?.value === text, `join ${examples.endpoint}`);
  await page.reload();
  await page.locator("#input").waitFor();
  await page.getByRole("button", { name: "Examples" }).waitFor();
  assert.equal(await page.locator("#input").inputValue(), "");
});

test("an image that is shared to the app is read", async (t) => {
  const { page, url, served } = await opened(t);
  const code = await readFile(new URL("codes/endpoint.png", import.meta.url), "base64");
  served.length = 0;
  await page.evaluate(async (code) => {
    const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
    const form = new FormData();
    form.append("images", new File([bytes], "photo.png", { type: "image/png" }));
    form.append("images", new File(["no image"], "notes.txt", { type: "text/plain" }));
    await fetch("./", { method: "POST", body: form });
  }, code);
  assert.deepEqual(served, [], "nothing of it reaches the host");
  await page.goto(url);
  await page.waitForFunction((text) => document.querySelector("#input")?.value === text, examples.endpoint);
});

test("installed, it has a window of its own, needs no host, and takes the next build", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "somebody-"));
  const server = await serve({ base: "/some/where/", headers: true });
  const context = await launchOwn(folder);
  t.after(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const page = await context.newPage();
  const problems = [complaints(page)];
  await page.goto(server.url);
  await isKept(page);
  const browser = await context.newCDPSession(page);
  assert.deepEqual(await browser.send("Page.getInstallabilityErrors"), { installabilityErrors: [] });
  const { manifest, errors } = await browser.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(manifest.id, server.url, "a host can have several apps, each under its own path");
  await browser.send("PWA.install", { manifestId: manifest.id });
  // Who installs by hand gets what the manifest asks for; the protocol leaves the window to a setting.
  await browser.send("PWA.changeAppUserSettings", { manifestId: manifest.id, displayMode: "standalone" });

  const launched = async () => {
    const [app] = await Promise.all([context.waitForEvent("page"), browser.send("PWA.launch", { manifestId: manifest.id })]);
    problems.push(complaints(app));
    await app.locator("#input").waitFor();
    return app;
  };
  const app = await launched();
  assert.ok(await app.evaluate(() => matchMedia("(display-mode: standalone)").matches));
  assert.equal(app.url(), server.url);
  await app.close();

  await context.setOffline(true);
  const offline = await launched();
  await offline.locator("#input").fill(examples.endpoint);
  await offline.getByRole("button", { name: "QR code" }).waitFor();
  await context.setOffline(false);

  await server.swap(await another(t));
  await offline.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await offline.getByRole("button", { name: "A new version is here" }).click();
  await offline.waitForFunction(() => document.querySelector("meta[name=build]").content === "next");
  await offline.waitForFunction((text) => document.querySelector("#input")?.value === text, examples.endpoint);
  assert.deepEqual(problems.flat(), []);
});
