// The same page in Firefox, through WebDriver BiDi: Playwright drives a Firefox of its own only.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "puppeteer-core";
import { dist, serve, single } from "./server.mjs";
import { examples } from "./tickets.mjs";

const ENDPOINT = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";

/** Waits until `get` gives something that `fits`, and hands it back. */
async function until(what, get, fits = Boolean) {
  for (let tries = 0; tries < 100; tries += 1) {
    const got = await get();
    if (fits(got)) return got;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`not in time: ${what}`);
}

const options = { skip: process.env.FIREFOX ? false : "no Firefox here" };

/** Opens an address; what the page complains about is gathered. */
async function opened(t, url) {
  const sandbox = process.getuid?.() === 0 ? { MOZ_DISABLE_CONTENT_SANDBOX: "1" } : {};
  const browser = await launch({ browser: "firefox", executablePath: process.env.FIREFOX, env: { ...process.env, ...sandbox } });
  t.after(() => browser.close());
  const page = await browser.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(url);
  return { page, problems };
}

test("explains what is typed, and builds from the form", options, async (t) => {
  const server = await serve({ base: "/" });
  t.after(() => server.close());
  const { page, problems } = await opened(t, server.url);

  const input = await page.waitForSelector("aria/Paste a link, a ticket, or any text with one in it[role='textbox']");
  await input.type(`see ${ENDPOINT} please`);
  const answer = await page.waitForSelector("aria/Answer[role='region']");
  const sentence = await until("the sentence", () => answer.evaluate((element) => element.textContent), (text) => text.includes("The address of endpoint 8a88e3dd74"));
  assert.match(sentence, /iroh-tickets-1/);

  await (await page.waitForSelector("aria/Edit[role='button']")).click();
  const id = await page.waitForSelector("aria/Endpoint id[role='textbox']");
  assert.ok(await id.evaluate((element) => element.value.startsWith("8a88e3dd74")));
  await (await page.waitForSelector("aria/+ IP address[role='button']")).click();
  const address = await page.waitForSelector("aria/IP address and port[role='textbox']");
  let typed = "";
  for (const key of "192.0.2.7:4433") {
    await address.type(key);
    typed += key;
    assert.equal(await address.evaluate((element) => element.value), typed);
  }
  const text = await until("the new ticket in the message", () => input.evaluate((element) => element.value), (value) => !value.includes(ENDPOINT));
  assert.match(text, /^see endpoint[a-z2-7]+ please$/);
  assert.deepEqual(problems, []);
});

test("opens the single file, and reads a code in it", options, async (t) => {
  const { page, problems } = await opened(t, `${pathToFileURL(join(dist, single)).href}#${examples.link}`);
  await page.waitForSelector("[role=treeitem]");
  await (await page.waitForSelector("aria/Scan[role='button']")).click();
  await page.waitForSelector("aria/Choose images[role='button']");
  const chooser = await page.waitForSelector("input[type=file]");
  await chooser.uploadFile(fileURLToPath(new URL("codes/endpoint.png", import.meta.url)));
  const text = () => page.evaluate(() => document.querySelector("#input").value);
  await until("the text of the code", text, (text) => text.includes(examples.endpoint));
  assert.deepEqual(problems, []);
});
