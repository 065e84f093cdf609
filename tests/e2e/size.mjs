// What the page weighs, file by file and chunk by chunk, against the budget. `node tests/e2e/size.mjs [dist]`
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const KB = 1024;
// Brotli bytes. `limit` fails the build: it stands where the page is, so that nothing makes it heavier unnoticed; when
// the page gets lighter, the limit follows. `goal` is what was planned.
const SENTENCE = { what: "until the sentence", limit: 156 * KB, goal: 120 * KB };
const EVERYTHING = { what: "until everything", limit: 582 * KB, goal: 165 * KB };
// What is loaded only when somebody wants it: scanning, types of one's own.
const WANTED = 180 * KB;

const folder = process.argv[2] ?? "dist";
const html = readFileSync(join(folder, "index.html"), "utf8");
const named = (pattern) => [...html.matchAll(pattern)].map(([, file]) => ({ file }));

// The page names everything that it loads: in its head, and there its chunks.
const first = [{ file: "index.html" }, ...named(/<(?:script|link(?! rel="(?:manifest|apple-touch-icon)"))[^>]*? (?:src|href)="\.\/([^"]+)"/g)];
const later = [...named(/<meta name="style" content="\.\/([^"]+)"/g), ...named(/<meta name="chunk" content="\.\/([^"]+)" data-for="[^"]+" data-early/g)];
// What is loaded only when somebody wants it.
const wanted = [
  ...named(/<meta name="chunk" content="\.\/([^"]+)" data-for="[^"]+" data-integrity/g),
  ...named(/<meta name="worker" content="\.\/([^"]+)"/g),
  ...named(/<meta name="worker" content="[^"]+" data-wasm="\.\/([^"]+)"/g),
];
const known = new Set([...first, ...later, ...wanted].map(({ file }) => file));
const others = readdirSync(folder).filter((file) => !known.has(file) && !/\.(?:br|gz)$/.test(file));

const weigh = ({ file }) => {
  const bytes = readFileSync(join(folder, file));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [raw, gzip, brotli] = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes, { params })].map(({ length }) => length);
  return { what: file, raw, gzip, brotli };
};
const sum = (what, weights) => weights.reduce(
  (sum, { raw, gzip, brotli }) => ({ what, raw: sum.raw + raw, gzip: sum.gzip + gzip, brotli: sum.brotli + brotli }),
  { raw: 0, gzip: 0, brotli: 0 },
);
const print = ({ what, raw, gzip, brotli }) => console.log([raw, gzip, brotli].map((n) => String(n).padStart(9)).join("") + `  ${what}`);

console.log("\n      raw     gzip   brotli");
let all = [];
for (const [files, { what, limit, goal }] of [[first, SENTENCE], [later, EVERYTHING]]) {
  const weights = files.map(weigh);
  weights.forEach(print);
  all = [...all, ...weights];
  const total = sum(`${what}, ${all.length} files`, all);
  print(total);
  const over = total.brotli - limit;
  console.log(`          limit ${limit} (${Math.round((100 * total.brotli) / limit)} % used), goal ${goal}${total.brotli > goal ? ", not met" : ", met"}`);
  if (over > 0) {
    console.error(`Over the limit by ${over} bytes ${what}.`);
    process.exitCode = 1;
  }
}
console.log();
const onDemand = wanted.map(weigh);
onDemand.forEach(print);
print(sum("only when somebody opens Scan or Your own types", onDemand));
const over = sum("", onDemand).brotli - WANTED;
if (over > 0) {
  console.error(`Over the limit by ${over} bytes for Scan and Your own types.`);
  process.exitCode = 1;
}
if (others.length) console.log(`Not loaded: ${others.join(", ")}`);
