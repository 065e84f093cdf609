// Loads the built package as a program would, and asks it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import * as tickets from "../pkg/ticket_explorer.js";

const file = (name) => readFile(new URL(`../pkg/${name}`, import.meta.url));
tickets.initSync({ module: await file("ticket_explorer_bg.wasm") });

test("tells its version", async () => {
  const { version } = JSON.parse(await file("package.json"));
  assert.equal(tickets.version(), version);
});
