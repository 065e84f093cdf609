// What programs in Node.js import: the package is loaded at once, from the file beside this one.
import { readFileSync } from "node:fs";
import { initSync } from "./index.js";

initSync(readFileSync(new URL("ticket_explorer_bg.wasm", import.meta.url)));

export * from "./index.js";
export { default } from "./index.js";
