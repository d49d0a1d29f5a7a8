#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs one suite of other projects' test data: run.sh PROGRAM SUITE. Ends with 77 (skipped) where there is no such data.
set -eu
here=$(dirname "$0")
shared=${CROSSWALK_SHARED:-$here/../../../shared}
if [ ! -d "$shared/conformance/$2" ]; then
  echo "skipped: no conformance data; set CROSSWALK_SHARED"
  exit 77
fi
exec "$1" --data "$shared/conformance" --suite "$2" --known "$here/known/$2.txt"
