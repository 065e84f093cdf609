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

test("explains what the command line explains", () => {
  const ticket = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq";
  const { input_bytes, found } = tickets.explore(`see ${ticket}.`);
  assert.equal(input_bytes, ticket.length + 5);
  assert.equal(found.length, 1);
  const [{ kind, layout, span, value, verdicts, canonical }] = found;
  assert.deepEqual([kind, layout, span, canonical], ["endpoint", "E1", [4, 4 + ticket.length], ticket]);
  assert.deepEqual(value.addrs, [{ ip: "127.0.0.1:1234" }]);
  assert.deepEqual(verdicts, [{ parser: "iroh-tickets-1", accepts: true, reason: null, drops: [] }]);
  assert.match(tickets.sentences(ticket)[0], /1 loopback address/);
});

test("masks secrets until told otherwise", () => {
  const ticket = "docaaacabifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifagfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
  const secret = "05".repeat(32);
  assert.ok(!JSON.stringify(tickets.explore(ticket)).includes(secret));
  const { secret: shown, namespace } = tickets.explore(ticket, true).found[0].value;
  assert.equal(shown, secret);
  assert.equal(namespace, "6e7a1cdd29b0b78fd13af4c5598feff4ef2a97166e3ca6f2e4fbfccd80505bf1");
});

test("asks every parser about a text as it stands", () => {
  const { found } = tickets.explain("ENDPOINTACFIRY65");
  const { accepts, reason } = found[0].verdicts.find(({ parser }) => parser === "iroh-tickets-1");
  assert.deepEqual([accepts, reason], [false, "wrong prefix, expected endpoint"]);
});

test("converts old tickets, and says what is lost", () => {
  const node = "nodeacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaaa";
  const [{ target, current, text, losses, unread_by, accepted_by }] = tickets.convert(`old: ${node}`);
  assert.deepEqual([target, current, losses], ["E1", true, []]);
  assert.equal(text, "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa");
  assert.deepEqual([unread_by, accepted_by], [["iroh 0.12 to 0.93"], ["iroh-tickets-1"]]);
  assert.deepEqual(tickets.convert("nothing"), []);
});
