// What jsQR reads in pictures: `node tests/e2e/jsqr.mjs FOLDER` takes the *.pgm files of a folder in the order of their
// names, and prints for each a line of JSON: what it read, or null, and how many milliseconds it took.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import jsQR from "jsqr";

const folder = process.argv[2];
const names = (await readdir(folder)).filter((name) => name.endsWith(".pgm")).sort();
for (const name of names) {
  const file = await readFile(join(folder, name));
  const [, width, height] = /^P5 (\d+) (\d+) 255\n/.exec(file.subarray(0, 40).toString("latin1")).map(Number);
  const luma = file.subarray(file.length - width * height);
  const rgba = new Uint8ClampedArray(width * height * 4);
  luma.forEach((value, at) => rgba.fill(value, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4));
  const start = performance.now();
  // It fails by an exception on some.
  let text = null;
  try {
    text = jsQR(rgba, width, height)?.data ?? null;
  } catch {}
  console.log(JSON.stringify({ text, ms: performance.now() - start }));
}
