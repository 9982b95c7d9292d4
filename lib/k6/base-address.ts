/** Where a service is: an environment variable of the k6 process, or else what the plan says. */
import { k6Environment } from "../core/record/names.ts";

type Addresses = Readonly<Record<string, string | undefined>>;

/** @throws Error when neither knows the service: k6 then ends before anything is sent */
export function baseAddress(service: string, environment: Addresses, planned: Addresses): string {
  const variable = k6Environment.urlPrefix + service.toUpperCase().replace(/[^A-Z0-9]/g, "_");
  const address = environment[variable] ?? planned[service];
  if (address === undefined) {
    throw new Error(`service ${service}: the plan has no address of it; pass -e ${variable}=http://...`);
  }
  return address.replace(/\/+$/, "");
}
