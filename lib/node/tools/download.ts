/**
 * Downloads one file over HTTPS: into memory or to a file, with limits on size, on time without
 * progress and on time altogether. Follows redirects, but never from HTTPS to anything less. Uses
 * the proxy of the environment, except for this machine. A download that fails is not retried: the
 * next start tries again.
 */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Agent, EnvHttpProxyAgent, request, type Dispatcher } from "undici";
import { isAllowed, isLoopback } from "./base-url.ts";
import { downloadError, Refused } from "./download-failure.ts";
import { limitedLookup } from "./limited-lookup.ts";
import type { DownloadLimits } from "./search.ts";

export interface DownloadOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly limits: DownloadLimits;
  readonly maximumBytes: number;
  readonly signal: AbortSignal;
  /** `totalBytes` is null where the server does not say. */
  readonly progress?: (receivedBytes: number, totalBytes: number | null) => void;
}

export interface DownloadedFile {
  readonly sha256: string;
  readonly bytes: number;
}

const maximumRedirects = 5;

/** @throws ToolError `download`, or the signal's reason */
export async function downloadText(url: URL, o: DownloadOptions): Promise<string> {
  return get(url, o, async (body) => {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  });
}

/** Writes `file`, which must not exist. After a failure it may be there in part: the caller removes it. */
export async function downloadFile(url: URL, file: string, o: DownloadOptions): Promise<DownloadedFile> {
  return get(url, o, async (body) => {
    const hash = createHash("sha256");
    let bytes = 0;
    const hashed = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(body, hashed, createWriteStream(file, { flags: "wx" }));
    return { sha256: hash.digest("hex"), bytes };
  });
}

async function get<T>(
  url: URL,
  o: DownloadOptions,
  read: (body: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.any([o.signal, AbortSignal.timeout(o.limits.downloadMs)]);
  let dispatcher: Dispatcher | null = null;
  try {
    dispatcher = dispatcherFor(url, o);
    const response = await follow(url, { dispatcher, signal });
    const announced = Number(response.headers["content-length"] ?? Number.NaN);
    const totalBytes = Number.isSafeInteger(announced) ? announced : null;
    return await read(limited(response.body, totalBytes, o));
  } catch (error) {
    o.signal.throwIfAborted();
    throw downloadError(url, error, o.limits);
  } finally {
    await dispatcher?.destroy();
  }
}

/** No proxy is asked for this machine: it could not reach it, and tests must not depend on one. */
function dispatcherFor(url: URL, { env, limits }: DownloadOptions): Dispatcher {
  const options: Agent.Options = {
    connect: { timeout: limits.connectMs, lookup: limitedLookup(limits.lookupMs) },
    headersTimeout: limits.stallMs,
    bodyTimeout: limits.stallMs,
  };
  if (isLoopback(url)) return new Agent(options);
  const httpProxy = env.http_proxy ?? env.HTTP_PROXY ?? "";
  const httpsProxy = env.https_proxy ?? env.HTTPS_PROXY ?? "";
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy,
    httpsProxy,
    noProxy: env.no_proxy ?? env.NO_PROXY ?? "",
  });
}

async function follow(
  start: URL,
  o: { dispatcher: Dispatcher; signal: AbortSignal },
): Promise<Dispatcher.ResponseData> {
  let url = start;
  for (let redirects = 0; redirects <= maximumRedirects; redirects += 1) {
    // Identity: a server that compresses on the way would change the bytes that the checksum is about.
    const response = await request(url, { ...o, headers: { "accept-encoding": "identity" } });
    const location = response.headers.location;
    if (response.statusCode === 200) return response;
    if (response.statusCode < 300 || response.statusCode > 399 || typeof location !== "string") {
      throw new Refused(`it answered with status ${response.statusCode}`);
    }
    await response.body.dump();
    url = redirected(url, location);
  }
  throw new Refused(`it redirects more than ${maximumRedirects} times`);
}

function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href))
    throw new Refused("it redirects to something that is not an address");
  const to = new URL(location, from);
  const isWeaker = from.protocol === "https:" && to.protocol !== "https:";
  if (isWeaker || !isAllowed(to)) throw new Refused(`it redirects to ${to.origin}, which is not HTTPS`);
  return to;
}

async function* limited(
  body: Readable,
  totalBytes: number | null,
  o: DownloadOptions,
): AsyncGenerator<Buffer> {
  if ((totalBytes ?? 0) > o.maximumBytes) throw tooLarge(o.maximumBytes);
  let receivedBytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    receivedBytes += chunk.length;
    if (receivedBytes > o.maximumBytes) throw tooLarge(o.maximumBytes);
    o.progress?.(receivedBytes, totalBytes);
    yield chunk;
  }
}

function tooLarge(maximumBytes: number): Refused {
  return new Refused(`it is larger than ${maximumBytes} bytes`);
}
