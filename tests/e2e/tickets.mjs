// Tickets to paste: the examples of the page, and some that are too long to be written down.
import { readFile } from "node:fs/promises";

const source = await readFile(new URL("../../src/ticket/wire/examples.rs", import.meta.url), "utf8");
const shared = source.matchAll(/macro_rules! (\w+) \{\s*\(\) => \{\s*"([^"]+)"/g);
/** The page's own examples, by name. */
export const examples = {
  ...Object.fromEntries([...shared].map((match) => match.slice(1))),
  node: source.match(/text: "(node[a-z2-7]+)"/)[1],
};

const KEY = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";

function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{1,5}/g).map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

function varint(number) {
  return number < 128 ? [number] : [(number & 127) | 128, ...varint(number >> 7)];
}

const key = KEY.match(/../g).map((byte) => Number.parseInt(byte, 16));

/** An endpoint ticket with one relay, whose URL is written as it is given. */
export function endpointWithRelay(url) {
  const bytes = new TextEncoder().encode(url);
  return `endpoint${base32([0, ...key, 1, 0, ...varint(bytes.length), ...bytes])}`;
}

/** An endpoint ticket with that many IPv4 addresses from 198.51.100.0:11204 on, in the order in which iroh writes them. */
export function endpoint(addresses) {
  const list = Array.from({ length: addresses }, (_, i) => [1, 0, 198, 51, 100 + (i >> 8), i & 255, ...varint(11204)]);
  return `endpoint${base32([0, ...key, ...varint(addresses), ...list.flat()])}`;
}
