import { expect } from "chai";
import { apiConfiguration } from "../../../../services/api/configuration.ts";
import { postgresConfiguration } from "../../../../services/postgres/configuration.ts";
import { ConfigurationError, readConfiguration } from "../../../../services/shared/configuration.ts";

const url = "postgres://user:s3cret@127.0.0.1:5432/users";

function refusal(env: Record<string, string>): ConfigurationError {
  try {
    readConfiguration("postgres", postgresConfiguration, env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

describe("a service's configuration", () => {
  it("has defaults for everything but the address of the store", () => {
    expect(readConfiguration("postgres", postgresConfiguration, { POSTGRES_URL: url })).to.deep.equal({
      HOST: "127.0.0.1",
      PORT: 8001,
      PORT_IF_BUSY: "fail",
      LOG_LEVEL: "info",
      METRICS: "on",
      METRICS_PORT: 9090,
      HEALTH_INTERVAL_MS: 30_000,
      HEALTH_DEADLINE_MS: 5_000,
      QUEUE_NAME: "registrations",
      WORK_CONCURRENCY: 4,
      WORK_DURATION_MS: 0,
      POSTGRES_URL: url,
      POOL_MAX: 10,
      POOL_ACQUIRE_TIMEOUT_MS: 1000,
      STATEMENT_TIMEOUT_MS: 2000,
      SEED_USERS: 0,
    });
    expect(readConfiguration("api", apiConfiguration, {}).POSTGRES_SERVICE_URL).to.equal(
      "http://127.0.0.1:8001",
    );
  });

  it("is frozen and holds only what the service knows", () => {
    const configuration = readConfiguration("postgres", postgresConfiguration, {
      POSTGRES_URL: url,
      PATH: "/bin",
    });
    expect(configuration).to.be.frozen.and.not.to.have.property("PATH");
  });

  it("tells every problem at once, with the rule and what was received", () => {
    const error = refusal({ PORT: "70000", POOL_MAX: "ten", LOG_LEVEL: "loud" });
    expect(error.code).to.equal("configuration");
    expect(error.kind).to.equal("usage");
    expect(error.message).to.contain('PORT: must be a whole number from 0 to 65535, got "70000"');
    expect(error.message).to.contain('POOL_MAX: must be a whole number from 1 to 1000, got "ten"');
    expect(error.message).to.contain("LOG_LEVEL: ").and.to.contain('got "loud"');
    expect(error.message).to.contain("POSTGRES_URL: ").and.to.contain("got nothing");
  });

  it("takes whole numbers in plain digits only", () => {
    for (const value of ["1.5", "-1", "", " 5", "1e3", "0x10", "1001", "0"]) {
      const error = refusal({ POSTGRES_URL: url, POOL_MAX: value });
      expect(error.message, value).to.contain(
        `POOL_MAX: must be a whole number from 1 to 1000, got "${value}"`,
      );
    }
    const accepted = readConfiguration("postgres", postgresConfiguration, {
      POSTGRES_URL: url,
      POOL_MAX: "1000",
    });
    expect(accepted.POOL_MAX).to.equal(1000);
  });

  it("never repeats a value that may hold a secret", () => {
    const error = refusal({ POSTGRES_URL: "mysql://user:s3cret@127.0.0.1/users" });
    expect(error.message).to.contain(
      "POSTGRES_URL: must be a URL starting with postgres:// or postgresql://",
    );
    expect(error.message).not.to.contain("s3cret");
  });
});
