/**
 * Does the verdict follow from what the system did? A server that fails, stalls, resets or answers
 * wrongly by script, and the real k6: for each rule a run that breaks it, and one that just does not.
 *
 * A run sends 1,200 requests (k6 may add one or two). The goals on `users_list`: 99.5 % succeed, so
 * that 6 may fail and 7 may not; 99 % within 0.5 s, so that 12 may be slow and 13 may not. So near to
 * the goal, each is a close call too; 1,200 good ones are none (0.025^(1/1200) = 0.9969).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect } from "chai";
import type { ReasonCode } from "../../lib/core/record/verdict.ts";
import { answer, type Behaviour, startScriptedServer } from "../support/scripted-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, tidemark } from "../support/tidemark.ts";

const SLOW_MS = 700;

interface Case {
  readonly title: string;
  /** A new one for each run: it counts. */
  readonly behaviour: () => Behaviour;
  readonly flags?: readonly string[];
  readonly exitCode: number;
  readonly reasons: readonly [ReasonCode, objective: string | null][];
}

const errors = "users_list-errors";
const latency = "users_list-latency";

const cases: readonly Case[] = [
  {
    title: "as many failures as the goal allows",
    behaviour: () => some(6, fail),
    exitCode: 0,
    reasons: [["closeCall", errors]],
  },
  {
    title: "one failure more than the goal allows",
    behaviour: () => some(7, fail),
    exitCode: 99,
    reasons: [
      ["missed", errors],
      ["closeCall", errors],
    ],
  },
  {
    title: "connections that are reset in the middle of an answer",
    behaviour: () => some(7, resetAfter("HTTP/1.1 200")),
    exitCode: 99,
    reasons: [
      ["missed", errors],
      ["closeCall", errors],
    ],
  },
  {
    title: "as many slow answers as the goal allows",
    behaviour: () => some(12, slow),
    exitCode: 0,
    reasons: [["closeCall", latency]],
  },
  {
    title: "one slow answer more than the goal allows",
    behaviour: () => some(13, slow),
    exitCode: 99,
    reasons: [
      ["missed", latency],
      ["closeCall", latency],
    ],
  },
  {
    title: "a stall of a second",
    behaviour: () => stalling(1_000),
    exitCode: 99,
    reasons: [["missed", latency]],
  },
  { title: "a stall shorter than the limit", behaviour: () => stalling(300), exitCode: 0, reasons: [] },
  {
    title: "a slow start, judged",
    behaviour: () => slowStart(40),
    exitCode: 99,
    reasons: [["missed", latency]],
  },
  {
    title: "a slow start within the warm-up, which is never judged",
    behaviour: () => slowStart(40),
    flags: ["--warmup", "1s"],
    exitCode: 0,
    reasons: [],
  },
  {
    title: "one wrong body among those that are looked at",
    behaviour: () => some(1, emptyList),
    flags: ["--check-every", "1"],
    exitCode: 99,
    reasons: [["wrongBodies", null]],
  },
  {
    title: "a wrong body that nobody looks at",
    behaviour: () => some(1, emptyList),
    flags: ["--check-every", "0"],
    exitCode: 0,
    reasons: [],
  },
  {
    title: "too few requests to decide anything",
    behaviour: () => () => false,
    flags: ["--rate", "10"],
    exitCode: 3,
    reasons: [["tooFewSamples", null]],
  },
  {
    // 600 good ones of 600 leave it open whether 99.5 % are good (0.025^(1/600) = 0.9939).
    title: "a clean run that is a close call, where close calls are no answer",
    behaviour: () => () => false,
    flags: ["--strict", "--rate", "200"],
    exitCode: 3,
    reasons: [["closeCall", errors]],
  },
  {
    title: "a clean run of twice the size, where close calls are no answer",
    behaviour: () => () => false,
    flags: ["--strict"],
    exitCode: 0,
    reasons: [],
  },
];

describe("the verdict on a system that does as a script says", () => {
  const temporary = temporaryFolder();

  for (const { title, behaviour, flags = [], exitCode, reasons } of cases) {
    it(`is ${exitCode} for ${title}`, async () => {
      const server = await startScriptedServer(behaviour());
      try {
        const tool = tidemark(temporary());
        const urls = ["api", "postgres", "mongo"].flatMap((name) => ["--url", `${name}=${server.url}`]);
        const usual = { "--rate": "400", "--duration": "3s", "--warmup": "0s" };
        const run = await tool.start("run", "sustained", ...urls, ...withDefaults(usual, flags));
        const { verdict } = onlyRecord(tool);
        const found = verdict.reasons.map(({ code, objective }) => [code, objective]);
        expect(found, run.stderr).to.deep.equal(reasons);
        expect(run.exitCode).to.equal(exitCode);
      } finally {
        await server.close();
      }
    });
  }
});

/** A flag may be given once: those of a case stand in for the usual ones. */
function withDefaults(usual: Readonly<Record<string, string>>, own: readonly string[]): string[] {
  const kept = Object.entries(usual).filter(([flag]) => !own.includes(flag));
  return ["--quiet", ...kept.flat(), ...own];
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What is done to `count` of the requests, spread over the first 1,000; the others are answered as usual. */
function some(count: number, done: (exchange: Exchange) => void): Behaviour {
  let number = 0;
  const every = Math.floor(1_000 / count);
  return (request, response) => {
    if (isHealth(request)) return false;
    number += 1;
    if (number % every !== 0 || number > every * count) return false;
    done({ request, response });
    return true;
  };
}

/** Once, in the middle of the run: whoever asks meanwhile is answered when it is over. */
function stalling(stallMs: number): Behaviour {
  let number = 0;
  let until = 0;
  return (request, response) => {
    if (isHealth(request)) return false;
    number += 1;
    if (number === 200) until = Date.now() + stallMs;
    const waitMs = until - Date.now();
    if (waitMs <= 0) return false;
    setTimeout(() => usersList(response), waitMs);
    return true;
  };
}

function slowStart(requests: number): Behaviour {
  let number = 0;
  return (request, response) => {
    if (isHealth(request) || ++number > requests) return false;
    slow({ request, response });
    return true;
  };
}

function isHealth({ url }: IncomingMessage): boolean {
  return url === "/health";
}

function fail({ response }: Exchange): void {
  answer(response, 503, { status: "broken" });
}

/** Before the first byte k6 would send a GET again by itself, as Go's HTTP client does on a kept connection. */
function resetAfter(beginning: string) {
  return ({ request }: Exchange): void => {
    request.socket.write(beginning);
    request.socket.resetAndDestroy();
  };
}

function slow({ response }: Exchange): void {
  setTimeout(() => usersList(response), SLOW_MS);
}

function emptyList({ response }: Exchange): void {
  answer(response, 200, { users: [], page: 1, pageSize: 20, total: 0 });
}

function usersList(response: ServerResponse): void {
  const users = Array.from({ length: 20 }, (_, index) => ({
    id: index + 1,
    username: `user${index + 1}`,
    email: `user${index + 1}@example.com`,
    createdAt: new Date(0).toISOString(),
  }));
  answer(response, 200, { users, page: 1, pageSize: 20, total: 10_000 });
}
