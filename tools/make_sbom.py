#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the CycloneDX 1.6 bill of materials of built programs, on Debian.

    python3 tools/make_sbom.py --version 0.1.0 --out FILE build/package/bin/crosswalk build/package/bin/crosswalk-pdf build/package/bin/crosswalk-ocr

Named are the shared libraries that each program loads, as the loader finds them (ldd), and the libraries that are compiled in (HEADERS), each
with its Debian package, version, licence as its copyright file states it, and the SHA-256 of the file. The same programs on the same
system give the same bytes; the time is SOURCE_DATE_EPOCH, or left out.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid

# Who supplies what: the programs, and the packages that they load.
AUTHORS = {"name": "The Crosswalk authors"}
DISTRIBUTION = {"name": "Debian"}
# Libraries of headers: compiled in, hence not to be seen in the program. Debian package: programs that hold it.
HEADERS = {"libcli11-dev": ["crosswalk"], "nlohmann-json3-dev": ["crosswalk", "crosswalk-opinion", "crosswalk-fetch"]}
LICENCES = {"crosswalk": "Apache-2.0", "crosswalk-pdf": "GPL-3.0-or-later", "crosswalk-ocr": "GPL-3.0-or-later", "crosswalk-opinion": "Apache-2.0",
            "crosswalk-fetch": "Apache-2.0"}
# Short names of copyright files (Debian copyright format 1.0) that SPDX writes otherwise, in lower case.
SPDX = {
    "apache-2.0": "Apache-2.0", "bsd-2-clause": "BSD-2-Clause", "bsd-3-clause": "BSD-3-Clause", "expat": "MIT", "mit": "MIT",
    "zlib": "Zlib", "isc": "ISC", "mpl-1.1": "MPL-1.1", "mpl-2.0": "MPL-2.0", "0bsd": "0BSD", "openssl": "OpenSSL",
    "gpl-2": "GPL-2.0-only", "gpl-2+": "GPL-2.0-or-later", "gpl-2.0": "GPL-2.0-only", "gpl-2.0+": "GPL-2.0-or-later",
    "gpl-3": "GPL-3.0-only", "gpl-3+": "GPL-3.0-or-later", "gpl-3.0+": "GPL-3.0-or-later",
    "lgpl-2": "LGPL-2.0-only", "lgpl-2+": "LGPL-2.0-or-later", "lgpl-2.0+": "LGPL-2.0-or-later",
    "lgpl-2.1": "LGPL-2.1-only", "lgpl-2.1+": "LGPL-2.1-or-later", "lgpl-3": "LGPL-3.0-only", "lgpl-3+": "LGPL-3.0-or-later",
}
# What packages are under whose copyright file is in no form that a program can read, as that file says.
STATED = {
    "libc6": "LGPL-2.1-or-later", "libcairo2": "LGPL-2.1-only OR MPL-1.1", "libfontconfig1": "HPND-sell-variant",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1", "libgomp1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1", "liblept5": "BSD-2-Clause", "libopenjp2-7": "BSD-2-Clause",
    "libpixman-1-0": "MIT", "libwebp7": "BSD-3-Clause", "libwebpmux3": "BSD-3-Clause", "libzip4": "BSD-3-Clause",
}


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    if done.returncode != 0:
        sys.exit(f"make_sbom.py: {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def libraries(program):
    """Real paths of all shared libraries that the loader gives the program, of libraries of libraries too."""
    found = re.findall(r"(?:=> )?(/\S+) \(0x", run("ldd", str(program)))
    return sorted({os.path.realpath(path) for path in found})


def packages_of(paths):
    """path -> the installed Debian package that holds it; /lib and /usr/lib are the same folder on merged systems."""
    names = {name: path for path in paths for name in (path, path.removeprefix("/usr"))}
    # It fails where one of the names is unknown; whether every path has a package is seen below.
    done = subprocess.run(["dpkg-query", "-S", *names], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    found = {}
    for line in done.stdout.splitlines():
        package, _, name = line.partition(": ")
        if name in names:
            found[names[name]] = package
    for path in paths:
        if path not in found:
            sys.exit(f"make_sbom.py: no Debian package holds {path}")
    return found


def licence_of(package):
    """The licences of a package as SPDX choices: what 'Files: *' is under, else a pointer to its copyright file."""
    name = package.split(":")[0]
    if name in STATED:
        return [{"expression": STATED[name]}] if " " in STATED[name] else [{"license": {"id": STATED[name]}}]
    path = pathlib.Path("/usr/share/doc") / name / "copyright"
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    pointer = [{"license": {"name": f"see {path}"}}]
    if not re.match(r"Format(-Specification)?:", text):
        return pointer
    for paragraph in re.split(r"\n\s*\n", text):
        if re.search(r"^Files:\s*\*\s*$", paragraph, flags=re.M):
            found = re.search(r"^License:[ \t]*(\S.*)$", paragraph, flags=re.M)
            name = found.group(1).strip() if found else ""
            if name.lower() in SPDX:
                return [{"license": {"id": SPDX[name.lower()]}}]
            words = re.split(r"\s+(and|or)\s+", name)
            if len(words) > 1 and all(word.lower() in SPDX for word in words[::2]):
                return [{"expression": " ".join(SPDX[word.lower()] if i % 2 == 0 else word.upper() for i, word in enumerate(words))}]
            return [{"license": {"name": name}}] if name else pointer
    return pointer


def component(package, files):
    name, architecture, version, source = run(
        "dpkg-query", "-W", "-f", "${Package}\t${Architecture}\t${Version}\t${source:Package}", package).split("\t")
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A').replace('~', '~')}?arch={architecture}&distro=debian-12"
    out = {"type": "library", "bom-ref": purl, "supplier": DISTRIBUTION, "name": name, "version": version, "licenses": licence_of(package), "purl": purl,
           "properties": [{"name": "crosswalk:source-package", "value": source}]}
    if files:
        out["components"] = [{"type": "file", "bom-ref": f"{purl}#{pathlib.Path(path).name}", "name": pathlib.Path(path).name,
                              "hashes": [{"alg": "SHA-256", "content": sha256(path)}]} for path in sorted(files)]
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("programs", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()

    files, uses = {}, {}
    for program in arguments.programs:
        uses[program.name] = set()
        for path, package in packages_of(libraries(program)).items():
            files.setdefault(package, set()).add(path)
            uses[program.name].add(package)
    for package, names in HEADERS.items():
        for name in names:
            if name in uses:
                files.setdefault(package, set())
                uses[name].add(package)

    packages = {package: component(package, files[package]) for package in sorted(files)}
    # The programs are named without a hash: they are stripped when they are packed, and this file lies beside them.
    programs = [{"type": "application", "bom-ref": program.name, "supplier": AUTHORS, "name": program.name, "version": arguments.version,
                 "licenses": [{"license": {"id": LICENCES[program.name]}}],
                 "description": "a program of its own, started as a process" if program.name != "crosswalk" else "the program"}
                for program in arguments.programs]
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "manufacturer": AUTHORS,
            "supplier": AUTHORS,
            "component": {"type": "application", "bom-ref": "package", "supplier": AUTHORS, "name": "crosswalk", "version": arguments.version,
                          "licenses": [{"expression": "Apache-2.0 AND GPL-3.0-or-later"}]},
        },
        "components": programs + [packages[package] for package in sorted(packages)],
        "dependencies": [{"ref": "package", "dependsOn": sorted(program["bom-ref"] for program in programs)}] +
                        [{"ref": name, "dependsOn": sorted(packages[package]["bom-ref"] for package in used)}
                         for name, used in sorted(uses.items())],
    }
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc)
        bom["metadata"]["timestamp"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    content = json.dumps(bom, sort_keys=True)
    bom["serialNumber"] = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(content.encode()).hexdigest()))
    pathlib.Path(arguments.out).write_text(json.dumps(bom, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
