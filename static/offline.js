// The page's part in working without a network, fetched by static/boot.js some time after the first view: starts the
// service worker (static/sw.js), finds newer versions, and takes what other programs hand over. Never in a frame.
//
//   hopscopeUpdate()       takes the newer version that was found: the page loads again. src/effects/newer.rs offers it.
//   "hopscope:update"      the event that says that there is one
"use strict";
(async () => {
  const container = navigator.serviceWorker;
  const build = new URL(document.currentScript.src).searchParams.get("v");
  const registration = await globalThis.hopscopeRegister().catch(() => null);
  if (!registration) return;

  /** The page anew, from the network. */
  const leave = () => registration.unregister().finally(() => location.reload());

  /** The version that the host has now; nothing without a network. */
  async function published() {
    const response = await fetch("./version.json", { cache: "no-store" }).catch(() => null);
    return response?.ok && (await response.json().catch(() => null))?.version;
  }

  // ---- Newer versions -----------------------------------------------------------------------------------------------

  // A browser may let the worker before finish its work first, for minutes: nobody who asked waits for that.
  const PATIENCE = 5_000;
  const offer = () => {
    globalThis.hopscopeUpdate = () => {
      // It waits for the last page of the version before it; this one asks it not to.
      const waiting = registration.waiting;
      if (!waiting) return location.reload();
      container.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
      setTimeout(async () => void (await published() && leave()), PATIENCE);
    };
    dispatchEvent(new Event("hopscope:update"));
  };
  const watch = (worker) => {
    // The first worker of all is no update.
    const look = () => {
      if (worker.state === "installed" && registration.active) offer();
    };
    worker?.addEventListener("statechange", look);
    if (worker) look();
  };
  watch(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));

  // A page that stays open asks now and then, the network alone.
  const OFTEN = 15 * 60_000;
  let asked = Date.now();
  async function ask() {
    asked = Date.now();
    const version = await published();
    if (version && version !== build) await registration.update().catch(() => {});
  }
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - asked > OFTEN) ask();
  });

  // ---- What was used before there was a worker ----------------------------------------------------------------------

  // And what was under way when the worker came: it shows here when it has arrived.
  // A page that came from the worker itself has nothing to tell.
  const { active } = await container.ready;
  const tell = (list) => active.postMessage({ used: list.getEntries().map(({ name }) => name) });
  const [opened] = performance.getEntriesByType("navigation");
  if (!opened?.workerStart) new PerformanceObserver(tell).observe({ type: "resource", buffered: true });

  // ---- What other programs hand over --------------------------------------------------------------------------------

  // The bars take what is dropped or pasted; they may be under way.
  async function bars() {
    while (!document.querySelector(".bar button")) await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const holding = (files, text) => {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    if (text) data.setData("text/plain", text);
    return data;
  };
  async function drop(files) {
    if (files.length === 0) return;
    await bars();
    const event = new DragEvent("drop", { dataTransfer: holding(files), bubbles: true, cancelable: true });
    document.querySelector(".workbench").dispatchEvent(event);
  }
  async function paste(text) {
    if (!text) return;
    await bars();
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: holding([], text), bubbles: true, cancelable: true }));
  }
  globalThis.launchQueue?.setConsumer(async ({ files }) => {
    await drop(await Promise.all((files ?? []).map((each) => each.getFile())));
  });
  container.addEventListener("message", ({ data }) => {
    if (data?.left) leave();
    if (!data?.shared) return;
    drop(data.shared.files);
    paste(data.shared.text);
  });
  container.startMessages();
  container.controller?.postMessage("shared");
})();
