// What the page must never do with what is pasted into it, looked for while it is used: `faults(folder)` is empty for a
// site that keeps its promises (SECURITY.md), and says in words what one does that does not.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dist, headerRules, serve } from "./server.mjs";
import { examples } from "./tickets.mjs";

// The policy, word for word. The build puts in the hashes of the one inline script and of the style.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval' HASH",
  "connect-src 'self'",
  "style-src 'self' HASH",
  "img-src 'self' data: blob:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
];

const directives = (policy) => policy.replaceAll(/'sha256-[\w+/=]{44}'/g, "HASH").split("; ");

/** The two files of a site that hold its policy: the page, and the headers for hosts. */
export async function policies(folder = dist) {
  const [html, headers] = await Promise.all(["index.html", "_headers"].map((file) => readFile(join(folder, file), "utf8")));
  return { html, headers };
}

/** What is weaker in them, or other, than it must be. */
export function policyFaults({ html, headers }) {
  const found = [];
  const compare = (where, policy, wanted) => {
    if (policy === undefined) return found.push(`${where} has no policy`);
    const has = directives(policy);
    for (const directive of wanted.filter((directive) => !has.includes(directive))) found.push(`${where} lacks the policy ${directive}`);
    for (const directive of has.filter((directive) => !wanted.includes(directive))) found.push(`${where} has the policy ${directive}`);
  };
  compare("the page", html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)?.[1], POLICY);
  // A policy counts for what stands after it.
  if (html.indexOf("Content-Security-Policy") > html.search(/<(?:script|style|link)\b/)) found.push("something stands before the policy");
  const all = headerRules(headers).find(([pattern]) => pattern === "/*")?.[1] ?? [];
  const header = (name) => all.find(([other]) => other === name)?.[1];
  compare("_headers", header("Content-Security-Policy"), [...POLICY, "frame-ancestors 'none'"]);
  for (const [name, wanted] of [["Referrer-Policy", "no-referrer"], ["X-Content-Type-Options", "nosniff"], ["Cross-Origin-Opener-Policy", "same-origin"]]) {
    if (header(name) !== wanted) found.push(`_headers has no ${name}: ${wanted}`);
  }
  if (!html.includes('<meta name="referrer" content="no-referrer">')) found.push("the page tells others where a reader comes from");
  return found;
}

/** A reader's visit: tickets with a secret, pasted and passed through the tools. Nothing is shared, kept or chosen. */
async function visit(page) {
  const press = (name) => page.getByRole("button", { name, exact: true }).click();
  const input = page.locator("#input");
  await input.fill(`my key is ${examples.doc_write} for now`);
  await press("Reveal secret");
  await press("Edit");
  await press("Slim");
  await press("QR code");
  await page.locator(".qr svg").waitFor();
  await press("Share");
  await press("Redacted report");
  await press("Compare");
  await input.fill(`${examples.doc_write} ${examples.endpoint} ${examples.link}`);
  await press("As a table");
  await page.getByText("rows").first().waitFor();
  await page.locator("#own-types").click();
  await page.locator("#types-source").fill("struct Ticket { secret: [u8; 4] }");
  await page.getByText("1 type to read by").waitFor();
  await press("Scan");
  const chooser = page.waitForEvent("filechooser");
  await press("Choose images");
  await (await chooser).setFiles(fileURLToPath(new URL("codes/endpoint.png", import.meta.url)));
  await page.waitForFunction((text) => document.querySelector("#input").value.includes(text), examples.endpoint);
}

/** Everything that a page can leave behind, by where it is. */
const traces = (page) => page.evaluate(async () => {
  const left = {};
  const say = (where, what) => (left[where] = what);
  if (document.cookie) say("a cookie", document.cookie);
  for (const name of ["localStorage", "sessionStorage"]) {
    for (const [key, value] of Object.entries(globalThis[name])) say(`${name}.${key}`, value);
  }
  for (const { name } of await indexedDB.databases()) say(`the database ${name}`, "");
  const files = await navigator.storage.getDirectory();
  for await (const name of files.keys()) say(`the private file ${name}`, "");
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      // What is kept is the build: the worker compared it with its hashes.
      const path = request.url.replace(new URL("./", location.href).href, "");
      if (!name.startsWith("build ")) say(`the cache ${name}`, request.url);
      else if (path && !/^[\w]+-\w{16}\.\w+$/.test(path)) say(`the cache of the build: ${path}`, request.url);
    }
  }
  if (history.state !== null) say("the state of the history", JSON.stringify(history.state));
  if (location.hash || location.search) say("the address", location.href);
  if (globalThis.name) say("the name of the window", globalThis.name);
  for (const link of document.querySelectorAll("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch], link[rel~=prerender]")) {
    say(`a link that connects`, link.href);
  }
  return Object.keys(left);
});

/** Everything that a site does while it is visited that it must not. `browser`: one to open it in. */
export async function faults(folder, browser) {
  const found = new Set(policyFaults(await policies(folder)));
  const files = new Set(["", ...await readdir(folder)]);
  const server = await serve({ folder });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
  try {
    // No policy stops this one, and nothing is told about it.
    await context.addInitScript(() => {
      const Connection = globalThis.RTCPeerConnection;
      globalThis.RTCPeerConnection = function (...words) {
        console.error("RTCPeerConnection");
        return new Connection(...words);
      };
    });
    context.on("request", (request) => {
      const url = request.url();
      if (/^(?:data|blob):/.test(url)) return;
      if (!url.startsWith(server.url)) found.add(`asks ${new URL(url).host}`);
      else if (!files.has(url.slice(server.url.length).split("#")[0])) found.add(`asks its host for ${url.slice(server.url.length, server.url.length + 40)}`);
      if (request.method() !== "GET" || request.postData()) found.add(`sends by ${request.method()}`);
    });
    const page = await context.newPage();
    context.on("page", () => found.add("opens a window"));
    page.on("websocket", (socket) => found.add(`opens a socket to ${new URL(socket.url()).host}`));
    page.on("framenavigated", (frame) => !frame.url().startsWith(server.url) && found.add(`goes to ${frame.url().slice(0, 60)}`));
    page.on("console", (message) => {
      if (/RTCPeerConnection/.test(message.text())) found.add("connects to others");
      else if (/Content Security Policy|Trusted ?Types?/i.test(message.text())) found.add("tries what its policy refuses");
      else if (message.type() === "error") found.add(`complains: ${message.text().slice(0, 200)}`);
    });
    await page.goto(server.url);
    await page.locator("#input").waitFor();
    await page.evaluate(() => navigator.clipboard.writeText("as it was"));
    await visit(page);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (copied.includes(examples.doc_write.slice(4, 60))) found.add("copies what nobody asked it to copy");
    for (const trace of await traces(page)) found.add(`leaves something in ${trace}`);
    for (const { name } of await context.cookies()) found.add(`sets the cookie ${name}`);
    await page.reload();
    await page.locator("#input").waitFor();
    if (await page.locator("#input").inputValue()) found.add("remembers the text");
    for (const path of server.served) {
      if (!files.has(path.slice(1))) found.add(`its host is asked for ${path.slice(0, 40)}`);
    }
  } finally {
    await context.close();
    await server.close();
  }
  return [...found];
}
