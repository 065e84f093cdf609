// Types of one's own: from an empty page to a dissected ticket, by keyboard; faults beside the source; kept only when asked.
import assert from "node:assert/strict";
import test from "node:test";
import { accessible, focused, open, settled } from "./harness.mjs";

const SOURCE = "struct Ticket {\n    name: String,\n    count: i16,\n    secret: [u8; 4],\n}\n";
const BYTES = "0464656d6f05deadbeef";

/** Opens the room by keyboard: its button is reached by Tab. */
async function opened(page) {
  const button = page.locator("#own-types");
  await button.waitFor();
  await button.focus();
  await page.keyboard.press("Enter");
  await page.locator("#types-source").waitFor();
}

test("an unknown text is read by pasted types, by keyboard alone, from an empty page", async (t) => {
  const { page, requests } = await open(t);
  await settled(page, requests);
  const before = requests.length;
  await opened(page);
  await settled(page, requests);
  assert.ok(requests.length > before || !requests.some((url) => /types/.test(url)), "only opening it asks for its code");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Your own types");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "types-source");
  await page.keyboard.insertText(SOURCE);
  await page.getByText("1 type to read by.").waitFor();
  await page.locator("#input").focus();
  await page.keyboard.insertText(BYTES);
  await page.getByText("Reads completely as Ticket").waitFor();
  await page.waitForFunction(() => /demo/.test(document.querySelector("#app").textContent));
  assert.match(await page.locator("#app").textContent(), /-3/);
  // The text area has what was typed; no view of it has the secret.
  const shown = await page.evaluate(() => [...document.querySelectorAll("#app .panel")].map((panel) => panel.innerText).join(" "));
  assert.doesNotMatch(shown, /deadbeef|de ad be ef/);
  assert.match(shown, /masked|•/);
  await accessible(page);
  await page.getByRole("button", { name: "Close your own types" }).click();
  assert.equal(await page.locator("#types-source").count(), 0);
  await page.waitForFunction(() => document.activeElement.id === "own-types");
  assert.doesNotMatch(await page.locator("#answer").textContent(), /as Ticket/);
  await opened(page);
  assert.equal(await page.locator("#types-source").inputValue(), SOURCE, "nothing that was typed is lost");
});

test("typing key by key keeps the caret, and faults have their line and column", async (t) => {
  const { page } = await open(t);
  await opened(page);
  const source = page.locator("#types-source");
  await source.focus();
  const text = "struct A {\n  a: u8,\n  b: Vec<Missing>,\n}";
  for (const key of text) await page.keyboard.insertText(key);
  assert.equal(await source.inputValue(), text);
  assert.equal(await focused(page), "types-source");
  const fault = page.getByRole("button", { name: "Line 3, column 10" });
  await fault.waitFor();
  await page.getByText("No type Missing is here").waitFor();
  assert.equal(await source.getAttribute("aria-invalid"), "true");
  await fault.focus();
  await page.keyboard.press("Enter");
  const selected = await source.evaluate((area) => area.value.slice(area.selectionStart, area.selectionStart + 7));
  assert.equal(selected, "Missing");
  assert.equal(await focused(page), "types-source");
  await source.fill("struct A { a: u8, b: Vec<u16> }");
  await page.getByText("1 type to read by.").waitFor();
  assert.equal(await source.getAttribute("aria-invalid"), "false");
});

test("several types are ranked by fit, and one is chosen", async (t) => {
  const { page } = await open(t);
  await opened(page);
  await page.locator("#types-source").fill("struct Short { a: u8 }\nstruct Long { a: u8, b: u16, c: String }\nstruct Exact { a: u8, b: bool }");
  await page.locator("#input").fill("0701");
  const tried = page.getByRole("list", { name: /how well they fit/ }).getByRole("listitem");
  await page.getByText("Reads completely as Exact").waitFor();
  assert.deepEqual((await tried.allTextContents()).map((text) => text.replace(/^[✓–]/, "")), ["Exactreads completely", "Short1 byte left", "Longends inside c"]);
  await tried.getByRole("button", { name: "Long" }).click();
  await page.getByText("Does not read as Long: ends inside c").waitFor();
  assert.equal(await page.locator("#types-root").inputValue(), "Long");
});

test("definitions are kept only when asked, and linked to in the fragment", async (t) => {
  const { page, url } = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await opened(page);
  await page.locator("#types-source").fill(SOURCE);
  assert.equal(await page.evaluate(() => localStorage.getItem("types")), null);
  await page.getByRole("button", { name: "Copy link to the definitions" }).click();
  await page.getByText(/Copied/).first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${url}#types=`), link);
  await page.reload();
  await opened(page);
  assert.equal(await page.locator("#types-source").inputValue(), "");
  await page.locator("#types-source").fill(SOURCE);
  await page.getByLabel("Keep the definitions in this browser").check();
  await page.reload();
  await opened(page);
  assert.equal(await page.locator("#types-source").inputValue(), SOURCE);
  await page.getByLabel("Keep the definitions in this browser").uncheck();
  assert.equal(await page.evaluate(() => localStorage.getItem("types")), null);
  await page.goto("about:blank");
  await page.goto(link);
  await page.locator("#types-source").waitFor();
  assert.equal(await page.locator("#types-source").inputValue(), SOURCE);
  assert.equal(await page.locator("#input").inputValue(), "");
});

test("the example is read, on a narrow page, in the dark", async (t) => {
  const { page } = await open(t, { viewport: { width: 390, height: 800 }, colorScheme: "dark" });
  await opened(page);
  await page.getByRole("button", { name: "Example of definitions" }).click();
  await page.getByText("Reads completely as Invitation").waitFor();
  await page.waitForFunction(() => /Launch party/.test(document.querySelector("#app").textContent));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} pixels wider than the page`);
  await accessible(page);
});
