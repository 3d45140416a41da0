// What stands behind a step and behind an answer: the rule book, and the event that the function is told.
import { expect, openApp, test } from "./fixtures";

test("a step leads to its rule in the rule book", async ({ page, context }) => {
  await openApp(page);
  await page.getByRole("button", { name: /Origin path/ }).first().click();
  const link = page.getByRole("link", { name: "In the rule book" });
  const opened = context.waitForEvent("page");
  await link.click();
  const book = await opened;
  await expect(book.locator("article:target h3")).toContainText("origin path goes in front");
  await expect(book.locator("article:target .basis")).toHaveText("documented by AWS");
  await expect(book.getByRole("link", { name: "日本語" })).toHaveAttribute("href", "./ja.html");
  expect(await book.locator("article").count()).toBeGreaterThan(150);
});

test("the event of a function that was reached is shown", async ({ page }) => {
  await openApp(page);
  await expect(page.locator("#card-event")).toHaveCount(0);
  await page.getByText("dev, directly").click();
  await expect(page.locator(".event pre")).toContainText('"resource": "/hello"');
  await expect(page.locator(".event pre")).toContainText('"stage": "dev"');
});
