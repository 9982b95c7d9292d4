/**
 * The yardstick for what the services cost: a bare Fastify handler for each endpoint, with the same
 * queries on a pool of the same size. No schema, no limit, no error handling, no log, no metric; what
 * it is asked is believed.
 *
 * Environment: POSTGRES_URL, POOL_MAX, and LIST, CREATE and COUNT: the statements as JSON.
 */
import Fastify from "fastify";
import pg from "pg";

const { POSTGRES_URL, POOL_MAX, LIST, CREATE, COUNT } = process.env;
const list = JSON.parse(LIST);
const create = JSON.parse(CREATE);
const pool = new pg.Pool({ connectionString: POSTGRES_URL, max: Number(POOL_MAX) });
const total = (await pool.query(JSON.parse(COUNT))).rows[0].total;

const app = Fastify();
app.get("/users", async () => {
  const { rows } = await pool.query({ ...list, values: [20, 0] });
  return { users: rows, page: 1, pageSize: rows.length, total };
});
app.post("/users", async (request, reply) => {
  const { username, email } = request.body;
  const { rows } = await pool.query({ ...create, values: [username, email] });
  return reply.code(201).send(rows[0]);
});
process.on("disconnect", () => process.exit());
await app.listen({ host: "127.0.0.1", port: 0 });
process.send?.({ type: "ready", ports: { http: app.server.address().port } });
