/**
 * Which containers belong to a Compose project? Found by the labels that Compose gives them, and named
 * after their service; further ones of the same service carry the beginning of their id.
 */
import { dockerEngine } from "../docker/docker-engine.ts";

const ID_LENGTH = 12;

/**
 * @param folder of the Compose file
 * @param dockerHost as in `DOCKER_HOST`; null for the usual socket
 * @throws Error where no engine answers, or `dockerHost` can't be asked
 */
export async function composeContainers(
  folder: string,
  dockerHost: string | null,
): Promise<readonly { readonly name: string; readonly id: string }[]> {
  const engine = dockerEngine(dockerHost);
  try {
    const named = new Set<string>();
    return (await engine.composeServices(folder)).map(({ service, id }) => {
      const name = named.has(service) ? `${service} ${id.slice(0, ID_LENGTH)}` : service;
      named.add(service);
      return { name, id };
    });
  } finally {
    // A connection that is gone already has nothing left to close.
    await engine.close().catch(() => undefined);
  }
}
