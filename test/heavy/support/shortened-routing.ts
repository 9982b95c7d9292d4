/**
 * Alertmanager's generated configuration with every wait a number of times shorter, and with what does
 * not belong to a test: the folder of receivers is the test's, and the office is always open.
 */
import { dirname } from "node:path";
import { alertmanagerConfiguration } from "../../../lib/core/rules/routing/alertmanager.ts";
import { addressFile, receiverNames } from "../../../lib/core/rules/routing/receivers.ts";
import type { MonitoringSettings } from "../../../lib/core/rules/settings.ts";

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
const waits = new Set(["group_wait", "group_interval", "repeat_interval"]);
const always = [{ times: [{ start_time: "00:00", end_time: "24:00" }] }];
const folderOfReceivers = dirname(addressFile(receiverNames.page, "webhook"));

export function shortenedRouting(
  settings: MonitoringSettings,
  times: number,
  receiversFolder: string,
): object {
  const text = JSON.stringify(alertmanagerConfiguration(settings), (key, value: unknown) => {
    if (waits.has(key) && typeof value === "string") return shorter(value, times);
    return key === "time_intervals" && isNamed(value)
      ? value.map(({ name }) => ({ name, time_intervals: always }))
      : value;
  });
  return JSON.parse(text.replaceAll(folderOfReceivers, receiversFolder)) as object;
}

/** Those of the whole configuration, which have names; each holds times under the same key. */
function isNamed(value: unknown): value is readonly { readonly name: string }[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "name" in one)
  );
}

/** "10s" -> "167ms" at a sixtieth. */
function shorter(duration: string, times: number): string {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(duration) ?? [];
  const each = unitMs[unit ?? ""];
  if (each === undefined) throw new Error(`no duration: ${duration}`);
  return `${Math.round((Number(amount) * each) / times)}ms`;
}
