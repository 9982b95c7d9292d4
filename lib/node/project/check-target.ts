/**
 * What the shape alone cannot say of a target's file: whether its services, scenarios, headers and
 * labels are names that mean something, its addresses addresses, and nothing literal a credential.
 */
import { parseBaseAddress } from "../../core/system/base-address.ts";
import { syntheticTrafficHeader, tagNames } from "../../core/record/names.ts";
import { ownSubjects as ownOnes, resourceFigures } from "../../core/record/resource.ts";
import { wording, type ProjectErrorCode, type ProjectProblem } from "./project-error.ts";
import type { Project } from "./project.ts";
import { isReference, namesSecret } from "./secret-reference.ts";
import type { Path } from "./shape-problems.ts";
import type { TargetFile } from "./target-schema.ts";

export type Tell = (code: ProjectErrorCode, path: Path, text: string) => void;

/** Each request has these already. */
const ownHeaders = [syntheticTrafficHeader.name, "Traceparent", "Content-Type", "Content-Length"];
/** Labels that k6 or Tidemark puts on samples. */
const ownLabels = [
  ...Object.values(tagNames),
  ...["testid", "scenario", "status", "method", "group", "url", "error", "error_code", "expected_response"],
];
/** Samples of these are told apart as ours. */
const ownSubjects: readonly string[] = Object.values(ownOnes);
/** The page of the api that tells of the business has no service of its own. */
const businessMetrics = "business";

/** @param place makes a problem of a code, a path in the file and a text */
export function targetProblems(
  project: Project,
  file: TargetFile,
  place: (code: ProjectErrorCode, path: Path, text: string) => ProjectProblem,
): ProjectProblem[] {
  const problems: ProjectProblem[] = [];
  const tell: Tell = (code, path, text) => void problems.push(place(code, path, text));
  checkAddresses(project, file, tell);
  checkNames(project, file, tell);
  checkHeaders(file, tell);
  checkLogin(file, tell);
  checkResources(file, tell);
  checkChaos(project, file, tell);
  const { clientCertificate, clientKey } = file.tls;
  if ((clientCertificate === null) !== (clientKey === null))
    tell("wrongShape", ["tls"], wording.clientPair());
  return problems;
}

/** As every address is kept: without a slash at its end. */
export function plainAddress(text: string): string {
  const parsed = parseBaseAddress(text);
  return parsed.ok ? parsed.address : text;
}

function checkAddresses(project: Project, file: TargetFile, tell: Tell): void {
  for (const service of Object.keys(file.addresses)) {
    const known = checkService(project, ["addresses", service], service, tell);
    if (known) checkAddress(["addresses", service], file.addresses[service] ?? "", tell);
  }
  const needed = new Set(project.system.endpoints.map((endpoint) => endpoint.service));
  for (const service of needed) {
    if (!Object.hasOwn(file.addresses, service)) {
      tell("wrongAddress", ["addresses"], wording.neededAddress(service));
    }
  }
  if (file.auth?.kind === "oauth2") checkAddress(["auth", "tokenUrl"], file.auth.tokenUrl, tell);
  if (file.auth?.kind === "login") checkAddress(["auth", "url"], file.auth.url, tell);
  if (file.prometheus !== null) {
    const { url, writeUrl } = file.prometheus;
    checkAddress(["prometheus", "url"], url, tell);
    if (writeUrl !== null) checkAddress(["prometheus", "writeUrl"], writeUrl, tell);
  }
  for (const [service, address] of Object.entries(file.metrics)) {
    if (service !== businessMetrics) checkService(project, ["metrics", service], service, tell);
    checkAddress(["metrics", service], address, tell);
  }
}

function checkAddress(path: Path, address: string, tell: Tell): void {
  const parsed = parseBaseAddress(address);
  if (!parsed.ok) tell("wrongAddress", path, wording.address(parsed.rule, address));
}

function checkService({ system }: Project, path: Path, service: string, tell: Tell): boolean {
  const services = system.services.map(({ name }) => name);
  if (services.includes(service)) return true;
  tell("wrongName", path, wording.unknownName("service", service, services));
  return false;
}

function checkNames(project: Project, { limits, labels }: TargetFile, tell: Tell): void {
  const scenarios = project.scenarios.map(({ name }) => name);
  for (const name of limits.scenarios ?? []) {
    if (!scenarios.includes(name)) {
      tell("wrongName", ["limits", "scenarios"], wording.unknownScenario(name, scenarios));
    }
  }
  for (const label of Object.keys(labels)) {
    if (!/^(?!__)[A-Za-z_][A-Za-z0-9_]*$/.test(label)) {
      tell("wrongName", ["labels", label], wording.labelName(label));
    } else if (ownLabels.includes(label)) tell("wrongName", ["labels", label], wording.ownLabel(label));
  }
}

function checkHeaders({ headers, auth }: TargetFile, tell: Tell): void {
  const taken = new Set(auth === null ? [] : [authHeader(auth).toLowerCase()]);
  for (const [name, value] of Object.entries(headers)) {
    const path = ["headers", name];
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) tell("wrongName", path, wording.headerName(name));
    if (ownHeaders.some((own) => own.toLowerCase() === name.toLowerCase())) {
      tell("wrongName", path, wording.ownHeader(name));
    }
    if (taken.has(name.toLowerCase())) tell("wrongName", path, wording.repeatedHeader(name));
    taken.add(name.toLowerCase());
    if (!isReference(value) && namesSecret(name)) {
      tell("literalSecret", path, wording.literalInSecretField(name));
    }
  }
}

function authHeader(auth: NonNullable<TargetFile["auth"]>): string {
  if (auth.kind !== "login") return "Authorization";
  return auth.cookie === null ? (auth.header ?? "Authorization") : "Cookie";
}

function checkLogin({ auth }: TargetFile, tell: Tell): void {
  if (auth?.kind !== "login") return;
  if (auth.cookie !== null && (auth.header !== null || auth.prefix !== null)) {
    tell("wrongShape", ["auth", "cookie"], wording.cookieOrHeader());
  }
  for (const [name, value] of Object.entries(auth.body)) {
    if (!isReference(value) && namesSecret(name)) {
      tell("literalSecret", ["auth", "body", name], wording.literalInSecretField(name));
    }
  }
}

function checkResources({ prometheus }: TargetFile, tell: Tell): void {
  for (const [subject, questions] of Object.entries(prometheus?.resources ?? {})) {
    const path = ["prometheus", "resources", subject];
    if (ownSubjects.includes(subject)) tell("wrongName", path, wording.ownSubject(subject));
    if (Object.values(questions).every((question) => question === null)) {
      tell("wrongShape", path, wording.noQuestion(resourceFigures));
    }
  }
}

function checkChaos(project: Project, { chaos }: TargetFile, tell: Tell): void {
  if (chaos === null) return;
  const path = ["chaos"];
  if (chaos.alertmanager !== null) checkAddress([...path, "alertmanager"], chaos.alertmanager, tell);
  const { killSwitch, driver } = chaos;
  if (killSwitch !== null && "url" in killSwitch) {
    checkAddress([...path, "killSwitch", "url"], killSwitch.url, tell);
  }
  if (driver?.kind === "compose" && driver.toxiproxy !== null) {
    checkAddress([...path, "driver", "toxiproxy"], driver.toxiproxy, tell);
  }
  if (driver?.kind !== "kubernetes") return;
  for (const service of Object.keys(driver.services)) {
    checkService(project, [...path, "driver", "services", service], service, tell);
  }
  for (const kind of ["services", "stores"] as const) {
    for (const [name, { labels }] of Object.entries(driver[kind])) {
      const place = [...path, "driver", kind, name, "labels"];
      // A selector without a label means every pod of the namespace.
      if (Object.keys(labels).length === 0) tell("wrongShape", place, wording.noPodLabel());
    }
  }
}
