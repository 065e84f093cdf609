// The page as a single file, opened as one: all of it works, nothing is asked for, and its own policy sees to that.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { complaints, launch } from "./browser.mjs";
import { accessible } from "./harness.mjs";
import { dist, integrityOf, serve, single as NAME } from "./server.mjs";
import { examples, endpointWithRelay } from "./tickets.mjs";

const html = readFile(join(dist, NAME), "utf8");

let browser;
test.before(async () => (browser = await launch()));
test.after(() => browser?.close());

/** Copies the file to where nothing else is, and opens it there. Fails when it asks for anything or complains. */
async function opened(t, { after = "", expected = [], blocked = [], ...options } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "a stick-"));
  const file = join(folder, NAME);
  await cp(join(dist, NAME), file);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const requests = [];
  const problems = complaints(page);
  context.on("request", (request) => requests.push(request.url()));
  const url = pathToFileURL(file).href;
  t.after(async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
    const others = requests.filter((request) => request.split(/[?#]/)[0] !== url && !/^(?:data|blob):/.test(request));
    assert.deepEqual(others, blocked, "nothing is asked for");
    assert.deepEqual(problems.filter((problem) => !expected.some((pattern) => pattern.test(problem))), []);
  });
  await page.goto(url + after);
  await page.locator("#input").waitFor();
  return { page, context, url, requests };
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const value = (page) => page.locator("#input").inputValue();

test("answers, takes apart, edits and draws a code", async (t) => {
  const { page } = await opened(t);
  await page.locator("#input").fill(`see ${examples.endpoint} please`);
  await page.locator("#answer").getByRole("heading", { name: /The address of endpoint/ }).waitFor();
  await page.getByRole("treeitem", { name: /^endpoint id/ }).first().waitFor();
  await button(page, "Edit").click();
  await page.getByRole("button", { name: "+ IP address" }).click();
  await page.waitForFunction(() => document.activeElement.matches("input") && document.activeElement.value === "");
  await page.keyboard.type("203.0.113.9:1");
  const text = await value(page);
  assert.match(text, /^see endpoint[a-z2-7]+ please$/);
  assert.notEqual(text, `see ${examples.endpoint} please`);
  await button(page, "QR code").click();
  const picture = PNG.sync.read(await page.locator(".qr svg").screenshot());
  assert.equal(jsqr(new Uint8ClampedArray(picture.data), picture.width, picture.height).data, text.slice("see ".length, -" please".length));
  await accessible(page);
});

test("exact checks and the table are inside", async (t) => {
  const { page } = await opened(t, { after: `#${endpointWithRelay("https://xn--/")}` });
  await page.locator("#answer").filter({ hasText: /iroh-tickets-1 rejects/ }).waitFor();
  await page.locator("#input").fill(`${examples.endpoint} ${examples.node}`);
  await button(page, "As a table").click();
  await page.getByText("2 rows").waitFor();
  assert.match(page.url(), /\.html$/, "the ticket before is gone from the address");
});

test("reads a code in an image, by the worker inside", async (t) => {
  const { page } = await opened(t);
  await button(page, "Scan").click();
  const chooser = page.waitForEvent("filechooser");
  await button(page, "Choose images").click();
  await (await chooser).setFiles(fileURLToPath(new URL("codes/endpoint.png", import.meta.url)));
  await page.waitForFunction((text) => document.querySelector("#input").value === text, examples.endpoint);
});

test("reads types of one's own", async (t) => {
  const { page } = await opened(t);
  await page.locator("#own-types").click();
  await page.locator("#types-source").fill("struct Ticket { name: String, count: i16 }");
  await page.locator("#input").fill("0464656d6f05");
  await page.getByText("Reads completely as Ticket").waitFor();
});

test("its address is offered to nobody: it is a path on this machine", async (t) => {
  const { page } = await opened(t, { after: `#${examples.endpoint}` });
  await button(page, "Share").click();
  await button(page, "Redacted report").waitFor();
  await button(page, "QR code").click();
  await page.locator(".qr svg").waitFor();
  assert.equal(await page.getByText(/link to this page|markdown link/i).count(), 0);
});

test("its policy lets out nothing, and runs nothing else", async (t) => {
  const { page, context } = await opened(t, {
    expected: [/Content Security Policy|violates|Trusted(?:HTML|Script)|WebSocket|blocked/i],
    // What the policy stops is told about as if it had begun.
    blocked: ["https://example.com/", "https://example.com/x.png"],
  });
  const failures = [];
  context.on("requestfailed", (request) => failures.push(request.failure().errorText));
  const broken = await page.evaluate(async () => {
    const directives = new Set();
    document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
    const refused = async (act) => {
      try {
        await act();
        return false;
      } catch {
        return true;
      }
    };
    const settled = (target, good) => new Promise((resolve, reject) => {
      target[good] = resolve;
      target.onerror = reject;
    });
    const results = {
      request: await refused(() => {
        const request = new XMLHttpRequest();
        request.open("GET", "https://example.com/");
        const done = settled(request, "onload");
        request.send();
        return done;
      }),
      itself: await refused(() => {
        const request = new XMLHttpRequest();
        request.open("GET", location.href);
        const done = settled(request, "onload");
        request.send();
        return done;
      }),
      image: await refused(() => {
        const image = new Image();
        const done = settled(image, "onload");
        image.src = "https://example.com/x.png";
        return done;
      }),
      socket: await refused(() => settled(new WebSocket("wss://example.com/"), "onopen")),
      eval: await refused(() => (0, eval)("1 + 1")),
      html: await refused(() => (document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>")),
      worker: await refused(() => new Worker("https://example.com/x.js")),
    };
    navigator.sendBeacon("https://example.com/", "x");
    const form = Object.assign(document.createElement("form"), { action: "https://example.com/" });
    document.body.append(form);
    form.submit();
    const script = document.createElement("script");
    await refused(() => {
      script.textContent = "globalThis.inlineRan = true";
      document.head.append(script);
    });
    results.inline = globalThis.inlineRan === undefined;
    for (let tries = 0; tries < 50 && !directives.has("form-action"); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    return { results, directives: [...directives].sort() };
  });
  assert.ok(failures.length >= 2 && failures.every((failure) => failure === "csp"), String(failures));
  assert.deepEqual(Object.entries(broken.results).filter(([, refused]) => !refused), []);
  for (const directive of ["connect-src", "form-action", "img-src"]) assert.ok(broken.directives.includes(directive), `${directive} in ${broken.directives}`);
});

test("the policy names what stands in the file, and no host", async () => {
  const text = await html;
  const scripts = [...text.matchAll(/<script(?: type="module")?>(.*?)<\/script>/gs)].map(([, script]) => `'${integrityOf(script)}'`);
  const [, style] = text.match(/<style>(.*?)<\/style>/s);
  const [, policy] = text.match(/Content-Security-Policy" content="([^"]*)"/);
  assert.equal(
    policy,
    `default-src 'none'; script-src 'wasm-unsafe-eval' ${scripts.join(" ")}; style-src '${integrityOf(style)}'; img-src data: blob:; worker-src blob:; ` +
      "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default",
  );
  assert.equal(scripts.length, 2);
  // Everything that an element could load stands in the file.
  assert.deepEqual([...text.matchAll(/<[^>]* (?:src|href)="(?!data:)([^"]*)"/g)].map(([tag]) => tag), []);
});

test("a host that reads _headers can serve it beside the site", async (t) => {
  const server = await serve({ headers: true });
  const page = await browser.newPage();
  t.after(() => Promise.all([page.close(), server.close()]));
  await page.goto(server.url + NAME);
  await page.locator("#input").fill(examples.endpoint);
  await button(page, "QR code").waitFor();
  assert.deepEqual(server.served, [`/${NAME}`]);
});
