/** The experiments of this project, and which kind of target can have which. */
import type { Experiment } from "../../lib/core/experiment/experiment.ts";
import { driverNames, matrixOf } from "../../lib/core/experiment/matrix.ts";
import { markdownTable } from "./markdown-table.ts";

export function experimentTable(experiments: readonly Experiment[]): string {
  return markdownTable(
    ["experiment", ...driverNames, "fault", "repeated"],
    matrixOf(experiments).map(({ experiment, impossible }) => [
      `\`${experiment.name}\``,
      ...driverNames.map((driver) => (impossible[driver] === null ? "yes" : "no")),
      `${experiment.faultSeconds} s`,
      experiment.repetitions === 1 ? "once" : `${experiment.repetitions} times`,
    ]),
  );
}
