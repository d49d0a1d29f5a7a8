#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles every header of src/ and helpers/ alone, with the flags of its folder: check_headers.py [build/dev]."""
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Flags that take the next word, and words that say what to compile and where to write.
WITH_VALUE = {"-o", "-c", "-MF", "-MT", "-MQ"}
ALONE = {"-MD", "-MMD"}


def flags_of(entry):
    """(compiler, flags) of an entry of compile_commands.json."""
    words = shlex.split(entry["command"]) if "command" in entry else list(entry["arguments"])
    if pathlib.Path(words[0]).name == "ccache":
        words.pop(0)
    compiler, flags, skip = words[0], [], False
    for word in words[1:]:
        if skip or word in WITH_VALUE:
            skip = not skip
        elif word not in ALONE and not word.endswith((".cc", ".o")):
            flags.append(word)
    return compiler, flags


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "dev")
    try:
        commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    except OSError:
        sys.exit(f"{build}/compile_commands.json is not there; run 'cmake --preset dev' first")
    # Test files know the most libraries, hence they stand for their folder (src/NAME or helpers/NAME) where there are any.
    flags = {}
    for entry in sorted(commands, key=lambda entry: (entry["file"].endswith("_test.cc"), entry["file"])):
        try:
            parts = pathlib.Path(entry["file"]).relative_to(ROOT).parts
        except ValueError:
            continue
        flags[parts[:2]] = flags_of(entry)
    headers = sorted(path for top in ("src", "helpers") for path in (ROOT / top).rglob("*.h"))

    def compile_alone(header):
        parts = header.relative_to(ROOT).parts
        if parts[:2] not in flags:
            return header, "no file of its folder is compiled"
        compiler, words = flags[parts[:2]]
        # Twice, so that a missing #pragma once shows too.
        text = f'#include "{header}"\n#include "{header}"\n'
        done = subprocess.run([compiler, *words, "-x", "c++", "-fsyntax-only", "-"], input=text, capture_output=True, text=True,
                              check=False)
        return header, done.stderr if done.returncode else None

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for header, trouble in pool.map(compile_alone, headers):
            if trouble is not None:
                failed += 1
                print(f"{header.relative_to(ROOT)} does not compile alone:\n{trouble}")
    print(f"{len(headers) - failed} of {len(headers)} headers compile alone")
    sys.exit(1 if failed or not headers else 0)


if __name__ == "__main__":
    main()
