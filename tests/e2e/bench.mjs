// How long a reader waits, against the budgets. `node tests/e2e/bench.mjs [runs]`
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";
import { endpoint } from "./tickets.mjs";

const runs = Number(process.argv[2] ?? 7);

// What is measured with.

const ticket = endpoint(3);
const filler = "Somebody wrote about tickets at length, and did not come to the point. ";
const long = (filler.repeat(2 ** 20 / filler.length / 4) + ` ${ticket} `).repeat(4).slice(0, 2 ** 20);

// Runs in the page, before the page.
const helpers = () => {
  const answer = () => document.getElementById("answer")?.textContent?.trim() ?? "";
  // Does something at the beginning of a frame, as the browser does with input; resolves when the frame is painted.
  // It resolves to when the frame began.
  const frame = (action) => new Promise((resolve) => requestAnimationFrame(() => {
    const start = performance.now();
    action?.();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(start);
    port2.postMessage(0);
  }));
  globalThis.decoded = new Promise((resolve) => {
    const look = async () => {
      if (!answer()) return;
      observer.disconnect();
      await frame();
      resolve(performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  });
  globalThis.paste = async (text) => {
    const area = document.getElementById("input");
    const set = async (value) => {
      const before = answer();
      let start;
      await frame(() => {
        start = performance.now();
        area.value = value;
        area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      });
      while (answer() === before) {
        if (performance.now() - start > 5000) throw new Error("no answer within 5 s");
        await frame();
      }
      return performance.now() - start;
    };
    if (area.value) await set("");
    await frame();
    return set(text);
  };
  globalThis.redraw = async (level) => {
    const start = await frame(() => document.querySelector(`input[name=level][value=${level}]`).click());
    if (!document.querySelector(".qr svg")) throw new Error("there is no code");
    return performance.now() - start;
  };
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const row = (what, values, budget) => {
  const middle = median(values);
  const range = `${Math.min(...values).toFixed(0)}-${Math.max(...values).toFixed(0)}`;
  const verdict = budget === undefined ? "" : `budget ${budget}${middle > budget ? "  OVER" : ""}`;
  console.log(`${what.padEnd(44)}${middle.toFixed(1).padStart(8)} ms  (${range})`.padEnd(72) + verdict);
};

const browser = await launch();
const server = await serve({ brotli: true, headers: true });

async function visit({ slow, after }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  // The browser starts a process for the site before the clock runs: that takes what it takes, whatever the page is.
  await page.goto(`${server.origin}/nothing-here`);
  await page.addInitScript(helpers);
  if (slow) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: 1.6e6 / 8,
      uploadThroughput: 0.75e6 / 8,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  await page.goto(server.url + after);
  return { page, context };
}

/** Without an answer there is nothing to wait for: say so after a while, rather than never. */
const within = (promise, what) => Promise.race([
  promise,
  new Promise((_, reject) => setTimeout(() => reject(new Error(`no ${what} within 20 s`)), 20_000).unref()),
]);

try {
  console.log(`\nChromium ${browser.version()}, median of ${runs}. Opened cold at /#<ticket>, Slow 4G (1.6 Mbps, 150 ms), CPU / 4, brotli:`);
  const paints = [];
  const contents = [];
  const answers = [];
  for (let run = 0; run < runs; run++) {
    const { page, context } = await visit({ slow: true, after: `#${ticket}` });
    answers.push(await within(page.evaluate(() => globalThis.decoded), "decoded content"));
    const [first, content] = await page.evaluate(() => ["first-paint", "first-contentful-paint"].map((name) => performance.getEntriesByName(name)[0].startTime));
    paints.push(first);
    contents.push(content);
    await context.close();
  }
  row("first paint", paints, 400);
  row("first paint with text", contents);
  row("decoded content", answers, 800);

  console.log("\nPasted, full speed, until the answer is painted:");
  const { page, context } = await visit({ slow: false, after: "" });
  await page.locator("#input").waitFor();
  for (const [what, text, budget] of [["1 ticket", ticket, 16], ["1 ticket with 200 addresses", endpoint(200), 50], ["1 MiB of text", long, 150]]) {
    const times = [];
    for (let run = 0; run < runs + 2; run++) times.push(await page.evaluate((text) => globalThis.paste(text), text));
    row(what, times.slice(2), budget);
  }

  console.log("\nA QR code of 1,500 characters, drawn anew at another level, until it is painted:");
  await page.evaluate((text) => globalThis.paste(text), `eidetica:?db=${endpoint(200).slice(-1487)}`);
  await page.getByRole("button", { name: "QR code" }).click();
  const times = [];
  for (let run = 0; run < 4 * runs + 2; run++) {
    times.push(await page.evaluate((level) => globalThis.redraw(level), run % 2 ? "L" : "M"));
  }
  row("QR code", times.slice(2), 16);
  await context.close();
} finally {
  await browser.close();
  await server.close();
}
