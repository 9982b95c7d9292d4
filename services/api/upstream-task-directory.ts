/** Tasks as the service that owns them tells of them. */
import type { CarriedHeaders } from "../shared/carried-headers.ts";
import type { Paging } from "../shared/request-numbers.ts";
import { titlePrefix, type TaskRequest } from "../shared/tasks.ts";
import type { CreatedTask, TaskDirectory } from "./task-directory.ts";
import { errorFromAnswer } from "./upstream-error.ts";
import type { Upstream } from "./upstream.ts";

export class UpstreamTaskDirectory implements TaskDirectory {
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  list(paging: Paging, headers: CarriedHeaders): Promise<Buffer> {
    return this.#page("", paging, headers);
  }

  listByTitle(prefix: string, paging: Paging, headers: CarriedHeaders): Promise<Buffer> {
    return this.#page(`${titlePrefix}=${encodeURIComponent(prefix)}&`, paging, headers);
  }

  async #page(filter: string, { page, pageSize }: Paging, headers: CarriedHeaders): Promise<Buffer> {
    const path = `/tasks?${filter}page=${page}&pageSize=${pageSize}`;
    const answer = await this.#upstream.request({ method: "GET", path, headers, body: null });
    if (answer.status === 200) return answer.body;
    throw errorFromAnswer(this.#upstream.name, answer);
  }

  async get(id: string, headers: CarriedHeaders): Promise<Buffer | null> {
    const answer = await this.#upstream.request({ method: "GET", path: `/tasks/${id}`, headers, body: null });
    if (answer.status === 200) return answer.body;
    if (answer.status === 404) return null;
    throw errorFromAnswer(this.#upstream.name, answer);
  }

  async create(task: TaskRequest, carried: CarriedHeaders): Promise<CreatedTask> {
    const headers = { ...carried, "content-type": "application/json" };
    const body = JSON.stringify(task);
    const answer = await this.#upstream.request({ method: "POST", path: "/tasks", headers, body });
    const id = /\/([0-9a-f]{24})$/.exec(answer.headers.location ?? "")?.[1];
    if (answer.status === 201 && id !== undefined) return { id, body: answer.body };
    throw errorFromAnswer(this.#upstream.name, answer);
  }

  async remove(id: string, headers: CarriedHeaders): Promise<boolean> {
    const request = { method: "DELETE", path: `/tasks/${id}`, headers, body: null } as const;
    const answer = await this.#upstream.request(request);
    if (answer.status === 204) return true;
    if (answer.status === 404) return false;
    throw errorFromAnswer(this.#upstream.name, answer);
  }
}
