/**
 * What a part of the embedded system takes over from the runner's environment: where programs,
 * home and temporary files are, and language and time. Nothing else, so that no variable of the
 * shell (PGHOST, NODE_OPTIONS, LOG_LEVEL) changes what is measured.
 */
const inherited = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

export function inheritedEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const taken: Record<string, string> = {};
  for (const name of inherited) {
    const value = env[name];
    if (value !== undefined) taken[name] = value;
  }
  return taken;
}
