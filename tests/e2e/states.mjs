// The states of the page that are worth looking at, each with the way there.
import { serve } from "./server.mjs";
import { examples } from "./tickets.mjs";

const { link, endpoint, doc_write: write, node } = examples;

const input = (page) => page.locator("#input");
const press = (name) => async (page) => page.getByRole("button", { name, exact: true }).click();
const pasted = (text, ...then) => async (page) => {
  await input(page).fill(text);
  await page.locator("#answer h2").waitFor();
  for (const step of then) await step(page);
};

/** Name of each state, and the way to it on an empty page. */
export const STATES = {
  start: async () => {},
  link: pasted(link),
  encoding: pasted(link, (page) => page.getByLabel("Show the encoding").check()),
  ticket: pasted(endpoint),
  secret: pasted(write),
  revealed: pasted(write, press("Reveal secret")),
  old: pasted(`join with ${node} please`),
  broken: pasted(endpoint.replace("l", "1")),
  "cut-off": pasted(endpoint.slice(0, 90)),
  message: pasted(`The database is <${link}> and I am at ${endpoint}, the old one was\n> ${node.slice(0, 60)}\n> ${node.slice(60)}`),
  nothing: pasted("good morning"),
  id: pasted("2efc55334c7aec573180389186761c9bfc99bbd45614d82a48a885ada10a9247"),
  form: pasted(link, press("Edit")),
  new: press("New"),
  slim: pasted(link, press("Slim")),
  qr: pasted(endpoint, press("QR code")),
  "qr-full": pasted(endpoint, press("QR code"), press("Full screen")),
  share: pasted(write, press("Share")),
  compare: pasted(`${endpoint}\n${node}`, press("Compare"), (page) => page.getByRole("combobox", { name: "Compare with" }).selectOption({ index: 1 })),
  connect: pasted(link, (page) => page.getByText("Will it connect?").click()),
  scan: press("Scan"),
  "scan-nothing": async (page) => {
    await press("Scan")(page);
    const name = "A photo from the party.png";
    await page.getByLabel("Images").setInputFiles({ name, mimeType: "image/png", buffer: await page.screenshot() });
    await page.getByText("no code found").waitFor();
  },
  formats: press("Formats"),
  keys: press("Keyboard shortcuts"),
};

/** What serves the page whose pictures are taken: the one at `SITE`, or else the built one. */
export const site = async () => {
  const { SITE } = process.env;
  return SITE ? { url: SITE, close: () => {} } : serve();
};

/** A new page in one of the states, painted. */
export async function pageIn(browser, url, state, options) {
  const page = await browser.newPage(options);
  await page.goto(url);
  await page.locator("[aria-label=Start]").waitFor();
  await STATES[state](page);
  await page.waitForTimeout(500);
  return page;
}
