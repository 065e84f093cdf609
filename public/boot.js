// Starts the page, and is still there when the page has died. Deferred: the static page is painted before it runs.
// Everything that it needs to know about the build stands in the preload links in the head.
(() => {
  "use strict";

  // Leptos makes elements from templates that were fixed when it was compiled. They pass; anything that could run
  // does not, so a mistake in the page cannot turn a ticket into a script.
  const ACTIVE = /<\s*(?:script|iframe|frame|object|embed|base|link|meta|style)\b|[\s"'/]on[a-z]+\s*=|javascript:/i;
  // And the scripts that the page itself starts are the workers that the build named.
  const workers = () => [...document.querySelectorAll("meta[name=worker], meta[name=offline]")].map(({ content }) => content);
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (html) => (ACTIVE.test(html) ? null : html),
    createScriptURL: (url) => (workers().includes(url) ? url : null),
  });

  // The last text that was typed or pasted: if the page dies and takes its text area along, it is still known here.
  let text = "";
  const isInput = (element) => element?.id === "input" || element?.id === "early-input";
  addEventListener("input", (event) => {
    if (isInput(event.target)) text = event.target.value;
  }, true);

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // Says once what happened. The text stays on the page, and only the reader's own click reloads it.
  const trouble = (what) => {
    const box = document.getElementById("trouble");
    if (!box || box.firstChild) return;
    const field = document.getElementById("input") ?? document.getElementById("early-input");
    const kept = field
      ? "Your text is still in the box below: copy it first if you need it."
      : "Your text is kept here: copy it first if you need it.";
    box.append(make("p", {}, make("strong", {}, what), ` ${kept}`));
    if (!field) {
      box.append(make("textarea", { id: "kept-input", value: text, readOnly: true, rows: 4, ariaLabel: "Your text" }));
    }
    const buttons = make("p", {}, make("button", { type: "button", onclick: () => location.reload() }, "Reload"));
    if (location.hash || location.search) {
      // The ticket in the address may be what broke the page: offer a way out of the circle.
      buttons.append(" ", make("button", { type: "button", onclick: () => location.assign(location.pathname) }, "Start empty"));
    }
    box.append(buttons);
  };

  // A panic in the page is a trap in its wasm. Wherever it was called from, it ends in one of these two events.
  const watch = (error) => {
    if (error instanceof WebAssembly.RuntimeError) trouble("This page has stopped working.");
  };
  addEventListener("error", (event) => watch(event.error));
  addEventListener("unhandledrejection", (event) => watch(event.reason));

  // The two files that start the page: both at once, and the browser refuses either if it is not what was built.
  const fetched = () => {
    const glue = document.querySelector("link[rel=modulepreload]");
    const wasm = document.querySelector("link[rel=preload][as=fetch]");
    return { module: fetch(wasm.href, { integrity: wasm.dataset.integrity }), glue: import(glue.href) };
  };

  const start = async () => {
    // The page as a single file has them in itself: public/single.js.
    const { module, glue } = (globalThis.inside ?? fetched)();
    module.catch(() => {}); // reported below, with the rest
    const { default: init, fetchEarly } = await glue;
    // As soon as the network is free: the page may still be compiling.
    module.then(fetchEarly, () => {});
    await init({
      module_or_path: module.then((response) => {
        if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
        return response;
      }),
    });
  };
  start().catch((error) => {
    console.error(error);
    trouble(error instanceof WebAssembly.RuntimeError ? "This page has stopped working." : "This page could not be loaded completely.");
  });
})();
