/** The page about all runs as a browser shows it: without a script, from run to run by links. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { writeReports } from "../../../lib/app/report/write-reports.ts";
import { launchBrowser, openFile, systemBrowser } from "../../support/browser.ts";
import { burstRun } from "../../support/burst-run.ts";
import { generateRun } from "../../support/generated-run.ts";
import { skipBecause } from "../../support/skip.ts";
import { seriousViolations } from "./support/accessibility.ts";
import { HARM } from "./support/everything.ts";
import { lookAt } from "./support/look.ts";

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, colorScheme: "light" };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, colorScheme: "light" };
const dark: BrowserContextOptions = { ...desk, colorScheme: "dark" };

const DAMAGED = "20260317T090000Z-burst-dddddd";
const runs = [
  burstRun("2026-03-14T09:00:00.000Z", 0.2),
  burstRun("2026-03-15T09:00:00.000Z", 1),
  burstRun("2026-03-16T09:00:00.000Z", 0.5),
];

describe("the page about all runs, in a browser", () => {
  let browser: Browser;
  let folder = "";

  before(async function () {
    const program = systemBrowser();
    if (program === null) skipBecause(this, "there is no chromium or google-chrome on the PATH");
    folder = realpathSync(mkdtempSync(join(tmpdir(), "tidemark-test-")));
    mkdirSync(join(folder, DAMAGED));
    writeFileSync(join(folder, DAMAGED, "run.json"), HARM);
    for (const run of runs) {
      const runFolder = await generateRun(folder, run);
      expect(await writeReports({ folder: runFolder, resultsFolder: folder, env: {} })).to.deep.equal([]);
    }
    browser = await launchBrowser(program);
  });
  after(async () => {
    // Not there where the suite was skipped.
    if (folder === "") return;
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  const open = (options: BrowserContextOptions) => openFile(browser, join(folder, "index.html"), options);

  it("lists the runs, the newest first, each with its verdict and a link to its page", async () => {
    const { page } = await open(desk);
    const names = await page.locator("#runs tbody th").allTextContents();
    expect(names).to.deep.equal(runs.map(({ record }) => record.runId).toReversed());
    const verdicts = await page.locator("#runs tbody tr td:nth-child(2)").allTextContents();
    expect(verdicts).to.deep.equal(runs.map(({ record }) => record.verdict.status).toReversed());
    expect(new Set(verdicts).size).to.be.greaterThan(1);
    await page.locator("#runs tbody a").first().click();
    expect(await page.locator("header p.quiet").last().textContent()).to.include(names[0]);
  });

  it("draws the course of each scenario, the oldest run at the left", async () => {
    const { page } = await open(desk);
    expect(await page.locator("#trends h3").allTextContents()).to.deep.equal(["burst on embedded"]);
    const sparks = page.locator("#trends .spark");
    expect(await sparks.count()).to.equal(2);
    const points = await sparks.first().locator("circle title").allTextContents();
    expect(points.map((text) => /\((\S+) /.exec(text)?.[1])).to.deep.equal([
      "2026-03-14",
      "2026-03-15",
      "2026-03-16",
    ]);
  });

  it("names a run that can't be read, and shows what it holds as text", async () => {
    const { page } = await open(desk);
    expect(await page.locator("#damaged li").allTextContents()).to.have.lengthOf(1);
    expect(await page.locator("#damaged strong").textContent()).to.equal(DAMAGED);
    expect(await page.locator("img, script").count()).to.equal(0);
    expect(await page.title()).to.equal("Runs (4)");
  });

  it("asks nobody for anything and has nothing to complain of", async () => {
    const { page, requests, complaints } = await open(desk);
    expect(requests.filter((url) => url !== "data:,")).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
    expect(await policy.getAttribute("content")).to.match(/default-src 'none'; .*script-src 'none'/);
  });

  it("is readable on a phone without scrolling sideways", async () => {
    const { page } = await open(phone);
    expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(390);
    expect(await (await lookAt(page)).overhanging()).to.deep.equal([]);
  });

  for (const [title, options] of [
    ["on a phone", phone],
    ["in the dark", dark],
  ] as const) {
    it(`has no serious fault of accessibility, contrast included, ${title}`, async () => {
      const { page } = await open(options);
      expect(await seriousViolations(page)).to.deep.equal([]);
    });
  }
});
