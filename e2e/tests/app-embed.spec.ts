// The app in a frame on someone else's page: what it shows, what it says to that page, what it leaves alone.
import type { Page } from "@playwright/test";
import { flow, requests, response, shareLink, verdict } from "./app.ts";
import { APP, EMBEDDER, expect, openApp, test } from "./fixtures.ts";

async function embed(page: Page, src: string, sandbox?: string) {
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    addEventListener("message", (event) => heard.push(event.data));
  });
  const address = new URL(EMBEDDER);
  address.searchParams.set("src", src);
  if (sandbox !== undefined) address.searchParams.set("sandbox", sandbox);
  await page.goto(address.href);
  return page.frameLocator("iframe");
}

test("verdict and flow, no editors, and a way out with the scenario", async ({ page }) => {
  const frame = await embed(page, `${APP}?embed`);
  await expect(verdict(frame)).toContainText("403");
  await expect(flow(frame)).toBeVisible();
  await expect(frame.getByRole("textbox", { name: "Origin path" })).toHaveCount(0);
  const out = frame.getByRole("link", { name: /Open in Hopscope/ });
  await expect(out).toHaveAttribute("href", /#2[\w-]{30,}$/);
  await expect(out).toHaveAttribute("target", "_blank");
  await expect(out).toHaveAttribute("rel", "noopener");
});

test("panes, theme, language and request by query", async ({ page }) => {
  let frame = await embed(page, `${APP}?embed&view=response&theme=dark&lang=ja&step=1`);
  await expect(response(frame)).toContainText("HTTP/2 200");
  await expect(flow(frame)).toHaveCount(0);
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(frame.locator("html")).toHaveAttribute("lang", "ja");
  frame = await embed(page, `${APP}?embed&view=table`);
  await expect(requests(frame).locator("tbody tr")).toHaveCount(3);
});

test("it tells the page around its height, and nothing else", async ({ page }) => {
  const frame = await embed(page, `${APP}?embed`);
  await expect(verdict(frame)).toBeVisible();
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: Record<string, unknown>[] }).heard);
  await expect.poll(async () => (await heard()).length).toBeGreaterThan(0);
  for (const message of await heard()) {
    expect(Object.keys(message).sort()).toEqual(["height", "type", "version"]);
    expect(message).toMatchObject({ type: "hopscope:size", version: 1 });
    expect(message.height).toBeGreaterThan(200);
  }
  await page.waitForTimeout(1_500);
  expect(await heard(), "one height, and silence while nothing changes").toHaveLength(1);
});

test("where a frame may open no page, the link is there to copy", async ({ page, watch }) => {
  watch.allow(/Blocked opening/);
  const frame = await embed(page, `${APP}?embed`, "allow-scripts");
  const out = frame.getByRole("link", { name: /Open in Hopscope/ });
  // The part that writes links is on its way.
  await expect(out).toHaveAttribute("href", /#2[\w-]{30,}$/);
  const href = await out.getAttribute("href");
  await out.click();
  await expect(frame.getByLabel("This frame may not open pages. Copy the link:")).toHaveValue(href ?? "none");
  await expect(frame.getByLabel("This frame may not open pages. Copy the link:")).toBeFocused();
});

test("where it may, it opens one that knows nothing of the frame", async ({ page }) => {
  const frame = await embed(page, `${APP}?embed`);
  const [opened] = await Promise.all([
    page.waitForEvent("popup"),
    frame.getByRole("link", { name: /Open in Hopscope/ }).click(),
  ]);
  await expect(verdict(opened)).toContainText("403");
  expect(await opened.evaluate(() => opener)).toBeNull();
});

test("it never writes the frame's address", async ({ page }) => {
  const frame = await embed(page, `${APP}?embed&view=table`);
  await requests(frame).locator("tbody tr").first().click();
  await page.waitForTimeout(900);
  expect(page.frames()[1]?.url()).toBe(`${APP}?embed&view=table`);
});

test("in a sandbox, where storage throws, in both languages", async ({ page, context }) => {
  await openApp(page);
  const link = await shareLink(page);
  const other = await context.newPage();
  const frame = await embed(other, link.replace(APP, `${APP}?embed&lang=ja`), "allow-scripts");
  await expect(verdict(frame)).toContainText("403");
  await expect(frame.getByRole("link", { name: /Hopscope で開く/ })).toBeVisible();
});

test("a bad link in a frame is told, and no other scenario is shown in its place", async ({ page }) => {
  const frame = await embed(page, `${APP}?embed#1AAAA`);
  await expect(frame.getByText("This link could not be opened")).toBeVisible();
  await expect(verdict(frame)).toHaveCount(0);
  await expect(flow(frame)).toHaveCount(0);
  await expect(frame.getByRole("button")).toHaveCount(0);
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Hopscope");
  await expect(frame.getByRole("link", { name: /Open in Hopscope/ })).toHaveAttribute("href", APP);
});
