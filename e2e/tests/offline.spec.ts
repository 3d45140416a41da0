// Without a network, and with a newer build: the service worker. Needs a build that is not for development's server.
import type { Page } from "@playwright/test";
import { originPath, shareLink, verdict } from "./app.ts";
import { CHANGING, EMBEDDER, expect, ready, test } from "./fixtures.ts";

test.use({ serviceWorkers: "allow", quiet: false });
// A worker starts three seconds after a page, and pages are opened several times.
test.describe.configure({ mode: "serial", timeout: 120_000 });

const control = async (page: Page, what = "") => void (await page.request.get(new URL(`/control?${what}`, CHANGING).href));

/** Opens the page, and waits until it would open without a network. */
async function open(page: Page) {
  await page.goto(CHANGING);
  await ready(page);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  await keeps(page, "/locales/en.more.json");
  await keepsWhatWasUsed(page);
}

/** Waits until a file of that name is kept. */
const keeps = (page: Page, name: string | RegExp) => expect.poll(() => page.evaluate(async () => {
  const kept = await Promise.all((await caches.keys()).map(async (each) => (await caches.open(each)).keys()));
  return kept.flat().map(({ url }) => url).join(" ");
})).toMatch(name);

/** Waits until all that the page has asked for is kept. */
const keepsWhatWasUsed = (page: Page) => expect.poll(() => page.evaluate(async () => {
  const used = performance.getEntriesByType("resource").map(({ name }) => name);
  const ofBuild = used.filter((url) => /-[0-9a-f]{12}|\?v=/.test(url));
  const kept = await Promise.all(ofBuild.map((url) => caches.match(url, { ignoreVary: true })));
  return ofBuild.filter((_, index) => !kept[index]);
})).toEqual([]);

const scenario = (host: string) => ({ hopscope: 1, title: "Handed over", requests: [{ url: `https://${host}/` }] });

test.afterEach(async ({ page }) => control(page));

test("after one visit the page opens without a network, with what was used; no frame of another site does", async ({ page, watch }) => {
  await control(page);
  await open(page);
  // A part that a first visit does without, and its texts.
  const link = await shareLink(page);
  await page.getByRole("button", { name: "Examples" }).first().click();
  await expect(page.getByRole("dialog").getByText("The stage is missing from the path")).toBeVisible();
  await page.keyboard.press("Escape");
  await keeps(page, "/locales/en.examples.json");
  await keepsWhatWasUsed(page);

  watch.allow(/ERR_|Failed to load|Failed to fetch/);
  await control(page, "down");
  await page.goto("about:blank");
  await page.goto(link);
  await ready(page);
  await expect(verdict(page)).toContainText("403");
  await expect(originPath(page)).toHaveValue("/prod");
  await page.getByRole("button", { name: "Examples" }).first().click();
  await page.getByRole("dialog").getByText("The stage is missing from the path").click();
  await expect(verdict(page)).toContainText("403");
  // What was never used is told, and the page goes on.
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(page.locator(".toast")).not.toBeEmpty();
  expect(await page.evaluate(() => fetch("./version.json").then(() => "from a cache", () => "from the network"))).toBe("from the network");

  // What other programs share arrives, without having left the machine.
  await page.evaluate(async (text) => {
    const form = new FormData();
    form.set("files", new File([text], "shared.json", { type: "application/json" }));
    await fetch("./share", { method: "POST", body: form, redirect: "manual" });
  }, JSON.stringify(scenario("shared.example")));
  await page.reload();
  await expect(page.locator("#request-url")).toHaveValue("https://shared.example/");

  // A frame of another site gets nothing from here: this browser keeps sites together, as older ones do.
  const address = new URL(EMBEDDER);
  address.searchParams.set("src", `${CHANGING}?embed${new URL(link).hash}`);
  await page.goto(address.href);
  await page.waitForTimeout(500);
  expect(page.frames().some((frame) => frame.url().startsWith(CHANGING))).toBe(false);
  await control(page);
  await page.goto(address.href);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("html")).toHaveAttribute("data-state", "ready");
  await expect(frame.getByText("Missing Authentication Token").first()).toBeVisible();
});

test("what arrives while the worker comes is kept as well", async ({ page }) => {
  await control(page);
  await page.route("**/locales/en.more.json*", async (route) => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      // Advice would ask for the same texts again.
      Object.defineProperty(navigator, "connection", { value: { saveData: true } });
    });
    // The page has told the worker what it used by then.
    await page.waitForTimeout(500);
    await route.continue();
  });
  await page.goto(CHANGING);
  await ready(page);
  await keeps(page, "/locales/en.more.json");
});

test("a file that does not come keeps no other from being kept; the workers' program is kept whole", async ({ page }) => {
  await control(page);
  await open(page);
  // Advice has begun by itself. Both files: a worker that starts anew has to find its own.
  await keeps(page, /\/worker-[0-9a-f]+\.js/);
  await keeps(page, /\/worker-[0-9a-f]+_bg\.wasm/);

  await control(page, "held");
  await page.evaluate(async () => {
    const texts = performance.getEntriesByType("resource").map(({ name }) => name).find((name) => name.includes("/en.json"))!;
    const used = ["/ja.json", "/en.examples.json"].map((name) => texts.replace("/en.json", name));
    (await navigator.serviceWorker.ready).active!.postMessage({ used });
  });
  await keeps(page, "/locales/en.examples.json");
});

/** Has the worker of the page do work that does not end: an answer that never comes. */
async function occupy(page: Page) {
  await page.evaluate(() => {
    const texts = performance.getEntriesByType("resource").map(({ name }) => name).find((name) => name.includes("/en.json"));
    void fetch(texts!.replace("/en.json", "/ja.json")).catch(() => {});
  });
}

test("a newer build comes although the one before has work left, and so does development's server", async ({ page }) => {
  await control(page);
  await open(page);
  await control(page, "newer&held");
  await occupy(page);
  await page.evaluate(() => void dispatchEvent(new Event("online")));
  await page.getByRole("button", { name: "Load the new version" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-newer");
  await ready(page);

  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  await occupy(page);
  await control(page, "developed&held");
  const left = page.waitForEvent("load");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready).update());
  await left;
  await page.waitForFunction(async () =>
    (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
});

test("a newer build is offered, harms no open page, and loses no draft", async ({ page, context }) => {
  await page.addInitScript(() => {
    const queue = { setConsumer: (take: unknown) => Object.assign(globalThis, { launch: take }) };
    Object.defineProperty(globalThis, "launchQueue", { value: queue, configurable: true });
  });
  await control(page);
  await open(page);
  const other = await context.newPage();
  await other.goto(CHANGING);
  await ready(other);
  await other.evaluate(() => Object.assign(globalThis, { stays: true }));

  await originPath(page).fill("/dev");
  await control(page, "newer");
  await page.evaluate(() => void dispatchEvent(new Event("online")));
  const offer = page.getByText("There is a newer version of Hopscope.");
  await expect(offer).toBeVisible();
  // Nothing has happened yet.
  await expect(page.locator("html")).not.toHaveAttribute("data-newer");
  await expect(originPath(page)).toHaveValue("/dev");
  await originPath(page).fill("/dev2");
  await page.getByRole("button", { name: "Load the new version" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-newer");
  await ready(page);
  await expect(originPath(page)).toHaveValue("/dev2");
  await expect(offer).toHaveCount(0);

  // The other page goes on as it is, parts that it has not used yet included.
  expect(await other.evaluate(() => (globalThis as { stays?: boolean }).stays)).toBe(true);
  await other.getByRole("button", { name: "Share", exact: true }).click();
  await expect(other.getByLabel("Link", { exact: true })).toHaveValue(/#2/);
  await other.close();

  // A file that the system opens with the page.
  await page.waitForFunction(() => "launch" in globalThis);
  await page.evaluate(async (text) => {
    const { launch } = globalThis as unknown as { launch(given: object): Promise<void> };
    await launch({ files: [{ getFile: async () => new File([text], "opened.json", { type: "application/json" }) }] });
  }, JSON.stringify(scenario("opened.example")));
  await expect(page.locator("#request-url")).toHaveValue("https://opened.example/");

  // Where development's server has come to the same address, what was kept goes, and the page is that server's.
  await control(page, "developed");
  const left = page.waitForEvent("load");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready).update());
  await left;
  await page.waitForFunction(async () =>
    (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
  await expect(page.locator("html")).not.toHaveAttribute("data-newer");
});
