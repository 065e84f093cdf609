// axe finds nothing in any state of the page: a walk through all of them, wide, narrow and in forced colours.
import test from "node:test";
import { accessible, open } from "./harness.mjs";
import { examples } from "./tickets.mjs";

const { link, endpoint, doc_write: write } = examples;

for (const [where, options] of [
  ["at 1280 px", {}],
  ["at 320 px", { viewport: { width: 320, height: 640 } }],
  ["in forced colours", { forcedColors: "active" }],
]) {
  test(`axe finds nothing ${where}`, async (t) => {
    const { page } = await open(t, options);
    const input = page.getByLabel("Paste a link, a ticket, or any text with one in it");
    const button = (name) => page.getByRole("button", { name, exact: true });
    const check = async (state) => {
      await page.waitForTimeout(100);
      await t.test(state, () => accessible(page));
    };
    const show = async (state, text) => {
      await input.fill(text);
      await page.getByRole("tree", { name: "Fields" }).waitFor();
      await check(state);
    };

    await page.getByRole("heading", { name: "Try one" }).waitFor();
    await check("start");
    await button("Examples").click();
    await check("menu of examples");
    await page.keyboard.press("Escape");
    await button("Formats").click();
    await page.locator("dialog[open] summary").first().click();
    await check("format reference");
    await page.keyboard.press("Escape");

    await input.fill("nothing in here");
    await check("nothing found");
    await show("a link", link);
    await page.getByRole("treeitem", { name: /^endpoint id/ }).first().click();
    await check("a field selected");
    await button("Copy endpoint id").click();
    await check("menu of copies");
    await page.keyboard.press("Escape");
    await page.getByLabel("Show the encoding").check();
    await check("encoding");
    await show("an endpoint ticket", endpoint);
    await show("a broken ticket", endpoint.slice(0, 60));
    await show("a bare id", "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6");
    await show("several findings", `see ${endpoint} and <${link}>, or ${endpoint.slice(0, 60)} !`);
    await show("a secret masked", write);
    await button("Reveal secret").click();
    await check("a secret shown");

    for (const tool of ["Slim", "QR code", "Share", "Compare"]) {
      await button(tool).click();
      await check(tool);
    }
    await page.getByText("What each field costs").first().click();
    await check("costs");
    await page.getByLabel(/^Another link or ticket/).fill(endpoint);
    await check("compared");
    await button("Text").click();
    await page.getByRole("alertdialog").waitFor();
    await check("the question about a secret");
    await page.keyboard.press("Escape");

    await button("Edit").click();
    await page.getByRole("region", { name: "Build" }).waitFor();
    await check("a form, complete");
    await button("New").click();
    await check("a form, empty");
    for (const kind of await page.getByRole("combobox", { name: "Build:" }).locator("option").allTextContents()) {
      await page.getByRole("combobox", { name: "Build:" }).selectOption(kind);
      await check(`a form for ${kind}, half filled`);
    }
  });
}
