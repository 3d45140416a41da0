// The service worker: the page without a network. The build puts what it has built before this script, as `BUILD`
// (xtask/src/offline.rs):
//   version   a hash of all of the page's files
//   shell     what every visit needs, kept at once
//   later     what else there is, kept once it was used
// Names of files that may change have a hash in them, or the version behind them: an answer from here is never one of
// another build. Where there is no `BUILD`, on a server for development, what an earlier one has left behind goes.
"use strict";
const HERE = registration.scope;
/** Other pages of the host have caches of their own. */
const PREFIX = `hopscope ${HERE} `;

const own = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));
const drop = (names) => Promise.all(names.map((name) => caches.delete(name)));

function keepCopies({ version, shell, later }) {
  const NAME = PREFIX + version;
  const address = (file) => new URL(file, HERE).href;
  const [SHELL, LATER] = [shell, later].map((files) => files.map(address));
  const all = new Set([...SHELL, ...LATER]);
  /** A name without what a build gives it. */
  const plain = (url) => url.replace(/-(?:[0-9a-f]{16}|[0-9a-f]{12})(?![0-9a-f])|\?.*/g, "");
  // The page itself is asked for anew; what has a hash may come from the browser's own cache, where it was put just now.
  const request = (url) => new Request(url, { cache: plain(url) === url ? "no-cache" : "default" });

  /** What of the builds before this one was used, in this one. */
  async function usedBefore() {
    const caches_ = await Promise.all((await own()).map((name) => caches.open(name)));
    const kept = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
    const used = new Set(kept.map(({ url }) => plain(url)));
    return LATER.filter((url) => used.has(plain(url)));
  }

  /** Keeps what a page has used before this worker was there, each file for itself: none waits for one that does not come. */
  async function keep(urls) {
    const cache = await caches.open(NAME);
    const add = async (url) => (await cache.match(url)) || cache.add(request(url));
    await Promise.allSettled(LATER.filter((url) => urls.includes(url)).map(add));
  }

  addEventListener("install", (event) => event.waitUntil((async () => {
    const used = await usedBefore();
    // All of it or nothing: there is no half of a version.
    await (await caches.open(NAME)).addAll([...SHELL, ...used].map(request));
  })()));

  addEventListener("activate", (event) => event.waitUntil((async () => {
    // The version before this one stays: a page of it may be open.
    await drop((await own()).filter((name) => name !== NAME).slice(0, -1));
    await clients.claim();
  })()));

  const page = async (request) => (await (await caches.open(NAME)).match(HERE, { ignoreVary: true })) ?? fetch(request);

  /**
   * Whether a frame asks, which is not answered from here: it may be another site's. A worker of a page is no window:
   * it is a frame's if there are only frames. `clients.get` would wait for ever in Firefox for such a worker.
   */
  async function isOfFrame(id) {
    const windows = await clients.matchAll({ type: "window" });
    const asking = windows.find((each) => each.id === id);
    const isFrame = ({ frameType }) => frameType === "nested";
    return asking ? isFrame(asking) : windows.length > 0 && windows.every(isFrame);
  }

  async function file(event) {
    const { request } = event;
    if (await isOfFrame(event.clientId)) return fetch(request);
    const found = await caches.match(request.url, { ignoreVary: true });
    if (found) return found;
    const response = await fetch(request);
    if (response.ok && LATER.includes(request.url)) {
      const copy = response.clone();
      event.waitUntil(caches.open(NAME).then((cache) => cache.put(request.url, copy)).catch(() => {}));
    }
    return response;
  }

  /** What another program has shared with this one, until the page asks for it. */
  let shared = null;
  async function take(request) {
    const form = await request.formData();
    const text = ["url", "text", "title"].map((name) => form.get(name)).filter(Boolean).join("\n");
    shared = { text: /https?:\/\/\S+#\S+/.exec(text)?.[0] ?? text, files: form.getAll("files") };
    return Response.redirect(HERE, 303);
  }

  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = request.url.split("#")[0];
    if (request.method === "POST" && url === address("share")) event.respondWith(take(request));
    if (request.method !== "GET") return;
    if (request.mode === "navigate") {
      // `destination` is another one for a frame.
      const opened = [HERE, address("index.html")].includes(url.split("?")[0]);
      if (opened && request.destination === "document") event.respondWith(page(request));
    } else if (all.has(url) || (url.startsWith(HERE) && plain(url) !== url)) {
      event.respondWith(file(event));
    }
  });

  addEventListener("message", (event) => {
    const { data, source } = event;
    if (data === "take over") skipWaiting();
    else if (data === "shared") {
      source.postMessage({ shared });
      shared = null;
    } else if (Array.isArray(data?.used)) event.waitUntil(keep(data.used).catch(() => {}));
  });
}

function leave() {
  // Not when it is active: the worker before this one may hold that up for minutes with work that does not end.
  addEventListener("install", (event) => event.waitUntil((async () => {
    await drop(await own());
    // An address with a fragment cannot be navigated to from there: the page takes the worker out and loads itself again.
    for (const client of await clients.matchAll({ type: "window", includeUncontrolled: true })) {
      if (client.url.startsWith(HERE)) client.postMessage({ left: true });
    }
  })()));
  // Where no page was open.
  addEventListener("activate", (event) => event.waitUntil(registration.unregister()));
}

if (self.BUILD) keepCopies(self.BUILD);
else leave();
