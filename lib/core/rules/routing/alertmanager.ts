/** Alertmanager's configuration as the object that its file holds, from routes, inhibitions and receivers. */
import type { MonitoringSettings } from "../settings.ts";
import { inhibitions } from "./inhibitions.ts";
import { addressFile, receiverNames, receivers, type Receiver } from "./receivers.ts";
import { routes, type Matcher, type Route } from "./routes.ts";

const officeHours = "office-hours";

export function alertmanagerConfiguration(settings: MonitoringSettings): object {
  return {
    templates: ["templates/*.tmpl"],
    route: {
      // What no route takes is a rule without a severity: nobody is woken, somebody sees it.
      receiver: receiverNames.ticket,
      group_by: ["alertname", "service", "slo"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "4h",
      routes: routes(settings).map(written),
    },
    inhibit_rules: inhibitions.map(({ source, target, equal }) => ({
      source_matchers: source.map(text),
      target_matchers: target.map(text),
      equal,
    })),
    time_intervals: [
      {
        name: officeHours,
        time_intervals: [
          {
            weekdays: ["monday:friday"],
            times: [{ start_time: "09:00", end_time: "17:00" }],
            location: "UTC",
          },
        ],
      },
    ],
    receivers: receivers.map(integrations),
  };
}

function written({
  receiver,
  matchers,
  groupBy,
  groupWait,
  groupInterval,
  repeatInterval,
  onlyInOfficeHours,
}: Route) {
  return {
    receiver,
    matchers: matchers.map(text),
    group_by: groupBy,
    group_wait: groupWait,
    group_interval: groupInterval,
    repeat_interval: repeatInterval,
    ...(onlyInOfficeHours && { active_time_intervals: [officeHours] }),
  };
}

function text({ label, operator, value }: Matcher): string {
  return `${label}${operator}"${value}"`;
}

function integrations({ name, sendsResolved, forPeople }: Receiver): object {
  return {
    name,
    webhook_configs: [{ url_file: addressFile(name, "webhook"), send_resolved: sendsResolved }],
    ...(forPeople && {
      slack_configs: [
        {
          api_url_file: addressFile(name, "slack"),
          send_resolved: sendsResolved,
          title: '{{ template "tidemark.title" . }}',
          text: '{{ template "tidemark.text" . }}',
        },
      ],
    }),
  };
}
