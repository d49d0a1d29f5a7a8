#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks who includes whom.

src/layers.txt says which folders a folder may include. Every #include of src/ and helpers/ has to be allowed there, every
allowance has to be used, the allowances must form no cycle, and the DEPENDS of each CMakeLists.txt have to be the same list.
Every library has a few home folders (HOMES), so that it can be replaced in one place. Tests may include what their folder may.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Programs beside src/: the folders that they may include, and where their own headers lie.
HELPERS = {"helpers/pdf": {"base", "platform", "document", "facts", "extraction"},
           # It reads PDF files with the reader of the other one.
           "helpers/ocr": {"base", "platform", "document", "facts", "extraction", "helpers"},
           # The only ones that connect to anything: of src/ they have the format of requests and nothing else.
           "helpers/transfer": {"base", "fetching"},
           "helpers/opinion": {"fetching", "helpers"},
           "helpers/fetch": {"fetching", "helpers"}}

# A header of a library (a regular expression on what stands in the brackets): the folders that may include it. Where a
# folder of src/ is named, its subfolders count too.
HOMES = {
    r"yaml-cpp/.*": {"artifacts", "packs"},
    r"re2/.*": {"artifacts", "packs", "facts", "review"},
    r"pugixml\.hpp": {"artifacts", "extraction", "oscal", "writing"},
    r"libxml/.*": {"artifacts"},
    r"zip\.h": {"extraction", "writing"},
    r"gumbo\.h": {"extraction"},
    r"md4c.*\.h": {"extraction", "writing"},
    r"gmime/.*": {"extraction"},
    r"archive(_entry)?\.h": {"extraction"},
    r"uchardet.*": {"extraction"},
    r"poppler.*|glib.*": {"helpers/pdf"},
    r"cairo.*": {"helpers/pdf", "writing"},
    r"pango/.*": {"writing"},
    r"tesseract/.*|leptonica/.*": {"helpers/ocr"},
    r"openssl/.*": {"base"},
    r"sqlite3\.h": {"store"},
    r"curl/.*": {"helpers/transfer"},
    r"arpa/inet\.h|netinet/in\.h": {"helpers/transfer"},
    r"sys/socket\.h": {"platform", "helpers/transfer"},
    r"seccomp\.h|elf\.h|link\.h|linux/.*|sys/.*": {"platform"},
    r"dlfcn\.h": {"platform"},
    r"date/.*": {"disclosure"},
    r"nlohmann/.*": {"advisories", "casebook", "retrieval", "sources", "fetching", "opinion", "provider", "reports", "comparison", "eval", "cli", "oscal", "conformance"},
    r"CLI/.*": {"cli"},
    r"simdjson\.h": {"artifacts"},
    r"emmintrin\.h": {"artifacts", "matching"},
    r"benchmark/.*": set(),
}
# What tests and benchmarks may include besides.
HOMES_OF_TESTS = {r"gtest/.*|gmock/.*": None, r"nlohmann/.*": None, r"sys/.*": None}
HOMES_OF_BENCHES = {r"benchmark/.*": None}

# Other headers in brackets are those of the C++ and C libraries: without a dot, or one of these.
SYSTEM = {"unistd.h", "fcntl.h", "signal.h", "poll.h", "stdlib.h", "dirent.h", "spawn.h", "sched.h", "malloc.h", "iconv.h", "locale.h"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def read_layers(path):
    """folder -> set of folders, in the order of the file."""
    layers = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        folder, colon, allowed = line.partition(":")
        if not colon or folder in layers:
            sys.exit(f"{path}:{number}: 'folder: folder folder ...' is wanted, each folder once")
        layers[folder] = set(allowed.split())
    return layers


def cycle_in(layers):
    """One cycle of allowances as a list of folders, or nothing."""
    done, path = set(), []

    def visit(folder):
        if folder in path:
            return path[path.index(folder):] + [folder]
        if folder in done:
            return None
        path.append(folder)
        for other in sorted(layers.get(folder, ())):
            found = visit(other)
            if found:
                return found
        done.add(path.pop())
        return None

    for folder in layers:
        found = visit(folder)
        if found:
            return found
    return None


def kind_of(name):
    stem = name.rsplit(".", 1)[0]
    if "test" in stem.split("_"):
        return "test"
    return "bench" if stem.endswith("_bench") else "source"


def matches(header, table):
    for pattern, homes in table.items():
        if re.fullmatch(pattern, header):
            return True, homes
    return False, None


def check_file(path, home, allowed, used, problems):
    """home: 'matching', or 'helpers/pdf'."""
    kind = kind_of(path.name)
    shown = path.relative_to(ROOT)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        own, library = found.groups()
        if own:
            folder = own.split("/")[0]
            if "/" not in own:
                if not (path.parent / own).is_file():
                    problems.append(f"{shown}:{number}: \"{own}\" is no file of this folder; write the path from src/")
            elif folder == home:
                pass
            elif folder not in allowed:
                problems.append(f"{shown}:{number}: {home} may not include {folder} (src/layers.txt)")
            else:
                used.add((home, folder))
            continue
        if kind == "test" and matches(library, HOMES_OF_TESTS)[0]:
            continue
        if kind == "bench" and matches(library, HOMES_OF_BENCHES)[0]:
            continue
        known, homes = matches(library, HOMES)
        if known and home not in homes:
            where = ", ".join(sorted(homes)) or "tests"
            problems.append(f"{shown}:{number}: <{library}> belongs to {where}, not to {home}")
        elif not known and "." in library and library not in SYSTEM:
            problems.append(f"{shown}:{number}: <{library}> has no home in tools/check_layers.py")


def depends_of(path):
    """The DEPENDS of crosswalk_folder(...) in a CMakeLists.txt."""
    found = re.search(r"crosswalk_folder\(\s*\w+([^)]*)\)", path.read_text(encoding="utf-8"))
    if not found:
        return None
    words, depends, collecting = found.group(1).split(), set(), False
    for word in words:
        if word.isupper():
            collecting = word == "DEPENDS"
        elif collecting:
            depends.add(word)
    return depends


def main():
    layers = read_layers(ROOT / "src" / "layers.txt")
    problems, used = [], set()
    found = cycle_in(layers)
    if found:
        problems.append("src/layers.txt: a cycle: " + " -> ".join(found))
    folders = {path.name for path in (ROOT / "src").iterdir() if path.is_dir()}
    for folder in sorted(folders ^ set(layers)):
        problems.append(f"src/layers.txt: {folder} is " + ("not listed" if folder in folders else "no folder"))
    written = set()
    for folder in sorted(folders & set(layers)):
        for path in sorted((ROOT / "src" / folder).rglob("*")):
            if path.suffix in (".h", ".cc"):
                written.add(folder)
                check_file(path, folder, layers[folder], used, problems)
        depends = depends_of(ROOT / "src" / folder / "CMakeLists.txt")
        if depends is not None and depends != layers[folder]:
            problems.append(f"src/{folder}/CMakeLists.txt: DEPENDS {' '.join(sorted(depends))}, and src/layers.txt says otherwise")
    for helper, allowed in HELPERS.items():
        for path in sorted((ROOT / helper).rglob("*")):
            if path.suffix in (".h", ".cc"):
                check_file(path, helper, allowed, set(), problems)
    for folder in written:
        for other in sorted(layers[folder]):
            if (folder, other) not in used:
                problems.append(f"src/layers.txt: {folder} may include {other}, and does not: take it out")
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print(f"{len(layers)} folders keep to src/layers.txt")


if __name__ == "__main__":
    main()
