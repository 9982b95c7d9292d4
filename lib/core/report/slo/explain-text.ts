/** An objective explained, as text for a terminal. */
import { count, counted, duration, percent, rate } from "../../record/units.ts";
import type { Decider } from "../../slo/deciders.ts";
import type { Explanation } from "../../slo/explain.ts";
import { columns } from "../columns.ts";
import { painter } from "../paint.ts";
import { figures, type Sheet, words } from "../sheet.ts";
import { wrapped } from "../wrap.ts";
import { longSpan } from "./long-span.ts";
import { share } from "./share.ts";

export function explainText(of: Explanation, { colour }: { readonly colour: boolean }): string {
  const paint = painter(colour);
  const blocks = [
    [paint(of.objective.id, "heading"), ...goalSentences(of).flatMap(wrapped)].join("\n"),
    [
      paint("What burns", "heading"),
      columns(burnSheet(of), paint),
      ...burnSentences(of).flatMap(wrapped),
    ].join("\n"),
    [paint("Which scenarios decide it", "heading"), ...deciderSentences(of).flatMap(wrapped)].join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function goalSentences(of: Explanation): readonly string[] {
  const { objective, budget, requests, ratePerSecond } = of;
  const { bad, goal, periodDays, description, owner } = objective;
  const good = bad.kind === "slowerThan" ? `are answered within ${duration(bad.limitSeconds)}` : "succeed";
  return [
    `${description}: ${percent(goal)} of the requests of ${periodDays} days ${good}; owned by ${owner}.`,
    `The error budget is the other ${share(budget)}: at even traffic, everything may fail for ${longSpan(of.outageSeconds)}.`,
    requests === null || ratePerSecond === null
      ? "How much traffic is expected is not said: give it with --traffic, or as expectedRequestsPerSecond in thresholds/, to see it in requests."
      : `At ${rate(ratePerSecond)} a period has ${counted(requests.total, "request")}, of which ${count(requests.mayFail)} may be bad.`,
  ];
}

function burnSheet({ burns }: Explanation): Sheet {
  return {
    head: [
      words("alert"),
      words("windows"),
      figures("burn rate"),
      figures("bad above"),
      figures("budget lasts"),
      figures("requests"),
      figures("bad, at least"),
      figures("outage fires after"),
    ],
    rows: burns.map(({ alert, exhaustsAfterSeconds, outageSeconds, atTraffic }) => [
      alert.severity,
      `${alert.long} and ${alert.short}`,
      count(Number(alert.factor.toPrecision(4))),
      share(alert.threshold),
      longSpan(exhaustsAfterSeconds),
      atTraffic === null ? "unknown" : count(atTraffic.requests),
      atTraffic === null ? "unknown" : count(atTraffic.failures),
      longSpan(outageSeconds),
    ]),
  };
}

function burnSentences({ unreachable, leastBadEvents, burns }: Explanation): readonly string[] {
  const [first] = burns;
  const reading =
    first === undefined
      ? []
      : [
          `A burn rate of ${count(Number(first.alert.factor.toPrecision(4)))} spends ${share(first.alert.budgetShare)} of the budget in ${first.alert.long}, ` +
            `and all of it in ${longSpan(first.exhaustsAfterSeconds)}. Both windows must burn that fast, with at least ${leastBadEvents} bad events in the long one.`,
        ];
  return [
    ...reading,
    ...unreachable.map(
      ({ long, factor }) =>
        `No alert over ${long}: at a burn rate of ${count(Number(factor.toPrecision(4)))} more than all requests would have to be bad.`,
    ),
  ];
}

function deciderSentences({ deciders, minimumSamples }: Explanation): readonly string[] {
  const need = `A run must send it ${counted(minimumSamples, "request")} to decide it.`;
  if (deciders.length === 0)
    return [`No scenario does: none that is judged by the team's objectives sends it. ${need}`];
  return [need, ...deciders.map(deciderSentence)];
}

function deciderSentence({ scenario, decidesByDefault, shortestSeconds }: Decider): string {
  if (shortestSeconds === null) {
    return decidesByDefault
      ? `${scenario} does, as it stands.`
      : `${scenario} does not, however long it runs.`;
  }
  const least = `--duration ${shortestSeconds}s`;
  return decidesByDefault
    ? `${scenario} does as it stands; at its default rate ${least} is enough.`
    : `${scenario} does at its default rate with ${least}, not with less.`;
}
