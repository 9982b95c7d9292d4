import { runService } from "../shared/run-service.ts";
import { mongoService } from "./service.ts";

await runService(mongoService);
