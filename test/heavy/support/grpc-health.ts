/** Asks a gRPC server how it is, by its standard health check and without a library: HTTP/2 is all it takes. */
import { connect } from "node:http2";

const LIMIT_MS = 5_000;
/** Not compressed, no bytes: a message without fields. */
const EMPTY_MESSAGE = Buffer.alloc(5);

/** @returns gRPC's status, e.g. 0 for well and 14 for unavailable. @throws Error where there is no answer in time */
export async function grpcHealth(origin: string): Promise<number> {
  const session = connect(origin);
  try {
    return await new Promise<number>((resolve, reject) => {
      session.on("error", reject);
      const request = session.request({
        ...{ ":method": "POST", ":path": "/grpc.health.v1.Health/Check" },
        ...{ "content-type": "application/grpc", te: "trailers" },
      });
      request.setTimeout(LIMIT_MS, () => reject(new Error(`no answer within ${LIMIT_MS} ms`)));
      const take = (headers: Readonly<Record<string, unknown>>) => {
        // Among the headers where there is no message, else in the trailers.
        if (headers["grpc-status"] !== undefined) resolve(Number(headers["grpc-status"]));
      };
      request.on("error", reject).on("response", take).on("trailers", take);
      request.resume();
      request.end(EMPTY_MESSAGE);
    });
  } finally {
    session.destroy();
  }
}
