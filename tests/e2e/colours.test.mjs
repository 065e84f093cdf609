// The colour pairs of the style sheets meet WCAG AA, in both themes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const sheets = ["main", "later"].map((name) => readFile(new URL(`../../style/${name}.css`, import.meta.url), "utf8"));
const css = (await Promise.all(sheets)).join("\n");
const tokens = [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)];

function luminance(colour) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

for (const [theme, column] of [["light", 2], ["dark", 3]]) {
  test(`${theme} theme`, () => {
    const colour = Object.fromEntries(tokens.map((match) => [match[1], match[column]]));
    const low = [];
    const check = (front, back, least) => {
      const ratio = contrast(colour[front], colour[back]);
      if (!(ratio >= least)) low.push(`${front} on ${back}: ${ratio.toFixed(2)} < ${least}`);
    };
    const states = ["error", "warning", "note", "good"];
    for (const back of ["page", "card", "sunk", "mark"]) {
      for (const front of ["text", "quiet", "link", ...states]) check(front, back, 4.5);
      for (const front of ["edge", "focus"]) check(front, back, 3);
    }
    for (const state of states) {
      check(state, `${state}-page`, 4.5);
      check("text", `${state}-page`, 4.5);
    }
    check("button-text", "button", 4.5);
    assert.deepEqual(low, []);
  });
}
