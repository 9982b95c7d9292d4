/**
 * Style and script of the pages, which the build has put into `dist/`. They stand in every page as a
 * whole, so they must not hold what would end their element.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { InlineAsset, PageAssets } from "../../core/report/html/page.ts";
import { distFile } from "../process/install-root.ts";
import { ReportError } from "./report-error.ts";

/** @throws ReportError where the engine's build is not there or not what it should be */
export async function pageAssets(): Promise<PageAssets> {
  const [style, script] = await Promise.all([asset("report/style.css"), asset("report/main.js")]);
  return { style, script };
}

async function asset(name: string): Promise<InlineAsset> {
  const path = distFile(name);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw ReportError.noAsset(path, error);
  });
  if (/<\/(style|script)/i.test(text)) throw ReportError.unsafeAsset(path);
  return { text, sha256: createHash("sha256").update(text).digest("base64") };
}
