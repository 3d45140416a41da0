// The page around the app: how it starts, and what a reader sees when it cannot.
import type { Page } from "@playwright/test";
import { APP, BARE, expect, openApp, ready, test } from "./fixtures.ts";

const WASM = /_bg\.wasm$/;

test.describe("starts", () => {
  test("from a sub-path, with relative addresses only", async ({ page, watch }) => {
    await openApp(page);
    await expect(page.locator("#app")).toContainText("Hopscope");
    await expect(page.locator(".skeleton, #boot-status")).toHaveCount(0);
    expect(watch.requests.length).toBeGreaterThan(4);
    expect(watch.requests.filter((url) => !url.startsWith(APP))).toEqual([]);
  });

  test("fetches the program once", async ({ page, watch }) => {
    await openApp(page);
    // The preload and the loader's own fetch are one request.
    expect(watch.requests.filter((url) => WASM.test(url))).toHaveLength(1);
  });

  test("on a host that sends no headers", async ({ page }) => {
    await page.goto(BARE);
    await ready(page);
  });

  test("without moving what was painted", async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(globalThis, { shifts: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          (globalThis as unknown as { shifts: number }).shifts += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await slowDown(page);
    await openApp(page);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts)).toBe(0);
  });
});

test.describe("while the program is on its way", () => {
  test("shows the outline and a bar that moves", async ({ page }) => {
    const release = await holdBack(page);
    await page.goto(APP, { waitUntil: "commit" });
    await expect(page.locator(".skeleton-header")).toContainText("Hopscope");
    await expect(page.getByRole("progressbar")).toBeVisible();
    await expect(page.getByRole("status")).toContainText("Loading Hopscope");
    release();
    await ready(page);
  });

  test("counts up to 100 % on a slow line, though the host compresses", async ({ page }) => {
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => {
        const text = document.getElementById("boot-text")?.textContent;
        if (text && seen.at(-1) !== text) seen.push(text);
      }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    const network = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 20, downloadThroughput: 60_000, uploadThroughput: -1 };
    await network.send("Network.emulateNetworkConditions", slow);
    await openApp(page);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    const percents = seen.flatMap((text) => text.match(/(\d+) %/)?.[1] ?? []).map(Number);
    expect(percents.length).toBeGreaterThan(2);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe("Starting…");
  });
});

test.describe("cannot start", () => {
  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });
    test("says so in both languages", async ({ page }) => {
      await page.goto(APP);
      const notice = page.locator(".notice:visible");
      await expect(notice).toBeVisible();
      await expect(notice).toContainText("needs JavaScript and WebAssembly");
      await expect(notice.locator("[lang=ja]")).toBeVisible();
      await expect(page.locator("#boot-status")).toBeHidden();
    });
  });

  test("without WebAssembly: says what is needed", async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await page.goto(APP);
    const screen = page.getByRole("alertdialog", { name: "This browser does not run WebAssembly" });
    await expect(screen).toContainText("Firefox");
    await expect(page.getByRole("heading", { level: 1, name: /WebAssembly/ })).toBeFocused();
  });

  for (const [what, pattern] of [["the program", WASM], ["its script", /hopscope-page-[0-9a-f]+\.js$/]] as const) {
    test(`when ${what} does not arrive: offers another try, which works`, async ({ page, watch }) => {
      watch.allow(/Failed to load resource/);
      await page.route(pattern, (route) => route.abort());
      await page.goto(APP);
      await expect(page.getByRole("alertdialog", { name: "Hopscope could not be loaded" })).toBeVisible();
      await page.unroute(pattern);
      await page.getByRole("button", { name: "Try again" }).click();
      await ready(page);
    });
  }

  test("there is no first script that could be missing or damaged", async ({ page, watch }) => {
    await openApp(page);
    expect(watch.requests.filter((url) => /\/boot[^/]*\.js|\.css/.test(url))).toEqual([]);
  });

  test("where the first script may not run: says so", async ({ page, watch }) => {
    watch.allow(/Content Security Policy|policy violation/);
    await page.route(APP, async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": "script-src 'none'" };
      await route.fulfill({ response, headers });
    });
    await page.goto(APP);
    await expect(page.getByRole("alert")).toContainText("Hopscope could not be loaded");
    await expect(page.getByText("Loading Hopscope")).toBeHidden();
  });

  for (const [what, body] of [["cut off", '{"app.name": "Hop'], ["HTML", "<!doctype html><p>moved"], ["empty", ""], ["of another form", "[]"]] as const) {
    test(`when the texts are ${what}: offers another try, which works`, async ({ page }) => {
      await page.route(/locales\/en\.json/, (route) => route.fulfill({ body }));
      await page.goto(APP);
      await expect(page.getByRole("alertdialog", { name: "Hopscope could not be loaded" })).toBeVisible();
      await page.unroute(/locales\/en\.json/);
      await page.getByRole("button", { name: "Try again" }).click();
      await ready(page);
    });
  }

  for (const [what, answer] of [["missing", { status: 404, body: "gone" }], ["cut off", { body: '{"header.share": "Sh' }]] as const) {
    test(`when the further texts are ${what}: says so, and tries again in place`, async ({ page, watch }) => {
      watch.allow(/404/);
      await page.route(/en\.more\.json/, (route) => route.fulfill(answer));
      await page.goto(APP);
      await ready(page);
      await expect(page.getByText("A part of Hopscope did not arrive.")).toBeVisible();
      await page.unroute(/en\.more\.json/);
      await page.evaluate(() => Object.assign(globalThis, { same: true }));
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.locator(".bar button.primary")).toBeVisible();
      await expect(page.getByText("A part of Hopscope did not arrive.")).toHaveCount(0);
      expect(await page.evaluate(() => (globalThis as unknown as { same: boolean }).same)).toBe(true);
    });
  }

  test("when the host answers with an error: names it", async ({ page, watch }) => {
    watch.allow(/404/);
    await page.route(WASM, (route) => route.fulfill({ status: 404, body: "gone" }));
    await page.goto(APP);
    await expect(page.getByRole("alertdialog")).toContainText("HTTP 404");
  });

  test("when the program is damaged", async ({ page }) => {
    await page.route(WASM, (route) => route.fulfill({ contentType: "application/wasm", body: "not wasm" }));
    await page.goto(APP);
    await expect(page.getByRole("alertdialog", { name: "Hopscope could not be loaded" })).toBeVisible();
  });
});

test.describe("language and theme, before the first paint", () => {
  for (const [address, lang] of [["?lang=ja", "ja"], ["?lang=en", "en"], ["?lang=xx", "en"]] as const) {
    test(`${address} is ${lang}`, async ({ page }) => {
      await page.goto(APP + address);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
    });
  }

  test.describe("a Japanese browser", () => {
    test.use({ locale: "ja-JP" });
    test("gets Japanese, in the failure screen too", async ({ page }) => {
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
      await page.goto(APP);
      await expect(page.getByRole("alertdialog")).toContainText("WebAssembly が動きません");
    });
  });

  test("the theme is the link's, else the stored one, else the system's", async ({ page }) => {
    const theme = (value: string) => expect(page.locator("html")).toHaveAttribute("data-theme", value);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto(APP);
    await theme("dark");
    await page.emulateMedia({ colorScheme: "light" });
    await theme("light");
    await page.evaluate(() => localStorage.setItem("hopscope.theme", "dark"));
    await page.reload();
    await theme("dark");
    await page.goto(`${APP}?theme=light`);
    await theme("light");
  });

  test("?embed marks the document", async ({ page }) => {
    await page.goto(`${APP}?embed`);
    await expect(page.locator("html")).toHaveAttribute("data-embed", "");
  });
});

/** Keeps the wasm file back until the returned function is called. */
async function holdBack(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(WASM, async (route) => {
    await held;
    await route.continue();
  });
  return () => release();
}

/** Lets the outline be painted before the program arrives. */
async function slowDown(page: Page) {
  await page.route(WASM, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
}
