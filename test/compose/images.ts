/**
 * Makes the images that docker-compose.yml names in an engine that can pull none: a base from
 * debootstrap, the stand-ins on it, and the services by their real Dockerfile.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installRoot } from "../../lib/node/process/install-root.ts";
import type { ComposeFile } from "./compose-file.ts";
import { builtGoProgram } from "./go-programs.ts";
import { run } from "./run.ts";
import { standIns } from "./stand-ins.ts";

export interface ImageMaker {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly logFile: string;
}

const release = "bookworm";
const baseImage = `tidemark-stand-in/debian:${release}`;

export async function makeImages(compose: ComposeFile, maker: ImageMaker): Promise<void> {
  if (!(await has(baseImage, maker))) await makeBase(maker);
  const context = mkdtempSync(join(tmpdir(), "tidemark-images-"));
  try {
    await fillContext(context, maker);
    await buildStandIn("node", compose.nodeImage, context, maker);
    for (const [service, { stage }] of Object.entries(standIns)) {
      await buildStandIn(stage, imageOf(compose, service), context, maker);
    }
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
  await makeServices(compose, maker);
}

function imageOf(compose: ComposeFile, service: string): string {
  const image = compose.services[service]?.image;
  if (image === undefined) throw new Error(`docker-compose.yml has no service ${service} with an image`);
  return image;
}

async function has(image: string, { env }: ImageMaker): Promise<boolean> {
  return (await run("docker", ["images", "--quiet", image], { env })) !== "";
}

async function makeBase({ env, say, logFile }: ImageMaker): Promise<void> {
  say(`making a base image of Debian ${release}`);
  const folder = mkdtempSync(join(tmpdir(), "tidemark-base-"));
  const archive = join(folder, "base.tar");
  try {
    const tree = join(folder, "tree");
    await run("debootstrap", ["--variant=minbase", release, tree], { env, log: logFile });
    await run("tar", ["--create", "--one-file-system", "--file", archive, "--directory", tree, "."], { env });
    await run("docker", ["import", archive, baseImage], { env, log: logFile });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fillContext(context: string, { env, say }: ImageMaker): Promise<void> {
  const programs = join(context, "programs");
  mkdirSync(programs);
  for (const { program } of Object.values(standIns)) {
    if (program === null) continue;
    const folder = await builtGoProgram(program, env, say);
    for (const file of readdirSync(folder)) copyFileSync(join(folder, file), join(programs, file));
  }
  cpSync(join(installRoot(), "test/compose/stand-ins"), context, { recursive: true });
  const node = realpathSync(process.execPath);
  copyFileSync(node, join(context, "node"));
  cpSync(join(dirname(node), "../lib/node_modules/npm"), join(context, "npm"), { recursive: true });
  copyFileSync("/etc/ssl/certs/ca-certificates.crt", join(context, "ca-certificates.crt"));
}

async function buildStandIn(stage: string, image: string, context: string, maker: ImageMaker): Promise<void> {
  maker.say(`stand-in for ${image}`);
  await build(["--target", stage, "--build-arg", `BASE=${baseImage}`, "--tag", image, context], maker);
}

async function makeServices(compose: ComposeFile, maker: ImageMaker): Promise<void> {
  for (const { image, build: recipe } of Object.values(compose.services)) {
    if (recipe === undefined || image === undefined) continue;
    maker.say(`building ${image}`);
    const args = Object.entries(recipe.args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
    await build(["--file", recipe.dockerfile, ...args, "--tag", image, "."], maker);
  }
}

/** The host's network: the engine has no bridge of its own to build on. */
async function build(args: readonly string[], { env, logFile }: ImageMaker): Promise<void> {
  const withBuildKit = { ...env, DOCKER_BUILDKIT: "1" };
  await run("docker", ["build", "--network", "host", "--progress", "plain", ...args], {
    env: withBuildKit,
    cwd: installRoot(),
    log: logFile,
  });
}
