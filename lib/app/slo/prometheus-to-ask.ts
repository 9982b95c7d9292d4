/** The Prometheus that questions about production go to: that of the settings, or the target's with its credentials. */
import { SloError } from "../../core/slo/slo-error.ts";
import type { PlainSettings } from "../../node/config/run-settings.ts";
import type { PrometheusAddress } from "../../node/prometheus/address.ts";
import { openPrometheus, type Prometheus } from "../../node/prometheus/prometheus.ts";
import type { Project } from "../../node/project/project.ts";
import { readTarget } from "../../node/project/read-target.ts";
import { namedSecrets } from "../run/named-secrets.ts";
import { prometheusOf } from "../run/prometheus-of.ts";
import { readTargetAccess } from "../run/target-access.ts";

export interface Asked {
  readonly settings: Pick<PlainSettings, "prometheus" | "target">;
  readonly env: NodeJS.ProcessEnv;
  readonly dotEnv: Readonly<Record<string, string>>;
  /** Of labels, as they stand in PromQL: which series of the Prometheus are meant; none: all. */
  readonly matchers: readonly string[];
  /** This machine's clock. */
  readonly nowMs: () => number;
  /** For each answer; left out: the client's own. */
  readonly timeoutMs?: number;
}

/** The slower clock may be that of a container, and the answer takes its time. */
const mostOffSeconds = 60;

/**
 * Opens it, lets `work` ask and closes it.
 * @param work gets Prometheus and the time by its own clock
 * @throws SloError `noPrometheus`, `clockOff`; PrometheusError
 */
export async function askPrometheus<T>(
  project: Project,
  asked: Asked,
  work: (prometheus: Prometheus, nowSeconds: number) => Promise<T>,
): Promise<T> {
  const prometheus = openPrometheus(await addressOf(project, asked), asked.timeoutMs);
  try {
    const nowSeconds = await prometheus.now();
    const aheadSeconds = asked.nowMs() / 1000 - nowSeconds;
    if (Math.abs(aheadSeconds) > mostOffSeconds) {
      throw SloError.clockOff(prometheus.url, aheadSeconds, mostOffSeconds);
    }
    return await work(prometheus, nowSeconds);
  } finally {
    await prometheus.close();
  }
}

async function addressOf(project: Project, { settings, env, dotEnv }: Asked): Promise<PrometheusAddress> {
  const { target } = settings;
  const places = { root: project.root, env: namedSecrets({ env, dotEnv }) };
  const access = target === null ? null : readTargetAccess(await readTarget(project, target), places);
  const found = prometheusOf(settings, access);
  if (found === null) throw SloError.noPrometheus();
  return found.address;
}
