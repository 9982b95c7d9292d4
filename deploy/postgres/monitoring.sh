#!/bin/bash
# Run once by the postgres image, when its volume is empty: a role for postgres-exporter that may
# read statistics and nothing else, and the extension that tells which statements are slow.
set -euo pipefail

# psql reads the password from a variable of its own, which quotes it; on a command line it would be
# visible to every process.
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
\getenv monitoring_password MONITORING_PASSWORD
CREATE ROLE monitoring LOGIN PASSWORD :'monitoring_password';
GRANT pg_monitor TO monitoring;
CREATE EXTENSION pg_stat_statements;
SQL
