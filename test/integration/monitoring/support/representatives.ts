/**
 * Of the generated files what differs. Rules of objectives that agree in what their alerts depend on
 * are the same but for names (test/unit/core/rules/shapes.test.ts), so the tests of one of them tell of
 * all; routes ask for few labels, and alerts that agree in these go the same way. `npm run test:heavy`
 * leaves nothing out.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Objective } from "../../../../lib/core/objective/objective.ts";
import type { RouteAssertion } from "../../../../lib/core/rules/routing/route-assertions.ts";
import { routes } from "../../../../lib/core/rules/routing/routes.ts";
import { readMonitoringSettings } from "../../../../lib/node/monitoring/read-settings.ts";
import { installRoot } from "../../../../lib/node/process/install-root.ts";
import { objectives } from "../../../../thresholds/index.ts";

/** What an objective's expressions depend on beside names and limits. */
export function shapeOf({ bad, goal, periodDays, severity = "page" }: Objective): string {
  return JSON.stringify([bad.kind, goal, periodDays, severity]);
}

/** The first objective of each shape, by shape. */
export function oneOfEachShape(of: readonly Objective[]): ReadonlyMap<string, Objective> {
  return new Map([...of].reverse().map((objective) => [shapeOf(objective), objective]));
}

/** A project with this one's monitoring, but for tests and assertions that repeat others. */
export function copyRepresentatives(project: string): void {
  const monitoring = join(project, "monitoring");
  cpSync(join(installRoot(), "monitoring"), monitoring, { recursive: true });
  const kept = new Set([...oneOfEachShape(objectives).values()].map(({ id }) => id)).add("infrastructure");
  const tests = join(monitoring, "prometheus", "tests");
  for (const name of readdirSync(tests)) {
    if (!kept.has(name)) rmSync(join(tests, name), { recursive: true });
  }
  const file = join(monitoring, "alertmanager", "route-assertions.yml");
  const { assertions } = parse(readFileSync(file, "utf8")) as {
    readonly assertions: readonly RouteAssertion[];
  };
  writeFileSync(file, stringify({ assertions: oneOfEachWay(assertions) }));
}

function oneOfEachWay(assertions: readonly RouteAssertion[]): readonly RouteAssertion[] {
  const matchers = routes(readMonitoringSettings(installRoot())).flatMap((route) => route.matchers);
  const asked = [...new Set(matchers.map(({ label }) => label))];
  const wayOf = ({ labels, receiver }: RouteAssertion) =>
    JSON.stringify([...asked.map((label) => labels[label] ?? ""), receiver]);
  return [...new Map(assertions.map((assertion) => [wayOf(assertion), assertion])).values()];
}
