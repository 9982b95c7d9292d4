/**
 * Runs the `run:` steps of a workflow's jobs as GitHub's runner does: each by `bash -e` in the checkout, with
 * its `env`, the files that GITHUB_* variables name, and its `if`. Steps that use an action are left out, and
 * an expression that nobody gave a value for is an error.
 */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { installRoot } from "../../lib/node/process/install-root.ts";

export interface RanStep {
  readonly name: string;
  readonly exitCode: number;
  readonly output: string;
}

export interface WorkflowRun {
  readonly steps: readonly RanStep[];
  /** What a person sees on the page of the run. */
  readonly summary: string;
}

export interface WorkflowOptions {
  /** A file of .github/workflows. */
  readonly file: string;
  /** The checkout. */
  readonly folder: string;
  /** The environment of the runner itself. */
  readonly env: NodeJS.ProcessEnv;
  /** What stands between `${{` and `}}`, and its value. */
  readonly expressions: Readonly<Record<string, string>>;
  /** What stands as a condition, and whether it holds after so many failed steps of the job. */
  readonly conditions: Readonly<Record<string, (failed: number) => boolean>>;
}

interface Job {
  readonly needs?: string;
  readonly steps: readonly {
    readonly name?: string;
    readonly run?: string;
    readonly if?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

interface Workflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Jobs one after another, as they stand in the file; one whose `needs` failed is left out. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const workflow = parse(
    readFileSync(join(installRoot(), ".github/workflows", options.file), "utf8"),
  ) as Workflow;
  const summary = join(options.folder, "..", "step-summary.md");
  writeFileSync(summary, "");
  const steps: RanStep[] = [];
  const failedJobs = new Set<string>();
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const ran =
      job.needs !== undefined && failedJobs.has(job.needs)
        ? []
        : await runJob(job, workflow, summary, options);
    if (ran.some(({ exitCode }) => exitCode !== 0)) failedJobs.add(name);
    if (job.needs !== undefined && failedJobs.has(job.needs)) failedJobs.add(name);
    steps.push(...ran);
  }
  return { steps, summary: readFileSync(summary, "utf8") };
}

async function runJob(
  { steps }: Job,
  { env }: Workflow,
  summary: string,
  options: WorkflowOptions,
): Promise<RanStep[]> {
  const ran: RanStep[] = [];
  for (const step of steps) {
    const failed = ran.filter(({ exitCode }) => exitCode !== 0).length;
    if (step.run === undefined || !isDue(step.if, failed, options)) continue;
    const script = join(options.folder, "..", "step.sh");
    writeFileSync(script, step.run);
    const { exitCode, all } = await execa("bash", ["-e", script], {
      cwd: options.folder,
      env: {
        ...options.env,
        ...{
          CI: "true",
          GITHUB_ACTIONS: "true",
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_REPOSITORY: "shop/tests",
        },
        ...valuesOf(env, options),
        ...valuesOf(step.env, options),
      },
      extendEnv: false,
      ...{ stdin: "ignore", all: true, reject: false },
    });
    ran.push({ name: step.name ?? step.run, exitCode: exitCode ?? -1, output: all });
  }
  return ran;
}

function isDue(condition: string | undefined, failed: number, { conditions }: WorkflowOptions): boolean {
  if (condition === undefined) return failed === 0;
  const known = conditions[condition];
  if (known === undefined) throw new Error(`nobody said when this holds: ${condition}`);
  return known(failed);
}

function valuesOf(
  env: Readonly<Record<string, string>> = {},
  { expressions }: WorkflowOptions,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, text]) => [
      name,
      text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
        const value = expressions[expression];
        if (value === undefined) throw new Error(`nobody said what this is: ${expression}`);
        return value;
      }),
    ]),
  );
}

/** A folder that looks like a checkout of this repository; what is written into it stays there. */
export function checkoutIn(folder: string): string {
  mkdirSync(folder);
  const own = readdirSync(installRoot()).filter((name) => !["results", ".git", ".env"].includes(name));
  for (const name of own) symlinkSync(join(installRoot(), name), join(folder, name));
  return folder;
}
