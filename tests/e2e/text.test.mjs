// The text area and the coloured copy that lies under it: one text, to read, to point at and to type into.
import assert from "node:assert/strict";
import test from "node:test";
import { accessible, open } from "./harness.mjs";
import { examples, endpoint as crowded } from "./tickets.mjs";

const { link, endpoint, doc_write: write } = examples;

const input = (page) => page.getByLabel("Paste a link, a ticket, or any text with one in it");
const coloured = (page) => page.locator(".frame.coloured");
const selectedRow = (page) => page.locator("[role=treeitem][aria-selected=true]");
const caret = (page, at, end = at) => input(page).evaluate((area, [from, to]) => (area.focus(), area.setSelectionRange(from, to)), [at, end]);
const bubble = (page) => page.locator(".at-caret");

/** The letters that lie under the pointer at the place where the browser itself has put the caret's character. */
const isAligned = (page) => page.evaluate(() => {
  const [area, copy] = [document.querySelector("#input"), document.querySelector(".colours")];
  document.querySelector(".frame").scrollTop = 0;
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let i = 0; i < node.length; i += 7) {
      // A caret stands before and after a cluster, and a blank may hang over the edge.
      if (!/[!-~\p{L}]/u.test(node.data[i])) continue;
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      // The rest is scrolled to.
      if (box.bottom > document.querySelector(".frame").getBoundingClientRect().bottom) return "";
      const point = document.caretPositionFromPoint(box.left + 1, box.top + box.height / 2);
      if (point?.offsetNode !== area || point.offset !== at + i) return `${at + i} is at ${point?.offset}`;
    }
    at += node.length;
  }
  return "";
});

test("typed key by key, every field has its colour at once, and every letter lies on its own", async (t) => {
  const { page } = await open(t);
  const text = `see\n${link}\n`;
  await input(page).pressSequentially(text);
  await coloured(page).waitFor();
  assert.equal(await page.locator(".colours").textContent(), text);
  assert.equal(await input(page).inputValue(), text);
  assert.equal(await isAligned(page), "");
  const { height, scroll } = await input(page).evaluate((area) => ({ height: area.clientHeight, scroll: area.scrollHeight }));
  assert.equal(height, scroll, "nothing of it is out of sight");
  for (let i = 0; i < 12; i++) await page.keyboard.press("Backspace");
  assert.equal(await page.locator(".colours").textContent(), text.slice(0, -12));
  assert.equal(await isAligned(page), "");
  await page.keyboard.press("ControlOrMeta+z");
  assert.ok((await input(page).inputValue()).length > text.length - 12, "the browser’s own undo works");
  await accessible(page);
});

for (const width of [320, 390, 1920]) {
  test(`letter lies on letter at ${width} px, in a text of every width of character`, async (t) => {
    const { page } = await open(t, { viewport: { width, height: 900 } });
    const mess = `\tговорит «${endpoint}»,\u00ad 👩‍👩‍👧 漢字かな ${link}  \n\n> quoted — ﬁne ${write}`;
    await input(page).fill(mess);
    await page.locator(".colours .h-key").first().waitFor();
    if (await coloured(page).count()) assert.equal(await isAligned(page), "");
    await input(page).fill(`${endpoint}\n${link}\n${write}`);
    await coloured(page).waitFor();
    assert.equal(await isAligned(page), "");
  });
}

test("the caret selects the field that it stands in, and the page stays where it is", async (t) => {
  const { page } = await open(t, { viewport: { width: 1280, height: 500 } });
  await input(page).fill(endpoint);
  await selectedRow(page).waitFor({ state: "detached" });
  await caret(page, 30);
  await selectedRow(page).getByText("endpoint id").waitFor();
  assert.notEqual(await page.locator(".colours .h-key.selected").count(), 0);
  for (let i = 0; i < 50; i++) await page.keyboard.press("ArrowRight");
  await selectedRow(page).getByText("relay url").waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "input");
});

test("pointing at letters marks the field in all views, and pointing at a field marks its letters", async (t) => {
  const { page } = await open(t);
  await input(page).fill(endpoint);
  const { x, y } = await page.locator(".colours .h-relay").evaluate((part) => part.getClientRects()[0].toJSON());
  await page.mouse.move(x + 30, y + 5);
  await page.locator(".row.hovered").getByText("relay url").waitFor();
  assert.notEqual(await page.locator(".hex .h-relay.hovered").count(), 0);
  await page.mouse.move(2, 2);
  await page.locator(".row.hovered").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "QR code" }).waitFor();
  await page.getByRole("treeitem", { name: "endpoint id" }).hover();
  await page.locator(".colours .h-key.hovered").waitFor();
});

test("dots lie over a secret, and what is copied is the real text", async (t) => {
  const { page } = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await input(page).fill(`${endpoint} ${write}`);
  await page.locator(".colours > .dots").first().waitFor();
  const shown = await page.locator(".colours").textContent();
  assert.equal(shown.length, endpoint.length + 1 + write.length);
  assert.ok(!shown.includes(write.slice(10, 30)));
  const letters = await page.locator(".colours > .dots").first().evaluate((part) => getComputedStyle(part).color);
  assert.equal(letters, "rgba(0, 0, 0, 0)");
  assert.equal(await isAligned(page), "");
  await input(page).press("ControlOrMeta+a");
  await input(page).press("ControlOrMeta+c");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${endpoint} ${write}`);
  await page.getByRole("button", { name: "Reveal secret" }).click();
  await page.locator(".colours > .dots").waitFor({ state: "detached" });
  assert.equal(await page.locator(".colours").textContent(), `${endpoint} ${write}`);
});

test("several findings are seen and chosen where they stand", async (t) => {
  const { page } = await open(t);
  const text = `one ${endpoint} two ${link} three`;
  await input(page).fill(text);
  assert.equal(await page.locator(".colours > .other").textContent(), link);
  const { x, y } = await page.locator(".colours > .other").evaluate((part) => part.getClientRects()[0].toJSON());
  await page.mouse.click(x + 30, y + 5);
  await page.getByRole("heading", { name: /^An eidetica database link/ }).waitFor();
  assert.equal(await page.locator(".colours > .other").textContent(), endpoint);
  assert.ok(await page.getByRole("radio").nth(1).isChecked());
  assert.equal(await page.evaluate(() => document.activeElement.id), "input", "the caret stays where it was put");
});

test("a fault is underlined where it is, and told at the caret", async (t) => {
  const { page } = await open(t);
  const broken = `${endpoint.slice(0, 90)}1${endpoint.slice(91)}`;
  await input(page).fill(`a\u00e9👍 ${broken}`);
  const fault = page.locator(".colours > .fault.error").first();
  await fault.waitFor();
  const at = await input(page).evaluate((area) => area.value.indexOf("endpoint") + 90);
  await caret(page, at);
  await page.waitForFunction(() => document.querySelector(".at-caret").textContent !== "");
  const [below, box] = [await bubble(page).boundingBox(), await fault.boundingBox()];
  assert.ok(below.y >= box.y && below.y < box.y + 60, "the message stands at the place");
  await caret(page, 0);
  await bubble(page).waitFor({ state: "hidden" });
});

test("what was cleaned away inside of a ticket is struck out", async (t) => {
  const { page } = await open(t);
  await input(page).fill(`${endpoint.slice(0, 50)}\n> ${endpoint.slice(50)}`);
  await page.getByRole("heading", { name: /^The address of endpoint/ }).waitFor();
  assert.equal(await page.locator(".colours > .cleaned").textContent(), "\n> ");
  assert.equal(await isAligned(page), "");
});

test("while an input method composes, the text area shows its own letters", async (t) => {
  const { page, context } = await open(t);
  await input(page).fill(`${endpoint} `);
  await coloured(page).waitFor();
  await caret(page, endpoint.length + 1);
  const client = await context.newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
  await coloured(page).waitFor({ state: "detached" });
  await client.send("Input.insertText", { text: "日本" });
  await coloured(page).waitFor();
  assert.equal(await page.locator(".colours").textContent(), `${endpoint} 日本`);
});

test("text that is dropped arrives as if it was typed", async (t) => {
  const { page } = await open(t);
  await input(page).fill(`${endpoint}\n`);
  await caret(page, 0, endpoint.length);
  await coloured(page).waitFor();
  const start = await page.locator(".colours .h-key").evaluate((part) => part.getClientRects()[0].toJSON());
  const box = await input(page).boundingBox();
  await page.mouse.move(start.x + 5, start.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + box.height - 12, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction((text) => document.querySelector("#input").value.trim() === text, endpoint);
  assert.equal(await page.locator(".colours").textContent(), await input(page).inputValue());
});

test("a long text, forced colours, and letters that do not agree leave a plain text area", async (t) => {
  const { page } = await open(t);
  await input(page).fill(endpoint);
  await coloured(page).waitFor();
  const colour = () => input(page).evaluate((area) => getComputedStyle(area).color);
  assert.equal(await colour(), "rgba(0, 0, 0, 0)");
  await page.emulateMedia({ forcedColors: "active" });
  assert.notEqual(await colour(), "rgba(0, 0, 0, 0)");
  assert.equal(await page.locator(".colours").isVisible(), false);
  await page.emulateMedia({ forcedColors: "none" });

  await input(page).fill(`${endpoint} ${"long ".repeat(30_000)}`);
  await coloured(page).waitFor({ state: "detached" });
  assert.equal(await page.locator(".colours").textContent(), "");
  await input(page).fill(endpoint);
  await coloured(page).waitFor();

  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".frame > textarea { letter-spacing: 1px !important }");
    document.adoptedStyleSheets.push(sheet);
    dispatchEvent(new Event("resize"));
  });
  await coloured(page).waitFor({ state: "detached" });
});

test("the frame scrolls to what is typed, and to the field that is chosen", async (t) => {
  const { page } = await open(t, { viewport: { width: 700, height: 700 } });
  await input(page).fill(crowded(200));
  await coloured(page).waitFor();
  const frame = page.locator(".frame");
  await caret(page, 0);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("x");
  const scrolled = await frame.evaluate((frame) => frame.scrollTop);
  assert.ok(scrolled > 0, "the caret is in sight");
  await page.getByRole("treeitem", { name: /^endpoint id/ }).click();
  await page.waitForFunction(() => document.querySelector(".frame").scrollTop < 40);
});
