// Keeps one build of the page, whole, and answers with it: without a network, and on every visit before the network does.
// The build puts its name and its files in here, each with its hash, so another build is another worker.
const BUILD = /* build */ { name: "", files: {} } /* */;
const CACHE = `build ${BUILD.name}`;
const SCOPE = new URL("./", location.href);

// What was handed to the page before it was there to take it: a text or images that were shared to the app, or the text
// that stood in the page when it was asked to start anew. It is kept in memory until the page takes it, and nowhere else.
let held;

// All of a build or nothing: each file is compared with its hash, so what a host serves of two builds is refused.
const keep = async () => {
  const cache = await caches.open(CACHE);
  const fetchOne = async ([path, integrity]) => {
    const url = new URL(path, SCOPE);
    const response = await fetch(url, { integrity, cache: path === "./" ? "no-cache" : "default", credentials: "same-origin" });
    if (!response.ok) throw new Error(`${response.status} for ${path}`);
    // Browsers show no page whose answer was redirected on the way into the cache.
    const { headers } = response;
    await cache.put(url, response.redirected ? new Response(await response.blob(), { headers }) : response);
  };
  try {
    await Promise.all(Object.entries(BUILD.files).map(fetchOne));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
};

const forgetOthers = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("build ") && name !== CACHE).map((name) => caches.delete(name)));
};

const receive = async (request) => {
  const form = await request.formData();
  const texts = ["text", "url", "title"].map((name) => form.get(name)).filter(Boolean);
  held = { text: [...new Set(texts)].join("\n"), images: form.getAll("images") };
  return Response.redirect(SCOPE, 303);
};

const answer = async (request) => {
  const url = new URL(request.url);
  url.hash = "";
  url.search = "";
  if (url.href === new URL("./index.html", SCOPE).href) url.href = SCOPE.href;
  const kept = await (await caches.open(CACHE)).match(url);
  return kept ?? fetch(request);
};

addEventListener("install", (event) => event.waitUntil(keep()));
// A page of the build before goes on with its own files until it is left: who loads it next gets this one.
addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return;
  if (request.method === "POST" && pathname === SCOPE.pathname) event.respondWith(receive(request));
  else if (request.method === "GET") event.respondWith(answer(request));
});
addEventListener("message", ({ data, ports: [port] }) => {
  if (data.use) skipWaiting();
  if (data.hold !== undefined) held = { text: data.hold, images: [] };
  if (data.take) {
    port.postMessage(held);
    held = undefined;
  }
});
