// The page's other half: from an empty form and from a pasted ticket, by keyboard alone, to a QR code that an independent
// reader reads; and what form, switches, sharing and comparing do on the way.
import assert from "node:assert/strict";
import test from "node:test";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { accessible, open } from "./harness.mjs";

const ID = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";
const DB = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
const ENDPOINT =
  "endpointacxfr74igmsbvsbnn73wcecg5vt3kbzncqwfrdiampuufwnhkublmbaadjuhi5dqom5c6l3smvwgc6jomv4gc3lqnrss433sm4xqcaakaaaacaibadaaaaqh2eraeaicad7q";
const LINK = `eidetica:?db=${DB}&pr=http:192.0.2.7:8080&pr=iroh:${ENDPOINT}&x=a%26b`;
// A document key of our own making.
const SECRET = "0a".repeat(32);

/** What jsQR reads in a picture of the code as it is on the screen. */
async function scanned(page) {
  const picture = PNG.sync.read(await page.locator(".qr svg").screenshot());
  const found = jsqr(new Uint8ClampedArray(picture.data), picture.width, picture.height);
  assert.ok(found, "jsQR reads the code on the screen");
  return found.data;
}

/** Presses Tab until what has the focus has this name. */
async function tabTo(page, name, key = "Tab") {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press(key);
    const found = await page.evaluate(() => {
      const focused = document.activeElement;
      const label = focused.labels?.[0]?.textContent ?? focused.closest("label")?.textContent;
      return focused.getAttribute("aria-label") ?? label ?? focused.textContent;
    });
    if (found?.trim().startsWith(name)) return;
  }
  assert.fail(`nothing called ${name} can be reached`);
}

const text = (page) => page.locator("#input").inputValue();
const form = (page) => page.getByRole("region", { name: "Build" });
const status = (page) => form(page).getByRole("status");
const peer = (page, n) => form(page).getByRole("group", { name: `Peer ${n}` });

/** Replaces what is in a field, key by key. */
async function retype(field, keys) {
  await field.press("ControlOrMeta+A");
  await field.press("Delete");
  await field.pressSequentially(keys);
}

/** What there is to say about a field. */
async function remark(page, field) {
  return page.locator(`[id="${await field.getAttribute("aria-describedby")}"]`).textContent();
}

test("from an empty form to a code, by keyboard alone", async (t) => {
  const { page } = await open(t);
  await page.locator("#input").focus();
  await tabTo(page, "New", "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, "Build");
  await page.keyboard.type("endp");
  const field = form(page).getByLabel("Endpoint id");
  await field.waitFor();
  assert.ok(await form(page).getByLabel("Build:").evaluate((select) => select === document.activeElement));
  await tabTo(page, "Endpoint id");
  await page.keyboard.type(ID.slice(0, 60));
  assert.match(await remark(page, field), /^60 of 64 hex characters\. An EndpointId/);
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await text(page), "");
  await page.keyboard.type(ID.slice(60));
  assert.equal(await field.getAttribute("aria-invalid"), "false");
  assert.match(await text(page), /^endpointacxf[a-z2-7]+$/);
  await tabTo(page, "+ Relay");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.labels?.[0]?.textContent === "Relay URL");
  await page.keyboard.type("https://relay.example.org");
  for (const [button, value] of [["+ IP address", "192.0.2.7:4433"], ["+ IP address", "10.0.0.1:1"], ["+ Custom", "1_00ff"]]) {
    await tabTo(page, button);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches("input") && document.activeElement.value === "");
    await page.keyboard.type(value);
  }
  assert.equal(await text(page), ENDPOINT);
  assert.match(await status(page).textContent(), /^Complete/);
  await accessible(page);
  await tabTo(page, "QR code");
  await page.keyboard.press("Enter");
  assert.equal(await scanned(page), ENDPOINT);
  await tabTo(page, "Compact");
  await page.keyboard.press("Space");
  const exact = await page.locator("#qr-text").textContent();
  assert.equal(exact, "endpoint" + ENDPOINT.slice(8).toUpperCase());
  assert.equal(await scanned(page), exact);
  for (const level of ["L", "Q", "H"]) {
    await page.getByRole("radio", { name: new RegExp(`^${level},`) }).check();
    assert.equal(await scanned(page), exact);
  }
  await accessible(page);
});

test("from a pasted link to a code, by keyboard alone", async (t) => {
  const { page } = await open(t);
  await page.locator("#input").focus();
  await page.keyboard.insertText(`join: ${LINK} !`);
  await tabTo(page, "Edit");
  await page.keyboard.press("Enter");
  await tabTo(page, "Move up peer 2");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Move down peer 1");
  // The words around it stay where they are.
  const moved = `join: eidetica:?db=${DB}&pr=iroh:${ENDPOINT}&pr=http:192.0.2.7:8080&x=a%26b !`;
  assert.equal(await text(page), moved);
  await tabTo(page, "Remove address 2");
  await page.keyboard.press("Enter");
  const whole = await text(page);
  assert.match(whole, /^join: eidetica:\?db=bafyr4i.*&pr=iroh:endpoint[a-z2-7]+&pr=http:192\.0\.2\.7:8080&x=a%26b !$/);
  assert.ok(whole.length < moved.length);
  const built = whole.slice("join: ".length, -" !".length);
  await tabTo(page, "QR code");
  await page.keyboard.press("Enter");
  assert.equal(await scanned(page), built);
  await page.getByLabel("Compact").check();
  assert.match(await page.locator(".qr").textContent(), /any string/);
  assert.equal(await scanned(page), await page.locator("#qr-text").textContent());
  await page.getByLabel("As a link to this page").check();
  assert.match(await scanned(page), /^http:\/\/127\.0\.0\.1:\d+\/#eidetica:\?db=BAFY/);
});

test("nothing typed is lost while it is wrong, nor when the kind changes", async (t) => {
  const { page } = await open(t, { after: `#${LINK}` });
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const http = peer(page, 1).getByLabel("Host and port");
  await retype(http, "http://192.0.2.7:8080");
  assert.match(await remark(page, http), /eidetica adds it/);
  const address = peer(page, 2).getByLabel("IP address and port").first();
  await retype(address, "10.0.0.1");
  assert.match(await remark(page, address), /port is missing: 10\.0\.0\.1:4433/);
  const before = await text(page);
  assert.match(before, /pr=http:http:/);
  await retype(http, "db.example.org:1");
  assert.equal(await text(page), before, "the text area keeps what was complete last");
  await page.getByLabel("Build:").selectOption("blob ticket");
  await page.getByLabel("Build:").selectOption("eidetica link");
  assert.equal(await address.inputValue(), "10.0.0.1");
  await retype(address, "10.0.0.1:1");
  assert.match(await text(page), /pr=http:db\.example\.org:1&pr=iroh:endpoint/);
  // A hint built here becomes one that was pasted, and back.
  await peer(page, 2).getByLabel("Address", { exact: true }).selectOption("an endpoint ticket, pasted");
  assert.equal(await peer(page, 2).getByLabel("Endpoint ticket").inputValue(), ENDPOINT);
  await peer(page, 2).getByLabel("Address", { exact: true }).selectOption("an endpoint, built here");
  assert.equal(await address.inputValue(), "10.0.0.1:1");
  // What is typed into the text area fills the form.
  await page.locator("#input").fill(`eidetica:?db=${DB}&pr=http:192.0.2.9:1`);
  assert.equal(await http.inputValue(), "192.0.2.9:1");
});

test("switches leave out what they say, and bring it back", async (t) => {
  const { page } = await open(t, { after: `#${LINK}` });
  await page.getByRole("button", { name: "Slim", exact: true }).click();
  await page.getByLabel("private addresses (1)").check();
  const less = await text(page);
  assert.ok(less.length < LINK.length);
  assert.match(await page.locator(".slim .saved").textContent(), /fewer/);
  assert.doesNotMatch(await page.locator(".sentence").textContent(), /private/);
  await page.getByLabel("tips and unknown parameters (1)").check();
  assert.doesNotMatch(await text(page), /x=/);
  await page.getByLabel("private addresses (1)").uncheck();
  await page.getByLabel("tips and unknown parameters (1)").uncheck();
  assert.equal(await text(page), LINK);
  await page.locator("summary", { hasText: "What each field costs" }).click();
  const numbers = await page.getByRole("region", { name: "Slim" }).locator("td:last-child").allTextContents();
  assert.equal(numbers.reduce((sum, number) => sum + Number(number), 0), LINK.length);
  await accessible(page);
});

test("a secret is asked about before it is shared, and readers only are offered", async (t) => {
  const { page, context } = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("button", { name: "New" }).click();
  await page.getByLabel("Build:").selectOption("doc ticket");
  await form(page).getByLabel("Access").selectOption("Read and write");
  const key = form(page).getByLabel("Secret key of the document");
  assert.equal(await key.getAttribute("type"), "password");
  await key.pressSequentially(SECRET);
  await form(page).getByLabel("Endpoint id").pressSequentially(ID);
  const secret = await text(page);
  assert.match(secret, /^docaaac/);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "Link to this page" }).click();
  const ask = page.getByRole("alertdialog");
  await ask.waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await accessible(page);
  await page.getByRole("button", { name: "Make it read-only first" }).click();
  const readers = await text(page);
  assert.match(readers, /^docaaa[q-z2-7]/);
  assert.equal(await ask.isVisible(), false);
  await page.getByRole("button", { name: "Link to this page" }).click();
  await page.waitForFunction(() => location.hash.length > 1);
  assert.equal(decodeURIComponent(new URL(page.url()).hash), `#${readers}`);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await page.getByRole("button", { name: "Rust" }).click();
  await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text.includes("DocTicket::new")));
  await context.clearPermissions();
});

test("codes can be saved, copied and printed", async (t) => {
  const { page } = await open(t, { after: `#${ENDPOINT}`, permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("button", { name: "QR code", exact: true }).click();
  for (const [name, start] of [["SVG", "<svg"], ["PNG", "\u{fffd}PNG"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Save ${name}` }).click()]);
    assert.equal(download.suggestedFilename(), `endpoint.${name.toLowerCase()}`);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    assert.ok(bytes.toString("utf8").startsWith(start));
    if (name === "PNG") {
      const picture = PNG.sync.read(bytes);
      assert.equal(jsqr(new Uint8ClampedArray(picture.data), picture.width, picture.height).data, ENDPOINT);
    }
  }
  await page.getByRole("button", { name: "Copy image" }).click();
  await page.getByText("Copied: picture").waitFor();
  const types = await page.evaluate(() => navigator.clipboard.read().then((items) => items[0].types));
  assert.deepEqual(types, ["image/png"]);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#input").isVisible(), false);
  assert.equal(await page.locator("#qr-text").isVisible(), true);
  assert.equal(await scanned(page), ENDPOINT);
});

test("too much for a code says by how much, and offers to leave something out", async (t) => {
  const { page } = await open(t, { after: `#eidetica:?db=${DB}&x=${"a".repeat(3000)}` });
  await page.getByRole("button", { name: "QR code", exact: true }).click();
  const said = page.locator(".qr .ease");
  assert.match(await said.textContent(), /bytes too many for a QR code, which holds 2953/);
  await page.getByRole("button", { name: "Leave something out" }).click();
  await page.getByLabel("tips and unknown parameters (1)").check();
  assert.match(await said.textContent(), /^●○○Easy to scan/);
});

test("two tickets are compared as sets", async (t) => {
  const { page } = await open(t, { after: `#${LINK}` });
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await page.getByLabel("Another link or ticket").fill(`see ${ENDPOINT}`);
  assert.match(await page.locator(".compare .saved").textContent(), /^The same endpoint/);
  assert.match(await page.locator(".changes").textContent(), /only above.*hint: http:192\.0\.2\.7:8080/);
  await accessible(page);
});

test("on a phone, in the dark, nothing is wider than the screen", async (t) => {
  const { page } = await open(t, { after: `#${LINK}`, viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  for (const name of ["Edit", "Slim", "QR code", "Share", "Compare"]) {
    await page.getByRole("button", { name, exact: true }).click();
  }
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.equal(await scanned(page), LINK);
  await accessible(page);
});
