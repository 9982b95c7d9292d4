/**
 * Prometheus' text format (version 0.0.4), read strictly: a line that is no such format, a series
 * told twice, a sample outside its family, or a histogram that does not add up is an error. The
 * packages that parse it lose the labels of histograms or let everything pass.
 */
export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  /** Of a histogram only `_count` and `_sum`; its buckets are checked and told by `bounds`. */
  readonly samples: readonly Sample[];
  /** Upper bounds of a histogram's buckets, `+Inf` left out. */
  readonly bounds: readonly number[];
}

interface Draft {
  name: string;
  type: string;
  samples: Sample[];
}

const metricName = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\n"])*"';
const comment = new RegExp(`^# (HELP|TYPE) (${metricName}) (.+)$`);
const sample = new RegExp(`^(${metricName})(?:\\{(${label}(?:,${label})*)\\})? (\\S+)$`);
const finite = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

export function readPrometheusText(text: string): Family[] {
  if (text !== "" && !text.endsWith("\n")) throw new Error("the text must end with a line feed");
  const drafts = new Map<string, Draft>();
  let current: Draft | null = null;
  const series = new Set<string>();
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const about = comment.exec(line);
    if (about !== null) {
      const [, kind, name = "", rest = ""] = about;
      if (kind === "HELP") {
        if (drafts.has(name)) throw new Error(`${name} is told twice`);
        current = { name, type: "untyped", samples: [] };
        drafts.set(name, current);
      } else if (current?.name === name) current.type = rest;
      else throw new Error(`a type without its help: ${line}`);
      continue;
    }
    const read = readSample(line);
    if (current === null || !belongs(read.name, current)) throw new Error(`outside its family: ${line}`);
    const key = line.slice(0, line.lastIndexOf(" "));
    if (series.has(key)) throw new Error(`told twice: ${key}`);
    series.add(key);
    current.samples.push(read);
  }
  return [...drafts.values()].map(finish);
}

function readSample(line: string): Sample {
  const [, name = "", labels = "", value = ""] = sample.exec(line) ?? [];
  // Our services tell finite numbers only.
  if (!finite.test(value)) throw new Error(`no sample: ${line}`);
  const pairs = [...labels.matchAll(new RegExp(label, "g"))].map(([pair]) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), unescape(pair.slice(at + 2, -1))] as const;
  });
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_whole, escaped: string) => (escaped === "n" ? "\n" : escaped));
}

function belongs(name: string, { name: family, type }: Draft): boolean {
  const suffixes =
    type === "histogram" ? ["_bucket", "_sum", "_count"] : type === "summary" ? ["", "_sum", "_count"] : [""];
  return suffixes.some((suffix) => name === `${family}${suffix}`);
}

function finish({ name, type, samples }: Draft): Family {
  if (type !== "histogram") return { name, type, samples, bounds: [] };
  const buckets = samples.filter((one) => one.name === `${name}_bucket`);
  for (const total of samples.filter((one) => one.name === `${name}_count`)) {
    const own = buckets.filter(({ labels }) => same(labels, { ...total.labels, le: labels.le ?? "" }));
    const counts = own.map(({ value }) => value);
    const grows = counts.every((count, index) => index === 0 || count >= counts[index - 1]!);
    if (own.at(-1)?.labels.le !== "+Inf" || counts.at(-1) !== total.value || !grows) {
      throw new Error(`the buckets of ${name} ${JSON.stringify(total.labels)} do not add up`);
    }
  }
  const bounds = [...new Set(buckets.map(({ labels }) => labels.le).filter((le) => le !== "+Inf"))];
  return {
    name,
    type,
    samples: samples.filter((one) => one.name !== `${name}_bucket`),
    bounds: bounds.map(Number),
  };
}

function same(a: Labels, b: Labels): boolean {
  const text = (labels: Labels) => JSON.stringify(Object.entries(labels).sort());
  return text(a) === text(b);
}

/** The sum of the samples of this name that have these labels; null where there is none. */
export function valueOf(families: readonly Family[], name: string, labels: Labels = {}): number | null {
  const found = families
    .flatMap(({ samples }) => samples)
    .filter((one) => one.name === name)
    .filter((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value));
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
}
