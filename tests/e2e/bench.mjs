// How long a reader waits, against the budgets. `node tests/e2e/bench.mjs [runs] [dist] [other dist]`: with a second
// build both are measured in turns, in one run.
import { resolve } from "node:path";
import { launch } from "./browser.mjs";
import { dist, serve } from "./server.mjs";
import { endpoint, endpointWithRelay } from "./tickets.mjs";

const [runs = "7", ...folders] = process.argv.slice(2);
const RUNS = Number(runs);

// What is measured with.

const RELAY = "https://relay.example.org/";
const ticket = endpoint(3);
const filler = "Somebody wrote about tickets at length, and did not come to the point. ";
const relays = ["a", "b", "c"].map((name) => endpointWithRelay(`https://${name}.example.org/`));
const log = Array.from({ length: 10_000 }, (_, at) => relays[at % 3]).join("\n").slice(0, 2 ** 20);
const long = (filler.repeat(2 ** 20 / filler.length / 4) + ` ${ticket} `).repeat(4).slice(0, 2 ** 20);

// Runs in the page, before the page.
const helpers = () => {
  const answer = () => document.getElementById("answer")?.textContent?.trim() ?? "";
  const isDetailed = () => document.querySelector("[role=treeitem]");
  const isWhole = () => isDetailed() && [...document.querySelectorAll("button")].some((button) => button.textContent.trim().startsWith("QR"));
  // Everything that was queued by what ran before has run: microtasks, and what Leptos left for the next tick.
  const settled = () => scheduler.postTask(() => {});
  // Does something at the beginning of a frame, as the browser does with input; resolves when the frame is painted.
  const frame = (action) => new Promise((resolve) => requestAnimationFrame(() => {
    const start = performance.now();
    action?.();
    settled().then(() => resolve(start));
  }));
  const painted = (isThere) => new Promise((resolve) => {
    const look = async () => {
      if (!isThere()) return;
      observer.disconnect();
      await frame();
      resolve(performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  });
  globalThis.answered = painted(answer);
  globalThis.detailed = painted(isDetailed);
  globalThis.whole = painted(isWhole);
  const type = (field, value) => {
    // As a key does it: past what a framework may have put over the property.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  };
  // From the beginning of the frame in which `action` happens until a frame is painted in which `isDone` holds.
  const time = async (action, isDone) => {
    const start = await frame(action);
    while (!isDone()) {
      if (performance.now() - start > 5000) throw new Error("nothing changed within 5 s");
      await frame();
    }
    return performance.now() - start;
  };
  const set = (value) => {
    const before = answer();
    return time(() => type(document.getElementById("input"), value), () => answer() !== before);
  };
  const clear = async () => {
    if (document.getElementById("input").value) await set("");
    await frame();
  };
  globalThis.paste = async (text) => {
    await clear();
    return set(text);
  };
  globalThis.list = async (text) => {
    await clear();
    return time(() => type(document.getElementById("input"), text), () => document.querySelector("[role=grid] [role=gridcell]"));
  };
  const code = () => [...document.querySelectorAll(".qr svg path")].at(-1)?.getAttribute("d") ?? "";
  globalThis.redraw = (level) => {
    const before = code();
    return time(() => document.querySelectorAll("input[name=level]")[level].click(), () => code() !== before);
  };
  // A key in the form's field that holds this; the text, the tree and the code follow.
  globalThis.key = (held, typed) => {
    const fields = document.querySelectorAll("main input:not([type=radio], [type=checkbox])");
    const field = [...fields].find((field) => field.value === held);
    if (!field) throw new Error(`no field holds ${held}`);
    const text = () => document.getElementById("input").value;
    const tree = () => document.querySelector("[role=tree]").textContent;
    const before = [text(), tree(), code()];
    return time(() => type(field, typed), () => text() !== before[0] && tree() !== before[1] && code() !== before[2]);
  };
  // The pointer on one line of the tree after the other: script only, as nothing is laid out anew.
  globalThis.hover = async () => {
    const rows = [...document.querySelectorAll("[role=treeitem]")];
    const times = [];
    for (let at = 5; at < rows.length; at += Math.ceil(rows.length / 40)) {
      const start = performance.now();
      rows[at].dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      await settled();
      times.push(performance.now() - start);
      if (!rows[at].matches(".hovered") && !rows[at].querySelector(".hovered")) throw new Error("not marked");
    }
    return times;
  };
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Without an answer there is nothing to wait for: say so after a while, rather than never. */
const within = (promise, what) => Promise.race([
  promise,
  new Promise((_, reject) => setTimeout(() => reject(new Error(`no ${what} within 20 s`)), 20_000).unref()),
]);

const browser = await launch();
const sites = folders.length ? folders.map((folder) => resolve(folder)) : [dist];
const servers = await Promise.all(sites.map((folder) => serve({ folder, brotli: true, headers: true })));

async function visit(server, { slow = false, after = "", context, offline = false } = {}) {
  context ??= await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await context.setOffline(false);
  // The browser starts a process for the site before the clock runs: that takes what it takes, whatever the page is.
  await page.goto(`${server.origin}/nothing-here`);
  await page.addInitScript(helpers);
  await context.setOffline(offline);
  if (slow) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline,
      latency: 150,
      downloadThroughput: 1.6e6 / 8,
      uploadThroughput: 0.75e6 / 8,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  await page.goto(server.url + after);
  return { page, context };
}

/** A visit to each site in turns, so that whatever else the machine does hits all of them alike. */
async function each(times, measure) {
  const results = servers.map(() => []);
  for (let run = 0; run < times; run++) {
    for (const [at, server] of servers.entries()) results[at].push(await measure(server));
  }
  return results;
}

function row(what, results, budget) {
  const shown = results.map((values) => {
    const range = `${Math.min(...values).toFixed(1)}-${Math.max(...values).toFixed(1)}`;
    return `${median(values).toFixed(1).padStart(8)} ms  (${range})`.padEnd(32);
  });
  const over = budget !== undefined && median(results[0]) > budget;
  console.log(`${what.padEnd(44)}${shown.join("")}${budget === undefined ? "" : `budget ${budget}${over ? "  OVER" : ""}`}`);
}

try {
  console.log(`\nChromium ${browser.version()}, median of ${RUNS}: ${sites.join(" | ")}`);
  console.log("\nOpened cold at /#<ticket>, Slow 4G (1.6 Mbps, 150 ms), CPU / 4, brotli:");
  const cold = await each(RUNS, async (server) => {
    const { page, context } = await visit(server, { slow: true, after: `#${ticket}` });
    const answered = await within(page.evaluate(() => globalThis.answered), "answer");
    const detailed = await within(page.evaluate(() => globalThis.detailed), "details");
    const whole = await within(page.evaluate(() => globalThis.whole), "tools");
    const loaded = await page.waitForFunction(() => {
      // All that the head names is here; the last of it is what nobody waits for.
      const files = document.querySelectorAll("meta[name=chunk][data-early]").length;
      const entries = performance.getEntriesByType("resource").filter(({ name, responseEnd }) => name.endsWith(".wasm") && responseEnd);
      return entries.length > files && Math.max(...entries.map(({ responseEnd }) => responseEnd));
    });
    const paints = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
    const times = [paints, answered, detailed, whole, Math.max(whole, await loaded.jsonValue())];
    await context.close();
    return times;
  });
  for (const [at, [what, budget]] of [["first paint", 400], ["sentence and headline", 1150], ["details", 1400], ["tools"], ["all files"]].entries()) {
    row(what, cold.map((times) => times.map((time) => time[at])), budget);
  }

  // The page keeps itself on the first visit; a build for one machine only does not.
  const contexts = new Map();
  for (const server of servers) {
    const { page, context } = await visit(server);
    const keeps = await page.evaluate(async () => {
      if (!document.querySelector("meta[name=offline]")) return false;
      const workers = navigator.serviceWorker;
      await workers.ready;
      if (!workers.controller) await new Promise((resolve) => (workers.oncontrollerchange = resolve));
      return true;
    });
    if (keeps) contexts.set(server, context);
    else console.log(`\nNot opened again: ${server.url} does not keep itself.`);
  }
  const again = contexts.size === servers.length ? [["Slow 4G", false], ["no network", true]] : [];
  for (const [how, offline] of again) {
    console.log(`\nOpened again at /#<ticket>, ${how}, CPU / 4:`);
    const opened = await each(RUNS, async (server) => {
      const { page } = await visit(server, { slow: true, after: `#${ticket}`, context: contexts.get(server), offline });
      const answered = await within(page.evaluate(() => globalThis.answered), "answer");
      const whole = await within(page.evaluate(() => globalThis.whole), "tools");
      const paints = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
      await page.close();
      return [paints, answered, whole];
    });
    for (const [at, [what, budget]] of [["first paint", 400], ["sentence and headline"], ["tools"]].entries()) {
      row(what, opened.map((times) => times.map((time) => time[at])), budget);
    }
  }

  // One page of each site for all that follows.
  const pages = new Map();
  for (const server of servers) {
    const { page } = await visit(server);
    await page.locator("#input").waitFor();
    await page.evaluate((text) => globalThis.paste(text), ticket);
    await within(page.evaluate(() => globalThis.whole), "tools");
    pages.set(server, page);
  }
  const on = (act) => async (server) => act(pages.get(server));
  // The first two rounds warm up.
  const warm = (results) => results.map((values) => values.slice(2).flat());

  console.log("\nPasted, full speed, until the answer is painted:");
  for (const [what, text, budget] of [["1 ticket", ticket, 16], ["1 ticket with 200 addresses", endpoint(200), 50], ["1 MiB of text", long, 150]]) {
    row(what, warm(await each(RUNS + 2, on((page) => page.evaluate((text) => globalThis.paste(text), text)))), budget);
  }

  console.log("\nA log of 1 MiB with thousands of tickets pasted, until the first rows of the table are painted:");
  row("table", warm(await each(RUNS + 2, on((page) => page.evaluate((text) => globalThis.list(text), log)))), 500);

  console.log("\nThe pointer on one line after the other among 3,000 nodes and more, script until it is marked:");
  await each(1, on(async (page) => {
    await page.evaluate((text) => globalThis.paste(text), endpoint(1200));
    await page.waitForTimeout(1500);
  }));
  row("pointer moved", warm(await each(4, on((page) => page.evaluate(() => globalThis.hover())))), 2);

  console.log("\nA QR code of 1,500 characters, drawn anew at another level, until it is painted:");
  await each(1, on(async (page) => {
    await page.evaluate((text) => globalThis.paste(text), `eidetica:?db=${endpoint(200).slice(-1487)}`);
    await page.getByRole("button", { name: "QR code" }).click();
    await page.locator(".qr svg").waitFor();
  }));
  let round = 0;
  row("QR code", warm(await each(2 * RUNS + 2, on((page) => page.evaluate((level) => globalThis.redraw(level), round++ / servers.length % 2 < 1 ? 0 : 1)))), 16);

  console.log("\nA key typed into the form, until text, tree and QR code are painted:");
  await each(1, on(async (page) => {
    await page.evaluate((text) => globalThis.paste(text), endpointWithRelay(RELAY));
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.waitForTimeout(300);
  }));
  row("key", warm(await each(RUNS + 2, on((page) => page.evaluate(async (relay) => {
    const there = await globalThis.key(relay, `${relay}a`);
    await globalThis.key(`${relay}a`, relay);
    return there;
  }, RELAY)))), 16);
} finally {
  await browser.close();
  await Promise.all(servers.map((server) => server.close()));
}
