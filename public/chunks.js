// Loads the page's chunks. The build puts this into the glue script, where wasm-bindgen would import a loader that
// checks nothing. The files, and their hashes, stand in the head of the page; xtask/packager/src/chunks.rs makes them.
const chunkFiles = new Map();
const chunkInstances = new Map();

// A promise under `key`, made by `make` unless it is there. One that failed is made again the next time.
const once = (map, key, make) => {
  if (!map.has(key)) {
    const promise = make();
    promise.catch(() => map.delete(key)); // reported by whoever waits for it
    map.set(key, promise);
  }
  return map.get(key);
};

// A file holds modules as sections, each named by the chunks that need it: `data-for` lists them.
const holderOf = ({ content, dataset }) => once(chunkFiles, content, async () => {
  const response = await fetch(content, { integrity: dataset.integrity });
  if (!response.ok) throw new Error(`${response.status} for ${content}`);
  return WebAssembly.compile(await response.arrayBuffer());
});

const chunkMetas = (rest) => [...document.querySelectorAll(`meta[name=chunk]${rest}`)];

// The style of everything that comes with chunks: the views are the first of them.
const style = () => once(chunkFiles, "style", () => new Promise((resolve, reject) => {
  const meta = document.querySelector("meta[name=style]");
  // A single file has all of its style in its head.
  if (!meta) return resolve();
  const { content, dataset } = meta;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: content, integrity: dataset.integrity });
  link.onload = resolve;
  link.onerror = () => {
    link.remove();
    reject(new Error(`${content} could not be loaded`));
  };
  document.head.append(link);
}));

// Fetches what everybody needs soon, whatever is on the page: first what is waited for, then the others.
export const fetchEarly = async () => {
  style();
  for (const step of new Set(chunkMetas("[data-early]").map(({ dataset }) => dataset.early))) {
    await Promise.allSettled(chunkMetas(`[data-early="${step}"]`).map(holderOf));
  }
};

// Starts the modules of a chunk in their order: the last calls what those before it bring.
const startChunk = (name) => {
  const isNeeded = (chunks) => chunks.split(" ").includes(name);
  const needed = chunkMetas("").flatMap((meta) => meta.dataset.for.split(",").filter(isNeeded).map((chunks) => ({ meta, chunks })));
  if (!needed.length) throw new Error(`the page names no file of ${name}`);
  return needed.reduce((before, { meta, chunks }) => once(chunkInstances, chunks, async () => {
    const holder = await holderOf(meta);
    const [module] = await Promise.all([WebAssembly.compile(WebAssembly.Module.customSections(holder, chunks)[0]), before]);
    // It takes the page's memory and its table, and puts its functions there.
    return WebAssembly.instantiate(module, { __wasm_split: initSync() });
  }), name === "views" ? style() : undefined);
};

// The wasm calls `__wasm_split_load_<chunk>(callback, data)`, and expects `callback(data, success)` in return.
const chunks = new Proxy({}, {
  get: (_, property) => async (callback, data) => {
    let success = true;
    try {
      await startChunk(property.replace("__wasm_split_load_", ""));
    } catch (error) {
      console.error(error);
      success = false;
    }
    initSync().__indirect_function_table.get(callback)(data, success);
  },
});
