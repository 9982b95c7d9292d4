/** Adds to `.env` a random value for each secret of docker-compose.yml that it lacks; shows names alone. */
import { installRoot } from "../lib/node/process/install-root.ts";
import { writeMissingSecrets } from "../lib/node/stack/compose-secrets.ts";

const made = writeMissingSecrets(installRoot());
process.stdout.write(
  made.length === 0 ? ".env has every secret already\n" : `added to .env: ${made.join(", ")}\n`,
);
