// Draws static/card.png, which networks show beside a link to a page of an example or a rule: `node card.mjs`.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const executablePath = process.env.HOPSCOPE_CHROMIUM
  ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const icon = readFileSync(new URL("../static/icon.svg", import.meta.url), "utf8");
const hops = [["CloudFront", "origin path /prod"], ["API Gateway", "403 Missing Authentication Token"], ["Lambda", "never reached"]];

const PAGE = `<!doctype html><meta charset="utf-8"><style>
  * { box-sizing: border-box; margin: 0; }
  body { width: 1200px; height: 630px; padding: 72px 80px; background: #f6f7f9; color: #16202c; font-family: system-ui, sans-serif; }
  header { display: flex; align-items: center; gap: 20px; font-size: 34px; font-weight: 700; }
  header svg { width: 64px; height: 64px; }
  h1 { margin: 40px 0 8px; font-size: 68px; line-height: 1.1; letter-spacing: -1px; }
  p { font-size: 30px; color: #5b6876; }
  ol { list-style: none; padding: 0; margin-top: 56px; display: flex; gap: 56px; }
  li { position: relative; flex: 1; background: #fff; border: 3px solid #dde2e8; border-radius: 18px; padding: 22px 24px; font-size: 28px; font-weight: 650; }
  li small { display: block; margin-top: 8px; font-size: 21px; font-weight: 400; color: #5b6876; }
  li + li::before { content: "→"; position: absolute; left: -46px; top: 30px; font-size: 34px; color: #7c8a99; }
  li:nth-child(2) { border-color: #c5221f; } li:nth-child(2) small { color: #c5221f; } li:nth-child(3) { opacity: 0.55; }
</style><header>${icon}Hopscope</header><h1>Which hop answered<br>this request?</h1>
<p>Hop by hop, in your browser, with no AWS account</p>
<ol>${hops.map(([name, told]) => `<li>${name}<small>${told}</small></li>`).join("")}</ol>`;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
await page.setContent(PAGE);
await page.screenshot({ path: fileURLToPath(new URL("../static/card.png", import.meta.url)) });
await browser.close();
