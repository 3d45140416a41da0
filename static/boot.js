// Runs before the first paint: theme, language, embed mode. Then fetches and starts the app with a progress bar, and
// owns the two screens that the app cannot draw itself: "it did not start" and "it crashed".
//
// <html> carries the state: data-state="loading" → "ready" | "failed" | "crashed" (and data-theme, data-embed, lang).
// Globals for the app:
//   hopscopeCrash(message)        shows the crash screen; the app's panic hook calls it
//   hopscopeFailed(detail)        shows that the page could not be loaded: what arrived is not what was asked for
//   hopscopeOpened()              the page is there
//   hopscopeLastScenario: string  the app keeps the current scenario's JSON here, for the crash screen
//   hopscopeTexts: string         the texts of the page's language, fetched beside the wasm file
//   hopscopeFetchTexts(name)      a promise of the texts of another language (ja), or of the rule book (ja.rules)
//   hopscopeParts                 for the program's glue: what loads the parts that a first visit does without
//   hopscopeStartWorker()         a promise of a worker: see src/effects/worker.rs
//   hopscopeRegister()            a promise of the service worker's registration: see static/offline.js
// Storage keys: hopscope.theme, hopscope.lang, hopscope.draft.… (local: see src/draft.rs); hopscope.restart (session: the
// scenario to go on with after a crash, or empty to go on with none; whoever reads it removes it).
"use strict";
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);

  // Storage throws in a sandboxed frame and where the user forbids it.
  const read = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const attempt = (action) => {
    try { return action(); } catch { return null; }
  };
  function oneOf(allowed, ...candidates) {
    return candidates.find((candidate) => allowed.includes(candidate));
  }

  // ---- Theme, language, embed ---------------------------------------------------------------------------------------

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const applyTheme = () => {
    root.dataset.theme = oneOf(["light", "dark"], query.get("theme"), read("hopscope.theme"))
      ?? (dark.matches ? "dark" : "light");
  };
  applyTheme();
  dark.addEventListener("change", applyTheme);

  // ---- Words --------------------------------------------------------------------------------------------------------

  const words = {
    en: {
      loading: "Loading Hopscope…",
      loadingPercent: (percent) => `Loading Hopscope… ${percent} %`,
      starting: "Starting…",
      noWasmTitle: "This browser does not run WebAssembly",
      noWasm: "Hopscope is a WebAssembly program. It needs Chrome, Edge, Firefox or Safari from 2023 or later, with WebAssembly switched on. Some browsers switch it off in a “lockdown” or “strict” mode: allow it for this page, then try again.",
      loadTitle: "Hopscope could not be loaded",
      load: "A part of the program did not arrive. Check the connection and try again. If it keeps failing, a proxy or a blocker may be holding back or changing its files.",
      retry: "Try again",
      crashTitle: "Hopscope stopped because of an error in the program",
      crash: "The error is Hopscope’s, not your scenario’s. Your scenario is below: copy or download it before you go on.",
      happened: "What happened",
      scenario: "Your scenario",
      noScenario: "No scenario had been recorded when it stopped.",
      copy: "Copy",
      copied: "Copied",
      copyByHand: "Selected: press Ctrl+C or ⌘C",
      download: "Download as a file",
      restart: "Restart with this scenario",
      clean: "Restart with an empty page",
      cleanNote: "An empty page leaves your drafts where they are; Hopscope will offer them.",
    },
    ja: {
      loading: "Hopscope を読み込んでいます…",
      loadingPercent: (percent) => `Hopscope を読み込んでいます… ${percent} %`,
      starting: "起動しています…",
      noWasmTitle: "このブラウザーでは WebAssembly が動きません",
      noWasm: "Hopscope は WebAssembly のプログラムです。2023 年以降の Chrome、Edge、Firefox、Safari で、WebAssembly を有効にしてお使いください。「ロックダウン」や「厳格」などのモードでは無効になっていることがあります。このページだけ許可して、もう一度お試しください。",
      loadTitle: "Hopscope を読み込めませんでした",
      load: "プログラムの一部が届きませんでした。接続を確認して、もう一度お試しください。何度も失敗するときは、プロキシやブロッカーがファイルを止めたり書き換えたりしている可能性があります。",
      retry: "もう一度試す",
      crashTitle: "プログラムのエラーにより Hopscope が停止しました",
      crash: "原因は Hopscope 側のエラーで、あなたのシナリオではありません。シナリオは下に残っています。先に進む前に、コピーするかダウンロードしてください。",
      happened: "起きたこと",
      scenario: "あなたのシナリオ",
      noScenario: "停止した時点で、記録されたシナリオはありませんでした。",
      copy: "コピー",
      copied: "コピーしました",
      copyByHand: "選択しました。Ctrl+C または ⌘C を押してください",
      download: "ファイルとしてダウンロード",
      restart: "このシナリオで再起動",
      clean: "空のページで再起動",
      cleanNote: "空のページで再起動しても、下書きはそのまま残ります。再起動後に Hopscope から開けます。",
    },
  };

  const preferred = (navigator.languages ?? [navigator.language ?? "en"])
    .map((tag) => String(tag).toLowerCase().split("-")[0]);
  const lang = oneOf(Object.keys(words), query.get("lang"), read("hopscope.lang"), ...preferred) ?? "en";
  const text = words[lang];
  root.lang = lang;
  if (query.has("embed")) root.dataset.embed = "";
  root.dataset.state = "loading";

  const domReady = new Promise((resolve) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
    else resolve();
  });

  // ---- Screens ------------------------------------------------------------------------------------------------------

  function element(name, properties = {}, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  }
  const button = (label, action, className = "") =>
    element("button", { type: "button", textContent: label, className, onclick: action });

  // Covers the page; what is under it stays in the document, out of reach.
  async function show(state, title, ...content) {
    root.dataset.state = state;
    await domReady;
    const heading = element("h1", { id: "hopscope-screen-title", tabIndex: -1, textContent: title });
    const screen = element("div", { id: "hopscope-screen" },
      element("section", { className: "notice bad" }, heading, ...content));
    screen.setAttribute("role", "alertdialog");
    screen.setAttribute("aria-modal", "true");
    screen.setAttribute("aria-labelledby", heading.id);
    for (const child of document.body.children) child.setAttribute("inert", "");
    document.getElementById("boot-status")?.remove();
    document.body.append(screen);
    heading.focus();
  }
  const settled = () => root.dataset.state === "failed" || root.dataset.state === "crashed";

  const fail = (title, explanation, detail) => {
    if (settled()) return;
    const details = detail ? [element("pre", { textContent: detail })] : [];
    show("failed", title, element("p", { textContent: explanation }), ...details,
      element("div", { className: "actions" }, button(text.retry, () => location.reload(), "primary")));
  };

  const pretty = (json) => attempt(() => JSON.stringify(JSON.parse(json), null, 2)) ?? json;

  const scenarioPanel = (scenario) => {
    const heading = element("h2", { id: "hopscope-screen-scenario", textContent: text.scenario });
    if (!scenario) return [heading, element("p", { textContent: text.noScenario })];
    const area = element("textarea", { readOnly: true, spellcheck: false, value: pretty(scenario) });
    area.setAttribute("aria-labelledby", heading.id);
    const done = element("span", { className: "done" });
    done.setAttribute("role", "status");
    async function copy() {
      try {
        await navigator.clipboard.writeText(area.value);
        done.textContent = text.copied;
      } catch {
        // No permission, as in most frames: hand it to the user, selected.
        area.focus();
        area.select();
        done.textContent = text.copyByHand;
      }
    }
    const download = () => {
      const url = URL.createObjectURL(new Blob([area.value], { type: "application/json" }));
      element("a", { href: url, download: "hopscope-scenario.json" }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    };
    return [heading, area, element("div", { className: "actions" },
      button(text.copy, copy), button(text.download, download), done)];
  };

  // The newest draft. Its first line says when it was written, the second is the scenario.
  const newestDraft = () => attempt(() => {
    const drafts = Object.keys(localStorage).filter((key) => key.startsWith("hopscope.draft"))
      .map((key) => localStorage.getItem(key).split("\n"));
    return drafts.sort((a, b) => b[0] - a[0])[0]?.[1];
  });

  // The link in the address may be what stopped the program: the page starts again without it. (That makes it a new
  // navigation, too, not a jump within the page.)
  const restart = (scenario) => {
    const kept = attempt(() => { sessionStorage.setItem("hopscope.restart", scenario); return true; });
    if (kept || !scenario) location.replace(location.href.split("#")[0]);
    else location.reload();
  };

  const crash = (message) => {
    // A trap follows every panic: the first message is the one that explains.
    if (settled()) return;
    const scenario = globalThis.hopscopeLastScenario || newestDraft();
    show("crashed", text.crashTitle,
      element("p", { textContent: text.crash }),
      element("h2", { textContent: text.happened }),
      element("pre", { textContent: String(message) }),
      ...scenarioPanel(scenario),
      element("div", { className: "actions" },
        button(text.restart, () => restart(scenario ?? ""), "primary"), button(text.clean, () => restart(""))),
      element("p", { textContent: text.cleanNote }));
  };
  globalThis.hopscopeCrash = crash;
  globalThis.hopscopeFailed = (detail) => fail(text.loadTitle, text.load, detail);
  globalThis.hopscopeOpened = () => {
    if (settled()) return;
    root.dataset.state = "ready";
    // Later, and for a page of its own: nothing of this may work in a frame, which may be another site's.
    const worth = version() && self === top && navigator.serviceWorker && !navigator.connection?.saveData;
    if (worth) setTimeout(() => loadScript(`./offline.js${version()}`).catch(() => {}), 3_000);
  };

  // Traps that no panic hook saw: an exhausted stack or memory, an `unreachable`.
  const trapped = (error) => {
    if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) crash(`${error.name}: ${error.message}`);
  };
  addEventListener("error", (event) => trapped(event.error));
  addEventListener("unhandledrejection", (event) => trapped(event.reason));

  // ---- Loading ------------------------------------------------------------------------------------------------------

  // Neither Content-Length nor the stream tells how much is to come when the host compresses: the build writes the size
  // of the plain file beside its address. Without it the bar only says that something moves.
  const report = (loaded, total) => {
    const bar = document.getElementById("boot-progress");
    const label = document.getElementById("boot-text");
    if (!bar || !label || !(total >= loaded)) return;
    const percent = Math.floor((loaded / total) * 100);
    bar.value = percent;
    label.textContent = percent === 100 ? text.starting : text.loadingPercent(percent);
  };

  // Where a script's address is wanted, the page's policy has browsers take no text (`require-trusted-types-for`), only
  // what this has passed: a file beside the page, or what the page has made itself.
  const home = new URL("./", document.baseURI).href;
  const checked = {
    createScriptURL(address) {
      const { href } = new URL(address, home);
      if (!href.startsWith(home) && !href.startsWith("blob:")) throw new TypeError(`not a script of this page: ${href}`);
      return href;
    },
  };
  const trusted = globalThis.trustedTypes?.createPolicy("hopscope", checked) ?? checked;

  const loadScript = (address) => new Promise((resolve, reject) => {
    const src = trusted.createScriptURL(address);
    const script = element("script", { src, fetchPriority: "high" });
    script.onload = () => resolve(script);
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });

  // A frame with an opaque origin may fetch only what the host opens to all (Access-Control-Allow-Origin: *), but may
  // load classic scripts from anywhere the policy allows. For hosts that do not send the header the build keeps copies
  // of such files as scripts, which hand over what they hold.
  const handed = new WeakMap();
  globalThis.hopscopeGiveTexts = (value) => handed.set(document.currentScript, value);
  async function fetchFromScript(src) {
    const script = await loadScript(src);
    script.remove();
    return handed.get(script);
  }
  const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

  async function fetchText(address, search = "", without = () => fetchFromScript(`${address}.js${search}`)) {
    let response;
    try {
      response = await fetch(address + search, { credentials: "same-origin" });
    } catch (error) {
      if (globalThis.origin === "null") return without();
      throw error;
    }
    if (!response.ok) throw new Error(`HTTP ${response.status} ${address}`);
    return response.text();
  }
  // Which build the page is of, behind names that have no hash: a page that is open gets no texts of another.
  function version() {
    const { build } = document.getElementById("hopscope-wasm").dataset;
    return build ? `?v=${build}` : "";
  }
  const fetchTexts = (name) => fetchText(`./locales/${name}.json`, version());
  globalThis.hopscopeFetchTexts = fetchTexts;
  globalThis.hopscopeRegister = async () => navigator.serviceWorker.register(trusted.createScriptURL("./sw.js"));

  async function fetchWasm(link) {
    let response;
    try {
      response = await fetch(link.href, { credentials: "same-origin" });
    } catch (error) {
      if (globalThis.origin === "null" && link.dataset.script) {
        return fromBase64(await fetchFromScript(link.dataset.script));
      }
      throw error;
    }
    if (!response.ok) throw new Error(`HTTP ${response.status} ${link.href}`);
    if (!response.body) return response;
    let loaded = 0;
    const total = Number(link.dataset.bytes);
    const counting = new TransformStream({
      transform(chunk, controller) {
        loaded += chunk.byteLength;
        report(loaded, total);
        controller.enqueue(chunk);
      },
    });
    // The type is set here, so that a host which does not know .wasm still gets streaming compilation.
    return new Response(response.body.pipeThrough(counting), { headers: { "content-type": "application/wasm" } });
  }

  // ---- Parts --------------------------------------------------------------------------------------------------------

  // The release build cuts the program into parts (xtask/src/tool_shims.rs), each of one or more files. They work on the
  // program's own memory and on its table of functions. A development build has none.
  const instantiate = (program, imports) =>
    program instanceof Response ? WebAssembly.instantiateStreaming(program, imports) : WebAssembly.instantiate(program, imports);
  const files = new Map();
  let small;
  // Small files come together in one.
  const fetchSmall = async (listed, place) => {
    small ??= fetchText(listed.small);
    try {
      return fromBase64(JSON.parse(await small)[place]);
    } catch (error) {
      small = undefined;
      throw error;
    }
  };
  function placed(listed, place, before) {
    // What failed may be tried again; what is there is not fetched twice.
    if (!files.has(place)) {
      const file = listed.files[place];
      const program = file
        ? fetchWasm({ href: file, dataset: { script: `${file}.js` } })
        : fetchSmall(listed, place);
      const done = Promise.all([program, before])
        .then(([program]) => instantiate(program, { __wasm_split: wasm_bindgen.initSync() }));
      files.set(place, done);
      done.catch(() => files.delete(place));
    }
    return files.get(place);
  }
  globalThis.hopscopeParts = {};
  domReady.then(() => {
    const listed = JSON.parse(document.getElementById("hopscope-parts")?.dataset.parts ?? "{}");
    for (const [name, places] of Object.entries(listed.parts ?? {})) {
      globalThis.hopscopeParts[`__wasm_split_load_${name}`] = async (callback, data) => {
        // All at once over the wire; put in place one after the other.
        // What another part has brought already may be in place before what comes before it here: wait for both.
        const all = places.reduce(
          (before, place) => Promise.all([before, placed(listed, place, before)]), Promise.resolve());
        const arrived = await all.then(() => true, () => false);
        wasm_bindgen.initSync().__indirect_function_table.get(callback)(data, arrived);
      };
    }
  });

  // ---- Workers ------------------------------------------------------------------------------------------------------

  // The workers' program and its glue are fetched once, here, so that the worker in place of one that had to be ended
  // starts at once, without a network, too: what a worker asks for itself, static/offline.js does not see. The worker comes
  // from a blob because a frame with an opaque origin allows no other; such a frame may be unable to read the glue.
  const importing = (glue) => `const as = { createScriptURL: (address) => address };
const trusted = globalThis.trustedTypes?.createPolicy("hopscope", as) ?? as;
importScripts(trusted.createScriptURL(${JSON.stringify(glue)}));`;
  const workerSource = (glue) => `${glue}
onmessage = ({ data }) => {
  wasm_bindgen.initSync({ module: data });
  onmessage = ({ data }) => postMessage(wasm_bindgen.answer(data));
  postMessage("");
};`;
  const compile = (program) =>
    program instanceof Response ? WebAssembly.compileStreaming(program) : WebAssembly.compile(program);

  let workerProgram;
  async function startWorker() {
    const { glue, wasm, script } = document.getElementById("hopscope-worker").dataset;
    workerProgram ??= Promise.all([
      fetchText(glue, "", () => importing(new URL(glue, document.baseURI).href)),
      fetchWasm({ href: wasm, dataset: { script } }).then(compile),
    ]);
    let program, text;
    try {
      [text, program] = await workerProgram;
    } catch (error) {
      workerProgram = undefined;
      throw error;
    }
    const address = URL.createObjectURL(new Blob([workerSource(text)], { type: "text/javascript" }));
    const worker = new Worker(trusted.createScriptURL(address));
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = (event) => {
        // Who asked for it is told.
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.postMessage(program);
    }).finally(() => URL.revokeObjectURL(address));
    return worker;
  }
  globalThis.hopscopeStartWorker = startWorker;

  async function start() {
    if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiate !== "function") {
      fail(text.noWasmTitle, text.noWasm);
      return;
    }
    domReady.then(() => {
      const label = document.getElementById("boot-text");
      if (label && root.dataset.state === "loading") label.textContent = text.loading;
    });
    let wasm;
    try {
      const texts = fetchTexts(lang);
      const wasmLink = document.getElementById("hopscope-wasm");
      const glueLink = document.getElementById("hopscope-glue");
      const parts = [fetchWasm(wasmLink), texts, loadScript(glueLink.href), domReady];
      [wasm, globalThis.hopscopeTexts] = await Promise.all(parts);
    } catch (error) {
      fail(text.loadTitle, text.load, String(error?.message ?? error));
      return;
    }
    try {
      // Declared by the glue script: the function that instantiates the module and runs `main`.
      await wasm_bindgen({ module_or_path: wasm });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) trapped(error);
      else fail(text.loadTitle, text.load, String(error?.message ?? error));
    }
  }
  start();
})();
