/** Users with what the business wants to know of them: registrations, and who was active lately. */
import type { CarriedHeaders } from "../shared/carried-headers.ts";
import type { CounterSeries } from "../shared/metrics-series.ts";
import type { MetricsCollector } from "../shared/metrics.ts";
import type { Paging } from "../shared/request-numbers.ts";
import type { NewUser } from "../shared/users.ts";
import type { ActiveUsers } from "./active-users.ts";
import type { RegistrationResult, UserDirectory } from "./user-directory.ts";

export class MeteredUserDirectory implements UserDirectory {
  readonly #users: UserDirectory;
  readonly #registrations: CounterSeries;
  readonly #active: ActiveUsers;

  constructor(users: UserDirectory, metrics: MetricsCollector, active: ActiveUsers) {
    this.#users = users;
    this.#active = active;
    this.#registrations = metrics.counter("user_registrations_total", {});
  }

  list(paging: Paging, carried: CarriedHeaders): Promise<Buffer> {
    return this.#users.list(paging, carried);
  }

  listByUsername(prefix: string, paging: Paging, carried: CarriedHeaders): Promise<Buffer> {
    return this.#users.listByUsername(prefix, paging, carried);
  }

  async get(id: number, carried: CarriedHeaders): Promise<Buffer | null> {
    const body = await this.#users.get(id, carried);
    if (body !== null) this.#active.seen(id);
    return body;
  }

  async create(user: NewUser, carried: CarriedHeaders): Promise<RegistrationResult> {
    const result = await this.#users.create(user, carried);
    if (result.kind === "created") {
      this.#registrations.add();
      this.#active.seen(Number(result.id));
    }
    return result;
  }

  remove(id: number, carried: CarriedHeaders): Promise<boolean> {
    return this.#users.remove(id, carried);
  }
}
