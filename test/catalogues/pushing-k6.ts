/** A bare k6 that pushes a bundle's run to a Prometheus, with the labels and features that Tidemark gives it. */
import { execa } from "execa";

export interface PushedRun {
  readonly k6: string;
  readonly script: string;
  readonly prometheusUrl: string;
  readonly testId: string;
}

/** Resolves when k6 has ended, whatever its thresholds say. @throws Error where it did not run */
export async function pushingK6({ k6, script, prometheusUrl, testId }: PushedRun): Promise<void> {
  const args = ["run", "--quiet", "--no-usage-report", "--address=", "--no-thresholds"];
  const pushing = ["--out", "experimental-prometheus-rw", "--tag", `testid=${testId}`];
  const features = ["--features", "native-histograms,merge-run-tags"];
  const { exitCode, all } = await execa(k6, [...args, ...pushing, ...features, script], {
    all: true,
    reject: false,
    env: {
      K6_PROMETHEUS_RW_SERVER_URL: `${prometheusUrl}/api/v1/write`,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: "1s",
    },
  });
  if (exitCode !== 0) throw new Error(`k6 ended with ${exitCode ?? "a signal"}:\n${all.slice(-3_000)}`);
}
