/** Where the credentials that a target names may be: the environment comes before `.env`. */

/** An empty variable counts as not set, as it does for settings. */
export function namedSecrets({
  env,
  dotEnv,
}: {
  readonly env: NodeJS.ProcessEnv;
  readonly dotEnv: Readonly<Record<string, string>>;
}): Readonly<Record<string, string | undefined>> {
  return { ...dotEnv, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")) };
}
