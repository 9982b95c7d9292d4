/** `tidemark/system`: what a project in a folder of its own needs to describe its system. */
export type { Endpoint, HttpMethod, Service, SystemDescription } from "./system.ts";
export type { DataFile, Row } from "./data.ts";
export type { LeftObject, Leftovers } from "./leftovers.ts";
export type { EndpointBehaviour, RequestContext, RequestParts, SystemBehaviour } from "./behaviour.ts";
