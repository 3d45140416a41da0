// Links: every kind of bad one, a second one in an open tab, and the draft that none of them may cost the user.
import type { Page } from "@playwright/test";
import { drafts, originPath, requests, response, shareLink, verdict } from "./app.ts";
import { APP, expect, openApp, ready, test } from "./fixtures.ts";

/** A link to the article's other variant. */
async function otherLink(page: Page): Promise<string> {
  await openApp(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /no origin path/ }).click();
  return shareLink(page);
}

const waitForAddress = (page: Page) => expect.poll(() => page.evaluate(() => location.hash.length)).toBeGreaterThan(10);

test("the address follows, at most once in half a second", async ({ page }) => {
  await page.addInitScript(() => {
    const own = history.replaceState.bind(history);
    Object.assign(globalThis, { written: 0 });
    history.replaceState = (...all) => {
      (globalThis as unknown as { written: number }).written += 1;
      own(...all);
    };
  });
  await openApp(page);
  expect(await page.evaluate(() => location.hash)).toBe("");
  await originPath(page).press("End");
  await originPath(page).pressSequentially("abcdef", { delay: 30 });
  await waitForAddress(page);
  expect(await page.evaluate(() => (globalThis as unknown as { written: number }).written)).toBe(1);
  await page.reload();
  await ready(page);
  await expect(originPath(page)).toHaveValue("/prodabcdef");
  await expect(page.getByText("Your own draft is kept")).toHaveCount(0);
});

for (const [kind, change, message] of [
  ["cut off", (link: string) => link.slice(0, -20), /cut off after \d+ of \d+ characters/],
  ["damaged", (link: string) => `${link.slice(0, -8)}AAAAAAAA`, /changed on the way/],
  // A length beyond what 32 bits can count in characters: only a browser sees it.
  ["absurdly long by its own word", () => `${APP}#1____nonsense`, /cut off after \d+ of \d+ characters/],
  ["too new", (link: string) => link.replace(/#\d/, "#7"), /newer Hopscope \(format 7\)/],
  ["something else", () => `${APP}#section-2`, /no Hopscope link/],
] as const) {
  test(`a link that is ${kind}`, async ({ page, context }) => {
    const bad = change(await otherLink(page));
    const other = await context.newPage();
    await other.goto(bad);
    await ready(other);
    await expect(other.getByText("This link could not be opened")).toBeVisible();
    await expect(other.getByText(message)).toBeVisible();
    // The app goes on, and the address is not overwritten.
    await expect(verdict(other)).toContainText("403");
    expect(other.url()).toBe(bad);
  });
}

test("a link that is too long", async ({ page }) => {
  await openApp(page);
  await page.evaluate(() => { location.hash = `#1${"A".repeat(1_100_000)}`; });
  await expect(page.getByText(/The link is longer than/)).toBeVisible();
});

test("a second link pasted into the open tab", async ({ page }) => {
  const link = await otherLink(page);
  await page.goto(APP);
  await ready(page);
  await page.evaluate((hash) => { location.hash = hash; }, new URL(link).hash);
  await expect(response(page)).toContainText("ForbiddenException");
});

test("a link keeps the draft and offers it back", async ({ page }) => {
  const link = await otherLink(page);
  await page.goto(APP);
  await ready(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /^The puzzle/ }).click();
  await originPath(page).fill("/mine");
  await waitForAddress(page);
  await page.goto("about:blank");
  await page.goto(link);
  await ready(page);
  await expect(originPath(page)).toHaveValue("");
  await expect(page.getByText("Your own draft is kept")).toBeVisible();
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(originPath(page)).toHaveValue("/mine");
  await expect(page.getByText("Your own draft is kept")).toHaveCount(0);
});

test("a draft is put away, not overwritten, when an opened link is changed", async ({ page }) => {
  const link = await otherLink(page);
  await page.goto(APP);
  await ready(page);
  await originPath(page).fill("/mine");
  await waitForAddress(page);
  await page.goto("about:blank");
  await page.goto(link);
  await ready(page);
  await originPath(page).fill("/theirs");
  await expect.poll(() => drafts(page)).toEqual([expect.stringContaining("/theirs"), expect.stringContaining("/mine")]);
  await page.goto("about:blank");
  await page.goto(APP);
  await ready(page);
  await expect(originPath(page)).toHaveValue("/theirs");
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(originPath(page)).toHaveValue("/mine");
});

test("the selected request and the open rule travel in the address", async ({ page }) => {
  await openApp(page);
  await requests(page).locator("tbody tr").first().click();
  const link = await shareLink(page);
  expect(link).toContain("?step=1#2");
  await page.goto("about:blank");
  await page.goto(`${APP}?step=3:cloudfront.origin_path`);
  await ready(page);
  await expect(page.getByRole("complementary")).toContainText("cloudfront.origin_path");
});
