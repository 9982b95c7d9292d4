/** What the processes and a container of a made-up burst use, second by second. */
import type { ResourceSample } from "../../lib/core/record/resource.ts";
import { seeded } from "../unit/core/analysis/simulated.ts";
import { crowdAt } from "./burst-traffic.ts";

const MIB = 2 ** 20;

interface Subject {
  readonly subject: string;
  readonly cores: readonly [calm: number, crowded: number];
  readonly mebibytes: number;
  /** Growth that does not come back, a second. */
  readonly growthMebibytes: number;
  readonly tellsLag: boolean;
  readonly pool: number | null;
}

const processes: readonly Subject[] = [
  subject("api", [0.12, 0.95], 88, 0.06, true, 20),
  subject("postgres", [0.08, 0.55], 74, 0, true, 10),
  subject("mongo", [0.04, 0.07], 69, 0, true, 5),
  subject("postgres (embedded)", [0.1, 0.7], 142, 0, false, null),
  subject("generator", [0.09, 0.5], 118, 0.02, false, null),
];

export function resourcesAt(second: number, atMs: number): readonly ResourceSample[] {
  const crowd = crowdAt(second);
  return [
    ...processes.map((each, index) => sampleOf(each, index, second, atMs)),
    container(second, crowd, atMs),
  ];
}

function subject(
  name: string,
  cores: readonly [number, number],
  mebibytes: number,
  growthMebibytes: number,
  tellsLag: boolean,
  pool: number | null,
): Subject {
  return { subject: name, cores, mebibytes, growthMebibytes, tellsLag, pool };
}

function sampleOf(of: Subject, index: number, second: number, atMs: number): ResourceSample {
  const random = seeded(second * 17 + index);
  const crowd = crowdAt(second);
  const [calm, crowded] = of.cores;
  const floor = of.mebibytes + of.growthMebibytes * second + 30 * crowd;
  return {
    ...blank(of.subject, atMs),
    source: "process",
    cpuCores: (calm + (crowded - calm) * crowd) * (0.9 + 0.2 * random()),
    // A collector's sawtooth on top of the floor.
    residentBytes: Math.round((floor + 1.5 * ((second + 7 * index) % 12) + random()) * MIB),
    eventLoopLagSeconds: of.tellsLag ? 0.0006 + (index === 0 ? 0.03 : 0.004) * crowd * random() : null,
    connections: of.pool === null ? null : Math.round(of.pool * (0.2 + 0.8 * crowd)),
  };
}

/** A container tells totals, and no event loop. */
function container(second: number, crowd: number, atMs: number): ResourceSample {
  const sent = 20_000 * second + 3_000_000 * Math.max(0, Math.min(60, second - 110)) * 0.2;
  return {
    ...blank("cache (container)", atMs),
    source: "container",
    cpuCores: 0.02 + 0.2 * crowd,
    residentBytes: 24 * MIB,
    networkReceivedBytes: Math.round(sent * 0.2),
    networkSentBytes: Math.round(sent),
    blockReadBytes: 4096,
    blockWrittenBytes: 8192 * Math.floor(second / 10),
  };
}

function blank(name: string, atMs: number): ResourceSample {
  return {
    schema: 1,
    atMs,
    subject: name,
    source: "process",
    cpuCores: null,
    residentBytes: null,
    eventLoopLagSeconds: null,
    connections: null,
    networkReceivedBytes: null,
    networkSentBytes: null,
    blockReadBytes: null,
    blockWrittenBytes: null,
  };
}
