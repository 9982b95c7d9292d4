/**
 * Toxiproxy's API as effectors need it: every request within bounded time, and what failed in words. An
 * API that nothing listens for is gone with its process, and so are its proxies and their toxics: all
 * three are one process. (A proxy in a container may be reached through a forwarder of the engine's; what
 * holds for the container then holds for its port.)
 */
import { connect } from "node:net";
import { Toxiproxy, type Proxy } from "toxiproxy-node-client";
import { reasonOf } from "../chaos-error.ts";
import type { ReadBack } from "../effector.ts";
import { messages } from "../embedded-messages.ts";
import { within } from "../controller/within.ts";

/** On loopback it answers within a millisecond; removing a toxic from many busy connections takes longer. */
const ANSWER_WITHIN_MS = 3_000;

/** As listed; the client's own type leaves the toxics out. */
export interface ListedProxy {
  readonly name: string;
  readonly enabled: boolean;
  readonly toxics: readonly { readonly name: string }[];
}
