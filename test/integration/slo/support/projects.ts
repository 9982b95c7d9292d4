/** A copy of the team's data with objectives on one endpoint alone, as strict as a test wants them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyTeamData } from "../../../support/team-data.ts";

export function projectWithGoals(project: string, goals: { errors: number; latency: number }): string {
  copyTeamData(project);
  writeFileSync(
    join(project, "thresholds/index.ts"),
    `import { answersWithin, succeeds } from "../lib/core/objective/builders.ts";
     import { perCalendarMonth } from "../lib/core/objective/production.ts";
     const promised = { service: "api", owner: "api", periodDays: 30 };
     export const objectives = [
       succeeds(promised, "users_list", ${goals.errors}, { sla: perCalendarMonth(0.99, ["announced maintenance"]) }),
       answersWithin(promised, "users_list", 0.5, ${goals.latency}),
     ];`,
  );
  return project;
}
