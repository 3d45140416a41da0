// The scenario as JSON: what is typed there is never lost, and an error leads to its place.
import { originPath } from "./app.ts";
import { expect, openApp, ready, test } from "./fixtures.ts";

const BROKEN = '{"hopscope": 1,\n  "title": 7,,\n}';

test("a text that cannot be read outlives the forms, a change there and a reload", async ({ page }) => {
  await openApp(page);
  const area = page.getByLabel("The scenario as JSON");
  await page.getByRole("button", { name: "JSON" }).click();
  await area.fill(BROKEN);
  await page.keyboard.press("Alt+Shift+J");
  await expect(page.getByText("not applied")).toBeVisible();
  await originPath(page).fill("/dev");
  await page.keyboard.press("Alt+Shift+J");
  await expect(area).toHaveValue(BROKEN);
  await page.waitForTimeout(700);
  await page.reload();
  await ready(page);
  await expect(area).toHaveValue(BROKEN);
  await page.getByRole("button", { name: "Forms" }).click();
  await expect(originPath(page)).toHaveValue("/dev");
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect(page.getByText("not applied")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Go on with it" }).click();
  await expect(area).toHaveValue(BROKEN);
});

test("an error says what is wrong in the page's language, and leads to its place", async ({ page }) => {
  await openApp(page, "?lang=ja");
  await page.getByRole("button", { name: "JSON" }).click();
  const area = page.locator("#document");
  const text = await area.inputValue();
  await area.fill(text.replace(/(\n *"aliases"|\n *"id")/, ",$1"));
  const fault = page.locator(".fault button");
  await expect(fault).toContainText("二重引用符で囲んだ名前が必要です");
  await expect(fault).not.toContainText(/expected|must/);
  await fault.click();
  await expect(area).toBeFocused();
  expect(await area.evaluate((each: HTMLTextAreaElement) => each.value.slice(each.selectionStart, each.selectionEnd))).toBe(",");
  await area.fill('{"hopscope": 1,\n "title": "題名", x}');
  await expect(fault).toContainText("2 行 17 文字目");
});
