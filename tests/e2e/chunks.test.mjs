// The parts of the page that come in files of their own: what happens when one does not come, or is not what was built;
// and that the answers are the command line's once they are here.
import assert from "node:assert/strict";
import test from "node:test";
import { open, settled } from "./harness.mjs";
import { endpointWithRelay } from "./tickets.mjs";

const BROKEN = /404|integrity|Failed to fetch|TypeError|Error: /i;

/** Lets the files of one chunk fail until told otherwise. */
async function failing(page, name, how) {
  let fails = true;
  await page.route(`**/${name}-*.wasm`, async (route) => {
    if (!fails) return route.continue();
    if (how === "missing") return route.fulfill({ status: 404, body: "Not found" });
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] ^= 1;
    return route.fulfill({ response, body });
  });
  return () => (fails = false);
}

for (const how of ["missing", "changed"]) {
  test(`a ${how} chunk says so at its tool, and can be tried again`, async (t) => {
    let mend;
    const { page } = await open(t, {
      after: `#${endpointWithRelay("https://relay.example.org/")}`,
      before: async ({ page }) => (mend = await failing(page, "tools", how)),
      expected: [BROKEN],
    });
    const alert = page.getByRole("alert").filter({ hasText: "could not be loaded" });
    await alert.waitFor();
    assert.match(await page.locator("#answer").textContent(), /endpoint/i, "the rest of the page works");
    await alert.getByRole("button", { name: "Try again" }).click();
    await alert.waitFor();
    mend();
    await alert.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "QR code" }).waitFor();
    assert.equal(await alert.count(), 0);
  });
}

// What `ticket decode` says of these: the url crate takes the first three, and refuses what the browser's own URL takes.
for (const [url, said] of [
  ["https://relay.example.org/", undefined],
  ["http://relay.example.org:8080/path", undefined],
  ["https://b\u00fccher.example/", undefined],
  ["https://xn--/", /iroh-tickets-1 rejects/],
]) {
  test(`${url} is judged as on the command line once the chunk is there`, async (t) => {
    const { page, requests } = await open(t, { after: `#${endpointWithRelay(url)}` });
    await settled(page, requests);
    // What is here is not yet what has run.
    await page.locator("#answer").filter({ hasText: said ?? /iroh-tickets-1 accepts/ }).waitFor();
    assert.doesNotMatch(await page.locator("#answer").textContent(), /not checked/i);
  });
}

test("a menu that is open stays when a chunk brings an answer", async (t) => {
  let bring;
  const brought = new Promise((resolve) => (bring = resolve));
  const { page, requests } = await open(t, {
    after: `#${endpointWithRelay("http://relay.example.org:8080/path")}`,
    before: ({ page }) => page.route("**/url-*.wasm", async (route) => {
      await brought;
      await route.continue();
    }),
  });
  await page.getByRole("button", { name: "Copy endpoint id" }).click();
  await page.getByRole("menuitem", { name: /^base32/ }).waitFor();
  assert.match(await page.locator("#app").textContent(), /not checked/i);
  bring();
  await settled(page, requests);
  await page.locator("#answer").filter({ hasText: "iroh-tickets-1 accepts" }).waitFor();
  assert.equal(await page.getByRole("menuitem", { name: /^base32/ }).count(), 1);
});

test("without its chunk a URL is not called valid", async (t) => {
  const { page, requests } = await open(t, {
    after: `#${endpointWithRelay("http://relay.example.org:8080/path")}`,
    before: ({ page }) => failing(page, "url", "missing"),
    expected: [BROKEN],
  });
  await settled(page, requests);
  assert.match(await page.locator("#app").textContent(), /not checked/i);
});
