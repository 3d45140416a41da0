// What the tests of the app share: the words to find things by, and a link to the scenario on the screen.
import type { FrameLocator, Locator, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

type Screen = Page | FrameLocator;

export const verdict = (screen: Screen): Locator => screen.getByRole("region", { name: /verdict|判定/i });
export const flow = (screen: Screen): Locator => screen.getByRole("region", { name: /request flow|リクエストの流れ/i });
export const response = (screen: Screen): Locator => screen.getByRole("region", { name: /^(response|応答)$/i });
export const requests = (screen: Screen): Locator => screen.getByRole("region", { name: /^(requests|リクエスト)$/i });

export const resourcePath = (page: Page): Locator => page.getByRole("region", { name: "API Gateway" }).getByLabel("Path", { exact: true });
export const permission = (page: Page): Locator => page.getByLabel("Source ARN of permission 1");
export const originPath = (page: Page): Locator => page.getByRole("textbox", { name: "Origin path" });

export const ARN = "arn:aws:execute-api:ap-northeast-1:111122223333:abc123/prod/GET";

/** Makes the article's scenario answer: the resource that the request arrives at, and the permission for it. */
export async function mend(page: Page) {
  await resourcePath(page).fill("/api/hello");
  await permission(page).fill(`${ARN}/api/hello`);
  await expect(verdict(page)).toContainText("200");
}

/** The link of the share dialog; closes the dialog again. */
export async function shareLink(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  return link;
}

/** The drafts that the browser keeps, newest first. */
export const drafts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith("hopscope.draft"))
      .map((key) => localStorage.getItem(key) ?? "")
      .sort((a, b) => Number(b.split("\n")[0]) - Number(a.split("\n")[0])));

/** The text of the whole trace as a screen reader gets it. */
export const story = (screen: Screen): Promise<string> => screen.locator("ol.story").innerText();

/** Puts a scenario on the screen by way of the JSON panel, and shows the forms again. */
export async function openScenario(page: Page, scenario: object) {
  const [json, forms] = [page.getByRole("button", { name: "JSON", exact: true }), page.getByRole("button", { name: /^(Forms|フォーム)$/ })];
  await json.click();
  await page.locator("textarea.document").fill(JSON.stringify(scenario));
  await forms.click();
}
