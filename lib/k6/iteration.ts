/**
 * One iteration: every request that its executor sends, one after the other. An exception is
 * counted, because k6 itself ends with exit code 0 on it; it is logged once for each kind and
 * virtual user, because thousands of equal stack traces hide the first.
 */
import encoding from "k6/encoding";
import exec from "k6/execution";
import type { EndpointShare, K6Executor, LoadPlan } from "../core/plan/plan.ts";
import { k6Environment } from "../core/record/names.ts";
import type { EndpointBehaviour, RequestContext, SystemBehaviour } from "../core/system/behaviour.ts";
import { type Endpoint, endpointNamed, type SystemDescription } from "../core/system/system.ts";
import { credentialsOfTarget } from "./auth.ts";
import { baseAddress } from "./base-address.ts";
import type { Credentials } from "./credentials.ts";
import { createEndpointClient, type Send } from "./endpoint-client.ts";
import { type FailureReports, failureReports } from "./failure-reports.ts";
import { createJourney } from "./journey.ts";
import { scriptErrors } from "./metrics.ts";
import { createContext } from "./request-context.ts";
import { createRowPicker } from "./row-picker.ts";
import { sharedRows } from "./shared-rows.ts";
import { createTraceparents } from "./traceparent.ts";

/** The function that k6 calls for each iteration, of whichever executor. */
export function createIteration(
  plan: LoadPlan,
  system: SystemDescription,
  behaviour: SystemBehaviour,
): () => void | Promise<void> {
  const credentials = credentialsOfTarget();
  const position = new Map(plan.executors.map(({ name }, index) => [name, index]));
  // Making this object costs as much as a request's bookkeeping; its fields stay up to date.
  let scenario: typeof exec.scenario | null = null;
  const current = () => (scenario ??= exec.scenario);
  // Each executor numbers its iterations from 0.
  const iteration = () =>
    current().iterationInTest * plan.executors.length + (position.get(current().name) ?? 0);
  const context = createContext(plan.seed, {
    runId: () => __ENV[k6Environment.run] ?? `${plan.runId}-${current().startTime}`,
    iteration,
    row: createRowPicker(plan.data, sharedRows(plan.data), {
      seed: plan.seed,
      iteration,
      executor: () => current().name,
      iterationInExecutor: () => current().iterationInTest,
    }),
  });
  const phases = new Map(plan.executors.map(({ name, phase }) => [name, phase]));
  const failures = failureReports({
    phase: () => phases.get(current().name) ?? "",
    secrets: () => credentials.secrets(),
    // In a bare `k6 run` the log is a person's terminal.
    log: __ENV[k6Environment.run] === undefined ? null : (line) => console.log(line),
    nowMs: () => Date.now(),
    base64: (text) => encoding.b64encode(text),
  });
  const works = workOfExecutors(plan, system, behaviour, { credentials, failures });
  const send = dispatch(plan.executors, works, () => current().name);
  const logOnce = createExceptionLog(failures.withoutSecrets);

  const failed = (error: unknown) => {
    scriptErrors.add(1);
    logOnce(error);
  };
  // Nobody else looks at it, and forgetting costs as much as a request's bookkeeping.
  const looksAtContext = plan.executors.some((executor) => asksForContext(executor, behaviour));
  const iterate = () => {
    if (looksAtContext) context.next();
    try {
      send(context);
    } catch (error) {
      failed(error);
    }
  };
  // k6's secrets are only to be had by waiting: a virtual user's first iteration does.
  let hasAll = false;
  return () => {
    const pending = hasAll ? null : credentials.pending();
    if (pending !== null) return pending.then(iterate, failed);
    hasAll = true;
    iterate();
    return undefined;
  };
}

/** A journey's pauses are drawn, whatever its requests hold. */
function asksForContext({ journey, sends }: K6Executor, behaviour: SystemBehaviour): boolean {
  return journey !== null || sends.some(({ endpoint }) => behaviour[endpoint]?.request !== undefined);
}

/**
 * Asking k6 which executor it is costs as much as a counter: a warm-up sends what the rest sends. Where
 * executors differ a virtual user prepares what it comes to do and no more: a chaos run has a hundred of
 * them and hundreds of users. k6's first look at the script prepares everything, to find what is wrong.
 */
function dispatch(
  executors: readonly K6Executor[],
  workOf: (executor: K6Executor) => Work,
  currentName: () => string,
): Work {
  const [first] = executors;
  if (__VU === 0) executors.forEach(workOf);
  if (first !== undefined && executors.every((each) => sendsAlike(each, first))) return workOf(first);
  const prepared: Record<string, Work> = {};
  const prepare = (name: string): Work => {
    const executor = executors.find((each) => each.name === name);
    return executor === undefined ? () => undefined : workOf(executor);
  };
  return (context) => {
    const name = currentName();
    (prepared[name] ??= prepare(name))(context);
  };
}

function sendsAlike(one: K6Executor, other: K6Executor): boolean {
  return contentOf(one) === contentOf(other);
}

function contentOf({ journey, sends, expectedStatuses }: K6Executor): string {
  return JSON.stringify([journey, sends, expectedStatuses]);
}

type Work = (context: RequestContext) => void;

function workOfExecutors(
  plan: LoadPlan,
  system: SystemDescription,
  behaviour: SystemBehaviour,
  common: { readonly credentials: Credentials; readonly failures: FailureReports },
): (executor: K6Executor) => Work {
  const vu = Math.max(__VU, 1);
  const traceparents = createTraceparents(__ENV[k6Environment.run] ?? plan.runId, vu);
  const makeClient = (endpoint: Endpoint, own: EndpointBehaviour, readsBodies: boolean): Send =>
    createEndpointClient({
      endpoint,
      behaviour: own,
      baseAddress: baseAddress(endpoint.service, __ENV, plan.addresses),
      objectives: plan.objectives,
      checkEveryNthBody: plan.checkEveryNthBody,
      readsBodies,
      vu,
      traceparents,
      ...common,
    });
  // An endpoint that is sent to from two executors keeps one client.
  const clients: Record<string, Send> = {};
  const clientOf = (name: string, expectedStatuses: readonly number[] | null): Send => {
    const described = endpointNamed(system, name);
    const endpoint = expectedStatuses === null ? described : { ...described, expectedStatuses };
    const key = `${name} ${String(expectedStatuses)}`;
    return (clients[key] ??= makeClient(endpoint, behaviour[name] ?? {}, false));
  };
  const workOf = ({ journey, sends, expectedStatuses }: K6Executor): Work => {
    if (journey === null) return inTurn(repeated(sends).map((name) => clientOf(name, expectedStatuses)));
    const described = (system.journeys ?? []).find(({ name }) => name === journey);
    if (described === undefined) throw new RangeError(`journey ${journey}: not described in the system`);
    return createJourney(described, (endpoint, request) =>
      makeClient(
        endpointNamed(system, endpoint),
        { ...behaviour[endpoint], ...(request && { request }) },
        true,
      ),
    );
  };
  return workOf;
}

/** Names of the endpoints, each as often as an iteration sends to it. */
function repeated(sends: readonly EndpointShare[]): string[] {
  return sends.flatMap(({ endpoint, requestsPerIteration }) =>
    Array.from({ length: requestsPerIteration }, () => endpoint),
  );
}

/** One function that calls all; no loop, because most executors send one request an iteration. */
function inTurn(sends: readonly Send[]): Work {
  const [first, ...others] = sends;
  if (first === undefined) return () => undefined;
  return others.reduce<Work>(
    (before, send) => (context) => {
      before(context);
      send(context);
    },
    first,
  );
}

function createExceptionLog(withoutSecrets: (text: string) => string): (error: unknown) => void {
  const seen = new Set<string>();
  return (error) => {
    const kind = String(error);
    if (seen.has(kind)) return;
    seen.add(kind);
    console.error(withoutSecrets(error instanceof Error ? (error.stack ?? kind) : kind));
  };
}
