// Packs the package, installs it into a project of its own as somebody else would, and uses it there: in Node.js, through
// a bundler, in a page without one, and with its types. No network is needed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "../../tests/e2e/browser.mjs";
import { serve } from "../../tests/e2e/server.mjs";
import { SECRET, VALUE, WRITE, folder, require } from "./common.mjs";

const home = mkdtempSync(join(tmpdir(), "ticket-explorer-"));
const project = join(home, "project");
const write = (name, text) => writeFileSync(join(project, name), text);
const npm = (...words) => execFileSync("npm", words, { cwd: project, encoding: "utf8", shell: process.platform === "win32", stdio: ["ignore", "pipe", "pipe"] });
const node = (file) => execFileSync(process.execPath, [file], { cwd: project, encoding: "utf8" });

// Every function once; what comes of it is the same wherever it runs.
const PROGRAM = `
export function use(tickets) {
  const { text, warnings } = tickets.build(${JSON.stringify(VALUE)});
  const errors = [() => tickets.build({ id: "x" }), () => tickets.explore(7)].map((call) => {
    try { return call(); } catch (error) { return [error instanceof Error, error.message]; }
  });
  return JSON.stringify({
    text, warnings, errors,
    explore: tickets.explore("see " + text),
    explain: tickets.explain("${WRITE}"),
    slim: tickets.slim(text, { drop: ["private"] }),
    convert: tickets.convert(text),
    fix: tickets.fix(text.toUpperCase()),
    sentences: tickets.sentences(text),
    svg: tickets.qrSvg(text, { level: "Q" }),
    version: tickets.version(),
  });
}
`;

let packed;
let expected;
let browser;

before(async () => {
  mkdirSync(project);
  write("package.json", JSON.stringify({ private: true, type: "module" }));
  [packed] = JSON.parse(npm("pack", folder, "--json", "--pack-destination", home));
  npm("install", join(home, packed.filename), "--offline", "--no-audit", "--no-fund");
  write("program.js", PROGRAM);
  const { use } = await import(pathToFileURL(join(project, "program.js")));
  expected = use(await import("../pkg/node.js"));
  assert.ok(!expected.includes(SECRET));
});

after(async () => {
  await (await browser)?.close();
  rmSync(home, { recursive: true, force: true });
});

test("holds what it needs, and nothing else", () => {
  const files = packed.files.map(({ path }) => path).toSorted();
  assert.deepEqual(files, [
    "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "index.d.ts", "index.js", "node.js", "package.json",
    "report.schema.json", "ticket_explorer.js", "ticket_explorer_bg.wasm",
  ]);
  const installed = (name) => readFileSync(join(project, "node_modules/ticket-explorer", name), "utf8");
  for (const [, target] of installed("README.md").matchAll(/\]\(([^)]+)\)/g)) {
    assert.ok(target.startsWith("https://") || files.includes(target), `README.md names ${target}`);
  }
  const { version, license, description, exports } = JSON.parse(installed("package.json"));
  assert.match(version, /^\d+\.\d+\.\d+/);
  assert.ok(license && description);
  const named = JSON.stringify(exports).match(/\.\/[\w.]+/g).map((name) => name.slice(2));
  for (const name of named.filter((name) => name)) assert.ok(files.includes(name), `package.json names ${name}`);
});

test("works in Node.js as an ES module and as a CommonJS module", () => {
  write("main.mjs", 'import * as tickets from "ticket-explorer"; import { use } from "./program.js"; await tickets.default(); process.stdout.write(use(tickets));');
  same(node("main.mjs"));
  if (process.features.require_module) {
    write("main.cjs", 'process.stdout.write(require("./program.js").use(require("ticket-explorer")));');
    same(node("main.cjs"));
  }
});

test("does what its README shows", () => {
  const readme = readFileSync(join(project, "node_modules/ticket-explorer/README.md"), "utf8");
  const examples = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code).filter((code) => !code.includes("init"));
  assert.equal(examples.length, 2);
  const said = examples.map((code, at) => {
    write(`example${at}.mjs`, code);
    return node(`example${at}.mjs`);
  });
  assert.match(said[0], /^The address of endpoint .*\nendpoint \{\n/);
  assert.match(said[1], /^endpoint[a-z2-7]+\n$/);
});

test("has types that say what is right and what is wrong", () => {
  write("types.ts", `
import init, { build, explain, explore, fix, initSync, qrSvg, slim, type Found, type Value } from "ticket-explorer";
await init();
await init("x.wasm");
initSync(new Uint8Array());
const found: Found | undefined = explore("x", { reveal: true }).found[0];
const value: Value | null | undefined = found?.value;
if (value && "hash" in value) {
  const again: string = build(value).text;
  explain(again);
}
if (value && "capability" in value) build(value, { kind: "doc" });
if (value && "database_id" in value) build(value);
build({ id: "x", addrs: [{ relay: "https://relay.example.org/" }, { ip: "192.0.2.7:4433" }] }, { kind: "node" });
build({ database_id: "x", addresses: [{ transport: "iroh", ticket: { id: "x" } }] });
if (value && "topic" in value && value.topic && value.peers) build({ topic: value.topic, peers: value.peers });
const text: string | null = fix("x").text;
const count: number | undefined = slim(text ?? "", { drop: ["private", "link-local"] }).cuts[0]?.count;
const svg: string = qrSvg("x", { level: "Q", compact: true });
// @ts-expect-error
explore(7);
// @ts-expect-error
slim("x", { drop: ["privat"] });
// @ts-expect-error
build({ id: "x", addrs: [{ host: "x" }] });
// @ts-expect-error
qrSvg("x", { level: "X" });
export { count, svg };
`);
  const compiler = require.resolve("typescript/bin/tsc");
  // Without the types of a browser or of Node.js: there are programs that have neither.
  const strict = { noEmit: true, strict: true, target: "es2022", lib: ["es2022"], types: [], skipLibCheck: false };
  for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
    write("tsconfig.json", JSON.stringify({ files: ["types.ts"], compilerOptions: { ...strict, module, moduleResolution } }));
    try {
      execFileSync(process.execPath, [compiler, "--project", project], { cwd: project, encoding: "utf8" });
    } catch (error) {
      assert.fail(`${moduleResolution}: ${error.stdout}`);
    }
  }
});

/** The results are long: of a difference only the beginning is told. */
function same(said) {
  const at = [...said].findIndex((symbol, at) => symbol !== expected[at]);
  assert.ok(said === expected, `at ${at}: …${said.slice(Math.max(0, at - 60), at + 60)}…`);
}

/** What the program says in a page of Chromium, in a folder of the project. */
async function inChromium(t, site, html, expected = /^$/) {
  writeFileSync(join(site, "index.html"), `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'">${html}`);
  const server = await serve({ folder: site });
  browser ??= launch();
  const page = await (await browser).newPage();
  t.after(async () => {
    await page.close();
    await server.close();
  });
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => problems.push(message.text()));
  await page.goto(server.url);
  const body = page.locator("body[data-done]");
  await body.waitFor({ state: "attached", timeout: 20_000 }).catch((error) => assert.fail([...problems, error.message].join("\n")));
  assert.deepEqual(problems.filter((problem) => !expected.test(problem)), []);
  return body.textContent();
}

const SHOW = "document.body.textContent = use(tickets); document.body.dataset.done = 1;";

async function bundled(name, code, loader) {
  const site = join(project, name);
  mkdirSync(site);
  write(`${name}.js`, code);
  await require("esbuild").build({
    entryPoints: [join(project, `${name}.js`)], outdir: site, bundle: true, format: "esm", minify: true, loader, logLevel: "silent",
  });
  return site;
}

test("works in Chromium through a bundler that is told of the file", async (t) => {
  const code = `import * as tickets from "ticket-explorer"; import wasm from "ticket-explorer/ticket_explorer_bg.wasm"; import { use } from "./program.js";
await tickets.default(new URL(wasm, import.meta.url)); ${SHOW}`;
  const site = await bundled("told", code, { ".wasm": "file" });
  same(await inChromium(t, site, '<body><script type="module" src="told.js"></script>'));
});

test("works in Chromium through a bundler, with the file beside the bundle", async (t) => {
  const site = await bundled("beside", `import * as tickets from "ticket-explorer"; import { use } from "./program.js"; await tickets.default(); ${SHOW}`);
  copyFileSync(join(folder, "ticket_explorer_bg.wasm"), join(site, "ticket_explorer_bg.wasm"));
  same(await inChromium(t, site, '<body><script type="module" src="beside.js"></script>'));
});

test("works in a page without a bundler", async (t) => {
  write("page.js", `import * as tickets from "./node_modules/ticket-explorer/index.js"; import { use } from "./program.js";
// Twice at once: it is loaded once.
await Promise.all([tickets.default(), tickets.default()]); ${SHOW}`);
  same(await inChromium(t, project, '<body><script type="module" src="page.js"></script>'));
});

test("says why it could not be loaded", async (t) => {
  write("lost.js", `import init, { explore } from "./node_modules/ticket-explorer/index.js";
const failure = await init("nowhere.wasm").catch((error) => error.message);
let early; try { explore("x"); } catch (error) { early = error.message; }
await init();
document.body.textContent = [failure, early, explore("x").found.length].join("|"); document.body.dataset.done = 1;`);
  const said = await inChromium(t, project, '<body><script type="module" src="lost.js"></script>', /status of 404/);
  assert.match(said, /^failed to fetch Wasm: 404 .*nowhere\.wasm'\|explore: The package is not loaded yet: `await init\(\)` first\.\|0$/);
});
