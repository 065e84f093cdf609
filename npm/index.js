// What programs import. The functions are those of the WebAssembly that `init` loads; the types are in index.d.ts.
import start, * as core from "./ticket_explorer.js";

let loaded = false;

/** Loads the package: once, however often it is called. */
export default async function init(source = new URL("ticket_explorer_bg.wasm", import.meta.url)) {
  await start({ module_or_path: source });
  loaded = true;
}

/** Loads it at once, from bytes or a compiled module. */
export function initSync(source) {
  core.initSync({ module: source });
  loaded = true;
}

/** A function of the core, which says what is missing where the core itself would only trip over it. */
function ready(name, call) {
  return (...values) => {
    if (!loaded) throw new Error(`${name}: The package is not loaded yet: \`await init()\` first.`);
    return call(...values);
  };
}

/** The same for one that takes a text. */
function ofText(name, call) {
  const checked = ready(name, call);
  return (text, ...values) => {
    if (typeof text === "string") return checked(text, ...values);
    throw new TypeError(`${name}: The text must be a string, not ${text === null ? "null" : typeof text}.`);
  };
}

export const explore = ofText("explore", core.explore);
export const explain = ofText("explain", core.explain);
export const sentences = ofText("sentences", core.sentences);
export const build = ready("build", core.build);
export const slim = ofText("slim", core.slim);
export const convert = ofText("convert", core.convert);
export const fix = ofText("fix", core.fix);
export const qrSvg = ofText("qrSvg", core.qrSvg);
export const version = ready("version", core.version);
