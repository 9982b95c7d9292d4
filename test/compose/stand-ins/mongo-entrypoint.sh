#!/bin/bash
# FerretDB with the user that the mongo image would make, as SCRAM has it; its data in the same volume.
set -euo pipefail

export FERRETDB_SETUP_PASSWORD=$MONGO_INITDB_ROOT_PASSWORD
exec ferretdb --handler=sqlite --sqlite-url=file:/data/db/ --state-dir=/data/db \
  --listen-addr=0.0.0.0:27017 --debug-addr=- --telemetry=disable --log-level=warn \
  --test-enable-new-auth --setup-database=admin --setup-username="$MONGO_INITDB_ROOT_USERNAME"
