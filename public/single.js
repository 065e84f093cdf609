// The page as a single file: what the site fetches stands in the page itself, compressed. The build puts this between the
// glue script and boot.js, and all three into one inline script. The policy of this page allows no request at all.
const packed = (name) => {
  const block = document.querySelector(`script[type="application/gzip"][data-name="${CSS.escape(name)}"]`);
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
};

// Chunks and the program of the worker are asked for by this name, wherever the page comes from.
globalThis.fetch = async (name) => new Response(packed(name), { headers: { "Content-Type": "application/wasm" } });

// A worker is started from an address: its script gets one that is good in this page only.
const giveWorkerAnAddress = async () => {
  const worker = document.querySelector("meta[name=worker]");
  const script = await new Response(packed(worker.content)).text();
  worker.content = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
};

globalThis.inside = () => ({
  module: giveWorkerAnAddress().then(() => fetch("page.wasm")),
  glue: { default: __wbg_init, fetchEarly },
});
