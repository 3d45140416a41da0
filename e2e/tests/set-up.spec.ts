// From nothing to a site with an API, by form alone: each press is counted, each text is typed by real keys.
import type { Page } from "@playwright/test";
import { openScenario, requests, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

/** Presses things, and counts. */
class Hand {
  presses = 0;
  constructor(
    readonly page: Page,
    readonly touch = false,
  ) {}

  async press(role: Parameters<Page["getByRole"]>[0], name: string | RegExp) {
    const found = this.page.getByRole(role, { name }).first();
    await (this.touch ? found.tap() : found.click());
    this.presses += 1;
  }

  async add(name: string) {
    await this.press("button", "+ Add");
    await this.press("button", new RegExp(`^${name}`));
    // What is new has the focus, and is in sight.
    const focused = this.page.locator(":focus");
    await expect(focused).toBeInViewport();
    return focused;
  }

  /** Types into what has the focus after a press, in place of what stands there. */
  async type(label: string | RegExp, text: string) {
    const field = this.page.getByLabel(label).last();
    await (this.touch ? field.tap() : field.click());
    this.presses += 1;
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  /** Chooses by the keys that an option begins with; on a phone, from the system's own list. */
  async choose(label: string, option: string) {
    const list = this.page.getByLabel(label).last();
    if (this.touch) await list.selectOption(option);
    else {
      await list.focus();
      await this.page.keyboard.type(option.slice(0, 2));
    }
    this.presses += 2;
  }
}

async function twoOrigins(hand: Hand, narrow: boolean) {
  const { page } = hand;
  await hand.press("button", "File");
  await hand.press("button", /^New/);
  if (narrow) await hand.press("button", "Set-up");
  await hand.add("S3 bucket");
  await hand.add("HTTP API");
  await hand.add("DNS record");
  await hand.add("Error page");
  for (const [path, end] of [["/api/hello", "$default GET /api/hello"], ["/settings", "s3 amzn-s3-demo-bucket/index.html"]]) {
    if (narrow) await hand.press("button", "Tests");
    await hand.press("button", "Add: Request");
    if (narrow) await hand.press("button", "Set-up");
    await hand.type("URL", `https://www.example.com${path}`);
    await hand.type("Status", "200");
    await hand.choose("Ends", "at …");
    await hand.type("Reaches", end);
  }
  if (narrow) await hand.press("button", "Flow");
  await expect(verdict(page)).toContainText("200");
  if (narrow) await hand.press("button", "Tests");
  await expect(requests(page)).toContainText("2 of 2 as expected");
  expect(hand.presses).toBeLessThanOrEqual(40);
}

test("a site with an API beside it, from New to green, by form", async ({ page }) => {
  await openApp(page);
  const hand = new Hand(page);
  await twoOrigins(hand, false);
  console.log(`${hand.presses} presses`);
});

test.describe("by touch", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true });

  test("a site with an API beside it, from New to green, on a phone", async ({ page }) => {
    await openApp(page);
    const hand = new Hand(page, true);
    await twoOrigins(hand, true);
    console.log(`${hand.presses} presses`);
  });
});

const answer = { status: 201, headers: { "x-a": "1" }, body: "b" };
const webAcl = {
  default_action: "block",
  rule: [
    {
      name: "one", priority: 1, action: "count",
      custom_response: { response_code: 404, response_header: { "x-b": "1" }, content: "c", content_type: "TEXT_PLAIN" },
      statement: {
        size_constraint_statement: { field_to_match: "query_string", header_name: "h", comparison_operator: "LT", size: 3, oversize_handling: "MATCH" },
        byte_match_statement: { field_to_match: "uri_path", header_name: "h", positional_constraint: "EXACTLY", search_string: "s" },
        ip_set_reference_statement: { addresses: ["203.0.113.0/24"] },
        rate_based_statement: { limit: 100, exceeded: true },
        managed_rule_group_statement: { vendor_name: "me", name: "AWSManagedRulesCommonRuleSet", met: "X", rule_action_override: { A: "count" } },
        not_statement: { ip_set_reference_statement: { addresses: ["198.51.100.0/24"] } },
      },
    },
  ],
};
const selection = { behavior: "whitelist", items: ["a"] };

/** A scenario in which every field of the file has a value, but for the policies within a behaviour. */
const FULL = {
  hopscope: 1,
  title: "full",
  requests: [
    {
      name: "r", method: "POST", url: "https://d1.cloudfront.net/a", headers: { "x-h": "1" }, body: "b",
      viewer: { country: "JP", ip: "203.0.113.1", source_vpce: "vpce-1", waf: "allow" }, signed: "valid",
      sigv4: { principal: "arn:aws:iam::111122223333:root", signed_host: "h", valid: false },
      expect: { status: 201, reaches: "x", rule: "lambda.invoke" },
    },
  ],
  dns: [{ name: "www.example.com", target: "d1.cloudfront.net" }],
  distributions: [
    {
      id: "E1", domain_name: "d1.cloudfront.net", aliases: ["www.example.com"], enabled: false, default_root_object: "i", http_version: "http3",
      web_acl: webAcl, geo_restriction: { restriction_type: "whitelist", locations: ["JP"] },
      origin: [
        {
          origin_id: "a", domain_name: "a.example.com", origin_path: "/p", custom_header: [{ name: "x-c", value: "v" }],
          origin_access_control: { signing_behavior: "never" }, origin_access_identity: true,
          custom_origin_config: { http_port: 8080, https_port: 8443, origin_protocol_policy: "match-viewer" },
        },
      ],
      origin_group: [{ origin_id: "g", failover_criteria: { status_codes: [500] }, member: ["a", "b"] }],
      ordered_cache_behavior: [
        {
          path_pattern: "/a*", target_origin_id: "a", viewer_protocol_policy: "https-only", allowed_methods: ["GET", "HEAD", "OPTIONS"],
          cached_methods: ["GET", "HEAD", "OPTIONS"], cache_policy: "CachingDisabled", origin_request_policy: "AllViewer", response_headers_policy: "SimpleCORS",
          forwarded_values: { query_string: true, query_string_cache_keys: ["q"], headers: ["h"], cookies: { forward: "whitelist", whitelisted_names: ["c"] } },
          trusted_key_groups: ["k"],
        },
      ],
      custom_error_response: [{ error_code: 403, response_code: 200, response_page_path: "/i", error_caching_min_ttl: 3 }],
    },
  ],
  cache_policies: [{ name: "c", min_ttl: 1, default_ttl: 2, max_ttl: 3, headers: { behavior: "whitelist", items: ["h"] }, cookies: selection, query_strings: selection }],
  origin_request_policies: [{ name: "o", headers: { behavior: "whitelist", items: ["h"] }, cookies: selection, query_strings: selection }],
  response_headers_policies: [{ name: "r", headers: [{ name: "x-r", value: "v", override: true }], remove_headers: ["server"] }],
  edge_functions: [{ name: "f", runtime: "cloudfront-js-2.0", code: "function handler(event) { return event.request; }", key_value_store: { k: "v" } }],
  rest_apis: [
    {
      id: "abc", name: "n", region: "ap-northeast-1", endpoint_type: "PRIVATE", disable_execute_api_endpoint: true,
      policy: {
        effect: "Allow", ip: ["203.0.113.0/24"], not_ip: ["198.51.100.0/24"], Version: "2012-10-17", Id: "i",
        Statement: [
          {
            Sid: "s", Effect: "Deny", Principal: "*", NotPrincipal: { AWS: "a" }, Action: "execute-api:Invoke", NotAction: "b", Resource: "c", NotResource: "d",
            Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
          },
        ],
      },
      resources: [
        {
          path: "/a",
          methods: {
            GET: {
              authorization: "CUSTOM", authorizer: "deny", identity_source: ["method.request.header.X"], api_key_required: true,
              integration: { type: "HTTP", uri: "https://a/", connection_type: "VPC_LINK", response: answer },
            },
          },
        },
      ],
      stages: [{ name: "s", deployed: ["GET /a"], variables: { v: "1" }, web_acl: { default_action: "block" } }],
      api_keys: ["k"], gateway_responses: { DEFAULT_4XX: { status_code: 404, body: "b", headers: { "x-g": "1" } } },
    },
  ],
  http_apis: [
    {
      id: "def", name: "n", region: "ap-northeast-1", disable_execute_api_endpoint: true,
      routes: [{ route_key: "GET /a", authorization_type: "JWT", authorizer: "deny", integration: { lambda: "l" } }],
      stages: [{ name: "s", deployed: ["GET /a"], variables: { v: "1" } }],
      cors: { allow_origins: ["*"], allow_methods: ["GET"], allow_headers: ["h"], expose_headers: ["e"], allow_credentials: true, max_age: 5 },
    },
  ],
  domain_names: [
    {
      domain_name: "api.example.com", endpoint_type: "REGIONAL", target_domain_name: "d-1.execute-api.us-east-1.amazonaws.com",
      base_path_mappings: [{ base_path: "b", api: "abc", stage: "s" }],
      routing_rules: [{ priority: 5, conditions: { base_paths: ["b"], headers: { h: "v" } }, api: "abc", stage: "s", strip_base_path: true }],
      routing_mode: "ROUTING_RULE_ONLY",
    },
  ],
  lambdas: [
    {
      name: "l", permissions: [{ principal: "p", action: "a", source_arn: "arn:aws:a" }], response: answer,
      responses: [{ when: { headers: { h: null }, query: { q: "*" }, method: ["GET"] }, ...answer }], outcome: "error",
      function_url: { domain_name: "u.lambda-url.us-east-1.on.aws", authorization_type: "AWS_IAM", grandfathered: true },
    },
  ],
  buckets: [{ name: "b", region: "ap-northeast-1", objects: ["o"], access: "oac", list_bucket: true, website: { index_document: "i", error_document: "e" } }],
  load_balancers: [
    {
      domain_name: "lb.example.com", certificate: ["c"], web_acl: { default_action: "block" },
      rules: [{ host: ["h"], path: ["/p"], headers: { h: ["v"] }, response: answer }], default: answer,
    },
  ],
  servers: [{ domain_name: "s.example.com", certificate: ["c"], routes: [{ path: "/p", response: answer }] }],
};

/** The places of all values that are no objects, nor lists of objects. */
function places(value: unknown, at = ""): string[] {
  if (Array.isArray(value) && value.some((each) => typeof each === "object")) return value.flatMap((each, index) => places(each, `${at}[${index}]`));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [at];
  return Object.entries(value).flatMap(([name, each]) => places(each, at ? `${at}.${name}` : name));
}

test("every field of the file has a form, with an id of its own", async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page);
  await openScenario(page, FULL);
  const folded = page.locator(".set-up details:not([open])");
  for (let round = 0; round < 8 && (await folded.count()); round += 1) {
    await folded.evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
    await page.waitForTimeout(200);
  }
  const ids = new Set(await page.locator("[id]").evaluateAll((all) => all.map((each) => each.id)));
  const count = await page.locator("[id]").count();
  expect(ids.size, "no id stands twice").toBe(count);
  // Shown otherwise: the selected request's own fields, policies' JSON, whether an end is expected.
  const elsewhere = /^hopscope$|^requests\[0\]\.(method|url)$|\.Condition\.|NotPrincipal\.AWS$/;
  const missing = places(FULL).filter((at) => !ids.has(at) && !elsewhere.test(at));
  expect(missing).toEqual([]);
  // What is typed into a field that the table draws is taken over.
  const name = page.locator('[id="load_balancers[0].rules[0].path"]');
  await name.fill("/p\n/q r");
  await name.blur();
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const text = JSON.parse(await page.locator("textarea.document").inputValue());
  expect(text.load_balancers[0].rules[0].path).toEqual(["/p", "/q r"]);
});
