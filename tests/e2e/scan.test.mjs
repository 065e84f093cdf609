// QR codes: chosen, pasted, dropped and held in front of the camera; by the browser's own reader where there is one. What
// is needed for it comes only then.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { launch } from "./browser.mjs";
import { accessible, open, settled } from "./harness.mjs";
import { examples } from "./tickets.mjs";

const { endpoint, link } = examples;
const file = (name) => fileURLToPath(new URL(`codes/${name}.png`, import.meta.url));
const code = async (name) => PNG.sync.read(await readFile(file(name)));

/** A picture of so many grey pixels. */
function blank(width, height, value = 255) {
  const picture = new PNG({ width, height });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.fill(typeof value === "function" ? value(at / 4) : value, at, at + 3).fill(255, at + 3, at + 4);
  return picture;
}

/** Both codes, one beside the other, the second light on dark. */
async function both() {
  const [one, other] = [await code("endpoint"), await code("link")];
  for (let at = 0; at < other.data.length; at += 4) for (let i = at; i < at + 3; i += 1) other.data[i] = 255 - other.data[i];
  const picture = blank(one.width + other.width + 60, Math.max(one.height, other.height) + 40, 90);
  PNG.bitblt(one, picture, 0, 0, one.width, one.height, 10, 20);
  PNG.bitblt(other, picture, 0, 0, other.width, other.height, one.width + 40, 20);
  return picture;
}

const upload = (name, picture) => ({ name, mimeType: "image/png", buffer: PNG.sync.write(picture) });
const input = (page) => page.getByLabel("Paste a link, a ticket, or any text with one in it");
const button = (page, name) => page.getByRole("button", { name, exact: true });
const panel = (page) => page.getByRole("region", { name: "Scan" });
const heading = (page) => page.locator("#answer");
const reads = (page, text) => page.waitForFunction((text) => document.querySelector("#input").value === text, text);
const programs = (requests) => requests.filter((url) => /reader-|scan-/.test(url));

/** Opens the panel and waits for it. */
async function openPanel(page) {
  await button(page, "Scan").click();
  await panel(page).waitFor();
}

/** Chooses files as a person does. */
async function choose(page, files) {
  const chooser = page.waitForEvent("filechooser");
  await button(page, "Choose images").click();
  await (await chooser).setFiles(files);
}

/** Lets a file be pasted or dropped on the page. */
const bring = (page, type, name, picture) => page.evaluate(([type, name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  const event = type === "paste" ? new ClipboardEvent(type, { ...options, clipboardData: data }) : new DragEvent(type, { ...options, dataTransfer: data });
  return !document.body.dispatchEvent(event);
}, [type, name, PNG.sync.write(picture).toString("base64")]);

test("a chosen image is read, and only then is fetched what reads it", async (t) => {
  const { page, requests, served } = await open(t);
  await settled(page, requests);
  const before = [...served];
  assert.deepEqual(programs(before), []);
  await openPanel(page);
  await accessible(page);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Scan");
  await choose(page, file("endpoint"));
  await reads(page, endpoint);
  await heading(page).getByText(/The address of endpoint/).waitFor();
  await panel(page).waitFor({ state: "detached" });
  await page.getByRole("status").getByText("Read 1 code.").waitFor();
  const late = programs(served.filter((path) => !before.includes(path))).map((path) => path.replace(/-[^-]*(\.\w+)$/, "$1"));
  assert.deepEqual([...new Set(late)].toSorted(), ["/reader.js", "/reader.wasm", "/scan.wasm"]);
});

test("what is read is added to a text, and can be undone", async (t) => {
  const { page } = await open(t);
  await input(page).fill(`mine: ${link}`);
  await openPanel(page);
  await choose(page, file("endpoint"));
  await reads(page, `mine: ${link}\n${endpoint}`);
  await heading(page).getByText(/The address of endpoint/).waitFor();
  await button(page, "Undo").click();
  await reads(page, `mine: ${link}`);
  // What stands there already is not added again.
  await openPanel(page);
  await choose(page, file("link"));
  await page.getByRole("status").getByText("stands in the text already").waitFor();
  assert.equal(await input(page).inputValue(), `mine: ${link}`);
});

for (const type of ["paste", "drop"]) {
  test(`an image is read after a ${type} anywhere, the panel closed`, async (t) => {
    const { page } = await open(t);
    await page.getByRole("button", { name: "Scan", exact: true }).waitFor();
    assert.ok(await bring(page, type, "shot.png", await both()), "the browser does nothing else with it");
    await page.waitForFunction(() => document.querySelector("#input").value.includes("\n"));
    assert.deepEqual((await input(page).inputValue()).split("\n").toSorted(), [link, endpoint].toSorted());
    await page.getByRole("status").getByText("Read 2 codes.").waitFor();
  });
}

test("a screenshot in the clipboard is read by Ctrl+V and by Paste", async (t) => {
  const { page } = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await button(page, "Paste").waitFor();
  await page.evaluate(async (bytes) => {
    const file = new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], { type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": file })]);
  }, (await readFile(file("endpoint"))).toString("base64"));
  await input(page).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await reads(page, endpoint);
  await button(page, "Clear").click();
  await reads(page, "");
  await button(page, "Paste").click();
  await reads(page, endpoint);
});

test("where there is no code, or no image, it says so and what would help", async (t) => {
  const { page } = await open(t);
  await openPanel(page);
  await choose(page, [upload("empty.png", blank(300, 200)), { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("notes") }, upload("code.png", await code("endpoint"))]);
  const status = panel(page).getByRole("status");
  await status.getByText(/empty\.png: no code found\. Try closer/).waitFor();
  await status.getByText("notes.txt is no image that this browser can open.").waitFor();
  await status.getByText("Read 1 code.").waitFor();
  assert.equal(await input(page).inputValue(), endpoint);
  await accessible(page);
  await button(page, "Close").click();
  await panel(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Scan");
});

test("reading can be cancelled, and goes on with the next image", async (t) => {
  const { page } = await open(t);
  await openPanel(page);
  let seed = 1;
  const noise = blank(2400, 2400, () => (seed = (seed * 48271) % 2147483647) % 256);
  await choose(page, upload("noise.png", noise));
  await panel(page).getByText("Reading noise.png …").waitFor();
  await panel(page).getByRole("progressbar").waitFor();
  await page.waitForFunction(() => document.querySelector("progress")?.max > 1);
  await accessible(page);
  await button(page, "Cancel").click();
  await panel(page).getByRole("progressbar").waitFor({ state: "detached" });
  await choose(page, file("endpoint"));
  await reads(page, endpoint);
});

test("from an empty page to the answer, by keyboard alone", async (t) => {
  const { page } = await open(t);
  await button(page, "Scan").waitFor();
  const tabTo = async (name) => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await page.evaluate((name) => document.activeElement.textContent === name, name)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`${name} cannot be reached`);
  };
  await tabTo("Scan");
  await page.keyboard.press("Enter");
  await panel(page).waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Scan");
  // The browser asks for files only right after a key that it has seen; on a busy machine that takes a second one.
  let chooser;
  for (let presses = 0; !chooser && presses < 3; presses += 1) {
    await tabTo("Choose images");
    const asked = page.waitForEvent("filechooser", { timeout: 5_000 }).catch(() => undefined);
    await page.keyboard.press("Enter");
    chooser = await asked;
  }
  await chooser.setFiles(file("endpoint"));
  await reads(page, endpoint);
  await page.waitForFunction(() => document.activeElement.className.includes("sentence"));
});

for (const missing of ["reader-*.wasm", "reader-*.js", "scan-*.wasm"]) {
  test(`without ${missing} it says so, and can be tried again`, async (t) => {
    let isMissing = true;
    const { page } = await open(t, {
      before: ({ context }) => context.route(`**/${missing}`, (route) => isMissing ? route.fulfill({ status: 404, body: "Not found" }) : route.continue()),
      expected: [/404|integrity|Failed to fetch|TypeError|Error: /i],
    });
    await button(page, "Scan").click();
    if (missing !== "scan-*.wasm") await choose(page, file("endpoint"));
    const said = page.locator("#app").getByText("could not be loaded");
    await said.waitFor();
    isMissing = false;
    await button(page, "Try again").click();
    if (missing === "scan-*.wasm") await choose(page, file("endpoint"));
    await reads(page, endpoint);
  });
}

/** Puts a reader of the browser's own into the page, which answers with this. */
const detector = (found) => ({ page }) => page.addInitScript((found) => {
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => ["aztec", "qr_code"];
    constructor({ formats }) {
      if (String(formats) !== "qr_code") throw new TypeError();
    }
    detect = async (picture) => {
      if (!(picture instanceof ImageBitmap)) throw new TypeError();
      return found.map((rawValue) => ({ rawValue, format: "qr_code" }));
    };
  };
}, found);

test("the browser's own reader is asked first", async (t) => {
  const { page, requests } = await open(t, { before: detector([link]) });
  await openPanel(page);
  await choose(page, file("endpoint"));
  await reads(page, link);
  assert.ok(!requests.some((url) => url.includes("reader-")), "and nothing else is fetched");
});

test("what the browser's own reader does not read is read", async (t) => {
  const { page } = await open(t, { before: detector([]) });
  await openPanel(page);
  await choose(page, file("endpoint"));
  await reads(page, endpoint);
});

// ----------------------------------------------------------------------------------------------------- the camera

/** A film of one picture, as Chromium's fake camera shows it. */
function film(picture, width = 640, height = 480) {
  const luma = Buffer.alloc(width * height, 120);
  const [left, top] = [(width - picture.width) >> 1, (height - picture.height) >> 1];
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) luma[(y + top) * width + x + left] = picture.data[(y * picture.width + x) * 4];
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

/** A browser whose camera sees this. */
async function withCamera(t, picture, ...more) {
  const folder = await mkdtemp(join(tmpdir(), "camera-"));
  await writeFile(join(folder, "film.y4m"), film(picture));
  const browser = await launch(["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${join(folder, "film.y4m")}`, ...more]);
  t.after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  return browser;
}

/** Remembers every camera that is opened. */
const watched = ({ page }) => page.addInitScript(() => {
  globalThis.cameras = [];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted);
    globalThis.cameras.push(stream);
    return stream;
  };
});
const isOn = (page) => page.evaluate(() => globalThis.cameras.some((stream) => stream.active));

test("a code in front of the camera is read, and the camera is off again", async (t) => {
  const own = await withCamera(t, await code("endpoint"));
  const { page } = await open(t, { own, permissions: ["camera"], before: watched, server: { headers: true } });
  await openPanel(page);
  assert.equal(await page.evaluate(() => globalThis.cameras.length), 0, "nobody is asked before they want it");
  await button(page, "Use the camera").click();
  await reads(page, endpoint);
  assert.equal(await isOn(page), false);
  assert.equal(await page.evaluate(() => globalThis.cameras.length), 1);
});

test("the camera stops when it is told to, when the panel closes, and when the page is hidden", async (t) => {
  const own = await withCamera(t, blank(200, 200));
  const { page } = await open(t, { own, permissions: ["camera"], before: watched });
  await openPanel(page);
  const start = async () => {
    await button(page, "Use the camera").click();
    await panel(page).locator("video").waitFor();
    await panel(page).getByText("Hold the code in front of the camera.").waitFor();
    await page.waitForFunction(() => document.querySelector("video").readyState >= 2);
    assert.equal(await isOn(page), true);
  };
  const stopped = () => page.waitForFunction(() => globalThis.cameras.every((stream) => !stream.active));
  await start();
  await accessible(page);
  await button(page, "Stop the camera").click();
  await stopped();
  await start();
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.visibilityState;
  });
  await stopped();
  await panel(page).getByText("switched off while the page was hidden").waitFor();
  await start();
  await button(page, "Close").click();
  await stopped();
});

test("a camera that is refused or not there is told, with what to do instead", async (t) => {
  const { page } = await open(t, {
    before: ({ page }) => page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException("", globalThis.refusal);
      };
    }),
  });
  await openPanel(page);
  for (const [name, said] of [["NotAllowedError", /did not allow the camera/], ["NotFoundError", /has no camera/], ["NotReadableError", /in use by another program/]]) {
    await page.evaluate((name) => (globalThis.refusal = name), name);
    await button(page, "Use the camera").click();
    await panel(page).getByRole("status").getByText(said).waitFor();
  }
});
