/** Every setting of a run, from the table that parses them. */
import { settingsTable } from "../../lib/node/config/settings.ts";
import { markdownTable } from "./markdown-table.ts";

export function settingsTableText(): string {
  return markdownTable(
    ["flag", "environment", "default", "meaning"],
    Object.values(settingsTable).map((setting) => [
      code([setting.flag, setting.placeholder].filter((part) => part !== null).join(" ")),
      setting.environment.map(code).join(", "),
      setting.defaultText,
      setting.description,
    ]),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}
