// The page in Firefox without a network, and with a newer build: `node firefox.mjs`, against dist/ as a release build
// leaves it. Needs Firefox (Debian: `firefox-esr`) and geckodriver (`cargo install --locked geckodriver`). Playwright
// drives a Firefox of its own alone. Ends with 1 if something is not as it should be.
import { CHANGING, PORTS } from "./addresses.mjs";
import { start, until } from "./webdriver.mjs";
import "./server.mjs";

const options = { browserName: "firefox", "moz:firefoxOptions": { args: ["-headless"] } };
const { version, session, run, go, find, close } = await start("geckodriver", PORTS.changing + 1, options);
console.log(`Firefox ${version}`);

const control = (what = "") => fetch(new URL(`/control?${what}`, CHANGING));
const ready = () => until("the page", () => run("return document.documentElement.dataset.state === 'ready' || document.body.innerText"));
const shows = (what, selector, expected) =>
  until(what, async () => {
    const text = await run("return document.querySelector(arguments[0])?.innerText ?? ''", selector);
    return text.includes(expected) || text;
  });
const press = (words) =>
  until(`a button "${words}"`, () =>
    run("const found = [...document.querySelectorAll('button')].find((each) => each.textContent.includes(arguments[0])); found?.click(); return found !== undefined;", words));

/** The input behind the label, as a reader finds it. */
async function originPath() {
  const id = await run("return [...document.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith('Origin path'))?.control?.id");
  return find(`[id="${id}"]`);
}
const value = async () => session("GET", `/element/${await originPath()}/property/value`);

/** Types into the origin path by keys, in place of what is there. */
async function type(text) {
  const field = await originPath();
  const [END, BACKSPACE] = ["\uE010", "\uE003"];
  await session("POST", `/element/${field}/value`, { text: END + BACKSPACE.repeat((await value()).length) + text });
}

/** As a reader does: the driver's own reload goes past the service worker. */
async function reload() {
  await run("globalThis.before = true; location.reload()");
  await until("the page anew", () => run("return !('before' in globalThis)"));
  await ready();
}

const kept = (name) =>
  until(`${name} is kept`, () =>
    run(`return (async () => {
      const all = await Promise.all((await caches.keys()).map(async (each) => (await caches.open(each)).keys()));
      return all.flat().some(({ url }) => url.includes(arguments[0]));
    })()`, name));

const steps = [
  ["a first visit", async () => {
    await control();
    await go(CHANGING);
    await ready();
    await until("the service worker", () => run("return navigator.serviceWorker.controller?.state === 'activated'"));
    await kept("/locales/en.more.json");
    await shows("the verdict", ".verdict", "403");
  }],
  ["a worker answers in a page that has a service worker", async () => {
    await reload();
    await until("a fix to try", () => run("return [...document.querySelectorAll('button')].some((each) => each.textContent.trim() === 'Try')"));
  }],
  ["a draft, written with the network cut, is there after a reload", async () => {
    // What forms are made of has to have been used once.
    await until("the forms", async () => (await value()) !== undefined);
    await control("down");
    await type("/dev");
    await shows("the verdict follows", ".verdict", "on stage dev");
    await until("the draft is kept", () => run("return Object.values(localStorage).some((text) => text.includes('/dev'))"));
    await reload();
    await until("the draft", async () => (await value()) === "/dev" || value());
    const network = "return fetch('./version.json').then(() => 'from a cache', () => 'from the network')";
    if ((await run(network)) !== "from the network") throw new Error("version.json came from a cache");
  }],
  ["another page of it opens without the network", async () => {
    await go("about:blank");
    await go(CHANGING);
    await ready();
    await until("the draft", async () => (await value()) === "/dev" || value());
  }],
  ["a newer build is offered, and the draft stays", async () => {
    await control("newer");
    // As when the network comes back. The page listens once all of it is here.
    await until("the offer", () => run("dispatchEvent(new Event('online')); return document.body.innerText.includes('There is a newer version of Hopscope.')"));
    if (await run("return 'newer' in document.documentElement.dataset")) throw new Error("the newer build came unasked");
    await type("/dev2");
    await press("Load the new version");
    await until("the newer build", () => run("return 'newer' in document.documentElement.dataset"));
    await ready();
    await until("the draft", async () => (await value()) === "/dev2" || value());
  }],
];

let failed = 0;
for (const [what, does] of steps) {
  try {
    await does();
    console.log(`ok    ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${what}: ${error.message}`);
  }
}
await close();
process.exit(failed === 0 ? 0 : 1);
