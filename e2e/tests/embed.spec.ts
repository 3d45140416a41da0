// The app in a frame on someone else's page.
import type { FrameLocator, Page } from "@playwright/test";
import { APP, BARE, EMBEDDER, expect, panic, recorded, test } from "./fixtures.ts";

async function embed(page: Page, src: string, sandbox?: string, isolated = false): Promise<FrameLocator> {
  const address = new URL(EMBEDDER);
  if (isolated) address.searchParams.set("isolated", "");
  address.searchParams.set("src", src);
  if (sandbox !== undefined) address.searchParams.set("sandbox", sandbox);
  await page.goto(address.href);
  return page.frameLocator("iframe");
}

const runs = (frame: FrameLocator) => expect(frame.locator("html")).toHaveAttribute("data-state", "ready");

test("in a plain frame of another site", async ({ page }) => {
  await runs(await embed(page, `${APP}?embed`));
});

test("in a sandbox with scripts alone: an opaque origin, no storage", async ({ page, watch }) => {
  const frame = await embed(page, `${APP}?embed`, "allow-scripts");
  await runs(frame);
  expect(await frame.locator("html").evaluate(() => globalThis.origin)).toBe("null");
  expect(watch.requests.some((url) => url.endsWith(".wasm.js"))).toBe(false);
});

for (const sandbox of [undefined, "allow-scripts"]) {
  test(`in a page that is cross-origin isolated, ${sandbox ?? "no sandbox"}`, async ({ page }) => {
    await runs(await embed(page, `${APP}?embed`, sandbox, true));
  });
}

test("in a sandbox, on a host that sends no CORS header", async ({ page, watch }) => {
  // The browser reports the refused fetch; the loader then takes the copy that is a script.
  watch.allow(/CORS policy|ERR_FAILED/);
  const frame = await embed(page, `${BARE}?embed`, "allow-scripts");
  await runs(frame);
  expect(watch.requests.some((url) => url.endsWith(".wasm.js"))).toBe(true);
});

test("crash screen in a sandbox, where storage and the clipboard are shut", async ({ page, watch }) => {
  watch.allow(/Clipboard API has been blocked/);
  const frame = await embed(page, `${APP}?embed`, "allow-scripts");
  await runs(frame);
  await recorded(frame);
  await panic(frame, watch);
  await expect(frame.getByRole("textbox")).toHaveValue(/"hopscope": 1/);
  await frame.getByRole("button", { name: "Copy" }).click();
  await expect(frame.getByRole("alertdialog").getByRole("status")).not.toBeEmpty();
});

test("a worker can start from a blob inside the sandbox, and no other code can", async ({ page, watch }) => {
  watch.allow(/policy|Content Security|Trusted/);
  const frame = await embed(page, `${APP}?embed`, "allow-scripts");
  await runs(frame);
  const answers = await frame.locator("html").evaluate(async () => {
    const app = globalThis as unknown as { hopscopeStartWorker(): Promise<Worker> };
    const name = (action: () => unknown) => {
      try {
        return String(action());
      } catch (error) {
        return (error as Error).name;
      }
    };
    const own = await app.hopscopeStartWorker();
    const script = document.createElement("script");
    return {
      own: own.constructor.name,
      worker: name(() => new Worker(URL.createObjectURL(new Blob(["1"], { type: "text/javascript" })))),
      script: name(() => { script.src = "https://example.com/x.js"; }),
      markup: name(() => { document.body.innerHTML += "<b>x</b>"; }),
      policy: name(() => (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy("other", {})),
      evals: name(() => (0, eval)("1")),
    };
  });
  expect(answers).toEqual({ own: "Worker", worker: "TypeError", script: "TypeError", markup: "TypeError", policy: "TypeError", evals: "EvalError" });
});
