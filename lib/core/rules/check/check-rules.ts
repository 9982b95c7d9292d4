/**
 * Whether rules can be made from objectives, beyond what makes them objectives: they must have a
 * budget, and be counted from what the services export at the pace at which Prometheus looks.
 */
import type { Objective } from "../../objective/objective.ts";
import { endpointNamed, type Endpoint, type SystemDescription } from "../../system/system.ts";
import type { MonitoringSettings } from "../settings.ts";
import { burnPairs, periodsDays, windowSeconds } from "../windows.ts";
import { RulesError, wording, type RulesProblem } from "./rules-error.ts";

/** A rate needs two samples, and one scrape may fail, and samples never lie on the edges. */
const leastScrapesInWindow = 4;

export interface RulesInput {
  readonly objectives: readonly Objective[];
  readonly system: SystemDescription;
  readonly settings: MonitoringSettings;
}

/** Where what is wrong stands, for a person to go to. */
export interface RulesPlaces {
  readonly objectives: string;
  readonly prometheus: string;
  readonly settings: string;
}

/** @throws RulesError with every problem */
export function checkRules(input: RulesInput, places: RulesPlaces): void {
  const problems = rulesProblems(input, places);
  if (problems.length > 0) throw new RulesError(problems);
}

export function rulesProblems(input: RulesInput, places: RulesPlaces): readonly RulesProblem[] {
  const { objectives, system, settings } = input;
  return [
    ...objectives.flatMap((objective) => [
      ...budgetProblems(objective, places.objectives),
      ...periodProblems(objective, places.objectives),
      ...bucketProblems(objective, system, places.objectives),
      ...seriesProblems(objective, system, places.objectives),
    ]),
    ...windowProblems(settings, places.prometheus),
    ...capacityProblems(settings, system, places.settings),
    ...exclusionProblems(input, places.settings),
  ];
}

function budgetProblems({ id, goal }: Objective, file: string): readonly RulesProblem[] {
  if (goal < 1) return [];
  return [{ code: "noBudget", objective: id, field: "goal", text: wording.noBudget(file, id, goal) }];
}

function periodProblems({ id, periodDays }: Objective, file: string): readonly RulesProblem[] {
  if (periodsDays.includes(periodDays)) return [];
  const text = wording.period(file, id, periodDays, periodsDays);
  return [{ code: "period", objective: id, field: "periodDays", text }];
}

/** A service that takes its buckets from the objectives has the right ones by itself. */
function bucketProblems(
  objective: Objective,
  system: SystemDescription,
  file: string,
): readonly RulesProblem[] {
  const { id, bad, service } = objective;
  const buckets = system.services.find(({ name }) => name === service)?.durationBucketsSeconds;
  if (bad.kind !== "slowerThan" || buckets === undefined || buckets.includes(bad.limitSeconds)) return [];
  const text = wording.bucket(file, id, bad.limitSeconds, service, buckets);
  return [{ code: "bucket", objective: id, field: "bad.limitSeconds", text }];
}

function seriesProblems(
  objective: Objective,
  system: SystemDescription,
  file: string,
): readonly RulesProblem[] {
  const own = endpointNamed(system, objective.endpoint);
  const other = system.endpoints.find(
    (endpoint) => endpoint.name !== own.name && series(endpoint) === series(own),
  );
  if (other === undefined) return [];
  const text = wording.sameSeries(file, objective.id, own.name, other.name);
  return [{ code: "sameSeries", objective: objective.id, field: "endpoint", text }];
}

function series({ service, method, path }: Endpoint): string {
  return JSON.stringify([service, method, path]);
}

function windowProblems(
  { scrapeIntervalSeconds }: MonitoringSettings,
  file: string,
): readonly RulesProblem[] {
  const windows = burnPairs.map(({ short }) => short);
  return windows
    .filter((window) => windowSeconds[window] < leastScrapesInWindow * scrapeIntervalSeconds)
    .map((window) => ({
      code: "window",
      objective: "",
      field: "scrape_interval",
      text: wording.window(file, window, scrapeIntervalSeconds, leastScrapesInWindow),
    }));
}

function capacityProblems(
  { capacities }: MonitoringSettings,
  system: SystemDescription,
  file: string,
): readonly RulesProblem[] {
  const known = system.services.map(({ name }) => name);
  return capacities
    .filter(({ service }) => !known.includes(service))
    .map(({ service }) => ({
      code: "capacity",
      objective: "",
      field: "capacities",
      text: wording.capacity(file, service, known),
    }));
}

/** An exclusion that no SLA has, or of a service that is none, would silently take nothing out. */
function exclusionProblems(
  { settings, system, objectives }: RulesInput,
  file: string,
): readonly RulesProblem[] {
  const services = system.services.map(({ name }) => name);
  const exclusions = [...new Set(objectives.flatMap(({ sla }) => sla?.exclusions ?? []))];
  const problem = (text: string): RulesProblem => ({
    code: "exclusion",
    objective: "",
    field: "excluded",
    text,
  });
  return settings.excluded.flatMap((excluded) => [
    ...(exclusions.includes(excluded.exclusion)
      ? []
      : [problem(wording.exclusion(file, excluded.exclusion, exclusions))]),
    ...(excluded.services ?? [])
      .filter((service) => !services.includes(service))
      .map((service) => problem(wording.excludedService(file, service, services))),
  ]);
}
