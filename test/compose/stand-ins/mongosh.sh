#!/bin/bash
# What docker-compose.yml asks of mongosh is whether the server answers a ping; FerretDB's own
# program asks that. Nothing else of mongosh is here.
set -euo pipefail

case "$*" in
  *"adminCommand({ ping: 1 })"*) ;;
  *) echo "this stand-in of mongosh can ping and nothing else" >&2; exit 2 ;;
esac
FERRETDB_SETUP_PASSWORD=$MONGO_INITDB_ROOT_PASSWORD exec ferretdb ping --handler=sqlite \
  --sqlite-url=file:/data/db/ --state-dir=/tmp --listen-addr=127.0.0.1:27017 --telemetry=disable \
  --test-enable-new-auth --setup-database=admin --setup-username="$MONGO_INITDB_ROOT_USERNAME"
