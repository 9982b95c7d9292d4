/** The page about a run as a browser shows it: what a person sees, hears, types, prints, and what it asks for. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { writeReports } from "../../../lib/app/report/write-reports.ts";
import { themeFor } from "../../../lib/browser/report/theme.ts";
import { launchBrowser, openFile, systemBrowser } from "../../support/browser.ts";
import { generateRun } from "../../support/generated-run.ts";
import { skipBecause } from "../../support/skip.ts";
import { seriousViolations } from "./support/accessibility.ts";
import { everything, HARM } from "./support/everything.ts";
import { lookAt } from "./support/look.ts";

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, colorScheme: "light" };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, colorScheme: "light" };
const dark: BrowserContextOptions = { ...desk, colorScheme: "dark" };
/** A4 at 96 pixels an inch, without Chromium's margins of 0.4 inches. */
const PAPER_PX = 716;

const run = everything();

describe("the page about a run, in a browser", () => {
  let browser: Browser;
  let folder = "";

  before(async function () {
    const program = systemBrowser();
    if (program === null) skipBecause(this, "there is no chromium or google-chrome on the PATH");
    folder = realpathSync(mkdtempSync(join(tmpdir(), "tidemark-test-")));
    const runFolder = await generateRun(folder, run);
    expect(await writeReports({ folder: runFolder, resultsFolder: folder, env: {} })).to.deep.equal([]);
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

  const open = (options: BrowserContextOptions) =>
    openFile(browser, join(folder, run.record.runId, "report.html"), options);

  it("begins with the verdict and every reason for it", async () => {
    const { page } = await open(desk);
    const header = page.locator("body > :first-child");
    expect(await page.locator("h1").allTextContents()).to.deep.equal(["FAIL"]);
    expect(await header.locator("h1").count()).to.equal(1);
    const told = await header.locator(".reasons > li > p:first-child").allTextContents();
    expect(told).to.deep.equal(run.record.verdict.reasons.map(({ text }) => text));
    expect(told.length).to.be.greaterThan(2);
    const rules = await header.locator(".reasons > li > p.quiet").allTextContents();
    for (const rule of rules) expect(rule).to.match(/^Rule \w+, from [\d,]+ events\. .+\.$/);
  });

  it("has the command that repeats the run", async () => {
    const { page } = await open(desk);
    expect(await page.locator("#configuration pre").textContent()).to.equal(
      "tidemark run burst --rate 30 --seed 7",
    );
  });

  it("draws every chart with its axes and puts a table beside it", async () => {
    const { page, complaints } = await open(desk);
    expect(complaints).to.deep.equal([]);
    const charts = await (await lookAt(page)).charts();
    const ids = charts.map(({ id }) => id);
    expect(ids).to.include.members(["rate", "statuses", "users", "latency-0", "distribution", "cpu"]);
    expect(ids).to.include.members(["memory", "capacity", "trend-0", "network-sent"]);
    for (const { id, inside, left, below } of charts) {
      expect(inside, `${id}: lines`).to.be.greaterThan(500);
      expect(left, `${id}: left axis`).to.be.greaterThan(100);
      expect(below, `${id}: lower axis`).to.be.greaterThan(100);
      const rows = page.locator(`figure:has([data-chart="${id}"]) details table tbody tr`);
      expect(await rows.count(), `${id}: table`).to.be.greaterThan(1);
    }
  });

  it("puts one moment at one place in the charts that stand below each other", async () => {
    const { page } = await open(desk);
    const charts = await (await lookAt(page)).charts();
    const edges = charts
      .filter(({ id }) => ["cpu", "memory", "event-loop-lag", "connections", "rate"].includes(id))
      .map(({ insideFromPx }) => insideFromPx);
    expect(new Set(edges).size, String(edges)).to.equal(1);
  });

  it("shows the objective's line in the charts of latency, and in no other", async () => {
    const { page } = await open(desk);
    const look = await lookAt(page);
    const { limit } = themeFor(false);
    for (const id of ["latency-0", "latency-1", "latency-2"]) {
      expect(await look.pixelsOf(id, limit), id).to.be.greaterThan(100);
    }
    expect(await look.pixelsOf("rate", limit)).to.equal(0);
  });

  it("asks nobody for anything, and is not allowed to", async () => {
    const { page, requests, complaints } = await open(desk);
    expect(requests.filter((url) => url !== "data:,")).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    expect(policy).to.match(
      /^default-src 'none'; img-src data:; style-src 'sha256-\S+'; script-src 'sha256-\S+';/,
    );
    const asked = await page.evaluate(() =>
      fetch("http://127.0.0.1:9/").then(
        () => "answered",
        () => "refused",
      ),
    );
    expect(asked).to.equal("refused");
    expect(complaints.join()).to.match(/Content Security Policy/);
  });

  it("shows what a record holds as text, whatever it would like to be", async () => {
    const { page } = await open(desk);
    expect(await page.title()).to.match(/^fail: burst/);
    expect(await page.locator("img, iframe, object, a[href^=javascript]").count()).to.equal(0);
    expect(await page.evaluate("document.scripts.length")).to.equal(2);
    expect(await page.evaluate("typeof stolen")).to.equal("undefined");
    expect(await page.locator("#notes li").allTextContents()).to.deep.equal([`A note: ${HARM}`]);
    expect(await page.locator("#answers td:last-child", { hasText: HARM }).count()).to.equal(
      run.failures.length,
    );
  });

  it("is readable on a phone without scrolling sideways", async () => {
    const { page } = await open(phone);
    const look = await lookAt(page);
    expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(390);
    expect(await look.overhanging()).to.deep.equal([]);
    for (const { id, widthPx } of await look.charts()) expect(widthPx, id).to.be.within(250, 390);
  });

  for (const [title, options] of [
    ["on a desk", desk],
    ["on a phone", phone],
    ["in the dark", dark],
  ] as const) {
    it(`has no serious fault of accessibility, contrast included, ${title}`, async () => {
      const { page } = await open(options);
      // One of the tables beside the charts: they are all of one kind.
      await page.locator("details summary").first().click();
      expect(await seriousViolations(page)).to.deep.equal([]);
    });
  }

  it("is dark where the reader's screen is, charts included, and follows a change", async () => {
    const { page } = await open(dark);
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const look = await lookAt(page);
    expect(await background()).to.equal("rgb(18, 21, 27)");
    expect(await look.pixelsOf("latency-0", themeFor(true).limit)).to.be.greaterThan(100);
    await look.keep("latency-0");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background()).to.equal("rgb(255, 255, 255)");
    await look.untilChanged("latency-0", (share) => share > 0.01);
    expect(await look.pixelsOf("latency-0", themeFor(false).limit)).to.be.greaterThan(100);
    expect(await look.pixelsOf("latency-0", themeFor(true).limit)).to.equal(0);
  });

  it("is printed light, on the width of a page, with nothing cut off", async () => {
    const { page } = await open({ ...dark, viewport: { width: PAPER_PX, height: 1000 } });
    const look = await lookAt(page);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).to.equal(
      "rgb(255, 255, 255)",
    );
    expect(await look.pixelsOf("latency-0", themeFor(false).limit)).to.be.greaterThan(100);
    expect(await page.evaluate("document.documentElement.scrollWidth")).to.be.at.most(PAPER_PX);
    for (const { id, widthPx } of await look.charts()) expect(widthPx, id).to.be.at.most(PAPER_PX);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await look.pixelsOf("latency-0", themeFor(true).limit)).to.be.greaterThan(100);
  });

  describe("by keyboard", () => {
    it("is told what stands under the cursor of a chart, and moves it", async () => {
      const { page } = await open(desk);
      const chart = page.locator('[data-chart="rate"]');
      await chart.focus();
      await page.keyboard.press("ArrowRight");
      const spoken = chart.locator("[aria-live]");
      expect(await spoken.textContent()).to.equal("09:26:53: offered 54/s, achieved 54/s");
      await page.keyboard.press("Shift+ArrowRight");
      expect(await spoken.textContent()).to.match(/^09:27:03: /);
      await page.keyboard.press("ArrowLeft");
      expect(await spoken.textContent()).to.match(/^09:27:02: /);
    });

    it("zooms all charts over time at once, and shows all again", async () => {
      const { page } = await open(desk);
      await page.locator('[data-chart="rate"]').focus();
      const look = await lookAt(page);
      for (const id of ["cpu", "capacity"]) await look.keep(id);
      await page.keyboard.press("+");
      await look.untilChanged("cpu", (share) => share > 0.05);
      expect(await look.changed("capacity")).to.equal(0);
      await page.keyboard.press("Escape");
      await look.untilChanged("cpu", (share) => share < 0.005);
    });

    it("reaches every chart and opens its table", async () => {
      const { page } = await open(desk);
      const details = page.locator('figure:has([data-chart="rate"]) details');
      await page.locator('[data-chart="rate"]').focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await details.getAttribute("open")).to.equal("");
      expect(await details.locator("tbody tr").first().isVisible()).to.equal(true);
    });
  });
});
