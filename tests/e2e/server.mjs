// A static server for the built site: what the plainest host does, and brotli where it is asked for. Under any path.
// By hand: `node tests/e2e/server.mjs [port] [/sub/path/]`.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

export const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** How the page, its policy and its worker name what a file holds. */
export const integrityOf = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

/** The page as a single file: beside the site, but no part of it. */
export const single = "ticket-explorer.html";

/** The files of the built site that carry a hash in their name: all but the page, its keeper, and what is for hosts. */
export async function hashedFiles(folder = dist) {
  const others = ["index.html", "sw.js", "_headers", single];
  return (await readdir(folder)).filter((name) => !others.includes(name) && !/\.(?:br|gz)$/.test(name));
}

/** The files of a folder and of the folders in it, by their path below it. */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return new Map(files.map((file) => [relative(folder, file).replaceAll(sep, "/"), file]));
}

/** The header rules of a `_headers` file, in order: `[pattern, [[name, value]…]]`. A name after `!` takes one away. */
export function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim())) {
    if (!/^\s/.test(line)) rules.push([line.trim(), []]);
    else if (line.trim().startsWith("!")) rules.at(-1)[1].push([line.trim().slice(1).trim(), null]);
    else rules.at(-1)[1].push([line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]);
  }
  return rules;
}

function headersFor(rules, path) {
  const headers = new Map();
  for (const [pattern, lines] of rules) {
    const match = new RegExp(`^${pattern.split("*").map(RegExp.escape ?? ((s) => s.replace(/[.\\/+?^$()[\]{}|]/g, "\\$&"))).join(".*")}$`);
    if (!match.test(path)) continue;
    for (const [name, value] of lines) value === null ? headers.delete(name) : headers.set(name, value);
  }
  return Object.fromEntries(headers);
}

/**
 * Serves a folder until `close`.
 * `base`: the path under which it lies. `brotli`: give the compressed copies of the build, as a good host does. `headers`: obey the `_headers` file.
 * `change`: (path) => a path to answer with instead, or null for "not found".
 */
export async function serve({ folder = dist, base = "/", port = 0, brotli = false, headers = false, change = (path) => path } = {}) {
  let files = await filesOf(folder);
  if (!files.has("index.html")) throw new Error(`no index.html in ${folder}: run \`cargo xtask build\``);
  const rules = headers && files.has("_headers") ? headerRules(await readFile(files.get("_headers"), "utf8")) : [];
  const compressed = new Map();
  if (brotli) {
    for (const [path, file] of files) {
      if (files.has(`${path}.br`)) {
        compressed.set(path, await readFile(files.get(`${path}.br`)));
        continue;
      }
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      compressed.set(path, brotliCompressSync(await readFile(file), options));
    }
  }

  const served = [];
  const server = createServer((request, response) => {
    served.push(request.url);
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.startsWith(base) ? change(decodeURIComponent(pathname.slice(base.length)) || "index.html") : null;
    if (path === null || !files.has(path) || path === "_headers") {
      response.writeHead(404, { ...headersFor(rules, pathname), "Content-Type": "text/plain", Connection: "close" }).end("Not found");
      return;
    }
    const head = { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", ...headersFor(rules, `/${path}`) };
    if (brotli && /\bbr\b/.test(request.headers["accept-encoding"] ?? "")) {
      response.writeHead(200, { ...head, "Content-Encoding": "br", "Content-Length": compressed.get(path).length });
      response.end(compressed.get(path));
    } else {
      response.writeHead(200, head);
      createReadStream(files.get(path)).pipe(response);
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    url: `http://127.0.0.1:${server.address().port}${base}`,
    /** The paths asked for so far. */
    served,
    /** Serves another folder from now on. */
    swap: async (folder) => (files = await filesOf(folder)),
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [port = "8080", base = "/"] = process.argv.slice(2);
  console.log((await serve({ port: Number(port), base, headers: true })).url);
}
