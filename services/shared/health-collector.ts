/**
 * Reads the stores at an interval and sets gauges to what was read. Nothing here can disturb the
 * service: a probe that fails or misses its deadline is down until it succeeds again, its readings
 * are taken back (no sample rather than an old one), and one that still runs is not started again.
 */
import type { Logger } from "pino";
import type { MetricsCollector } from "./metrics.ts";
import type { Probe, Reading } from "./probes/probe.ts";

/** Time, so that tests have their own. */
export interface CollectorClock {
  nowSeconds(): number;
  /** @returns how to end it */
  every(ms: number, act: () => void): () => void;
  after(ms: number, act: () => void): () => void;
}

export interface HealthCollectorOptions {
  readonly metrics: MetricsCollector;
  readonly probes: readonly Probe[];
  readonly intervalMs: number;
  readonly deadlineMs: number;
  readonly logger: Logger;
  readonly clock?: CollectorClock;
}

const realClock: CollectorClock = {
  nowSeconds: () => Date.now() / 1000,
  every: (ms, act) => {
    const timer = setInterval(act, ms).unref();
    return () => clearInterval(timer);
  },
  after: (ms, act) => {
    const timer = setTimeout(act, ms).unref();
    return () => clearTimeout(timer);
  },
};

export class HealthCollector {
  readonly #rounds: readonly ProbeRounds[];
  readonly #intervalMs: number;
  readonly #clock: CollectorClock;
  #end: () => void = () => undefined;

  constructor({ probes, intervalMs, clock = realClock, ...rest }: HealthCollectorOptions) {
    this.#rounds = probes.map((probe) => new ProbeRounds({ ...rest, probe, clock }));
    this.#intervalMs = intervalMs;
    this.#clock = clock;
  }

  /** The first readings at once: a gauge should not wait for the first interval. */
  start(): void {
    this.#readAll();
    this.#end = this.#clock.every(this.#intervalMs, () => this.#readAll());
  }

  /** Whatever a probe still brings afterwards is ignored. */
  stop(): void {
    this.#end();
    for (const rounds of this.#rounds) rounds.stop();
  }

  #readAll(): void {
    for (const rounds of this.#rounds) rounds.next();
  }
}

interface RoundsOptions {
  readonly probe: Probe;
  readonly metrics: MetricsCollector;
  readonly deadlineMs: number;
  readonly logger: Logger;
  readonly clock: CollectorClock;
}

/** One probe, round after round. */
class ProbeRounds {
  readonly #options: RoundsOptions;
  #running = false;
  #stopped = false;
  #up: boolean | null = null;
  #told: readonly Reading[] = [];

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  next(): void {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    const { probe, deadlineMs, clock } = this.#options;
    let open = true;
    const settle = (act: () => void) => {
      if (open && !this.#stopped) act();
      open = false;
    };
    const cancel = clock.after(deadlineMs, () => settle(() => this.#failed(new ProbeDeadline(deadlineMs))));
    void attempt(probe)
      .then(
        (readings) => settle(() => this.#succeeded(readings)),
        (error: unknown) => settle(() => this.#failed(error)),
      )
      .finally(() => {
        cancel();
        this.#running = false;
      });
  }

  stop(): void {
    this.#stopped = true;
  }

  #succeeded(readings: readonly Reading[]): void {
    const { probe, metrics, clock, logger } = this.#options;
    this.#tell(readings);
    metrics.set("health_probe_up", { probe: probe.name }, 1);
    metrics.set("health_probe_last_success_timestamp_seconds", { probe: probe.name }, clock.nowSeconds());
    if (this.#up === false) logger.info({ probe: probe.name }, "the probe succeeds again");
    this.#up = true;
  }

  #failed(error: unknown): void {
    const { probe, metrics, logger } = this.#options;
    this.#tell([]);
    metrics.set("health_probe_up", { probe: probe.name }, 0);
    if (probe.database !== null) metrics.countDatabaseError(probe.database, error);
    // Once per outage, not once per interval.
    if (this.#up !== false) logger.warn({ err: error, probe: probe.name }, "the probe failed");
    this.#up = false;
  }

  /** Sets what was read, and takes back what the last round told and this one does not. */
  #tell(readings: readonly Reading[]): void {
    const { metrics } = this.#options;
    const set = readings.filter(({ gauge, labels, value }) => metrics.set(gauge, labels as never, value));
    const kept = new Set(set.map(keyOf));
    for (const old of this.#told) {
      if (!kept.has(keyOf(old))) metrics.unset(old.gauge, old.labels);
    }
    this.#told = set;
  }
}

/** Its code is that of a slow store. */
class ProbeDeadline extends Error {
  readonly code = "slow";

  constructor(deadlineMs: number) {
    super(`no reading within ${deadlineMs} ms`);
    this.name = "ProbeDeadline";
  }
}

/** Also a probe that throws at once only fails. */
async function attempt(probe: Probe): Promise<readonly Reading[]> {
  return probe.read();
}

function keyOf({ gauge, labels }: Reading): string {
  return JSON.stringify([gauge, Object.entries(labels).sort()]);
}
