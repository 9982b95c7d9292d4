import { expect } from "chai";
import { pino } from "pino";
import { HealthCollector, type CollectorClock } from "../../../../services/shared/health-collector.ts";
import { MetricsCollector } from "../../../../services/shared/metrics.ts";
import type { Probe, Reading } from "../../../../services/shared/probes/probe.ts";
import { readPrometheusText, valueOf } from "../../../support/prometheus-text.ts";

const intervalMs = 30_000;
const deadlineMs = 5_000;

/** Time that passes when a test says so. */
class FakeClock implements CollectorClock {
  #ms = 0;
  #due: { atMs: number; everyMs: number | null; act: () => void }[] = [];

  nowSeconds = () => this.#ms / 1000;
  every = (ms: number, act: () => void) => this.#add(ms, ms, act);
  after = (ms: number, act: () => void) => this.#add(ms, null, act);

  get timers(): number {
    return this.#due.length;
  }

  async pass(ms: number): Promise<void> {
    await settled();
    const endMs = this.#ms + ms;
    for (;;) {
      const next = this.#due.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#ms = next.atMs;
      if (next.everyMs === null) this.#due = this.#due.filter((one) => one !== next);
      else next.atMs += next.everyMs;
      next.act();
      await settled();
    }
    this.#ms = endMs;
  }

  #add(ms: number, everyMs: number | null, act: () => void): () => void {
    const timer = { atMs: this.#ms + ms, everyMs, act };
    this.#due.push(timer);
    return () => (this.#due = this.#due.filter((one) => one !== timer));
  }
}

/** Lets the promises that are under way go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function depth(value: unknown, queue_name = "tasks"): Reading {
  return { gauge: "message_queue_size", labels: { queue_name }, value };
}

/** Answers what the test says, round after round; the last one again and again. */
function probeOf(...rounds: (() => Promise<readonly Reading[]>)[]): Probe & { reads: number } {
  const probe = {
    name: "store",
    database: "postgresql" as const,
    reads: 0,
    read: (): Promise<readonly Reading[]> => {
      const round = rounds[Math.min(probe.reads, rounds.length - 1)]!;
      probe.reads += 1;
      return round();
    },
  };
  return probe;
}

function start(...probes: Probe[]) {
  const clock = new FakeClock();
  const metrics = new MetricsCollector({ service: "postgres", objectives: [] });
  const logger = pino({ level: "silent" });
  const collector = new HealthCollector({ metrics, probes, intervalMs, deadlineMs, logger, clock });
  collector.start();
  const value = async (name: string, labels = {}) =>
    valueOf(readPrometheusText(await metrics.text("service")), name, labels);
  return { clock, collector, value };
}

describe("the health collector", () => {
  it("reads at once, then at every interval", async () => {
    const probe = probeOf(
      async () => [depth(3)],
      async () => [depth(5)],
    );
    const { clock, value } = start(probe);
    await settled();
    expect(await value("message_queue_size")).to.equal(3);
    await clock.pass(intervalMs - 1);
    expect(probe.reads).to.equal(1);
    await clock.pass(1);
    expect(await value("message_queue_size")).to.equal(5);
    await clock.pass(10 * intervalMs);
    expect(probe.reads).to.equal(12);
  });

  it("says when a probe last succeeded", async () => {
    const { clock, value } = start(probeOf(async () => []));
    await clock.pass(2 * intervalMs);
    expect(await value("health_probe_up", { probe: "store" })).to.equal(1);
    expect(await value("health_probe_last_success_timestamp_seconds")).to.equal(60);
  });

  it("drops readings that are no numbers, and keeps the others", async () => {
    const { value } = start(
      probeOf(async () => [depth(NaN, "a"), depth(undefined, "b"), depth(Infinity, "c"), depth(4, "d")]),
    );
    await settled();
    expect(await value("message_queue_size", { queue_name: "d" })).to.equal(4);
    for (const queue_name of ["a", "b", "c"]) {
      expect(await value("message_queue_size", { queue_name })).to.equal(null);
    }
    expect(await value("health_probe_up")).to.equal(1);
  });

  it("makes a store that is down a metric: not up, an error, no reading; and comes back by itself", async () => {
    const down = Object.assign(new Error("refused"), { code: "unavailable" });
    const { clock, value } = start(
      probeOf(
        async () => [depth(3)],
        () => Promise.reject(down),
        async () => [depth(1)],
      ),
    );
    await clock.pass(intervalMs);
    expect(await value("health_probe_up")).to.equal(0);
    expect(await value("message_queue_size")).to.equal(null);
    expect(await value("database_errors_total", { error_type: "unavailable" })).to.equal(1);
    await clock.pass(intervalMs);
    expect(await value("health_probe_up")).to.equal(1);
    expect(await value("message_queue_size")).to.equal(1);
  });

  it("survives a probe that throws at once", async () => {
    const probe = probeOf(() => {
      throw new Error("no client yet");
    });
    const { clock, value } = start(probe);
    await clock.pass(intervalMs);
    expect(probe.reads).to.equal(2);
    expect(await value("health_probe_up")).to.equal(0);
  });

  it("takes back a reading that is not there any more", async () => {
    const { clock, value } = start(
      probeOf(
        async () => [depth(3, "a"), depth(4, "b")],
        async () => [depth(5, "b")],
      ),
    );
    await clock.pass(intervalMs);
    expect(await value("message_queue_size", { queue_name: "a" })).to.equal(null);
    expect(await value("message_queue_size", { queue_name: "b" })).to.equal(5);
  });

  it("calls a probe down at its deadline, never starts it twice, and ignores what it brings late", async () => {
    let answer: (readings: readonly Reading[]) => void = () => undefined;
    const slow = probeOf(
      () => new Promise((resolve) => (answer = resolve)),
      async () => [depth(2)],
    );
    const { clock, value } = start(slow);
    await clock.pass(deadlineMs - 1);
    expect(await value("health_probe_up")).to.equal(null);
    await clock.pass(1);
    expect(await value("health_probe_up")).to.equal(0);
    expect(await value("database_errors_total", { error_type: "slow" })).to.equal(1);
    await clock.pass(3 * intervalMs);
    expect(slow.reads).to.equal(1);
    answer([depth(9)]);
    await settled();
    expect(await value("message_queue_size")).to.equal(null);
    await clock.pass(intervalMs);
    expect(slow.reads).to.equal(2);
    expect(await value("message_queue_size")).to.equal(2);
  });

  it("lets a probe that hangs hold up no other", async () => {
    const hanging: Probe = { name: "hanging", database: null, read: () => new Promise(() => undefined) };
    const { clock, value } = start(
      hanging,
      probeOf(async () => [depth(1)]),
    );
    await clock.pass(intervalMs);
    expect(await value("health_probe_up", { probe: "store" })).to.equal(1);
    expect(await value("health_probe_up", { probe: "hanging" })).to.equal(0);
  });

  it("reads nothing after its stop, and leaves no timer", async () => {
    const probe = probeOf(async () => [depth(1)]);
    const { clock, collector } = start(probe);
    await settled();
    collector.stop();
    await clock.pass(5 * intervalMs);
    expect(probe.reads).to.equal(1);
    expect(clock.timers).to.equal(0);
  });
});
