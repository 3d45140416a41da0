// Files that are opened: in whatever way a text is written, and what is told of those that are something else.
import { verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const SCENARIO = JSON.stringify({ hopscope: 1, title: "日本", requests: [{ url: "https://nowhere.example/" }] });
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

for (const [what, buffer] of [
  ["UTF-16", utf16(SCENARIO)],
  ["UTF-16, the other way round", Buffer.from(utf16(SCENARIO)).swap16()],
  ["UTF-8 with a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(SCENARIO)])],
] as const) {
  test(`a scenario in ${what} opens`, async ({ page }) => {
    await openApp(page);
    await page.locator("#open-file").setInputFiles({ name: "a.json", mimeType: "application/json", buffer });
    await expect(page.locator("input.title")).toHaveValue("日本");
    await expect(verdict(page)).toContainText("nowhere.example");
  });
}

test("a file is refused for what it is", async ({ page }) => {
  await openApp(page);
  for (const [name, buffer, words] of [
    ["large.json", Buffer.alloc(17 << 20, " "), "larger than 16 MB"],
    ["main.bin", Buffer.from("\u007fELF\u0000"), "holds no text"],
    ["notes.txt", Buffer.from("hello"), "neither a scenario"],
    ["broken.json", Buffer.from('{"hopscope": 1'), "the text ends too early"],
  ] as const) {
    await page.locator("#open-file").setInputFiles({ name, mimeType: "text/plain", buffer });
    const banner = page.locator(".banner.bad");
    await expect(banner).toContainText(name);
    await expect(banner).toContainText(words);
  }
});
