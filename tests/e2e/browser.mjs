// The browser that tests and benchmarks drive: whichever Chromium or Chrome this machine has.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that xtask found, or else the first that is known here. */
function browserPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
  ];
  const found = paths.find(existsSync);
  assert.ok(found, "no Chromium or Chrome found: install one, or set CHROMIUM to it");
  return found;
}

const sandbox = () => (process.getuid?.() === 0 ? ["--no-sandbox"] : []); // Only root has no sandbox to use.

/** Starts it. `more`: further arguments. */
export async function launch(more = []) {
  return chromium.launch({ executablePath: browserPath(), args: [...ARGUMENTS, ...sandbox(), ...more] });
}

/** Starts it as somebody's own, with what that person keeps in `folder`: only there can apps be installed. */
export async function launchOwn(folder) {
  return chromium.launchPersistentContext(folder, { executablePath: browserPath(), args: [...ARGUMENTS, ...sandbox()] });
}

/** What goes wrong in a page from now on, as it comes: uncaught errors, logged ones, violations of the policy. */
export function complaints(page) {
  const problems = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // The browser looks for /favicon.ico only where a page names no icon; a violation of the policy is an error here too.
    if (message.type() === "error" || /Content Security Policy|Trusted ?Types?|preload/i.test(message.text())) {
      problems.push(`${message.type()}: ${message.text()}`);
    }
  });
  return problems;
}
