/** Steps of the tests that let a real k6 push to a recorder. */
import { readFileSync } from "node:fs";
import type { LoadPlan } from "../../../lib/core/plan/plan.ts";
import type { EndpointStep, Step } from "../../../lib/core/record/step.ts";
import type { StartK6Options } from "../../../lib/node/generator/start-k6.ts";
import { type Recorder, type RecorderOptions, startRecorder } from "../../../lib/node/recorder/recorder.ts";
import type { Finished, ShopRuns } from "../generator/shop-runs.ts";

export interface Recorded {
  readonly finished: Finished;
  readonly recorder: Recorder;
  readonly problems: readonly string[];
  readonly steps: readonly Step[];
}

export function recordedRuns(shop: ShopRuns) {
  let open: Recorder | null = null;
  afterEach("close the recorder", async () => {
    await open?.close().catch(() => undefined); // a test may have closed it
    open = null;
  });
  const start = async (plan: LoadPlan, forward: RecorderOptions["forward"] = null) =>
    (open = await startRecorder({ plan, runFolder: shop.path("run"), forward }));
  return {
    start,
    /** From k6's start to its end. */
    run: async (
      plan: LoadPlan,
      behaviour?: string,
      forward: RecorderOptions["forward"] = null,
    ): Promise<Recorded> => {
      const recorder = await start(plan, forward);
      const finished = await shop.finish(plan, await shop.start(plan, behaviour, pushingTo(recorder)));
      const problems = await recorder.close();
      open = null;
      return { finished, recorder, problems, steps: stepsIn(shop.path("run", "steps.ndjson")) };
    },
  };
}

export function pushingTo({ url, token }: Recorder): Partial<StartK6Options> {
  return { remoteWrite: { url, bearerToken: token, labels: { team: "shop" } } };
}

export function stepsIn(file: string): Step[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Step);
}

export function endpointSteps(steps: readonly Step[]): EndpointStep[] {
  return steps.flatMap((step) => (step.kind === "endpoint" ? [step] : []));
}
