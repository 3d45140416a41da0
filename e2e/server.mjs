// Serves the built page as a static host would, for the browser tests. Four origins, one folder:
//   APP       /some/sub/path/  with the headers that static/README.md recommends
//   BARE      /                a host that sends nothing but a content type
//   EMBEDDER  /                someone else's page with the app in a frame: ?src=<address>&sandbox=<tokens>&count=<frames>; &isolated
//                              lets in nothing that does not say that it may be let in (COEP: require-corp)
//   CHANGING  /app/            the same as APP until /control?down has it hang up, /control?newer has it deploy another
//                              build, /control?developed has it serve for development, or /control?held has it never
//                              answer with Japanese texts; /control alone brings back the first
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { APP_PATH, PORTS } from "./addresses.mjs";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** What CHANGING does now. */
const state = { down: false, newer: false, developed: false, held: false };

/** Responses that are never given. */
const held = new Set();

/** The same build as another version of it: what says which version it is says another, and the page is marked. */
async function serveNewer(path, response) {
  const version = JSON.parse(await readFile(join(dist, "version.json"), "utf8")).version;
  const name = path || "index.html";
  const text = (await readFile(join(dist, name), "utf8")).replaceAll(version, "newer").replace("<html", "<html data-newer");
  response.setHeader("cache-control", "no-cache");
  response.writeHead(200, { "content-type": types[extname(name)] }).end(text);
}

/** The service worker as it is where nothing has been put before it, and the page that names no build. */
async function serveDeveloped(path, response) {
  const name = path || "index.html";
  const text = await readFile(join(dist, name), "utf8");
  response.setHeader("cache-control", "no-cache");
  response
    .writeHead(200, { "content-type": types[extname(name)] })
    .end(name === "sw.js" ? text.slice(text.indexOf("\n") + 1) : text.replace(/ data-build="[^"]*"/, ""));
}

function changing(url, response) {
  if (url.pathname === "/control") {
    for (const name of Object.keys(state)) state[name] = url.searchParams.has(name);
    if (!state.held) {
      for (const each of held) each.destroy();
      held.clear();
    }
    return response.writeHead(204).end();
  }
  const path = url.pathname.replace(/^\/app\//, "");
  if (state.down) return response.destroy();
  if (state.held && path.startsWith("locales/ja")) return void held.add(response);
  if (state.developed && ["", "sw.js"].includes(path)) return serveDeveloped(path, response);
  if (state.newer && ["", "sw.js", "version.json"].includes(path)) return serveNewer(path, response);
  return serveFile(`/${path}`, recommended, response);
}

/** Answers with the file of dist/ that `path` names, or 404. `host` chooses the headers and whether to compress. */
async function serveFile(path, host, response) {
  // `normalize` keeps a path such as /../secret inside the folder.
  const name = normalize(`/${decodeURIComponent(path)}`).replace(/\/$/, "/index.html");
  const body = await readFile(join(dist, name)).catch(() => null);
  if (body === null) {
    response.writeHead(404, { "content-type": "text/plain" }).end(`no ${name}`);
    return;
  }
  response.setHeader("content-type", types[extname(name)] ?? "application/octet-stream");
  for (const [header, value] of Object.entries(host.headers(name))) response.setHeader(header, value);
  response.end(host.compress(body, response));
}

/** What was compressed, by its text's hash: a test asks for the same files as the one before. */
const compressed = new Map();

/** Every browser under test takes brotli. */
function brotli(body, response) {
  response.setHeader("content-encoding", "br");
  const key = createHash("sha256").update(body).digest("hex");
  if (!compressed.has(key)) compressed.set(key, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }));
  return compressed.get(key);
}

const recommendedHeaders = (name) => ({
  "access-control-allow-origin": "*",
  // For pages that ask it of their frames: see static/README.md.
  ...(name.endsWith(".html") && { "cross-origin-embedder-policy": "require-corp" }),
  "cache-control": /-[0-9a-f]{12,16}(_bg)?\./.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
  "cross-origin-resource-policy": "cross-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
});

const recommended = { headers: recommendedHeaders, compress: brotli };
const bare = { headers: () => ({}), compress: (body) => body };

const escape = (text) => text.replace(/[&"<]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page of another origin, with a strict policy, whose links embed.js turns into frames: `links` of them. */
function linking(url, response) {
  const app = new URL(APP_PATH, `http://127.0.0.1:${PORTS.app}`);
  response.setHeader(
    "content-security-policy",
    `default-src 'none'; script-src ${app.origin}; frame-src ${app.origin}; style-src 'none'; img-src data:; base-uri 'none'`,
  );
  const href = escape(url.searchParams.get("href") ?? "");
  const space = "<p>…</p>".repeat(60);
  const links = Array.from({ length: Number(url.searchParams.get("links")) }, (_, index) =>
    `<a data-hopscope data-theme="dark" href="${href}">Request ${index + 1}</a>${space}`);
  response.writeHead(200, { "content-type": types[".html"] }).end(
    `<!doctype html><html lang="en"><title>Linking page</title><link rel="icon" href="data:,">` +
      `${links.join("")}<pre><code class="language-hopscope">${href}</code></pre>` +
      `<a data-hopscope href="javascript:alert(1)#1a">no link to a scenario</a>` +
      `<script async src="${app.href}embed.js"></script>`,
  );
}

/** A page of another origin with a frame in it, or `count` of them. Its policy lets in frames and nothing else. */
function embedder(url, response) {
  if (url.searchParams.has("links")) return linking(url, response);
  const hosts = [PORTS.app, PORTS.bare, PORTS.changing].map((port) => `http://127.0.0.1:${port}`);
  response.setHeader("content-security-policy", `default-src 'none'; frame-src ${hosts.join(" ")}; img-src data:; base-uri 'none'`);
  const sandbox = url.searchParams.get("sandbox");
  const attribute = sandbox === null ? "" : ` sandbox="${escape(sandbox)}"`;
  if (url.searchParams.has("isolated")) response.setHeader("cross-origin-embedder-policy", "require-corp");
  const frame = `<iframe title="Hopscope" width="900" height="600"${attribute} src="${escape(url.searchParams.get("src") ?? "")}"></iframe>`;
  response.writeHead(200, { "content-type": types[".html"] }).end(
    `<!doctype html><html lang="en"><title>Embedding page</title><link rel="icon" href="data:,">` +
      frame.repeat(Number(url.searchParams.get("count") ?? 1)),
  );
}

function listen(port, handler) {
  createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${port}`);
    Promise.resolve(handler(url, response)).catch((error) => response.writeHead(500).end(String(error)));
  }).listen(port);
}

listen(PORTS.app, (url, response) => {
  if (url.pathname.startsWith(APP_PATH)) return serveFile(url.pathname.slice(APP_PATH.length), recommended, response);
  response.writeHead(404).end();
});
listen(PORTS.bare, (url, response) => serveFile(url.pathname, bare, response));
listen(PORTS.embedder, embedder);
listen(PORTS.changing, changing);
