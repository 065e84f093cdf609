// Types, clicks and presses keys at random, as long as it is told to, and says what made the page complain, stop, or
// stick out of its window: `node tests/e2e/monkey.mjs SECONDS [SEED]`. What is found depends on the time that the page
// takes too, so the last steps are printed, and a picture is left in `target/monkey`.
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { complaints, launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const [seconds = "60", first = "1"] = process.argv.slice(2);
const STEPS = 120;
const SIZES = [[1280, 800], [768, 1024], [390, 844], [320, 480]];
const KEYS = [
  "Tab", "Tab", "Shift+Tab", "Enter", "Space", "Escape", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "PageDown",
  "Backspace", "Delete", "Control+z", "Control+Shift+z", "?", "/", "e", "s", "q",
];
const WORDS = [
  "x", " ", "\n", "é", "🦀", "0", "-1", "=", "%", "&pr=iroh:", "endpoint", "a".repeat(64), "192.0.2.1:1", "[2001:db8::1]:2",
  "https://relay.example./",
];
const CONTROLS = "button, summary, select, input, textarea, label, a[href^='#'], [role=treeitem], [role=gridcell], [tabindex]";

const root = fileURLToPath(new URL("../..", import.meta.url));
const golden = join(root, "tests/golden");
const names = (await readdir(golden)).filter((name) => name.endsWith(".txt"));
const texts = await Promise.all(names.map((name) => readFile(join(golden, name), "utf8")));
const pictures = join(root, "target/monkey");

/** Numbers from 0 up to 1, the same for the same seed: a linear congruential generator, of which the upper bits are good. */
function numbers(seed) {
  let state = BigInt(seed);
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
}

/** What can be done: how often, and how. Each says in words what it did. */
const ACTIONS = [
  [10, async ({ page, pick, random }) => {
    const text = pick(texts);
    await page.locator("#input").focus();
    if (random() < 0.7) await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
    return `pastes ${JSON.stringify(text.slice(0, 200))}`;
  }],
  [10, async ({ page, pick }) => {
    const word = pick(WORDS);
    await page.keyboard.insertText(word);
    return `types ${JSON.stringify(word)}`;
  }],
  [25, async ({ page, pick }) => {
    const key = pick(KEYS);
    await page.keyboard.press(key);
    return `presses ${key}`;
  }],
  [50, async ({ page, pick, random }) => {
    const controls = page.locator(CONTROLS).filter({ visible: true });
    const count = await controls.count();
    if (!count) return "finds nothing to click";
    const control = controls.nth(Math.floor(random() * count));
    const [tag, type, said] = await control.evaluate((it) => [it.tagName, it.type, it.outerHTML.slice(0, 120)], undefined, { timeout: 500 });
    // A window of the system's would open.
    if (type === "file") return "leaves the files alone";
    if (tag === "SELECT") {
      const count = await control.evaluate((select) => select.options.length);
      await control.selectOption({ index: Math.floor(random() * count) }, { timeout: 500 });
    } else {
      await control.click({ timeout: 500, force: random() < 0.3, clickCount: pick([1, 1, 2]) });
    }
    return `clicks ${said}`;
  }],
  [2, async ({ page, pick }) => {
    const [width, height] = pick(SIZES);
    await page.setViewportSize({ width, height });
    return `makes the window ${width} by ${height}`;
  }],
  [2, async ({ page, pick }) => {
    const ticket = pick(texts).trim().split("\n").at(-1);
    await page.evaluate((hash) => { location.hash = hash; }, ticket);
    return `follows a link to #${ticket.slice(0, 200)}`;
  }],
];
const ALL = ACTIONS.reduce((sum, [weight]) => sum + weight, 0);

/** What is wrong with the page now. */
async function wrong(page, problems) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const boxes = await page.locator("#input").count();
  return [
    ...problems.splice(0),
    ...(wide > 0 ? [`something sticks out by ${wide} pixels`] : []),
    ...(boxes === 1 ? [] : ["the text box is gone"]),
  ];
}

/** One page, and many steps in it. It ends with the first finding. Returns how many steps and findings there were. */
async function play(browser, url, seed, end) {
  const random = numbers(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const [width, height] = pick(SIZES);
  const colorScheme = pick(["light", "dark"]);
  const permissions = ["clipboard-read", "clipboard-write"];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, permissions, serviceWorkers: "block" });
  const page = await context.newPage();
  const problems = complaints(page);
  await page.goto(url);
  await page.locator("#input").waitFor();
  const done = [];
  for (let step = 0; step < STEPS && Date.now() < end; step++) {
    let at = random() * ALL;
    const [, act] = ACTIONS.find(([weight]) => (at -= weight) < 0);
    // What moves away or is covered cannot be clicked: nor could a person.
    done.push(await act({ page, pick, random }).catch((error) => `fails: ${error.message.split("\n")[0]}`));
    await page.waitForTimeout(20);
    const found = await wrong(page, problems);
    if (found.length) {
      await mkdir(pictures, { recursive: true });
      const picture = join(pictures, `${seed}.png`);
      await page.screenshot({ path: picture });
      console.log(`seed ${seed}, step ${step}: ${found.join("; ")}\n  ${done.slice(-10).join("\n  ")}\n  ${picture}`);
      await context.close();
      return { steps: done.length, found: 1 };
    }
  }
  await context.close();
  return { steps: done.length, found: 0 };
}

const server = await serve();
const browser = await launch();
const end = Date.now() + Number(seconds) * 1000;
let [seed, steps, found] = [Number(first), 0, 0];
for (; Date.now() < end; seed++) {
  const played = await play(browser, server.url, seed, end);
  steps += played.steps;
  found += played.found;
}
await browser.close();
await server.close();
console.log(`${steps} steps in ${seed - Number(first)} pages: ${found} findings`);
process.exitCode = found ? 1 : 0;
