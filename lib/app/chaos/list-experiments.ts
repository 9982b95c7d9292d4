/** `tidemark chaos list`: the project's experiments, and which kind of target can have which. */
import type { DriverName } from "../../core/experiment/effect.ts";
import { driverNames, matrixOf } from "../../core/experiment/matrix.ts";
import { loadProject } from "../../node/project/load-project.ts";
import { faultText } from "./fault-text.ts";

export interface ListedExperiment {
  readonly name: string;
  readonly description: string;
  /** What is done, in a sentence. */
  readonly fault: string;
  readonly repetitions: number;
  readonly faultSeconds: number;
  /** By kind of target; null where it is possible, else why not. */
  readonly impossible: Readonly<Record<DriverName, string | null>>;
}

/** @throws ProjectError */
export async function listExperiments(projectFolder: string): Promise<ListedExperiment[]> {
  const { experiments } = await loadProject(projectFolder);
  return matrixOf(experiments).map(({ experiment, impossible }) => {
    const { name, description, fault, repetitions, faultSeconds } = experiment;
    return { name, description, fault: faultText(fault).what, repetitions, faultSeconds, impossible };
  });
}

/** A line for each experiment, and below one for each reason why not. */
export function listLines(listed: readonly ListedExperiment[]): string[] {
  const width = Math.max(0, ...listed.map(({ name }) => name.length));
  const columns = driverNames.map((name) => name.padEnd(COLUMN)).join("");
  const head = `${"".padEnd(width)}  ${columns}`.trimEnd();
  const rows = listed.map(({ name, impossible }) => {
    const cells = driverNames.map((driver) => (impossible[driver] === null ? "yes" : "-").padEnd(COLUMN));
    return `${name.padEnd(width)}  ${cells.join("")}`.trimEnd();
  });
  const reasons = listed.flatMap(({ name, fault, impossible }) => [
    `${name}: ${fault}`,
    ...driverNames.flatMap((driver) => {
      const why = impossible[driver];
      return why === null ? [] : [`  not on ${driver}: ${why}`];
    }),
  ]);
  return listed.length === 0 ? ["the project has no experiments"] : [head, ...rows, "", ...reasons];
}

const COLUMN = 12;
