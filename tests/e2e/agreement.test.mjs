// The page and the command line say the same, word for word: of all recorded tickets and links, and of the web platform's
// own test data for URLs (as the url crate ships it) put into tickets.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { open, settled } from "./harness.mjs";
import { endpointWithRelay } from "./tickets.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a run of cargo prints. Its status is that of the program: of `ticket`, whether everything was in order. */
function cargo(words, input) {
  const { stdout, error } = spawnSync("cargo", words, { cwd: root, input, maxBuffer: 2 ** 28, stdio: ["pipe", "pipe", "inherit"] });
  assert.ifError(error);
  return stdout;
}

/** What `ticket decode` says of each text. */
function fromCommandLine(texts) {
  const lines = texts.map((text) => JSON.stringify(text)).join("\n");
  const output = cargo(["run", "--quiet", "--features", "cli", "--bin", "ticket", "--", "decode", "--jsonl"], lines);
  return output.toString("utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** What the page copies as JSON for each text; `null` where it finds nothing. The texts come back as the text area has them. */
async function fromPage(page, texts) {
  return page.evaluate(async (texts) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    let copied = null;
    navigator.clipboard.writeText = async (text) => { copied = text; };
    const area = document.querySelector("#input");
    const results = [];
    for (const text of texts) {
      area.value = text;
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await frame();
      copied = null;
      const button = () => [...document.querySelectorAll(".tool.share button")].find((button) => button.textContent === "JSON");
      // The tools come and go with what is found.
      for (let tries = 0; tries < 4 && !button(); tries += 1) await frame();
      button()?.click();
      results.push([area.value, copied && JSON.parse(copied)]);
    }
    return results;
  }, texts);
}

/** Asserts that both say the same of every text. */
async function agree(t, texts) {
  const { page, requests } = await open(t, { after: `#${endpointWithRelay("https://relay.example.org/")}` });
  await settled(page, requests);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const pages = await fromPage(page, texts);
  const lines = fromCommandLine(pages.map(([text]) => text));
  let found = 0;
  for (const [index, [text, json]] of pages.entries()) {
    if (json === null) {
      assert.deepEqual(lines[index].found, [], `the page finds nothing in ${JSON.stringify(text)}`);
    } else {
      found += 1;
      assert.deepEqual(json, lines[index], JSON.stringify(text));
    }
  }
  return found;
}

test("of all recorded tickets and links", { timeout: 300_000 }, async (t) => {
  const folder = join(root, "tests/vectors");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
  const vectors = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), "utf8"))));
  const texts = vectors.flat().map(({ input }) => input);
  const found = await agree(t, texts);
  assert.ok(found > texts.length / 2, `${found} of ${texts.length}`);
});

test("of the web platform's URLs in tickets", { timeout: 300_000 }, async (t) => {
  const { packages } = JSON.parse(cargo(["metadata", "--format-version", "1", "--features", "cli"]));
  const url = packages.filter(({ name }) => name === "url").sort((a, b) => (a.version < b.version ? 1 : -1))[0];
  const data = JSON.parse(await readFile(join(dirname(url.manifest_path), "tests/urltestdata.json"), "utf8"));
  const urls = data.filter((entry) => typeof entry === "object" && entry.base === null).map(({ input }) => input);
  const all = data.filter((entry) => typeof entry === "object").map(({ input }) => input);
  // Lone surrogates are no text that a ticket could hold.
  const texts = [...new Set([...urls, ...all])].filter((input) => input.isWellFormed?.() ?? true).map((input) => endpointWithRelay(input));
  const found = await agree(t, texts);
  assert.ok(found > 500, `${found} of ${texts.length}`);
});
