#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the S3 server of the tests into FOLDER, as locked in package-lock.json; runs no script of a package.
#
#   sh tests/end_to_end/s3/install.sh FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cp "$here/package.json" "$here/package-lock.json" "$1/"
cd "$1"
exec npm ci --ignore-scripts --no-audit --no-fund
