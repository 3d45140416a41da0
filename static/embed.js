// Turns links to scenarios into frames: <a data-hopscope href="https://…/#1…">…</a>, and fenced blocks of the language
// `hopscope` that hold such a link. A page loads this script once; where it does not run, the links stay links.
//
//   data-view="flow|response|table"  data-theme="light|dark"  data-lang="en|ja"  data-step="2"   what the frame shows
//   data-height="480"                a fixed height in pixels; without it the frame is as high as what it shows
//   data-load="click|view|now"       when it loads; without it when the reader comes near (`view`)
//   data-keep                        stays loaded when another frame of the page is used
//
// One frame works at a time, and those that are on the screen: another that is left behind goes back to a link with a
// button, unless it says data-keep.
// hopscopeEmbed(root) looks for links that have come later.
(() => {
  "use strict";
  if (globalThis.hopscopeEmbed) return;

  /** How many frames work at a time, besides those on the screen. */
  const MOST = 1;
  /** Bounds of a height that a frame may ask for: no message makes a page endless. */
  const LOWEST = 120;
  const HIGHEST = 20_000;
  /** What `hopscope:size` messages this script knows. */
  const VERSION = 1;
  const DEFAULT_HEIGHT = 480;

  const ja = (document.documentElement.lang || navigator.language || "").toLowerCase().startsWith("ja");
  const words = ja
    ? { show: "リクエストの流れを表示", open: "Hopscope で開く" }
    : { show: "Show the request flow", open: "Open in Hopscope" };

  /** Every embed of the page: its box, its link, its frame while there is one. */
  const embeds = new Set();

  /** The host's theme, if it says one: by a class or an attribute that sites use, else by color-scheme. */
  function hostTheme() {
    const root = document.documentElement;
    const said = root.dataset.theme || root.dataset.colorMode || root.dataset.bsTheme || "";
    if (/dark/i.test(said)) return "dark";
    if (/light/i.test(said)) return "light";
    if (root.classList.contains("dark")) return "dark";
    const scheme = getComputedStyle(root).colorScheme;
    if (scheme === "dark" || scheme === "light") return scheme;
    return null;
  }

  /** The address of a frame. None for what is no link to a scenario over http or https. */
  function address(href, data) {
    let url;
    try {
      url = new URL(href, document.baseURI);
    } catch {
      return null;
    }
    if (!/^https?:$/.test(url.protocol) || url.hash.length < 2) return null;
    const choices = { view: ["flow", "response", "table"], theme: ["light", "dark"], lang: ["en", "ja"] };
    url.searchParams.set("embed", "");
    for (const [name, allowed] of Object.entries(choices)) {
      if (allowed.includes(data[name])) url.searchParams.set(name, data[name]);
    }
    if (!url.searchParams.has("theme")) {
      const theme = hostTheme();
      if (theme) url.searchParams.set("theme", theme);
    }
    if (/^\d{1,4}$/.test(data.step ?? "")) url.searchParams.set("step", data.step);
    return url.href.replace("embed=&", "embed&").replace(/embed=(?=#)/, "embed");
  }

  const fixedHeight = (data) => (/^\d{2,5}$/.test(data.height ?? "") ? Number(data.height) : null);
  const within = (height) => Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(height)));

  class Embed {
    constructor(link, data) {
      this.link = link;
      this.data = data;
      this.frame = null;
      this.height = fixedHeight(data) ?? DEFAULT_HEIGHT;
      this.box = document.createElement("div");
      this.box.className = "hopscope-embed";
      // Set by code, which a policy on styles lets pass.
      Object.assign(this.box.style, { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center", minHeight: "44px" });
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.textContent = words.show;
      this.button.addEventListener("click", () => this.load(true));
      link.replaceWith(this.box);
      this.box.append(this.button, link);
      this.used = 0;
    }

    load(asked) {
      if (asked) this.used = performance.now();
      if (this.frame) return;
      const src = address(this.link.href, this.data);
      if (!src) return;
      const frame = document.createElement("iframe");
      frame.title = this.link.textContent.trim() || words.open;
      frame.src = src;
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      Object.assign(frame.style, { flex: "1 0 100%", width: "100%", height: `${this.height}px`, border: "0" });
      this.frame = frame;
      this.button.hidden = true;
      this.box.prepend(frame);
      spare(this);
    }

    /** Back to a link, at the height that it had, so that nothing on the page moves. */
    unload() {
      if (!this.frame) return;
      this.box.style.minHeight = `${this.height}px`;
      this.frame.remove();
      this.frame = null;
      this.button.hidden = false;
    }

    /** Takes a height that the frame tells. What differs by a pixel is no change: no frame and page can chase each other. */
    tell(height) {
      if (fixedHeight(this.data) !== null) return;
      const next = within(height);
      if (Math.abs(next - this.height) < 2) return;
      this.height = next;
      this.frame.style.height = `${next}px`;
    }

    isSeen() {
      const box = this.box.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    }

    distance() {
      const box = this.box.getBoundingClientRect();
      const middle = innerHeight / 2;
      if (box.top <= middle && box.bottom >= middle) return 0;
      return Math.min(Math.abs(box.top - middle), Math.abs(box.bottom - middle));
    }
  }

  /** Unloads frames beyond the number that may work: the farthest first, never the one that was just asked for. */
  function spare(newest) {
    const free = (each) => each !== newest && !("keep" in each.data) && !each.isSeen();
    const loaded = [...embeds].filter((each) => each.frame && free(each));
    const over = [...embeds].filter((each) => each.frame && !("keep" in each.data)).length - MOST;
    if (over <= 0) return;
    loaded.sort((one, other) => other.distance() - one.distance() || one.used - other.used);
    for (const each of loaded.slice(0, over)) each.unload();
  }

  addEventListener("message", (event) => {
    const told = event.data;
    if (typeof told !== "object" || told === null || told.type !== "hopscope:size" || told.version !== VERSION) return;
    if (typeof told.height !== "number" || !Number.isFinite(told.height)) return;
    for (const each of embeds) {
      // A sandboxed frame's origin is opaque: that the message comes from this very frame is what counts.
      if (each.frame && event.source === each.frame.contentWindow) each.tell(told.height);
    }
  });

  const near = "IntersectionObserver" in globalThis
    ? new IntersectionObserver((entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        for (const each of embeds) if (each.box === entry.target) each.load(false);
      }
    }, { rootMargin: "200px 0px" })
    : null;

  function take(link, data) {
    if (!address(link.href, data)) return;
    const embed = new Embed(link, data);
    embeds.add(embed);
    const when = data.load ?? "view";
    if (when === "now" || (when === "view" && !near)) embed.load(false);
    else if (when === "view") near.observe(embed.box);
  }

  /** A fenced block of the language `hopscope`, as renderers of Markdown write it, becomes a link. */
  function fromFence(code) {
    const href = code.textContent.trim();
    if (/\s/.test(href) || !/^https?:\/\/[^#]+#./.test(href)) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words.open;
    (code.closest("pre") ?? code).replaceWith(link);
    take(link, {});
  }

  globalThis.hopscopeEmbed = (root = document) => {
    for (const link of root.querySelectorAll("a[data-hopscope][href]:not([data-hopscope-done])")) {
      link.dataset.hopscopeDone = "";
      take(link, link.dataset);
    }
    for (const code of root.querySelectorAll("pre > code.language-hopscope")) fromFence(code);
  };

  const start = () => globalThis.hopscopeEmbed();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();
})();
