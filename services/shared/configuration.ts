/**
 * A service's configuration: its environment, read once by a schema, all problems reported
 * together, frozen. Names that the schema does not know belong to somebody else and are ignored.
 * Values of variables that may hold a secret are never repeated in a message.
 */
import { z } from "zod";
import { Failure } from "../../lib/core/record/failure.ts";
import { logLevels } from "./logger.ts";

export class ConfigurationError extends Failure {
  constructor(service: string, problems: readonly string[]) {
    const list = problems.map((problem) => `\n  ${problem}`).join("");
    super("usage", "configuration", `service ${service}: the environment does not fit:${list}`);
  }
}

/** A whole number written in digits. */
export function wholeNumber(min: number, max: number) {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((value) => value >= min && value <= max, rule);
}

export function url(protocols: readonly string[]) {
  const rule = `must be a URL starting with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`;
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), rule);
}

/** What every service is told. Loopback by default: listening to the world is a decision. */
export function commonConfiguration(defaultPort: number) {
  return {
    HOST: z.string().min(1, "must be an address to listen on").default("127.0.0.1"),
    /** 0: any free port, told in the ready message. */
    PORT: wholeNumber(0, 65_535).default(defaultPort),
    /** What to do when PORT is taken. */
    PORT_IF_BUSY: z.enum(["fail", "another"]).default("fail"),
    LOG_LEVEL: z.enum(logLevels).default("info"),
    /** `off`: nothing is measured and nobody listens for scrapes. */
    METRICS: z.enum(["on", "off"]).default("on"),
    /** Where scrapes come in; as HOST where it is not given. PORT_IF_BUSY holds for it too. */
    METRICS_HOST: z.string().min(1, "must be an address to listen on").optional(),
    METRICS_PORT: wholeNumber(0, 65_535).default(9090),
    /** How often the stores are looked at, and how long one look may take. */
    HEALTH_INTERVAL_MS: wholeNumber(100, 3_600_000).default(30_000),
    HEALTH_DEADLINE_MS: wholeNumber(10, 60_000).default(5_000),
  };
}

/** What services are told that work something off in the background. */
export function backgroundConfiguration(defaultQueue: string) {
  return {
    /** The broker. Absent: a queue inside this process. */
    RABBITMQ_URL: url(["amqp:", "amqps:"]).optional(),
    /** To be changed where two environments share a broker. */
    QUEUE_NAME: z
      .string()
      .regex(/^[\w.-]{1,100}$/, "must be 1 to 100 letters, digits, dots, hyphens or underscores")
      .default(defaultQueue),
    /** Records worked off at the same time. */
    WORK_CONCURRENCY: wholeNumber(1, 1_000).default(4),
    /** What working off one record takes, in the place of what a real service would do. */
    WORK_DURATION_MS: wholeNumber(0, 600_000).default(0),
  };
}

export interface BackgroundConfiguration {
  readonly RABBITMQ_URL?: string | undefined;
  readonly QUEUE_NAME: string;
  readonly WORK_CONCURRENCY: number;
  readonly WORK_DURATION_MS: number;
}

export interface CommonConfiguration {
  readonly HOST: string;
  readonly PORT: number;
  readonly PORT_IF_BUSY: "fail" | "another";
  readonly LOG_LEVEL: (typeof logLevels)[number];
  readonly METRICS: "on" | "off";
  readonly METRICS_HOST?: string | undefined;
  readonly METRICS_PORT: number;
  readonly HEALTH_INTERVAL_MS: number;
  readonly HEALTH_DEADLINE_MS: number;
}

export function readConfiguration<C>(
  service: string,
  schema: z.ZodType<C>,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<C> {
  const result = schema.safeParse(env);
  if (result.success) return Object.freeze(result.data);
  const problems = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return `${name}: ${issue.message}, got ${received(name, env[name])}`;
  });
  throw new ConfigurationError(service, problems);
}

const maySecret = /PASSWORD|SECRET|TOKEN|KEY|URL/;

function received(name: string, value: string | undefined): string {
  if (value === undefined) return "nothing";
  return maySecret.test(name)
    ? `${value.length} characters (not shown: may hold a secret)`
    : JSON.stringify(value);
}
