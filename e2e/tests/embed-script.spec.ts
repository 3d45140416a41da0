// embed.js on someone else's page, whose policy lets in its script and its frames and nothing more.
import type { Page } from "@playwright/test";
import { shareLink } from "./app.ts";
import { APP, EMBEDDER, expect, test } from "./fixtures.ts";

async function linking(page: Page, href: string, links: number) {
  const address = new URL(EMBEDDER);
  address.searchParams.set("href", href);
  address.searchParams.set("links", String(links));
  await page.goto(address.href);
}

const height = (page: Page) => page.locator("iframe").first().evaluate((frame: HTMLIFrameElement) => frame.clientHeight);

test("links become frames as high as what they show, one at work at a time; what does not come from a frame counts nothing", async ({ page }) => {
  await page.goto(APP);
  const link = await shareLink(page);

  await linking(page, link, 1);
  const frame = page.frameLocator("iframe").first();
  await expect(frame.locator("html")).toHaveAttribute("data-state", "ready");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  // The link stays beside its frame. What is no link to a scenario stays what it was.
  await expect(page.getByRole("link", { name: "Request 1" })).toHaveAttribute("href", link);
  await expect(page.getByRole("link", { name: "no link to a scenario" }).locator("xpath=..")).not.toHaveClass(/hopscope-embed/);

  // The frame is as high as its content, without a bar to scroll, and then stays so.
  await expect.poll(() => height(page)).not.toBe(480);
  const changes = await page.locator("iframe").first().evaluate(async (element: HTMLIFrameElement) => {
    const seen: string[] = [];
    const watch = new MutationObserver(() => seen.push(element.style.height));
    watch.observe(element, { attributes: true });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return seen;
  });
  expect(changes).toEqual([]);
  const settled = await height(page);
  const content = await frame.locator("html").evaluate((html) => [html.scrollHeight, html.clientHeight]);
  expect(content[0]).toBeLessThanOrEqual(content[1] + 1);

  // A message of another window, of another version or without a number is not the frame's.
  await page.evaluate(() => {
    for (const message of [{ type: "hopscope:size", version: 1, height: 5000 }, { type: "hopscope:size", version: 2, height: 5000 }]) {
      postMessage(message, "*");
    }
  });
  await frame.locator("html").evaluate(() => {
    for (const message of [{ type: "hopscope:size", version: 2, height: 5000 }, { type: "hopscope:size", version: 1, height: "5000" }, null]) {
      parent.postMessage(message, "*");
    }
  });
  await page.waitForTimeout(200);
  expect(await height(page)).toBe(settled);
  // The frame's own may be wrong: there are bounds.
  await frame.locator("html").evaluate(() => parent.postMessage({ type: "hopscope:size", version: 1, height: 1e9 }, "*"));
  await expect.poll(() => height(page)).toBe(20_000);

  // Ten on a page, and the fenced block: never more at work than what is on the screen and one.
  await linking(page, link, 10);
  await expect(page.locator(".hopscope-embed")).toHaveCount(11);
  let most = 0;
  for (let index = 0; index < 10; index += 1) {
    await page.locator(".hopscope-embed").nth(index).scrollIntoViewIfNeeded();
    await expect(page.locator(".hopscope-embed").nth(index).locator("iframe")).toHaveCount(1);
    most = Math.max(most, await page.locator("iframe").count());
  }
  expect(most).toBeLessThanOrEqual(3);
  await page.locator(".hopscope-embed").first().scrollIntoViewIfNeeded();
  await expect(page.frameLocator("iframe").first().locator("html")).toHaveAttribute("data-state", "ready");
});
