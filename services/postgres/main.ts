import { runService } from "../shared/run-service.ts";
import { postgresService } from "./service.ts";

await runService(postgresService);
