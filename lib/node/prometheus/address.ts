/** Where a Prometheus is and how requests to it prove who they are. */
import type { Auth } from "../../core/system/access.ts";

export interface PrometheusAddress {
  /** In front of `/api/v1`; no credentials in it, no slash at its end. */
  readonly url: string;
  /** Where samples go; left out: `/api/v1/write` below `url`. */
  readonly writeUrl?: string;
  /** None, bearer or basic; the other kinds add nothing to a request. */
  readonly auth: Auth<string>;
  /** PEM of every authority to trust; null for the usual ones. */
  readonly authorities: string | null;
}
