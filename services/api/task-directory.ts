/** What the routes need to know of tasks; bodies are JSON as the caller will get them. */
import type { CarriedHeaders } from "../shared/carried-headers.ts";
import type { Paging } from "../shared/request-numbers.ts";
import type { TaskRequest } from "../shared/tasks.ts";

export interface CreatedTask {
  readonly id: string;
  readonly body: Buffer;
}

export interface TaskDirectory {
  list(paging: Paging, carried: CarriedHeaders): Promise<Buffer>;
  /** Those whose title begins so. */
  listByTitle(prefix: string, paging: Paging, carried: CarriedHeaders): Promise<Buffer>;
  /** Null where there is no such task. */
  get(id: string, carried: CarriedHeaders): Promise<Buffer | null>;
  create(task: TaskRequest, carried: CarriedHeaders): Promise<CreatedTask>;
  /** False where there is no such task. */
  remove(id: string, carried: CarriedHeaders): Promise<boolean>;
}
