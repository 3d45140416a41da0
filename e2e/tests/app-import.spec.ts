// Importing, as people do it: a folder, a file, a paste; the review; the flow of their own system, and their own lines.
import type { Page } from "@playwright/test";
import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { originPath, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const MAIN = `provider "aws" {
  region = "eu-west-1"
}

variable "stage_path" {}

resource "aws_api_gateway_rest_api" "main" {
  name = "main"
}

resource "aws_api_gateway_resource" "hello" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  parent_id   = aws_api_gateway_rest_api.main.root_resource_id
  path_part   = "hello"
}

resource "aws_api_gateway_method" "hello" {
  rest_api_id   = aws_api_gateway_rest_api.main.id
  resource_id   = aws_api_gateway_resource.hello.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "hello" {
  rest_api_id             = aws_api_gateway_rest_api.main.id
  resource_id             = aws_api_gateway_resource.hello.id
  http_method             = "GET"
  type                    = "MOCK"
}

resource "aws_api_gateway_deployment" "main" {
  rest_api_id = aws_api_gateway_rest_api.main.id
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.main.id
  deployment_id = aws_api_gateway_deployment.main.id
  stage_name    = "prod"
}

module "cdn" {
  source      = "./modules/cdn"
  origin_host = "\${aws_api_gateway_rest_api.main.id}.execute-api.eu-west-1.amazonaws.com"
  origin_path = var.stage_path
}
`;

const CDN = `variable "origin_host" {}
variable "origin_path" {}

resource "aws_cloudfront_distribution" "this" {
  enabled = true
  aliases = ["www.example.com"]

  origin {
    origin_id   = "api"
    domain_name = var.origin_host
    origin_path = var.origin_path
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "api"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  }
}
`;

const TEMPLATE = `Resources:
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        DefaultRootObject: index.html
        Origins:
          - Id: site
            DomainName: !GetAtt Site.RegionalDomainName
            S3OriginConfig: {}
        DefaultCacheBehavior:
          TargetOriginId: site
          ViewerProtocolPolicy: allow-all
          CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6
  Site:
    Type: AWS::S3::Bucket
`;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "hopscope-import-"));
  mkdirSync(join(path, "modules/cdn"), { recursive: true });
  writeFileSync(join(path, "main.tf"), MAIN);
  writeFileSync(join(path, "modules/cdn/main.tf"), CDN);
  return path;
}

const dialog = (page: Page) => page.getByRole("dialog");
const change = (page: Page) => page.getByRole("region", { name: "Fixes" });

test("a folder: a variable is asked for, the flow is that of the files, a step leads to its line", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Import…" }).click();
  await page.locator("#import-folder").setInputFiles(folder());
  await expect(dialog(page).getByText("CloudFront distribution(s)")).toBeVisible();
  await expect(dialog(page).getByText("REST API(s)")).toBeVisible();
  const stage = dialog(page).getByLabel(/stage_path/);
  await stage.click();
  await page.keyboard.type("/prod");
  await page.keyboard.press("Tab");
  const url = dialog(page).getByLabel("Which request fails?");
  await url.click();
  await page.keyboard.type("https://www.example.com/api/hello");
  await expect(dialog(page).locator(".import-review.stale")).toHaveCount(0);
  await dialog(page).getByRole("button", { name: "Use this set-up" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(verdict(page)).toContainText("403");
  await page.getByRole("button", { name: /Origin path/ }).first().click();
  const panel = page.getByRole("complementary");
  await expect(panel.getByText("In your files")).toBeVisible();
  await panel.getByRole("button", { name: /modules\/cdn\/main\.tf:11/ }).first().click();
  await expect(dialog(page).locator(".marked")).toContainText("origin_path = var.origin_path");
  await expect(dialog(page).locator(".marked")).toBeInViewport();
});

test("a template that is pasted anywhere, and one undo", async ({ page }) => {
  await openApp(page);
  await page.locator("body").evaluate((body, text) => {
    const data = new DataTransfer();
    data.setData("text", text);
    body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  }, TEMPLATE);
  await expect(dialog(page).getByText("S3 bucket(s)")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Use this set-up" }).click();
  await expect(page.getByLabel("Request URL").or(page.locator("#request-url"))).not.toHaveValue(/d111111abcdef8/);
  await page.keyboard.press("Control+z");
  await expect(verdict(page)).toContainText("403");
});

test("a fix is shown as a change of one's own file, as long as the scenario is what it describes", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const wrong = MAIN.replace(/module "cdn"[^]*/, "").replace('variable "stage_path" {}\n', "") + CDN
    .replace(/variable.*\n/g, "")
    .replace("var.origin_host", "\"${aws_api_gateway_rest_api.main.id}.execute-api.eu-west-1.amazonaws.com\"")
    .replace("var.origin_path", "\"/staging\"");
  await openApp(page);
  await page.getByRole("button", { name: "Import…" }).click();
  await dialog(page).getByLabel("Paste a file").fill(wrong);
  await dialog(page).getByRole("button", { name: "Read it" }).click();
  const url = dialog(page).getByLabel("Which request fails?");
  await url.click();
  await page.keyboard.type("https://www.example.com/hello");
  await dialog(page).getByRole("button", { name: "Use this set-up" }).click();
  await expect(verdict(page)).toContainText("API Gateway has no stage staging");
  await change(page).getByRole("button", { name: "Find what would have to change" }).click();
  const diff = change(page).getByRole("figure").filter({ hasText: "In your files" }).first();
  await expect(diff.locator("del").filter({ hasText: "/staging" })).toHaveText(/^-    origin_path = "\/staging"\s*$/);
  await expect(diff.locator("ins").filter({ hasText: "/prod" })).toHaveText(/^\+    origin_path = "\/prod"\s*$/);
  await change(page).getByText("What it does, and what to mind").first().click();
  await change(page).getByRole("button", { name: /^Copy the diff/ }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("+++ b/");
  await page.getByRole("button", { name: "Analyse" }).click();
  await page.getByRole("button", { name: "Findings" }).click();
  await expect(dialog(page).locator(".item").filter({ hasText: "In your files" }).first()).toContainText(/pasted-1:\d+/);
  await page.keyboard.press("Escape");
  // By hand it is now something else than the file says: there is no line any more that could be changed.
  await originPath(page).fill("/other");
  await expect(verdict(page)).toContainText("API Gateway has no stage other");
  await expect(change(page).getByRole("button", { name: /^Try/ }).first()).toBeVisible();
  await expect(change(page).getByText("In your files")).toHaveCount(0);
});

test("what is dropped together is imported together", async ({ page }) => {
  await openApp(page);
  await page.locator(".workbench").evaluate((target, [main, cdn]) => {
    const data = new DataTransfer();
    data.items.add(new File([main ?? ""], "main.tf"));
    data.items.add(new File([cdn ?? ""], "cdn.tf"));
    target.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, ["variable \"a\" {}\n", CDN.replace("var.origin_host", "\"api.example.net\"").replace("var.origin_path", "\"\"")]);
  await expect(dialog(page).getByText("CloudFront distribution(s)")).toBeVisible();
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "cdn.tf" }).first()).toBeVisible();
});

test("what describes nothing is told, and what is broken half-way is read as far as it goes", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Import…" }).click();
  const paste = dialog(page).getByLabel("Paste a file");
  await paste.fill("hello");
  await dialog(page).getByRole("button", { name: "Read it" }).click();
  await expect(dialog(page).getByText("Nothing that routes a request was found")).toBeVisible();
  await dialog(page).getByRole("button", { name: /Leave out/ }).click();
  await paste.fill(`${CDN}\nresource "aws_lambda_function" "x" {`);
  await dialog(page).getByRole("button", { name: "Read it" }).click();
  await expect(dialog(page).getByText("What could not be read")).toBeVisible();
  await expect(dialog(page).locator(".fault")).toContainText("this is no Terraform");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "日本語" }).click();
  await page.getByRole("button", { name: "インポート…" }).click();
  await expect(dialog(page).locator(".fault")).toContainText("Terraform として読めません");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

  test("by the file picker", async ({ page }) => {
    await openApp(page);
    const importing = page.getByRole("button", { name: "Import…" });
    if (!(await importing.isVisible())) await page.getByRole("tab", { name: "Set-up" }).or(page.getByRole("button", { name: "Set-up" })).first().tap();
    await importing.tap();
    await page.locator("#import-files").setInputFiles({ name: "template.yaml", mimeType: "text/yaml", buffer: Buffer.from(TEMPLATE) });
    await expect(dialog(page).getByText("S3 bucket(s)")).toBeVisible();
    await dialog(page).getByRole("button", { name: "Use this set-up" }).tap();
    await expect(dialog(page)).toHaveCount(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
  });
});
