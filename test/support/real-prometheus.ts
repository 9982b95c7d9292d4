/** The Prometheus of this machine with a data folder of its own, to be ended and started again as it was. */
import { execa } from "execa";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import type { Context } from "mocha";
import { skipBecause } from "./skip.ts";

export interface RealPrometheus {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 20_000;
const PAUSE_MS = 50;

/** Skips where there is none. Not started yet. */
export async function prometheusForTests(
  context: Context,
  folder: string,
  { nativeHistograms = true } = {},
): Promise<RealPrometheus> {
  const found = await execa("prometheus", ["--version"], { reject: false });
  if (found.exitCode !== 0) skipBecause(context, "no prometheus on the PATH");
  mkdirSync(folder, { recursive: true });
  const configuration = join(folder, "prometheus.yml");
  writeFileSync(configuration, "global: { scrape_interval: 1h }\n");
  const port = await getPort({ host: "127.0.0.1" });
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `--config.file=${configuration}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--web.enable-remote-write-receiver",
    "--log.level=warn",
    ...(nativeHistograms ? ["--enable-feature=native-histograms"] : []),
  ];
  const launch = () => execa("prometheus", args, { reject: false });
  let running: ReturnType<typeof launch> | null = null;
  return {
    url,
    start: async () => {
      running = launch();
      await ready(url);
    },
    stop: async () => {
      running?.kill("SIGTERM");
      await running;
      running = null;
    },
  };
}

async function ready(url: string): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/-/ready`).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() > deadline)
      throw new Error(`prometheus was not ready within ${START_WITHIN_MS} ms`);
    await sleep(PAUSE_MS);
  }
}
