// What was once wrong with the page, and must not come back.
import assert from "node:assert/strict";
import test from "node:test";
import { accessible, ends, focused, open } from "./harness.mjs";
import { examples } from "./tickets.mjs";

const { link, endpoint, doc_write: write } = examples;
const secret = "12c10c1ead5961310bca2467c12ac121f79618768f9d06c08b7c098613ca920e";
const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };

const input = (page) => page.getByLabel("Paste a link, a ticket, or any text with one in it");
const button = (page, name) => page.getByRole("button", { name, exact: true });
const settle = (page) => page.waitForTimeout(80);

test("slimming one of two findings leaves the message, and there is a way back", async (t) => {
  const { page } = await open(t);
  const message = `see ${endpoint} and <${link}> !`;
  await input(page).fill(message);
  await page.getByRole("radio").nth(1).check();
  await button(page, "Slim").click();
  await page.getByRole("region", { name: "Slim" }).getByLabel(/^relays/).check();
  const slim = await input(page).inputValue();
  assert.ok(slim.startsWith(`see ${endpoint} and <eidetica:?`) && slim.endsWith("> !"), slim);
  assert.ok(slim.length < message.length);
  await button(page, "Undo").click();
  assert.equal(await input(page).inputValue(), message);
});

test("a secret that was shared is gone from the address with its text, and a reload does not bring it back", async (t) => {
  const { page, url } = await open(t, { after: `#${write}` });
  await input(page).fill("something else");
  await page.waitForURL(url);
  await page.reload();
  await input(page).waitFor();
  assert.equal(await input(page).inputValue(), "");
});

for (const [what, text, copy] of [
  ["an EndpointId", "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6", "base32"],
  ["a relay's URL", "https://use1-1.relay.n0.iroh.link./", "host"],
  ["a CID", "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4", "base58"],
]) {
  test(`${what} by itself has a field, and copies`, async (t) => {
    const { page } = await open(t);
    await input(page).fill(text);
    await page.getByRole("treeitem", { name: /\W{2,}/.test(text) ? text : ends(text) }).waitFor();
    await page.getByRole("button", { name: /^Copy (?!as)/ }).first().click();
    await page.getByRole("menuitem", { name: copy }).first().waitFor();
    await accessible(page);
  });
}

test("the arrow keys walk through the examples, and load none on the way", async (t) => {
  const { page } = await open(t);
  await button(page, "Examples").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu", { name: "Examples" }).waitFor();
  await accessible(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await input(page).inputValue(), "");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /The address of endpoint/ }).waitFor();
  assert.equal(await focused(page), "Examples");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("menu").count(), 0);
  assert.equal(await focused(page), "Examples");
});

test("clearing takes everything out of the document, revealed secrets included", async (t) => {
  const { page } = await open(t);
  await input(page).fill(write);
  await button(page, "Reveal secret").click();
  const shown = () => page.evaluate(() => document.body.textContent.replaceAll(" ", "") + [...document.querySelectorAll("[aria-label]")].map((element) => element.ariaLabel).join());
  assert.ok((await shown()).includes(secret));
  await button(page, "Clear").click();
  assert.ok(!(await shown()).includes(secret.slice(0, 16)));
  assert.equal(await page.getByRole("tree").count(), 0);
});

test("what is folded stays folded when the encoding is shown and hidden", async (t) => {
  const { page } = await open(t, { after: `#${link}` });
  const peer = page.getByRole("treeitem", { name: /^peer 1/ });
  await peer.focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await peer.getAttribute("aria-expanded"), "false");
  await page.getByLabel("Show the encoding").check();
  assert.equal(await peer.getAttribute("aria-expanded"), "false");
  const closed = () => page.locator("[role=treeitem][aria-expanded=false]").evaluateAll((rows) => rows.map((row) => row.querySelector(".name").textContent));
  assert.deepEqual(await closed(), ["peer 1"]);
  await page.getByLabel("Show the encoding").uncheck();
  assert.ok((await closed()).includes("peer 1"));
});

test("what is folded stays folded when a check is answered", async (t) => {
  let release;
  const held = new Promise((done) => { release = done; });
  const before = ({ page }) => page.route(/\/url-[^/]*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  const { page } = await open(t, { after: `#${link}`, before });
  const peer = page.getByRole("treeitem", { name: /^peer 1/ });
  await peer.focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await peer.getAttribute("aria-expanded"), "false");
  const answered = page.waitForResponse(/\/url-[^/]*\.wasm$/);
  release();
  await (await answered).finished();
  await page.waitForTimeout(500);
  assert.equal(await peer.getAttribute("aria-expanded"), "false");
});

test("rows of the tree say their level, place and number", async (t) => {
  const { page } = await open(t, { after: `#${link}` });
  await page.getByRole("treeitem").first().waitFor();
  const rows = await page.getByRole("treeitem").evaluateAll((rows) => rows.map((row) => ["aria-level", "aria-posinset", "aria-setsize"].map((name) => Number(row.getAttribute(name)))));
  assert.deepEqual(rows[0].slice(0, 2), [1, 1]);
  assert.ok(rows.some(([level]) => level === 2));
  for (const [level, place, size] of rows) assert.ok(level >= 1 && place >= 1 && place <= size);
});

test("the focus goes on where the work does", async (t) => {
  const { page } = await open(t, clipboard);
  await page.getByRole("button", { name: /^doc ticket, write/ }).click();
  await settle(page);
  assert.match(await focused(page), /write access/i, "an example: the answer");
  await button(page, "Undo").click();
  await settle(page);
  assert.equal(await focused(page), "Redo");
  await button(page, "Redo").click();
  await settle(page);
  assert.equal(await focused(page), "Undo");
  await button(page, "Edit").click();
  await page.getByRole("region", { name: "Build" }).getByRole("button", { name: "Close" }).click();
  await settle(page);
  assert.equal(await focused(page), "Edit");
  await button(page, "Share").click();
  await button(page, "Text").click();
  await settle(page);
  assert.equal(await focused(page), "Make it read-only first");
  await button(page, "Share it with the secret").click();
  await settle(page);
  assert.equal(await focused(page), "Text");
  await button(page, "Rust").click();
  await button(page, "Make it read-only first").click();
  await settle(page);
  assert.equal(await focused(page), "Rust");
  assert.match(await input(page).inputValue(), /^docaaa/);
});

test("Escape closes the question about a secret", async (t) => {
  const { page } = await open(t, { after: `#${write}` });
  await button(page, "Share").click();
  await button(page, "Text").click();
  await page.getByRole("alertdialog").waitFor();
  await settle(page);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("alertdialog").count(), 0);
  assert.equal(await focused(page), "Text");
});

test("a second message lasts as long as the first", async (t) => {
  const { page } = await open(t, { ...clipboard, after: `#${endpoint}` });
  await button(page, "Share").click();
  assert.equal(await page.locator(".toasts[role=status]").count(), 1, "the region is there before the first message");
  await button(page, "Text").click();
  await page.getByText("Copied: Text").waitFor();
  await page.waitForTimeout(2500);
  await button(page, "JSON").click();
  await page.getByText("Copied: JSON").waitFor();
  await page.waitForTimeout(2500);
  assert.equal(await page.getByText("Copied: Text").count(), 0);
  assert.ok(await page.getByText("Copied: JSON").isVisible());
});

test("nothing stays marked when the focus has left the tree", async (t) => {
  const { page } = await open(t, { after: `#${link}` });
  await page.getByRole("treeitem", { name: /^endpoint id/ }).focus();
  await page.locator(".hex .hovered").first().waitFor();
  await input(page).focus();
  await settle(page);
  assert.equal(await page.locator(".hovered").count(), 0);
});

test("forced colours show what is selected and open", async (t) => {
  const { page } = await open(t, { after: `#${link}`, forcedColors: "active" });
  await page.getByRole("treeitem", { name: /^endpoint id/ }).click();
  await button(page, "Slim").click();
  for (const marked of [".row.selected", ".bar [aria-expanded=true]"]) {
    const style = await page.locator(marked).evaluate((element) => getComputedStyle(element).outlineStyle);
    assert.equal(style, "solid", marked);
  }
  await accessible(page);
});

test("at 320 px the table of costs scrolls by keyboard", async (t) => {
  const { page } = await open(t, { after: `#${link}`, viewport: { width: 320, height: 640 } });
  await button(page, "Slim").click();
  await page.locator("summary", { hasText: "What each field costs" }).click();
  const frame = page.getByRole("group", { name: "What each field costs" }).last();
  await frame.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  for (const name of ["Edit", "QR code", "Share", "Compare"]) await button(page, name).click();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await accessible(page);
});

test("a peer is copied as its ticket, by one press", async (t) => {
  const { page } = await open(t, { ...clipboard, after: `#${link}` });
  await button(page, "Copy peer 1").click();
  await page.getByText("Copied: peer 1, ticket").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.startsWith("endpoint") && link.includes(copied), copied);
});
