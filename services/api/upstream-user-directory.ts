/** Users as the service that owns them tells of them. */
import type { CarriedHeaders } from "../shared/carried-headers.ts";
import type { Paging } from "../shared/request-numbers.ts";
import { usernamePrefix, type NewUser } from "../shared/users.ts";
import { errorFromAnswer } from "./upstream-error.ts";
import type { Upstream } from "./upstream.ts";
import type { RegistrationResult, UserDirectory } from "./user-directory.ts";

export class UpstreamUserDirectory implements UserDirectory {
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  list(paging: Paging, headers: CarriedHeaders): Promise<Buffer> {
    return this.#page("", paging, headers);
  }

  listByUsername(prefix: string, paging: Paging, headers: CarriedHeaders): Promise<Buffer> {
    return this.#page(`${usernamePrefix}=${encodeURIComponent(prefix)}&`, paging, headers);
  }

  async #page(filter: string, { page, pageSize }: Paging, headers: CarriedHeaders): Promise<Buffer> {
    const path = `/users?${filter}page=${page}&pageSize=${pageSize}`;
    const answer = await this.#upstream.request({ method: "GET", path, headers, body: null });
    if (answer.status === 200) return answer.body;
    throw errorFromAnswer(this.#upstream.name, answer);
  }

  async get(id: number, headers: CarriedHeaders): Promise<Buffer | null> {
    const answer = await this.#upstream.request({ method: "GET", path: `/users/${id}`, headers, body: null });
    if (answer.status === 200) return answer.body;
    if (answer.status === 404) return null;
    throw errorFromAnswer(this.#upstream.name, answer);
  }

  async create({ username, email }: NewUser, carried: CarriedHeaders): Promise<RegistrationResult> {
    const headers = { ...carried, "content-type": "application/json" };
    const body = JSON.stringify({ username, email });
    const answer = await this.#upstream.request({ method: "POST", path: "/users", headers, body });
    const id = /\/(\d+)$/.exec(answer.headers.location ?? "")?.[1];
    if (answer.status === 201 && id !== undefined) return { kind: "created", id, body: answer.body };
    const field = answer.status === 409 ? takenField(answer.body) : null;
    if (field !== null) return { kind: "taken", field };
    throw errorFromAnswer(this.#upstream.name, answer);
  }

  async remove(id: number, headers: CarriedHeaders): Promise<boolean> {
    const request = { method: "DELETE", path: `/users/${id}`, headers, body: null } as const;
    const answer = await this.#upstream.request(request);
    if (answer.status === 204) return true;
    if (answer.status === 404) return false;
    throw errorFromAnswer(this.#upstream.name, answer);
  }
}

/** The field that the problem body of a conflict names; null where it names none that we know. */
function takenField(body: Buffer): keyof NewUser | null {
  const text = body.toString();
  if (text.includes('"body.username"')) return "username";
  return text.includes('"body.email"') ? "email" : null;
}
