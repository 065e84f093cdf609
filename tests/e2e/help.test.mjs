// Three people who never saw the page: one was sent a link, one has a ticket of 2024, one a ticket out of a mangled message.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { accessible, open } from "./harness.mjs";
import { examples } from "./tickets.mjs";

const { link, endpoint, doc_write: write, node } = examples;

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const input = (page) => page.getByLabel("Paste a link, a ticket, or any text with one in it");
const button = (page, name) => page.getByRole("button", { name, exact: true });
const headline = (page) => page.locator(".parsers > summary");
const offers = (page) => page.getByRole("list", { name: "What can be done" }).getByRole("listitem");

test("somebody was sent a link, and asks whether it is safe and what it opens", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).pressSequentially(`look: ${link} :)`);
  await page.getByRole("heading", { name: /^An eidetica database link with 2 peers/ }).waitFor();
  assert.match(await headline(page).textContent(), /Works with every eidetica/);
  assert.match(await page.title(), /^eidetica link bafyr4ieqt… · Ticket Explorer$/);
  await page.getByText("Will it connect?").click();
  assert.notEqual(await page.getByRole("list", { name: "Will it connect?" }).getByRole("listitem").count(), 0);
  await page.locator(".picture").waitFor();
  assert.match(await page.locator(".picture").getAttribute("aria-label"), /\w/);
  await button(page, "Copy").click();
  await page.getByRole("status").getByText("Copied: eidetica link").waitFor();
  assert.equal(await copied(page), link);
  await accessible(page);
});

test("somebody’s node ticket of 2024 no longer works", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).fill(`join with ${node} please`);
  await headline(page).getByText("0.93 only").waitFor();
  const offer = offers(page).filter({ hasText: "Convert to endpoint ticket" });
  await offer.waitFor();
  await accessible(page);
  await offer.getByRole("button", { name: /^Do it/ }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#input").value.startsWith("join with endpoint"));
  assert.match(await input(page).inputValue(), /^join with endpoint[a-z2-7]+ please$/);
  assert.ok((await page.evaluate(() => document.activeElement.className)).includes("sentence"), "the focus goes to the answer");
  await headline(page).getByText("Works with").waitFor();
  assert.equal(await offers(page).count(), 0);
  await button(page, "Copy").click();
  await page.getByRole("status").getByText("Copied: endpoint ticket").waitFor();
  assert.match(await copied(page), /^endpoint[a-z2-7]+$/);
  await button(page, "Undo").click();
  assert.equal(await input(page).inputValue(), `join with ${node} please`);
});

for (const [what, mangled, label] of [
  ["a letter was misread", endpoint.replace("l", "1"), /^Replace 1 with l/],
  ["the prefix was lost", endpoint.replace("endpoint", ""), /^Put endpoint in front/],
]) {
  test(`a ticket out of a photograph: ${what}`, async (t) => {
    const { page } = await open(t, clipboard);
    await input(page).fill(mangled);
    const offer = offers(page).filter({ hasText: label }).first();
    await offer.waitFor();
    await accessible(page);
    await offer.getByRole("button", { name: "Copy the new one" }).click();
    await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text.startsWith("endpoint")));
    assert.equal(await copied(page), endpoint);
    await offer.getByRole("button", { name: /^Do it/ }).click();
    await headline(page).getByText("Works with").waitFor();
    assert.equal(await input(page).inputValue(), endpoint);
  });
}

test("a ticket that cannot be mended says why", async (t) => {
  const { page } = await open(t);
  await input(page).fill(endpoint.slice(0, 90));
  await page.getByText(/The end is missing, at least/).waitFor();
  assert.equal(await offers(page).count(), 0);
});

test("a wrapped ticket works after cleaning, and the clean one is copied", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).fill(`> ${endpoint.slice(0, 60)}\n> ${endpoint.slice(60)}`);
  await headline(page).getByText("Works after cleaning").waitFor();
  await button(page, "Copy").click();
  await page.getByRole("status").getByText("Copied: endpoint ticket, cleaned").waitFor();
  assert.equal(await copied(page), endpoint);
});

test("single keys do what is done often, and can be switched off", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).fill(endpoint);
  await page.getByRole("heading", { name: /^The address of endpoint/ }).focus();
  await page.keyboard.press("c");
  await page.getByRole("status").getByText("Copied: endpoint ticket").waitFor();
  await page.keyboard.press("q");
  await page.getByRole("region", { name: "QR code" }).waitFor();
  await page.keyboard.press("q");
  await page.getByRole("region", { name: "QR code" }).waitFor({ state: "detached" });
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await list.waitFor();
  await accessible(page);
  await list.getByRole("checkbox", { name: "Use these keys" }).uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: /^The address of endpoint/ }).focus();
  await page.keyboard.press("q");
  await page.waitForTimeout(200);
  assert.equal(await page.getByRole("region", { name: "QR code" }).count(), 0);
  await input(page).focus();
  await page.keyboard.type("?");
  assert.ok((await input(page).inputValue()).includes("?"), "what is typed is typed");
});

test("two findings of one message are compared, swapped, and only their differences shown", async (t) => {
  const { page } = await open(t);
  await input(page).fill(`${endpoint}\n${node}`);
  await button(page, "Compare").click();
  const room = page.getByRole("region", { name: "Compare" });
  await room.getByRole("combobox", { name: "Compare with" }).selectOption({ index: 1 });
  const lines = room.locator(".changes li");
  await lines.first().waitFor();
  const before = await lines.allTextContents();
  const kept = before.filter((line) => line.startsWith("same")).length;
  await room.getByRole("button", { name: /^Swap/ }).click();
  const swapped = await lines.allTextContents();
  assert.equal(swapped.length, before.length);
  assert.deepEqual(swapped.filter((line) => line.startsWith("only above")).length, before.filter((line) => line.startsWith("only above")).length);
  await room.getByRole("checkbox", { name: "Only the differences" }).check();
  assert.equal(await lines.count(), before.length - kept);
  await accessible(page);
});

test("a code is shown on the whole screen, and what is too large says each way out that is enough", async (t) => {
  const { page } = await open(t);
  await input(page).fill(endpoint);
  await button(page, "QR code").click();
  const room = page.getByRole("region", { name: "QR code" });
  await room.getByRole("button", { name: "Full screen" }).click();
  const full = page.getByRole("dialog", { name: "Scan this code" });
  await full.waitFor();
  const { width } = page.viewportSize();
  assert.ok((await full.boundingBox()).width >= width - 1);
  await accessible(page);
  await page.keyboard.press("Escape");
  await full.waitFor({ state: "hidden" });
});

test("the picture is linked with the fields, and saved", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).fill(endpoint);
  await page.locator(".picture .relay").first().hover();
  await page.locator(".row.hovered").getByText("relay url").waitFor();
  await page.getByRole("treeitem", { name: /^endpoint id/ }).hover();
  await page.locator(".picture .relay.hovered").waitFor({ state: "detached" });
  await button(page, "Copy as SVG").click();
  await page.getByRole("status").getByText("Copied: picture as SVG").waitFor();
  assert.match(await copied(page), /^<svg xmlns/);
  const download = page.waitForEvent("download");
  await button(page, "Save as PNG").click();
  const file = await (await download).path();
  assert.equal((await readFile(file)).subarray(1, 4).toString(), "PNG");
  for (const width of [390, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForFunction((width) => {
      const picture = document.querySelector(".picture");
      return picture && picture.getBoundingClientRect().right <= width && document.documentElement.scrollWidth <= width;
    }, width);
  }
});

test("the report for an issue tracker gives nothing away", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).fill(write);
  await button(page, "Share").click();
  await page.getByRole("region", { name: "Share" }).getByRole("button", { name: "Redacted report" }).click();
  await page.getByRole("status").getByText("Copied: Redacted report").waitFor();
  const report = await copied(page);
  assert.match(report, /doc/);
  assert.ok(!report.includes(write.slice(10, 30)) && !report.includes("192.0.2.7"));
});

test("whoever leaves with something half typed is asked", async (t) => {
  const { page } = await open(t);
  await button(page, "New").click();
  await page.getByLabel("Database id").pressSequentially("x");
  let asked = false;
  page.on("dialog", (dialog) => {
    asked = dialog.type() === "beforeunload";
    return dialog.accept();
  });
  await page.getByRole("combobox", { name: /^Build/ }).selectOption("endpoint ticket");
  await page.getByLabel("Endpoint id").pressSequentially("ab");
  await page.reload();
  assert.ok(asked);
});
