// The page as a host serves it: it starts anywhere, asks nobody, and stays inside its policy.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { accessible, built, forInstalling, onDemand, open, settled } from "./harness.mjs";
import { dist, hashedFiles, headerRules, integrityOf, single } from "./server.mjs";
import { examples } from "./tickets.mjs";

for (const [path, after] of [["/", ""], ["/some/sub/path/", ""], ["/", "#doc, endpointaaaa, https://b\u00fccher.example/"]]) {
  test(`starts under ${path}${after} with the files that the build names, and asks for nothing afterwards`, async (t) => {
    const { page, requests, served } = await open(t, { path, after });
    await settled(page, requests);
    // The browser may look for the icon, or not.
    const without = (list) => list.filter((file) => !file.includes("favicon")).toSorted();
    const asked = served.map((url) => url.slice(path.length));
    assert.deepEqual(without(asked), without(await built));
    const before = without(served);
    await page.locator("#input").fill("eidetica:?db=something and endpointaaaa, https://b\u00fccher.example/");
    await settled(page, requests);
    assert.deepEqual(without(served), before);
  });
}

test("starts with the headers of a host that reads _headers", async (t) => {
  const { page } = await open(t, { server: { headers: true, brotli: true } });
  await page.locator("#input").fill("anything");
});

test("the policy is in force", async (t) => {
  const { page } = await open(t, { expected: [/Content Security Policy|violates|Trusted(?:HTML|Script)|Failed to fetch/i] });
  const broken = await page.evaluate(async () => {
    const results = {};
    const violated = new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
    });
    results.fetch = await fetch("https://example.com/").then(() => "allowed", () => "refused");
    results.directive = await violated;
    const script = document.createElement("script");
    try {
      script.textContent = "globalThis.inlineRan = true";
      document.head.append(script);
    } catch {
      // Trusted Types refuse it a step earlier.
    }
    results.inline = globalThis.inlineRan ?? false;
    try {
      document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>";
      results.html = "allowed";
    } catch {
      results.html = "refused";
    }
    try {
      results.eval = (0, eval)("1 + 1");
    } catch {
      results.eval = "refused";
    }
    return results;
  });
  assert.deepEqual(broken, { fetch: "refused", directive: "connect-src", inline: false, html: "refused", eval: "refused" });
});

test("page and _headers state the same policy", async () => {
  const html = await readFile(join(dist, "index.html"), "utf8");
  const [, inPage] = html.match(/content="(default-src[^"]*)"/);
  const rules = headerRules(await readFile(join(dist, "_headers"), "utf8"));
  const [, inHeader] = rules[0][1].find(([name]) => name === "Content-Security-Policy");
  assert.equal(inHeader, `${inPage}; frame-ancestors 'none'`);
});

test("every file carries a hash in its name, and is checked by a hash when it is loaded", async () => {
  const html = await readFile(join(dist, "index.html"), "utf8");
  const files = await hashedFiles();
  assert.deepEqual([...(await built).slice(1), ...(await onDemand), ...(await forInstalling)].toSorted(), files.toSorted(), "the page names each file, once");
  for (const file of files) {
    const integrity = integrityOf(await readFile(join(dist, file)));
    assert.equal(file.match(/^\w+-(\w{16})\.\w+$/)?.[1], integrity.slice("sha256-".length).replaceAll(/\W/g, "").slice(0, 16), file);
    // Browsers check no icon, no manifest, and no script of a worker; the worker that keeps them does.
    if (!/\.(?:svg|png|webmanifest)$|^reader.*\.js$/.test(file)) assert.match(html, new RegExp(`"\\./${file}"[^>]* (?:data-)?integrity="${integrity.replaceAll(/[+/]/g, "\\$&")}"`));
  }
});

test("beside each file that gets smaller lie compressed copies of it, for hosts that serve those", async () => {
  const files = await readdir(dist);
  const whole = files.filter((file) => /\.(?:css|html|js|svg|wasm|webmanifest)$/.test(file) && file !== single);
  const copies = files.filter((file) => /\.(?:br|gz)$/.test(file));
  assert.deepEqual(copies.toSorted(), whole.flatMap((file) => [`${file}.br`, `${file}.gz`]).toSorted());
  for (const file of whole) {
    const [bytes, brotli, gzip] = await Promise.all(["", ".br", ".gz"].map((ending) => readFile(join(dist, file + ending))));
    assert.ok(brotliDecompressSync(brotli).equals(bytes), `${file}.br`);
    assert.ok(gunzipSync(gzip).equals(bytes), `${file}.gz`);
    assert.equal(gzip.readUInt32LE(4), 0, "no time stands in it: RFC 1952, 2.3.1");
  }
});

test("what is inline is what the policy names", async () => {
  const html = await readFile(join(dist, "index.html"), "utf8");
  const [, script] = html.match(/script-src 'self' 'wasm-unsafe-eval' ('sha256-[^']*');/);
  const [, style] = html.match(/style-src 'self' ('sha256-[^']*');/);
  assert.deepEqual([...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => `'${integrityOf(text)}'`), [script]);
  assert.deepEqual([...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text]) => `'${integrityOf(text)}'`), [style]);
});

test("what is typed before the wasm arrives is taken over", async (t) => {
  let release;
  const gate = new Promise((resolve) => (release = resolve));
  const { page } = await open(t, {
    mounted: false,
    before: ({ page }) => page.route("**/*.wasm", async (route) => {
      await gate;
      await route.continue();
    }),
  });
  await page.getByLabel("Paste a link, a ticket, or any text with one in it").fill("typed early");
  release();
  await page.locator("#input").waitFor();
  assert.equal(await page.locator("#input").inputValue(), "typed early");
  assert.equal(await page.locator("#early-input").count(), 0);
});

test("a page that cannot load says so, and keeps the text", async (t) => {
  const { page } = await open(t, {
    mounted: false,
    server: { change: (path) => (path.endsWith(".wasm") ? null : path) },
    expected: [/404|integrity|Failed to fetch/i],
  });
  const alert = page.getByRole("alert");
  await alert.getByText("could not be loaded").waitFor();
  await page.locator("#early-input").fill("still here");
  assert.ok(await alert.getByRole("button", { name: "Reload" }).isVisible());
  await accessible(page);
});

test("a wasm file that is not what was built is refused", async (t) => {
  const { page } = await open(t, {
    mounted: false,
    before: ({ page }) => page.route("**/*.wasm", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length - 1] ^= 1;
      await route.fulfill({ response, body });
    }),
    expected: [/integrity|Failed to fetch/i],
  });
  await page.getByRole("alert").getByText("could not be loaded").waitFor();
});

test("a panic keeps the text and offers a reload", async (t) => {
  const { page } = await open(t, { after: "#broken", expected: [/unreachable/] });
  assert.equal(await page.locator("#input").inputValue(), "broken");
  await page.evaluate(() => {
    // The smallest module that traps, called from where the page's own handlers are called.
    const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 120, 0, 0, 10, 5, 1, 3, 0, 0, 11);
    const { x } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    setTimeout(x);
  });
  const alert = page.getByRole("alert");
  await alert.getByText("stopped working").waitFor();
  assert.equal(await page.locator("#input").inputValue(), "broken");
  await accessible(page);
  await alert.getByRole("button", { name: "Start empty" }).click();
  await page.waitForURL((url) => url.hash === "");
  await page.locator("#input").waitFor();
});

test("without JavaScript the page says what it needs", async (t) => {
  const { page } = await open(t, { mounted: false, javaScriptEnabled: false });
  await page.locator("noscript p").waitFor();
});

for (const [stored, system, expected] of [[null, "dark", "dark"], [null, "light", "light"], ["dark", "light", "dark"], ["light", "dark", "light"]]) {
  test(`theme: stored ${stored}, system ${system}`, async (t) => {
    const { page } = await open(t, {
      colorScheme: system,
      before: ({ context }) => context.addInitScript((theme) => theme && localStorage.setItem("theme", theme), stored),
    });
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(background, expected === "dark" ? "rgb(20, 23, 28)" : "rgb(247, 248, 250)");
  });
}

for (const [width, height] of [[1280, 800], [390, 844], [320, 568]]) {
  test(`nothing is cut off or inaccessible at ${width} px`, async (t) => {
    const { page } = await open(t, { viewport: { width, height } });
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(await wide() <= 0, `${await wide()} px too wide`);
    await accessible(page);
    // Ten levels of fields, and each name still in one piece.
    await page.locator("#input").fill(examples.link);
    await page.getByLabel("Show the encoding").check();
    const fields = page.getByRole("treeitem");
    await fields.getByText("discriminant", { exact: true }).first().waitFor();
    assert.ok(await wide() <= 0, `${await wide()} px too wide with the encoding`);
    const tall = await fields.locator(".name").evaluateAll((all) => all.filter((name) => name.getBoundingClientRect().height > 56).map((name) => name.textContent));
    assert.deepEqual(tall, [], "no name takes more than two lines");
  });
}

test("the page says which build it is", async (t) => {
  const { page } = await open(t);
  const build = await page.locator("meta[name=build]").getAttribute("content");
  assert.match(build, /^\w{16}$/);
  await page.locator("footer").getByText(build).waitFor();
});
