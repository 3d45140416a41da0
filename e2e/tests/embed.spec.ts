// The app in a frame on someone else's page.
import type { FrameLocator, Page } from "@playwright/test";
import { APP, BARE, EMBEDDER, expect, panic, recorded, test } from "./fixtures.ts";

async function embed(page: Page, src: string, sandbox?: string): Promise<FrameLocator> {
  const address = new URL(EMBEDDER);
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
  watch.allow(/policy|Content Security/);
  const frame = await embed(page, `${APP}?embed`, "allow-scripts");
  await runs(frame);
  const answers = await frame.locator("html").evaluate(async () => {
    const glue = (document.getElementById("hopscope-glue") as HTMLLinkElement).href;
    const run = (code: string) =>
      new Promise((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => resolve(`error: ${event.message}`);
      });
    return {
      imports: await run(`importScripts(${JSON.stringify(glue)}); postMessage(typeof wasm_bindgen)`),
      evals: await run(`try { postMessage(eval("'ran'")) } catch (error) { postMessage(error.name) }`),
    };
  });
  expect(answers).toEqual({ imports: "function", evals: "EvalError" });
});
