#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian 12 packages that Crosswalk needs; does nothing, and needs neither root nor a network, where all are there.
#
#   sh tools/install_dependencies.sh [build] [test] [package] [fuzz] [bench]      (nothing named: build)
set -eu

# The compiler, what the five programs link, and the language that scans are read in.
build="g++ cmake ninja-build pkgconf lld
  libssl-dev libseccomp-dev libzip-dev libpugixml-dev libgumbo-dev libmd4c-dev libuchardet-dev
  libarchive-dev libgmime-3.0-dev libre2-dev libsqlite3-dev libyaml-cpp-dev nlohmann-json3-dev libcli11-dev libpoppler-glib-dev
  libtesseract-dev libleptonica-dev tesseract-ocr-eng libcurl4-openssl-dev libsimdjson-dev libxml2-dev
  libhowardhinnant-date-dev tzdata libcairo2-dev libpango1.0-dev fonts-dejavu-core"
# GoogleTest, oneDNN for the sentence model, the checks of form, the independent readers that tests compare with, what turns documents into
# other formats, what shows reports (a browser, a terminal emulator, a renderer of Markdown), what signs, and a web server.
test="libgtest-dev libgmock-dev libdnnl2 ccache git clang-format clang-tidy python3 python3-jsonschema poppler-utils antiword catdoc unzip
  groff-base zsh fish rclone strace pandoc libreoffice-core-nogui libreoffice-writer-nogui chromium python3-pyte cmark-gfm
  gpg gpg-agent gpgv nginx-light openssl"
# What CPack asks for the packages that a program needs, and what makes the bill of materials.
package="dpkg-dev file gzip python3 binutils"
fuzz="clang libclang-rt-14-dev llvm"
bench="libbenchmark-dev"

[ $# -gt 0 ] || set -- build
wanted=""
for list in "$@"; do
  case $list in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $build $test" ;;
    package) wanted="$wanted $build $package" ;;
    fuzz) wanted="$wanted $build $fuzz" ;;
    bench) wanted="$wanted $build $bench" ;;
    *) echo "install_dependencies.sh: no list '$list'; there are build, test, package, fuzz and bench" >&2; exit 2 ;;
  esac
done

missing=""
for package in $wanted; do
  case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true) in
    *" installed") ;;
    *) case " $missing " in *" $package "*) ;; *) missing="$missing $package" ;; esac ;;
  esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "install_dependencies.sh: these packages are missing; install them as root:" >&2
  echo "  apt-get update && apt-get install -y --no-install-recommends$missing" >&2
  exit 1
fi
echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
# What apt and dpkg tell at length is of use only where something went wrong.
log=$(mktemp)
# shellcheck disable=SC2086
if { apt-get -q update && apt-get -q -o Dpkg::Use-Pty=0 install -y --no-install-recommends $missing; } >"$log" 2>&1; then
  rm -f "$log"
else
  tail -n 40 "$log" >&2
  echo "install_dependencies.sh: apt-get failed; its whole output is in $log" >&2
  exit 1
fi
