// Asks the built package, as a program in Node.js does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as tickets from "../pkg/node.js";
import * as core from "../pkg/ticket_explorer.js";
import { ID, NAMESPACE, SECRET, VALUE, WRITE, file, require } from "./common.mjs";

const ENDPOINT = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq";

/** What a call throws: a real `Error`, whose message is given back. */
function thrown(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Error, String(error));
    return error.message;
  }
  assert.fail("nothing was thrown");
}

test("tells its version", () => {
  assert.equal(tickets.version(), JSON.parse(file("package.json")).version);
  assert.notEqual(tickets.version(), "0.0.0");
});

test("has what its types say, and what the core has", () => {
  const types = String(file("index.d.ts"));
  const declared = [...types.matchAll(/^export (?:default )?function (\w+)/gm)].map(([, name]) => (name === "init" ? "default" : name));
  assert.deepEqual(declared.toSorted(), Object.keys(tickets).toSorted());
  const own = Object.keys(core).filter((name) => name !== "default");
  assert.deepEqual(own.toSorted(), Object.keys(tickets).filter((name) => name !== "default").toSorted());
});

test("explains what the command line explains", () => {
  const { input_bytes, found } = tickets.explore(`see ${ENDPOINT}.`);
  assert.equal(input_bytes, ENDPOINT.length + 5);
  assert.equal(found.length, 1);
  const [{ kind, layout, span, value, verdicts, canonical }] = found;
  assert.deepEqual([kind, layout, span, canonical], ["endpoint", "E1", [4, 4 + ENDPOINT.length], ENDPOINT]);
  assert.deepEqual(value.addrs, [{ ip: "127.0.0.1:1234" }]);
  assert.deepEqual(verdicts, [{ parser: "iroh-tickets-1", accepts: true, reason: null, drops: [] }]);
  assert.match(tickets.sentences(ENDPOINT)[0], /1 loopback address/);
});

// The golden files are what the command line prints.
test("gives the same objects as the command line, with what would mend a ticket", () => {
  const folder = new URL("../../tests/golden/", import.meta.url);
  let mended = 0;
  for (const name of ["endpoint", "endpoint-damaged-id", "doc-write", "link", "nothing"]) {
    const text = readFileSync(new URL(`${name}.txt`, folder), "utf8").replace(/^(# RUN: .*\n)+/, "");
    const printed = readFileSync(new URL(`${name}.decode-json`, folder), "utf8");
    const expected = JSON.parse(printed.slice(0, printed.indexOf("\n--- ")));
    const result = tickets.explore(text);
    assert.deepEqual(result, expected, name);
    mended += JSON.stringify(result).includes('"fixes"') ? 1 : 0;
  }
  assert.ok(mended > 0);
});

test("masks secrets until told otherwise", () => {
  for (const ask of [tickets.explore, tickets.explain]) {
    for (const options of [undefined, null, false, {}, { reveal: false }, { reveal: undefined }]) {
      assert.ok(!JSON.stringify(ask(WRITE, options)).includes(SECRET));
    }
    for (const options of [true, { reveal: true }]) {
      const { secret, namespace } = ask(WRITE, options).found[0].value;
      assert.deepEqual([secret, namespace], [SECRET, NAMESPACE]);
    }
    assert.match(thrown(() => ask(WRITE, { revael: true })), /^options: There is no field `revael` here; known are `reveal`\.$/);
    assert.match(thrown(() => ask(WRITE, 1)), /^options: This must be an object, not a number\.$/);
    assert.match(thrown(() => ask(WRITE, { reveal: "no" })), /^reveal: This must be `true` or `false`, not a string\.$/);
  }
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

// ------------------------------------------------------------------------------------------------------------ build

test("builds what it explains", () => {
  const { text, warnings } = tickets.build(VALUE);
  assert.deepEqual(warnings, []);
  const [{ kind, value, verdicts }] = tickets.explore(text).found;
  assert.deepEqual([kind, value], ["endpoint", VALUE]);
  assert.ok(verdicts.every(({ accepts }) => accepts));
});

// The vectors have the answers of the real parsers: what programs of today write comes back as it was.
test("builds each ticket of the vectors again", () => {
  const vectors = ["tickets", "links"].flatMap((name) => JSON.parse(readFileSync(new URL(`../../tests/vectors/${name}.json`, import.meta.url))));
  const built = new Map();
  let refused = 0;
  // Of these there are none among the vectors.
  const services = ["services", "n0des"].map((kind) => tickets.build({ secret: SECRET, remote: VALUE }, { kind }).text);
  for (const input of [...vectors.map(({ input }) => input), ...services]) {
    const [{ kind, value, canonical, layout, verdicts: [today] }] = tickets.explain(input, { reveal: true }).found;
    const written = { eidetica: null, endpoint: "E1", node: "N1", blob: "B1", doc: "D2", services: "S1", n0des: "S1", gossip: "G1" };
    if (!value || !(kind in written) || layout !== written[kind] || value.json) continue;
    let text;
    try {
      text = tickets.build(value, { kind }).text;
    } catch ({ message }) {
      // What parsers take and nobody wants is not built.
      assert.match(message, /^(database_id|addresses\[\d+\]\.transport|tips\[\d+\]): This is empty/, input);
      refused += 1;
      continue;
    }
    // Custom addresses had another form once, in a layout of the same name.
    if (kind !== "eidetica" && today.accepts && !today.value) assert.equal(text, canonical, input);
    // A list without tips says nothing, and is not written.
    if (value.tips?.length === 0) delete value.tips;
    const again = tickets.explain(text, { reveal: true }).found[0];
    assert.deepEqual([again.kind, again.value], [kind, value], input);
    // Without being named, the kind is seen too, of those that have no other's fields.
    if (!["node", "n0des"].includes(kind)) assert.equal(tickets.build(value).text, text, input);
    built.set(kind, (built.get(kind) ?? 0) + 1);
  }
  const kinds = ["blob", "doc", "eidetica", "endpoint", "gossip", "n0des", "node", "services"];
  assert.ok(refused < 10, `${refused} are refused`);
  assert.deepEqual([...built.keys()].toSorted(), kinds, JSON.stringify([...built]));
});

test("takes ids in every encoding, and leaves out what may be left out", () => {
  const base32 = tickets.convert(ID).find(({ target }) => target === "base32").text;
  assert.equal(tickets.build({ id: base32 }).text, tickets.build({ id: ID, addrs: [] }).text);
  const { text } = tickets.build({ database_id: "sha256:00", addresses: [{ transport: "iroh", ticket: VALUE }] });
  assert.deepEqual(tickets.explain(text).found[0].value.addresses[0].ticket, VALUE);
  const blob = tickets.build({ ...VALUE, addrs: undefined, hash: ID }).text;
  assert.equal(tickets.explain(blob).found[0].value.format, "Raw");
  const doc = tickets.build({ capability: "write", secret: SECRET, nodes: [{ id: ID }] }).text;
  assert.equal(tickets.explain(doc).found[0].value.namespace, NAMESPACE);
});

test("says where something is wrong, and what to do", () => {
  const wrong = (value, options) => thrown(() => tickets.build(value, options));
  const cases = [
    [{ id: ID, addrs: [{ ip: "192.0.2.7" }] }, /^addrs\[0\]\.ip: The port is missing: 192\.0\.2\.7:4433\. Expected: /],
    [{ id: ID.slice(2) }, /^id: 62 of 64 hex characters\. Expected: An EndpointId/],
    [{ id: ID, adrs: [] }, /^There is no field `adrs` here; known are `id` and `addrs`\.$/],
    [{ id: ID, addrs: { ip: "" } }, /^addrs: This must be a list, not something else\.$/],
    [{ id: ID, addrs: [{ ip: "" }] }, /^addrs\[0\]\.ip: This is empty\.$/],
    [{ id: ID, addrs: [{ derp_region: 1 }] }, /^addrs\[0\]: There is no field `derp_region` here/],
    [{ id: ID, addrs: [{}] }, /^addrs\[0\]: This must have one of `relay`, `ip` and `custom`\.$/],
    [{ id: 7 }, /^id: This must be a string, not a number\.$/],
    [{ id: ID, hash: ID, format: "raw" }, /^format: This must be `Raw` or `HashSeq`\.$/],
    [{ id: ID, format: "Raw" }, /^There is no field `format` here/],
    [{ capability: "read", namespace: NAMESPACE }, /^nodes: .* Expected: At least one endpoint/],
    [{ capability: "read", namespace: NAMESPACE, secret: SECRET, nodes: [] }, /^secret: A ticket to read has none; leave it out\.$/],
    [{ capability: "write", namespace: NAMESPACE, nodes: [] }, /^The field `secret` is missing\.$/],
    [{ capability: "write", secret: SECRET, namespace: ID, nodes: [{ id: ID }] }, new RegExp(`^namespace: This is not the public id of the secret, which is ${NAMESPACE}`)],
    [{ capability: "write", secret: "…masked…", nodes: [{ id: ID }] }, /^secret: This was masked; explain the ticket with `{ reveal: true }`/],
    [{ capability: "read", namespace: NAMESPACE, nodes: [{ id: ID }, { id: "x" }] }, /^nodes\[1\]\.id: /],
    [{ secret: SECRET, remote: { id: "x" } }, /^remote\.id: /],
    [{ database_id: "a", addresses: [{ transport: "iroh", ticket: { id: "x" } }] }, /^addresses\[0\]\.ticket\.id: /],
    [{ database_id: "a", addresses: [{ transport: "http", ticket: { id: ID } }] }, /^addresses\[0\]\.ticket: Only an iroh address/],
    [{ database_id: "a", addresses: [{ transport: "iroh", address: ENDPOINT, ticket: VALUE }] }, /^addresses\[0\]: `address` and `ticket` say different things/],
    [{ database_id: "a", unknown: [["db", "b"]] }, /^unknown\[0\]\[0\]: db is taken/],
    [{ database_id: "a", tips: ["b,c"] }, /^tips\[0\]: A comma separates tips/],
    [{ database_id: "" }, /^database_id: This is empty\. Expected: The id of a database/],
    [{ database_id: "a", left_out: 3 }, /^There is no field `left_out` here/],
    [{}, /^It does not show what is to be built: /],
    [ENDPOINT, /^This must be an object, not a string\.$/],
    [null, /^This must be an object, not null\.$/],
    [[VALUE], /^This must be an object, not a list\.$/],
  ];
  for (const [value, message] of cases) assert.match(wrong(value), message, JSON.stringify(value));
  assert.match(wrong(VALUE, { kind: "cid" }), /^kind: Nothing of this kind can be built; these can: eidetica, endpoint, node, /);
  // A name in an error may be anything, a secret too.
  assert.match(wrong({ id: ID, [SECRET]: "" }), /^There is no field `…masked…` here/);
  // All that is wrong at once.
  assert.equal(wrong({ id: "x", addrs: [{ ip: "y" }] }).split("\n").length, 2);
});

test("warns of what its readers would stumble over", () => {
  const relays = [{ relay: "https://a.example.org/" }, { relay: "https://b.example.org/" }];
  const { text, warnings } = tickets.build({ id: ID, addrs: relays }, { kind: "node" });
  assert.match(text, /^node/);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /^addrs\[1\]\.relay: Left out: tickets of this kind hold only one relay/);
});

// ------------------------------------------------------------------------------------------------- slim, fix, QR code

test("leaves out what others need not know", () => {
  const { text } = tickets.build(VALUE);
  const whole = tickets.slim(`see ${text}`);
  assert.equal(whole.text, text);
  const names = ({ cuts }) => cuts.map(({ drop, count }) => [drop, count]);
  assert.deepEqual(names(whole), [["private", 1], ["public", 1], ["loopback", 1], ["relays", 1]]);
  const small = tickets.slim(text, { drop: ["private", "loopback"] });
  assert.deepEqual(names(small), [["public", 1], ["relays", 1]]);
  assert.deepEqual(tickets.explain(small.text).found[0].value.addrs, [VALUE.addrs[0], VALUE.addrs[3]]);
  assert.match(thrown(() => tickets.slim(text, { drop: ["privat"] })), /^drop\[0\]: This must be one of private, public, /);
  assert.match(thrown(() => tickets.slim(text, { drop: "private" })), /^drop: This must be a list, not a string\.$/);
  assert.match(thrown(() => tickets.slim("nothing")), /^Nothing found: /);
});

test("takes write access away, or does not write the ticket", () => {
  const { text } = tickets.slim(WRITE, { drop: ["write"] });
  const { capability, namespace, secret } = tickets.explain(text, { reveal: true }).found[0].value;
  assert.deepEqual([capability, namespace, secret], ["read", NAMESPACE, null]);
  // A link whose address is a ticket that is not read there keeps it.
  const link = tickets.build({ database_id: "sha256:00", addresses: [{ transport: "iroh", address: WRITE }] }).text;
  const message = thrown(() => tickets.slim(link, { drop: ["write", "extra"] }));
  assert.match(message, /^What is left may still hold a secret \(.+\), so it is not written; leave out that part too\.$/);
  assert.ok(!message.includes("bifaucqkbi"));
});

test("mends what is certain, and picks nothing in silence", () => {
  const damaged = ENDPOINT.replace("endpoint", "ENDPOINT");
  const { text, done, error } = tickets.fix(damaged);
  assert.deepEqual([text, error], [ENDPOINT, undefined]);
  assert.equal(done.length, 1);
  assert.deepEqual(tickets.fix(ENDPOINT), { text: ENDPOINT, done: [] });
  const write = WRITE.replace("doc", "DOC");
  assert.equal(tickets.fix(write).text, "…masked…");
  assert.equal(tickets.fix(write, { reveal: true }).text, WRITE);
  const half = tickets.fix(ENDPOINT.slice(0, -20));
  assert.equal(half.text, null);
  assert.ok(half.error.length > 0);
});

test("draws a QR code that says the text", async () => {
  const { text } = tickets.build(VALUE);
  const sizes = [{}, { level: "H" }, { compact: true }].map((options) => {
    const svg = tickets.qrSvg(`see ${text}`, options);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) \1"/);
    assert.equal(read(svg).toLowerCase(), text);
    return Number(/viewBox="0 0 (\d+)/.exec(svg)[1]);
  });
  assert.ok(sizes[1] > sizes[0] && sizes[2] < sizes[0], sizes.join());
  assert.equal(read(tickets.qrSvg("https://example.org/ and more", { exact: true })), "https://example.org/ and more");
  assert.match(thrown(() => tickets.qrSvg(text, { level: "X" })), /^level: expected L, M, Q or H$/);
  assert.match(thrown(() => tickets.qrSvg("a".repeat(3000), { exact: true })), /^\d+ bytes too many for a QR code/);
  assert.match(thrown(() => tickets.qrSvg("nothing")), /^Nothing found: /);
});

/** What a code says to another reader. */
function read(svg) {
  const jsqr = require("jsqr").default ?? require("jsqr");
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)[1]);
  const scale = 4;
  const side = width * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of svg.matchAll(/M(\d+),(\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = y * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = x * scale; column < (Number(x) + Number(length)) * scale; column += 1) {
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return jsqr(pixels, side, side).data;
}

// ---------------------------------------------------------------------------------------------------------- arguments

test("says when an argument is no text", () => {
  for (const name of ["explore", "explain", "sentences", "slim", "convert", "fix", "qrSvg"]) {
    assert.equal(thrown(() => tickets[name]()), `${name}: The text must be a string, not undefined.`);
    assert.equal(thrown(() => tickets[name](null)), `${name}: The text must be a string, not null.`);
  }
});

test("says when it is not loaded", () => {
  const script = `
    import * as tickets from ${JSON.stringify(new URL("../pkg/index.js", import.meta.url).href)};
    for (const name of ["explore", "build", "version"]) {
      try { tickets[name](""); } catch (error) { console.log(error.message); }
    }`;
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  const message = (name) => `${name}: The package is not loaded yet: \`await init()\` first.\n`;
  assert.equal(said, ["explore", "build", "version"].map(message).join(""));
});
