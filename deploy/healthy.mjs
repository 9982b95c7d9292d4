/** The health check of a service's container: exit code 0 if the address answers with a 2xx in time. */
/* global fetch, AbortSignal */
const timeoutMs = 3000;

const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(timeoutMs) }).catch((error) => {
  console.error(String(error.cause ?? error));
  return null;
});
if (answer?.ok !== true) {
  if (answer !== null) console.error(`${answer.status} ${await answer.text()}`);
  process.exitCode = 1;
}
