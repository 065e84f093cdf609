// Many findings: the table, by keyboard and by pointer, filtered, sorted, grouped and saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { accessible, focused, open } from "./harness.mjs";
import { endpoint, endpointWithRelay, examples } from "./tickets.mjs";

const RELAYS = ["https://a.example.org/", "https://b.example.org/", "https://c.example.org/"];

/** A log with so many tickets of one endpoint, through three relays in turn, each tenth of them cut off. */
const lines = (count) => Array.from({ length: count }, (_, at) => {
  const ticket = endpointWithRelay(RELAYS[at % 3]);
  return `${at} joined ${at % 10 === 9 ? ticket.slice(0, 40) : ticket}`;
}).join("\n");

const cells = (row) => row.locator("[role=gridcell]").allTextContents();

async function pasted(t, text, options) {
  const opened = await open(t, options);
  // Playwright types what it fills, which takes long.
  await opened.page.locator("#input").evaluate((area, text) => {
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
  return opened;
}

test("a log becomes a table, and a row is chosen by keyboard alone", async (t) => {
  const { page } = await pasted(t, lines(300));
  const grid = page.getByRole("grid", { name: "Findings" });
  await grid.waitFor();
  await page.getByText("300 rows").waitFor();
  assert.equal(await grid.getAttribute("aria-rowcount"), "301");
  assert.ok((await grid.getByRole("row").count()) < 80, "only what is seen is drawn");
  await page.getByRole("button", { name: "As a list" }).focus();
  for (let at = 0; at < 3; at += 1) await page.keyboard.press("Tab");
  // Filter, show, group: then the grid.
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "1", "the first cell of the first row");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  assert.match(await focused(page), /^Works with iroh/);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.activeElement.textContent === "300");
  await page.keyboard.press("Enter");
  const chosen = grid.locator("[aria-selected=true]");
  assert.deepEqual((await cells(chosen)).slice(0, 2), ["300", "endpoint"]);
  await page.getByText(/cut off|ends inside/).first().waitFor();
  assert.equal(await focused(page), "300", "the focus stays in the table");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#answer").textContent.includes("Works with iroh"));
});

test("rows are sorted, filtered and grouped", async (t) => {
  const { page } = await pasted(t, `${lines(60)}\n${examples.doc_write}`);
  const grid = page.locator("[aria-label=Findings]");
  await page.getByText("61 rows").waitFor();
  const head = page.getByRole("columnheader", { name: /^Line/ });
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await head.click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  await page.waitForFunction(() => document.querySelector("[role=gridcell]").textContent === "61");
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending", "by keyboard, too");
  const filter = page.getByRole("searchbox", { name: "Filter" });
  await filter.click();
  await page.keyboard.type("B.example");
  await page.getByText("18 of 61 rows").waitFor();
  assert.equal(await filter.inputValue(), "B.example");
  await filter.fill("");
  await page.getByRole("combobox", { name: "Show" }).selectOption("errors");
  await page.getByText("6 of 61 rows").waitFor();
  await page.getByRole("combobox", { name: "Show" }).selectOption("everything");
  await page.getByRole("combobox", { name: "Group" }).selectOption("by endpoint");
  await page.getByText(/in \d groups/).waitFor();
  assert.equal(await grid.getAttribute("role"), "treegrid");
  const group = grid.locator("[aria-expanded]").first();
  assert.match(await group.textContent(), /3 relays: a\.example\.org, b\.example\.org and c\.example\.org/);
  await group.locator("[role=gridcell]").click();
  await page.locator(".bundle[aria-expanded=true]").waitFor();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".bundle[aria-expanded=true]").count(), 0);
  await accessible(page);
});

test("what is shown is saved as CSV and as JSON lines, without secrets", async (t) => {
  const { page } = await pasted(t, `${lines(30)}\n${examples.doc_write}`);
  await page.getByText("31 rows").waitFor();
  await page.getByRole("searchbox", { name: "Filter" }).fill("a.example");
  await page.getByText("9 of 31 rows").waitFor();
  const saved = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
  };
  const [name, csv] = await saved("Save CSV");
  assert.equal(name, "tickets.csv");
  assert.equal(csv.trimEnd().split("\n").length, 10);
  const [, json] = await saved("Save JSON lines");
  const rows = json.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(rows.length, 9);
  assert.deepEqual(rows[0].relays, [RELAYS[0]]);
});

test("ten thousand tickets are listed, and the last is explained", async (t) => {
  const ticket = endpoint(1);
  const text = Array.from({ length: 10_010 }, () => ticket).join("\n");
  assert.ok(text.length < 1 << 20);
  const { page } = await pasted(t, text);
  await page.getByText("10000 rows; 10 more are not listed").waitFor();
  await page.locator("[role=gridcell]").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.activeElement.textContent === "10000");
  await page.keyboard.press("Enter");
  await page.locator("[aria-selected=true]").waitFor();
  assert.match(await page.locator("#answer").textContent(), /Works with iroh/);
});

test("a few findings are a list, which can be a table, on a narrow screen too", async (t) => {
  const { page } = await pasted(t, `${examples.endpoint}\n${examples.node}`, { viewport: { width: 390, height: 800 } });
  await page.getByRole("radio").first().waitFor();
  await page.getByRole("button", { name: "As a table" }).click();
  await page.getByText("2 rows").waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px`);
  await accessible(page);
  await page.getByRole("button", { name: "As a list" }).click();
  await page.getByRole("radio").first().waitFor();
});
