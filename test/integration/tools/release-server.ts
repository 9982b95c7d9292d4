/**
 * A release on a local HTTP server, as the official one is laid out, with a fake k6 in it: a shell
 * script that says a version. Any file can be answered in another way; requests are counted.
 */
import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tarGz } from "./archives.ts";

export const assetFile = "k6-v2.2.0-linux-amd64.tar.gz";
export const checksumFile = "k6-v2.2.0-checksums.txt";
export const assetMember = "k6-v2.2.0-linux-amd64/k6";
export const linux = { os: "linux", cpu: "x64" } as const;

export type Answer = (response: ServerResponse) => void;

export interface ReleaseServer {
  readonly url: string;
  /** Replaces the answer for a file. */
  answer(file: string, answer: Answer): void;
  requests(file: string): number;
  close(): Promise<void>;
}

export function fakeK6(version: string): string {
  return `#!/bin/sh\necho "k6 v${version} (fake, linux/amd64)"\n`;
}

export function checksums(archive: Buffer, file: string = assetFile): string {
  return `${createHash("sha256").update(archive).digest("hex")}  ${file}\n`;
}

export function text(body: string): Answer {
  return (response) => response.end(body);
}

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(code, headers).end();
}

/** Without changes: a good release with a fake k6 of the pinned version. */
export async function startReleaseServer(archive: Buffer = goodArchive()): Promise<ReleaseServer> {
  const answers = new Map<string, Answer>([
    [checksumFile, text(checksums(archive))],
    [assetFile, (response) => response.setHeader("content-length", archive.length).end(archive)],
  ]);
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const file = (request.url ?? "").slice(1);
    counts.set(file, (counts.get(file) ?? 0) + 1);
    (answers.get(file) ?? status(404))(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (file, answer) => void answers.set(file, answer),
    requests: (file) => counts.get(file) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function goodArchive(): Buffer {
  return tarGz([
    { path: "k6-v2.2.0-linux-amd64/LICENSE", content: "text" },
    { path: assetMember, content: fakeK6("2.2.0") },
  ]);
}
