/**
 * Addresses by service: `--url api=http://10.0.0.5:8000` (once for each service) or
 * `TIDEMARK_URL_API`. The levels take precedence service by service, so that one address can be
 * changed for one run.
 */
import { parseBaseAddress } from "../../core/system/base-address.ts";
import type { Problem } from "./config-error.ts";
import { urlEnvironmentName } from "./environment-names.ts";
import type { SettingSources } from "./setting-sources.ts";
import { refusedValue, repeatedService, unknownService } from "./wording.ts";

export const urlOption = {
  flag: "--url",
  key: "url",
  placeholder: "<service=address>",
  description: "base address of a service, over the target's; once for each service",
  example: "--url api=http://127.0.0.1:8000",
} as const;

export function readBaseUrls(
  sources: SettingSources,
  services: readonly string[],
  problems: Problem[],
): Readonly<Record<string, string>> {
  const urls: Record<string, string> = {};
  for (const service of services) {
    const name = urlEnvironmentName(service);
    const environment = sources.env[name] ?? "";
    const place = environment === "" ? "in .env" : "in the environment";
    const text = environment === "" ? (sources.dotEnv[name] ?? "") : environment;
    if (text !== "")
      urls[service] = address(`${name} ${place}`, text, `${name}=http://127.0.0.1:8000`, problems);
  }
  return Object.freeze({ ...urls, ...urlsOfFlags(sources.given.urls, services, problems) });
}

function urlsOfFlags(given: readonly string[], services: readonly string[], problems: Problem[]) {
  const urls: Record<string, string> = {};
  for (const text of given) {
    const [service = "", ...rest] = text.split("=");
    if (rest.length === 0) {
      const refusal = { code: "badValue", rule: "must be a service and its address" } as const;
      problems.push(refusedValue(urlOption.flag, refusal, text, urlOption.example));
    } else if (!services.includes(service)) {
      problems.push(unknownService(urlOption.flag, service, services));
    } else if (Object.hasOwn(urls, service)) {
      problems.push(repeatedService(urlOption.flag, service));
    } else {
      urls[service] = address(`${urlOption.flag} ${service}`, rest.join("="), urlOption.example, problems);
    }
  }
  return urls;
}

function address(where: string, text: string, example: string, problems: Problem[]): string {
  const parsed = parseBaseAddress(text);
  if (parsed.ok) return parsed.address;
  problems.push(refusedValue(where, { code: "badValue", rule: parsed.rule }, text, example));
  return text;
}
