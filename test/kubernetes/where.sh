#!/bin/bash
# Prints the folder that the cluster keeps to.
. "$(dirname "$0")/env.sh"
echo "$RIG"
