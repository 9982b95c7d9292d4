import { runService } from "../shared/run-service.ts";
import { apiService } from "./service.ts";

await runService(apiService);
