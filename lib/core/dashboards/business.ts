/** What the system does for the people who use it, and whether it is told completely. */
import type { DashboardSpec } from "./dashboard.ts";
import { type Section, units } from "./panel.ts";
import { quantile, shareOfRates, sumOfRates } from "./promql.ts";

const businessUid = "tidemark-business";

export function businessDashboard(): DashboardSpec {
  return {
    uid: businessUid,
    title: "Business",
    description:
      "Registrations, users and tasks. They have no mark of tests: a test's registrations are in them.",
    from: "now-24h",
    variables: [],
    sections: [users, tasks],
  };
}

const users: Section = {
  title: "Users",
  each: 3,
  panels: [
    {
      kind: "time",
      title: "Registrations",
      description: "Users who registered, a second; counted when their registration is answered.",
      unit: units.perSecond,
      queries: [{ expr: sumOfRates("user_registrations_total", "service"), legend: "{{service}}" }],
    },
    {
      kind: "figure",
      title: "Registrations in the chosen time",
      description: "How many registered, extrapolated by Prometheus to the whole span.",
      unit: units.count,
      queries: [{ expr: "sum(increase(user_registrations_total[$__range]))", legend: "registrations" }],
    },
    {
      kind: "time",
      title: "Active users",
      description:
        "Users who registered or were read within five minutes, by process; two processes may know the same user.",
      unit: units.count,
      queries: [{ expr: "sum by (service) (active_users_current)", legend: "{{service}}" }],
    },
  ],
};

const work = ["service", "task_type"] as const;

const tasks: Section = {
  title: "Work in the background",
  each: 2,
  panels: [
    {
      kind: "time",
      title: "Tasks worked off",
      description: "Tasks and registrations a second, by how their work ended.",
      unit: units.perSecond,
      stacked: true,
      queries: [
        {
          expr: sumOfRates("task_processing_duration_seconds_count", ...work, "status"),
          legend: "{{service}} {{task_type}} {{status}}",
        },
      ],
    },
    {
      kind: "time",
      title: "Tasks that failed",
      description: "Share of the work that did not succeed.",
      unit: units.share,
      queries: [
        {
          expr: shareOfRates(
            'task_processing_duration_seconds_count{status!="success"}',
            "task_processing_duration_seconds_count",
            ...work,
          ),
          legend: "{{service}} {{task_type}}",
        },
      ],
    },
    {
      kind: "time",
      title: "Time to work one off",
      description: "95th percentile of the time that the work itself takes, its wait in the queue left out.",
      unit: units.seconds,
      queries: [
        {
          expr: quantile(0.95, "task_processing_duration_seconds_bucket", ...work),
          legend: "{{service}} {{task_type}}",
        },
      ],
    },
    {
      kind: "time",
      title: "Waiting work",
      description: "Messages that wait in each queue.",
      unit: units.count,
      queries: [{ expr: "max by (queue_name) (message_queue_size)", legend: "{{queue_name}}" }],
    },
    {
      kind: "time",
      title: "Are the numbers complete?",
      description: "1 while the service that owns them answered in time; at 0 its numbers are missing here.",
      unit: units.count,
      queries: [{ expr: "min by (source) (business_metrics_source_up)", legend: "{{source}}" }],
    },
  ],
};
