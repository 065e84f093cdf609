// Exploring: what is pasted is explained, in three linked views, by mouse, by keyboard, and without giving secrets away.
import assert from "node:assert/strict";
import test from "node:test";
import { accessible, ends, focused, open } from "./harness.mjs";
import { examples, endpoint as crowded } from "./tickets.mjs";

const { link, endpoint, doc_write: write } = examples;
const secret = "12c10c1ead5961310bca2467c12ac121f79618768f9d06c08b7c098613ca920e";
const documentId = "a6836c48fb20cd802cd5336d25af6bcb4e98032f22fe70648b8122c90cd10d62";
const endpointId = "2efc55334c7aec573180389186761c9bfc99bbd45614d82a48a885ada10a9247";
const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const input = (page) => page.getByLabel("Paste a link, a ticket, or any text with one in it");
const answer = (page) => page.locator("#answer");
const item = (page, name) => page.getByRole("treeitem", { name });
const classes = (page, selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent).join(" "));

test("what is pasted is explained", async (t) => {
  const { page } = await open(t, clipboard);
  await page.evaluate((text) => navigator.clipboard.writeText(text), link);
  await page.getByRole("button", { name: "Paste" }).click();
  await answer(page).getByRole("heading", { name: "An eidetica database link with 2 peers." }).waitFor();
  const headline = answer(page).getByText("Works with every eidetica");
  assert.equal(await answer(page).getByRole("listitem").count(), 0, "the parsers stand behind the headline");
  await headline.click();
  const verdicts = await answer(page).getByRole("listitem").allTextContents();
  assert.ok(verdicts.some((text) => text.includes("eidetica-cid accepts")), verdicts.join());
  assert.ok(verdicts.some((text) => text.includes("peer 1 iroh-tickets-1 accepts")), verdicts.join());
  await item(page, `endpoint id ${ends(endpointId)}`).waitFor();
  await item(page, "relay url https://use1-1.relay.n0.iroh.link./ n0, US East").waitFor();
  assert.equal((await page.locator(".colours").textContent()), link);
});

test("every field is copied in every encoding", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).fill(link);
  await page.getByRole("button", { name: "Copy endpoint id" }).click();
  const choices = await page.getByRole("menuitem").allTextContents();
  assert.deepEqual(choices.map((text) => text.match(/^(?:hex|base32|z-base-32|DNS name|pkarr URL|Rust)/)?.[0]),
    ["hex", "base32", "z-base-32", "DNS name", "pkarr URL", "Rust"]);
  await page.getByRole("menuitem", { name: /^hex/ }).click();
  await page.getByRole("status").getByText("Copied: endpoint id, hex").waitFor();
  assert.equal(await copied(page), endpointId);
  assert.equal(await page.getByRole("menu").count(), 0);
});

test("a menu is closed by the button that opened it, and gives the focus back", async (t) => {
  const { page } = await open(t);
  const menu = page.getByRole("menu");
  await page.getByRole("button", { name: "Examples" }).click();
  await menu.waitFor();
  await page.getByRole("button", { name: "Examples" }).click();
  await menu.waitFor({ state: "detached" });
  assert.equal(await focused(page), "Examples");
  await input(page).fill(link);
  const [database, id] = ["Copy database id", "Copy endpoint id"].map((name) => page.getByRole("button", { name }));
  await id.click();
  await menu.and(page.getByLabel("Copy endpoint id")).waitFor();
  await id.click();
  await menu.waitFor({ state: "detached" });
  assert.equal(await focused(page), "Copy endpoint id");
  // Another row's button opens its own in the place of this one.
  await id.click();
  await menu.and(page.getByLabel("Copy endpoint id")).waitFor();
  await database.click();
  await menu.and(page.getByLabel("Copy database id")).waitFor();
  // Another text comes while the focus is in the menu.
  await page.evaluate((ticket) => { location.hash = ticket; }, endpoint);
  await page.getByRole("heading", { name: /address of endpoint/ }).waitFor();
  await menu.waitFor({ state: "detached" });
});

test("the keyboard alone is enough", async (t) => {
  const { page } = await open(t, clipboard);
  const key = (name) => page.keyboard.press(name);
  await input(page).focus();
  await page.keyboard.insertText(link);
  for (let steps = 0; (await page.evaluate(() => document.activeElement.role)) !== "treeitem"; steps++) {
    assert.ok(steps < 20, "the tree is a tab stop");
    await key("Tab");
  }
  assert.match(await focused(page), /^database id/);
  await key("ArrowRight");
  await key("ArrowRight");
  assert.match(await focused(page), /^version 1/);
  await key("ArrowLeft");
  await key("ArrowLeft");
  await key("ArrowDown");
  assert.match(await focused(page), /^peer 1 iroh/);
  await key("ArrowRight");
  assert.match(await focused(page), /^endpoint id/);
  assert.equal((await classes(page, ".hex .part.hovered")).replaceAll(" ", ""), endpointId, "the focus marks the bytes");
  await key("Enter");
  assert.equal((await classes(page, ".hex .part.selected")).replaceAll(" ", ""), endpointId);
  await key("End");
  assert.match(await focused(page), /^peer 2 http:192\.0\.2\.7:8080 documentation/);
  await key("s");
  assert.match(await focused(page), /^socket address/);
  await key("Tab");
  assert.equal(await focused(page), "Copy socket address");
  await key("Enter");
  await key("ArrowDown");
  await key("Enter");
  await page.getByRole("status").getByText("Copied: socket address, IP").waitFor();
  assert.equal(await copied(page), "10.0.0.5");
  assert.equal(await focused(page), "Copy socket address", "the focus comes back");
  await key("Enter");
  await key("Escape");
  assert.equal(await page.getByRole("menu").count(), 0);
});

test("what is hovered or clicked in one view is marked in the others", async (t) => {
  const { page } = await open(t);
  await input(page).fill(link);
  // The last that comes moves what is below it.
  await page.getByRole("button", { name: "QR code" }).waitFor();
  await item(page, "relay url").hover();
  await page.locator(".colours .hovered").first().waitFor();
  const marked = await classes(page, ".colours .hovered");
  assert.ok(marked.replaceAll(" ", "").includes("uhi5dqom5c6l3vonstcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4"), marked);
  await page.locator(".hex .h-ip").first().click();
  await page.locator(".row.selected").getByText("10.0.0.5:51820").waitFor();
  assert.equal(await item(page, "socket address").getAttribute("aria-selected"), "true");
  await input(page).scrollIntoViewIfNeeded();
  const { x, y } = await page.locator(".colours .h-key").evaluate((part) => part.getClientRects()[0].toJSON());
  await page.mouse.click(x + 30, y + 5);
  await page.locator(".row.selected").getByText("endpoint id").waitFor();
});

/** Opens the panel for passing a ticket on. */
async function sharing(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  return page.getByRole("region", { name: "Share" });
}

test("a secret stays hidden in every view until it is revealed", async (t) => {
  const { page } = await open(t, clipboard);
  await input(page).fill(write);
  await item(page, `document id ${ends(documentId)} derived from the secret`).waitFor();
  const shown = () => page.evaluate(() => [".colours", "#answer", ".details"].map((part) => document.querySelector(part).textContent).join(" ").replaceAll(" ", ""));
  const base32 = write.slice(10, 55);
  assert.ok(!(await shown()).includes(secret.slice(0, 16)));
  assert.ok(!(await shown()).includes(base32.slice(0, 16)));
  assert.equal(await page.getByRole("button", { name: "Copy namespace secret" }).count(), 0);
  const share = await sharing(page);
  await share.getByRole("button", { name: "JSON" }).click();
  await page.getByRole("status").getByText("Copied: JSON").waitFor();
  const masked = JSON.parse(await copied(page));
  assert.equal(masked.found[0].value.secret, "…masked…");
  assert.equal(masked.found[0].value.namespace, documentId);

  await page.getByRole("button", { name: "Reveal secret" }).click();
  assert.ok((await shown()).includes(secret));
  await page.getByRole("button", { name: "Hide secret" }).click();
  assert.ok(!(await shown()).includes(secret));
  await page.getByRole("button", { name: "Reveal secret" }).click();
  assert.ok((await shown()).includes(base32));
  assert.equal(await page.getByRole("button", { name: "Copy namespace secret" }).count(), 1);
  await input(page).fill(`${write} `);
  assert.ok(!(await shown()).includes(secret), "another text begins hidden");
});

test("a link with a secret is copied only after a second yes", async (t) => {
  const { page, url } = await open(t, clipboard);
  await input(page).fill(endpoint);
  assert.equal(page.url(), url, "typing leaves the address alone");
  const share = await sharing(page);
  await share.getByRole("button", { name: "Link to this page" }).click();
  await page.getByRole("status").getByText("Copied: Link to this page").waitFor();
  assert.equal(await copied(page), `${url}#${endpoint}`);
  assert.equal(page.url(), `${url}#${endpoint}`);

  await input(page).fill(write);
  await share.getByRole("button", { name: "Link to this page" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByText("A secret is inside.").waitFor();
  assert.equal(await copied(page), `${url}#${endpoint}`, "nothing was copied yet");
  await question.getByRole("button", { name: "Share it with the secret" }).click();
  await page.waitForURL(`${url}#${write}`);
  assert.equal(await copied(page), `${url}#${write}`);
});

test("a chat message with two tickets lets one choose", async (t) => {
  const { page } = await open(t);
  await input(page).fill(`the database is <${link}> and I am at ${endpoint}, see you`);
  const group = page.getByRole("group", { name: "2 found" });
  await group.waitFor();
  const choices = group.getByRole("radio");
  assert.equal(await choices.count(), 2);
  await choices.first().focus();
  await page.keyboard.press("ArrowDown");
  await answer(page).getByRole("heading", { name: "The address of endpoint 6be9e83d65…" }).waitFor();
  assert.equal((await page.locator(".colours > .part").allTextContents()).join(""), endpoint);
});

test("half a ticket says what it still knows, and where it ends", async (t) => {
  const { page } = await open(t);
  const half = endpoint.slice(0, 82);
  await input(page).fill(half);
  await item(page, "endpoint id 6be9e83d65…c1c3b9").waitFor();
  await page.getByRole("list", { name: "Worth knowing" }).getByRole("button", { name: /ends inside/ }).click();
  const [start, end] = await input(page).evaluate((area) => [area.selectionStart, area.selectionEnd]);
  assert.ok(start >= half.length - 2 && end === half.length, `selects ${start} to ${end} of ${half.length}`);
});

test("a diagnostic goes to its place in the text and in the views", async (t) => {
  const { page } = await open(t);
  const before = "é😀 look: ";
  await input(page).fill(before + endpoint.replace("tihlegw", "tih1egw"));
  await page.getByRole("button", { name: /error.*base32 alphabet/ }).click();
  const selected = await input(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(selected, "1");
});

test("the ticket in the address is read, also when it changes", async (t) => {
  const { page } = await open(t, { after: `#${link}` });
  await answer(page).getByRole("heading", { name: /eidetica database link/ }).waitFor();
  assert.equal(await input(page).inputValue(), link);
  await page.evaluate((text) => (location.hash = text), endpoint);
  await answer(page).getByRole("heading", { name: /The address of endpoint/ }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await input(page).inputValue(), link, "what was there before is not lost");
});

test("a ticket in the query moves to the fragment", async (t) => {
  const { page, url } = await open(t, { after: `?ticket=${endpoint}` });
  await answer(page).getByRole("heading", { name: /The address of endpoint/ }).waitFor();
  assert.equal(page.url(), `${url}#${endpoint}`);
});

test("clearing and examples lose nothing", async (t) => {
  const { page } = await open(t);
  await page.getByRole("button", { name: /half a ticket/ }).click();
  await answer(page).getByRole("heading", { name: /beginning of an? endpoint ticket/ }).waitFor();
  await input(page).fill("mine");
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("menuitem", { name: "node ticket" }).click();
  await answer(page).getByRole("heading", { name: /The address of endpoint/ }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await input(page).inputValue(), "mine");
  await page.getByRole("button", { name: "Clear" }).click();
  assert.equal(await input(page).inputValue(), "");
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await input(page).inputValue(), "mine");
  await page.getByRole("button", { name: "Redo" }).click();
  assert.equal(await input(page).inputValue(), "");
});

test("hostile text stays text", async (t) => {
  const { page } = await open(t);
  await input(page).fill("eidetica:?db=%E2%80%AEevil%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&pr=http:[::1]:1&x=%00");
  await item(page, /^database id ⟨U\+202E⟩evil<img src=x onerror=alert\(1\)>/).waitFor();
  assert.equal(await page.locator("#app img").count(), 0);
  const text = await page.locator("#app").innerText();
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(text, /[\u0000\u202e]/);
});

/** Pastes without typing, which takes long for a megabyte. */
const paste = (page, text) => input(page).evaluate((area, text) => {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}, text);

test("of two hundred addresses the first are there at once, and then all", async (t) => {
  const { page } = await open(t);
  await page.getByRole("region", { name: "Start" }).waitFor();
  // Whoever is already in the tree when the rest is drawn stays where they are.
  const before = await page.evaluate(async (text) => {
    const area = document.querySelector("#input");
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
    document.querySelectorAll("[role=treeitem]")[7].focus();
    return document.activeElement.innerText.replaceAll("\n", " ");
  }, crowded(200));
  assert.match(before, /^socket address 198\.51\.100\./);
  await answer(page).getByRole("heading", { name: /The address of endpoint/ }).waitFor();
  await item(page, "socket address 198.51.100.199:11204").waitFor();
  assert.equal(await item(page, /^socket address 198/).count(), 200);
  assert.equal(await page.evaluate(() => document.activeElement.innerText.replaceAll("\n", " ")), before);
  assert.equal((await page.locator(".colours").textContent()), crowded(200));
});

test("a megabyte stays usable, and a finding in it is shown where it is", async (t) => {
  const { page } = await open(t);
  const line = "2026-11-20T19:00:00Z INFO node: connected endpoint=abc documents=12 nodejs";
  const cut = endpoint.slice(0, -9);
  for (const log of [`${line}\n`.repeat(13_500), `${line} `.repeat(13_500)]) {
    await paste(page, `${log}${cut} ${log.slice(0, 9_000)}`);
    await page.locator(".diagnostics button").first().click();
    const seen = await input(page).evaluate((area) => ({
      selected: area.value.slice(area.selectionStart, area.selectionEnd),
      down: area.scrollTop / area.scrollHeight,
      right: area.scrollLeft / area.scrollWidth,
    }));
    assert.ok(seen.selected && cut.includes(seen.selected), seen.selected);
    assert.ok((log.includes("\n") ? seen.down : seen.right) > 0.9, JSON.stringify(seen));
  }
});

test("the format reference lists every layout", async (t) => {
  const { page } = await open(t);
  await page.getByRole("button", { name: "Formats" }).click();
  const dialog = page.getByRole("dialog", { name: "Formats" });
  await dialog.getByText("iroh-tickets 0.1 and later").click();
  await dialog.getByText("transport address").first().waitFor();
  await accessible(page);
  await page.keyboard.press("Escape");
  assert.equal(await dialog.isVisible(), false);
});

test("a theme that is chosen stays", async (t) => {
  const { page } = await open(t, { colorScheme: "light" });
  await page.getByLabel("Theme").selectOption("Dark");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await background(), "rgb(20, 23, 28)");
  await page.reload();
  await input(page).waitFor();
  assert.equal(await background(), "rgb(20, 23, 28)");
  assert.equal(await page.getByLabel("Theme").inputValue(), "Dark");
});

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    test(`accessible at ${width} px in ${colorScheme}`, async (t) => {
      const { page } = await open(t, { colorScheme, viewport: { width, height } });
      for (const text of ["", "nothing", link, `${link} and ${write}`, endpoint.slice(0, 82)]) {
        await input(page).fill(text);
        await page.waitForTimeout(50);
        await accessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${wide} px too wide with ${text}`);
      }
      await page.getByLabel("Show the encoding").check();
      await item(page, "endpoint id").first().hover();
      await page.locator(".hex .part").first().click();
      await page.getByRole("button", { name: /^Copy endpoint id/ }).first().click();
      await accessible(page);
    });
  }
}

test("the arrow keys walk through the bytes, and the letters beside them are linked too", async (t) => {
  const { page } = await open(t);
  await input(page).fill(link);
  const bytes = page.getByRole("group", { name: /^Bytes/ });
  await bytes.focus();
  const row = page.locator(".row.selected");
  await page.keyboard.press("End");
  await row.getByText("socket address").waitFor();
  await page.keyboard.press("Home");
  await row.getByText("database id").waitFor();
  // The id of the database has five parts; behind them the ticket begins.
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press("ArrowRight");
  await row.getByText("endpoint id").waitFor();
  await page.keyboard.press("ArrowDown");
  await row.getByText("relay url").waitFor();
  await page.keyboard.press("ArrowUp");
  await row.getByText("endpoint id").waitFor();
  await page.locator(".ascii span", { hasText: "http" }).first().click();
  await row.getByText("relay url").waitFor();
  assert.deepEqual(await bytes.locator("caption").allTextContents(), ["database id: 36 bytes", "peer 1, endpoint ticket: 80 bytes"]);
});

test("a long id shows its ends, and all of it when it is selected", async (t) => {
  const { page } = await open(t);
  await input(page).fill(link);
  const row = page.getByRole("treeitem", { name: /^endpoint id/ });
  await row.getByText("2efc55334c…0a9247").waitFor();
  await row.getByText(endpointId).waitFor({ state: "hidden" });
  await row.click();
  await row.getByText(endpointId).waitFor();
  await row.getByText("2efc55334c…0a9247").waitFor({ state: "hidden" });
});

test("where there is room, the form stands beside what it makes", async (t) => {
  const { page } = await open(t, { viewport: { width: 1440, height: 900 } });
  await input(page).fill(link);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const box = (locator) => locator.boundingBox();
  const form = await box(page.getByRole("region", { name: "Build" }));
  const answer = await box(page.getByRole("region", { name: "Answer" }));
  assert.ok(answer.x >= form.x + form.width, "beside");
  assert.ok(Math.abs(answer.y - form.y) < 40, "at the same height");
  await page.setViewportSize({ width: 1280, height: 900 });
  const below = await box(page.getByRole("region", { name: "Answer" }));
  assert.ok(below.y > (await box(page.getByRole("region", { name: "Build" }))).y + 100, "below where there is none");
});
