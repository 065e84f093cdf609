// The form, key by key: what is typed into any of its fields stays as it was typed, and the focus stays where it is.
import assert from "node:assert/strict";
import test from "node:test";
import { accessible, open } from "./harness.mjs";

const ID = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";
const DB = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
const ENDPOINT =
  "endpointacxfr74igmsbvsbnn73wcecg5vt3kbzncqwfrdiampuufwnhkublmbaadjuhi5dqom5c6l3smvwgc6jomv4gc3lqnrss433sm4xqcaakaaaacaibadaaaaqh2eraeaicad7q";

const text = (page) => page.getByLabel("Paste a link, a ticket, or any text with one in it").inputValue();
const form = (page) => page.getByRole("region", { name: "Build" });
const add = (page, name) => form(page).getByRole("button", { name, exact: true }).click();

/** What stands half-typed in a field at one time or another. */
const HALF_TYPED = ["db.", "localhost:", "[2001:", "sha256:", " notes ", "\"", "a%", "%41&b=c#d+", "\u{1f680}\u00e9", "it's <b>", "endpointaa", "eidetica:?db=x"];

/** Types into a field key by key, and looks after each key that it holds what was typed, and has the focus. */
async function types(page, field, keys) {
  await field.focus();
  await field.press("ControlOrMeta+A");
  await field.press("Delete");
  let typed = "";
  for (const key of keys) {
    await page.keyboard.insertText(key);
    typed += key;
    assert.equal(await field.inputValue(), typed);
    assert.ok(await field.evaluate((element) => element === document.activeElement), `the focus stays with ${typed}`);
  }
}

/** The same with real key presses, one after the other, as fast as they come. */
async function presses(field, keys) {
  await field.press("ControlOrMeta+A");
  await field.press("Delete");
  await field.pressSequentially(keys);
  assert.equal(await field.inputValue(), keys);
  assert.ok(await field.evaluate((element) => element === document.activeElement), `the focus stays with ${keys}`);
}

test("no field of a link changes what is typed into it", async (t) => {
  const { page } = await open(t);
  await page.getByRole("button", { name: "New" }).click();
  // By itself the id makes a link, which is in the input after each key.
  for (const keys of HALF_TYPED) await presses(form(page).getByLabel("Database id"), keys);
  for (const name of ["+ http peer", "+ other peer", "+ iroh peer"]) await add(page, name);
  await page.getByText("Tips (experimental)").click();
  for (const name of ["+ Tip", "+ Parameter"]) await add(page, name);
  const peer = (n) => form(page).getByRole("group", { name: `Peer ${n}` });
  const fields = [
    form(page).getByLabel("Database id"),
    peer(1).getByLabel("Host and port"),
    peer(2).getByLabel("Transport"),
    peer(2).getByLabel("Address"),
    peer(3).getByLabel("Endpoint ticket"),
    form(page).getByLabel("Tip: id of a newest entry"),
    form(page).getByLabel("Name"),
    form(page).getByLabel("Value"),
  ];
  for (const field of fields) {
    for (const keys of HALF_TYPED) await presses(field, keys);
  }
  await types(page, fields[0], [..."db. \u{1f680}"]);
});

test("no field of a ticket changes what is typed into it", async (t) => {
  const { page } = await open(t);
  await page.getByRole("button", { name: "New" }).click();
  for (const [kind, own] of [["endpoint ticket", null], ["blob ticket", "Hash"], ["doc ticket", "Public id of the document"]]) {
    await form(page).getByLabel("Build:").selectOption(kind);
    const first = form(page).getByRole("group", { name: /^Endpoint/ }).first();
    if (kind === "endpoint ticket") {
      for (const name of ["+ Relay", "+ IP address", "+ Custom address"]) await add(page, name);
    }
    const fields = [
      ...(own ? [form(page).getByLabel(own)] : []),
      first.getByLabel("Endpoint id"),
      first.getByLabel("Relay URL"),
      first.getByLabel("IP address and port"),
      first.getByLabel("Custom address", { exact: true }),
    ];
    for (const field of fields) {
      for (const keys of HALF_TYPED) await presses(field, keys);
    }
  }
});

test("what is typed is in the link as it was typed, whatever a text around it would make of it", async (t) => {
  const { page } = await open(t);
  await page.getByRole("button", { name: "New" }).click();
  const id = form(page).getByLabel("Database id");
  for (const keys of ["my notes.", "a \"quoted\" one", "100% & more", "\u{1f680}"]) {
    await presses(id, keys);
    const link = await text(page);
    await form(page).getByRole("button", { name: "Close" }).click();
    await page.getByLabel("Paste a link").fill("");
    await page.getByLabel("Paste a link").fill(`see ${link}, please`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    assert.equal(await id.inputValue(), keys, link);
  }
});

test("an input method is left alone until it is done", async (t) => {
  const { page, context } = await open(t);
  await page.getByRole("button", { name: "New" }).click();
  const id = form(page).getByLabel("Database id");
  await id.focus();
  const devtools = await context.newCDPSession(page);
  for (const composed of ["\u304b", "\u304b\u3093", "\u304b\u3093\u3058"]) {
    await devtools.send("Input.imeSetComposition", { text: composed, selectionStart: composed.length, selectionEnd: composed.length });
    assert.equal(await id.inputValue(), composed);
    assert.equal(await text(page), "", "nothing is made of it yet");
  }
  await devtools.send("Input.insertText", { text: "\u6f22\u5b57" });
  assert.equal(await id.inputValue(), "\u6f22\u5b57");
  assert.match(await text(page), /^eidetica:\?db=/);
});

test("a remark belongs to its field", async (t) => {
  const { page } = await open(t);
  await page.getByRole("button", { name: "New" }).click();
  await form(page).getByLabel("Build:").selectOption("endpoint ticket");
  const field = form(page).getByLabel("Endpoint id");
  assert.equal(await field.getAttribute("aria-invalid"), "false", "nothing typed is no fault");
  await field.pressSequentially(ID.slice(0, 60));
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const described = await field.getAttribute("aria-describedby");
  assert.match(await page.locator(`[id="${described}"]`).textContent(), /^60 of 64 hex characters\. An EndpointId/);
  await field.pressSequentially(ID.slice(60));
  assert.equal(await field.getAttribute("aria-invalid"), "false");
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id));
  assert.deepEqual(ids.filter((id) => /\s/.test(id)), [], "no id has a space");
  assert.equal(new Set(ids).size, ids.length, "each id is there once");
  await accessible(page);
});

test("another kind with empty fields is nothing complete", async (t) => {
  const { page } = await open(t, { after: `#${ENDPOINT}` });
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await form(page).getByLabel("Build:").selectOption("blob ticket");
  assert.equal(await text(page), "");
  await page.getByRole("heading", { name: "Not complete yet." }).waitFor();
  assert.equal(await page.getByRole("tree").count(), 0);
  await form(page).getByLabel("Build:").selectOption("endpoint ticket");
  assert.equal(await text(page), ENDPOINT);
});

test("editing one of two findings leaves the message around it, and is undone step by step", async (t) => {
  const link = `eidetica:?db=${DB}&pr=http:192.0.2.7:8080`;
  const message = `the database is <${link}> and I am at ${ENDPOINT}, see you`;
  const { page } = await open(t);
  const input = page.getByLabel("Paste a link");
  await input.fill(message);
  await page.getByRole("radio").nth(1).check();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await form(page).getByRole("button", { name: "Remove address 1" }).click();
  const after = await text(page);
  assert.ok(after.startsWith(`the database is <${link}> and I am at endpoint`) && after.endsWith(", see you"), after);
  assert.ok(after.length < message.length);
  assert.equal(await page.getByRole("radio").count(), 2, "both are still found");
  assert.ok(await page.getByRole("radio").nth(1).isChecked());
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await text(page), message);
  await page.getByRole("button", { name: "Redo" }).click();
  assert.equal(await text(page), after);
});

for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
  test(`what is opened comes into view and takes the focus, at ${viewport.width} px`, async (t) => {
    const { page } = await open(t, { viewport });
    const inView = (locator) => locator.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    const hasFocus = (locator) => locator.evaluate((element) => element.contains(document.activeElement));
    await page.getByRole("button", { name: "New" }).click();
    await page.waitForTimeout(100);
    assert.ok(await inView(form(page)) && await hasFocus(form(page)));
    await page.getByLabel("Paste a link").fill(ENDPOINT);
    for (const name of ["Slim", "QR code", "Share", "Compare"]) {
      await page.getByRole("button", { name, exact: true }).click();
      const room = page.getByRole("region", { name, exact: true });
      await room.waitFor();
      await page.waitForTimeout(100);
      assert.ok(await inView(room) && await hasFocus(room), name);
    }
    await form(page).getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.waitForTimeout(100);
    assert.ok(await inView(form(page)) && await hasFocus(form(page)), "Edit");
  });
}

test("rows keep element and focus wherever they are moved", async (t) => {
  const { page } = await open(t, { after: `#eidetica:?db=${DB}&pr=http:192.0.2.1:1&pr=http:192.0.2.2:2&pr=http:192.0.2.3:3` });
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const peer = (n) => form(page).getByRole("group", { name: `Peer ${n}` });
  await peer(3).getByLabel("Host and port").evaluate((element) => (globalThis.third = element));
  await form(page).getByRole("button", { name: "Move up peer 3" }).click();
  await page.waitForTimeout(50);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Move up peer 2");
  assert.ok(await peer(2).getByLabel("Host and port").evaluate((element) => element === globalThis.third));
  assert.equal(await peer(2).getByLabel("Host and port").inputValue(), "192.0.2.3:3");
  await form(page).getByRole("button", { name: "Remove peer 1" }).click();
  assert.ok(await peer(1).getByLabel("Host and port").evaluate((element) => element === globalThis.third));
  await page.waitForTimeout(50);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Remove peer 1");
});
