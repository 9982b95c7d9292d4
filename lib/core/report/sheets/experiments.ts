/** What came of the experiments of a run: a row for each, a row for each of its faults, and what was read back. */
import { pressureFigure, pressureText } from "../../chaos/pressure-text.ts";
import type { ExperimentResult, FaultRecord, MeasuredFault, Spread } from "../../record/chaos.ts";
import { count, duration } from "../../record/units.ts";
import { figures, type Cell, type Sheet, words } from "../sheet.ts";

export function experimentSheet(experiments: readonly ExperimentResult[]): Sheet {
  return {
    head: [
      words("experiment"),
      words("result"),
      words("ended"),
      figures("seen after"),
      figures("recovered after"),
      figures("lost"),
    ],
    rows: experiments.map((each) => [
      each.experiment,
      { text: each.verdict.status, meaning: each.verdict.status },
      each.status,
      spread(each.detectedAfterSeconds, "not seen"),
      spread(each.recoveredAfterSeconds, "not while watched"),
      spread(each.lostSeconds, "unknown"),
    ]),
  };
}

export function faultSheet(experiments: readonly ExperimentResult[]): Sheet {
  return {
    head: [
      words("fault"),
      words("hit"),
      figures("seen after"),
      figures("recovered after"),
      figures("lost"),
      figures("slowdown"),
      words("taken"),
      figures("leases renewed"),
      words("undone"),
      words("alert"),
    ],
    rows: experiments.flatMap((experiment) =>
      experiment.faults.map((fault) => [
        faultName(experiment, fault),
        `${fault.instances.join(", ")} (${count(fault.instances.length)} of ${count(fault.instancesInAll)})`,
        ...measuredCells(fault.measured),
        fault.pressures.map(pressureFigure).join(", "),
        count(fault.renewals),
        undone(fault),
        alert(fault),
      ]),
    ),
  };
}

/** What was done, what it took, and what was seen afterwards: the evidence that nothing is left. */
export function faultSentences(experiments: readonly ExperimentResult[]): string[] {
  return experiments.flatMap((experiment) =>
    experiment.faults.map((fault) => {
      const told = [...fault.failures, ...fault.evidence];
      const seen = told.length === 0 ? "Nobody looked at it afterwards" : told.map(withoutStop).join("; ");
      const taken = fault.pressures.map((pressure) => `${capitalized(pressureText(pressure))}. `).join("");
      const alert = alertSentence(fault);
      return `${faultName(experiment, fault)}: ${withoutStop(fault.what)}. ${taken}${seen}.${alert}`;
    }),
  );
}

function alertSentence({ alert: answer }: FaultRecord): string {
  if (answer === null) return "";
  const { name, firedAfterSeconds } = answer;
  const came =
    firedAfterSeconds === null ? "did not fire" : `fired ${duration(firedAfterSeconds)} after the injection`;
  return ` The alert that was expected, ${name}, ${came}.`;
}

function faultName({ experiment, faults }: ExperimentResult, { repetition }: FaultRecord): string {
  return faults.length > 1 ? `${experiment} ${repetition}` : experiment;
}

/** No endpoint felt it. */
const alone = ", by a service alone";

function measuredCells(measured: MeasuredFault | null): string[] {
  if (measured === null) return ["unknown", "unknown", "unknown", "unknown"];
  const { detectedAfterSeconds: detected, recoveredAfterSeconds: recovered } = measured;
  return [
    detected === null ? "not seen" : duration(detected) + (measured.detectedBy === "store" ? alone : ""),
    recovered === null
      ? `not within ${duration(measured.watchedSeconds)}`
      : `${duration(recovered)} of ${measured.recoveryCountsFrom}`,
    duration(measured.lostSeconds),
    measured.slowdown === null ? "unknown" : `${measured.slowdown.toPrecision(2)}x`,
  ];
}

function undone({ injectedAtMs, presence }: FaultRecord): Cell {
  if (presence === "clean") return { text: "confirmed", meaning: "met" };
  if (presence === null && injectedAtMs === null) return "nothing was done";
  return { text: presence === "present" ? "STILL THERE" : "NOT CONFIRMED", meaning: "missed" };
}

function alert({ alert: answer }: FaultRecord): string {
  if (answer === null) return "";
  const { name, firedAfterSeconds } = answer;
  return firedAfterSeconds === null ? `${name} did not fire` : `${name} after ${duration(firedAfterSeconds)}`;
}

/** `12.4 s`; over repetitions the median, the range, and of how many. */
function spread({ n, reached, median, least, most }: Spread, never: string): string {
  if (n === 0) return "";
  const some = reached < n ? `${reached} of ${n}: ` : "";
  if (median === null || least === null || most === null) return n === 1 ? never : `0 of ${n}: ${never}`;
  if (n === 1) return duration(median);
  return `${some}${duration(median)} (${range(duration(least), duration(most))})`;
}

/** `4.8 to 4.91 s`, and `400 ms to 1.2 s`: where both have it, the unit is said once. */
function range(least: string, most: string): string {
  const [figure = "", unit] = least.split(" ");
  return most.split(" ")[1] === unit ? `${figure} to ${most}` : `${least} to ${most}`;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}
