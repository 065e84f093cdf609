// Loads the page's chunks. The build puts this into the glue script, where wasm-bindgen would import a loader that
// checks nothing. Which files a chunk is made of, and their hashes, stands in the head of the page.
const chunks = (() => {
  const instances = new Map();

  const fetchChecked = async ({ content, dataset }) => {
    const response = await fetch(content, { integrity: dataset.integrity });
    if (!response.ok) throw new Error(`${response.status} for ${content}`);
    return response.arrayBuffer();
  };

  // Fetches all files of a chunk at once, and starts them in their order: the last calls what those before it bring.
  // What is shared by two chunks is loaded once. What did not come is asked for again the next time.
  const load = (name) => {
    let before;
    for (const file of document.querySelectorAll(`meta[name=chunk][data-for~="${name}"]`)) {
      const key = file.content;
      if (!instances.has(key)) {
        const bytes = fetchChecked(file);
        bytes.catch(() => {}); // reported by what waits for it
        // It takes the page's memory and its table, and puts its functions there.
        const instance = Promise.resolve(before)
          .then(() => bytes)
          .then((bytes) => WebAssembly.instantiate(bytes, { __wasm_split: initSync() }));
        instance.catch(() => instances.delete(key));
        instances.set(key, instance);
      }
      const previous = before;
      before = Promise.all([previous, instances.get(key)]);
    }
    return before ?? Promise.reject(new Error(`the page names no file of ${name}`));
  };

  // The wasm calls `__wasm_split_load_<chunk>(callback, data)`, and expects `callback(data, success)` in return.
  return new Proxy({}, {
    get: (_, property) => async (callback, data) => {
      let success = true;
      try {
        await load(property.replace("__wasm_split_load_", ""));
      } catch (error) {
        console.error(error);
        success = false;
      }
      initSync().__indirect_function_table.get(callback)(data, success);
    },
  });
})();
