/**
 * `npm run screenshots`: remakes the pictures of docs/report.md from made-up runs, with the system's
 * Chromium. Not part of any test: fonts differ from one machine to the next.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { writeReports } from "../../lib/app/report/write-reports.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { launchBrowser, openFile, systemBrowser } from "../support/browser.ts";
import { burstRun } from "../support/burst-run.ts";
import { generateRun } from "../support/generated-run.ts";

/** The last is the one that is shown. */
const runs = [
  burstRun("2026-03-10T09:26:53.000Z", 0.4),
  burstRun("2026-03-11T09:26:53.000Z", 0.5),
  burstRun("2026-03-12T09:26:53.000Z", 0.45),
  burstRun("2026-03-13T09:26:53.000Z", 0.8),
  burstRun("2026-03-14T09:26:53.000Z", 1),
];

const program = systemBrowser();
if (program === null) throw new Error("there is no chromium or google-chrome on the PATH");
const results = await mkdtemp(join(tmpdir(), "tidemark-screenshots-"));
const images = join(installRoot(), "docs/images");
await mkdir(images, { recursive: true });
const browser = await launchBrowser(program);
try {
  let page = "";
  for (const run of runs) {
    const folder = await generateRun(results, run);
    await writeReports({ folder, resultsFolder: results, env: {} });
    page = join(folder, "report.html");
  }
  await shoot(browser, page, "report-verdict.png", { width: 1100, height: 760 }, "header");
  await shoot(browser, page, "report-charts-dark.png", { width: 1100, height: 800 }, "#latency");
  await shoot(browser, page, "report-phone.png", { width: 390, height: 800 }, "#traffic .grid");
  await shoot(browser, join(results, "index.html"), "runs.png", { width: 1100, height: 480 }, "header");
} finally {
  await browser.close();
  await rm(results, { recursive: true, force: true });
}

/** @param from the part of the page that the picture begins with */
async function shoot(
  of: Browser,
  file: string,
  name: string,
  viewport: { readonly width: number; readonly height: number },
  from: string,
): Promise<void> {
  const colorScheme = name.includes("dark") ? "dark" : "light";
  const { page } = await openFile(of, file, { viewport, colorScheme });
  const top = (await page.locator(from).first().boundingBox())?.y ?? 0;
  const clip = { x: 0, y: Math.max(0, top - 16), ...viewport };
  await page.screenshot({ path: join(images, name), fullPage: true, clip });
}
