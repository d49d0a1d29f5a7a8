#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every file says under which licence it is.

Code has an SPDX line among its first three lines: GPL-3.0-or-later in helpers/pdf and helpers/ocr, Apache-2.0 elsewhere. Other files are
covered by REUSE.toml, where lists of facts may have a licence of their own (LISTS). Each licence has its text in LICENSES/, and no text lies there without need.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LISTS = {"src/artifacts/csaf/cwe.def": "LicenseRef-CWE-Terms-of-Use"}
CODE = {".supp", ".cc", ".h", ".cmake", ".mjs", ".py", ".sh"}
SPDX = re.compile(r"^(?://|#|<!--) SPDX-License-Identifier: ([\w.+-]+)(?: -->)?$")


def files():
    """The files under version control; of an unpacked archive without it, all but what is built."""
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False)
    if done.returncode == 0 and done.stdout:
        return sorted(name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name and (ROOT / name).is_file())
    names = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(str(name) for name in names if name.parts[0] not in ("build", ".git"))


def covered_by(annotations, name):
    """The licence of the last annotation that fits; '*' stays within a folder and '**' does not."""
    licence = None
    for paths, given in annotations:
        for path in paths:
            pattern = re.escape(path).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
            if re.fullmatch(pattern, name):
                licence = given
    return licence


def read_annotations():
    text = (ROOT / "REUSE.toml").read_text(encoding="utf-8")
    text = re.sub(r"^#.*$", "", text, flags=re.M)
    annotations = []
    for part in text.split("[[annotations]]")[1:]:
        path = re.search(r"^path = (\[.*?\]|\".*?\")", part, flags=re.M | re.S).group(1)
        licence = re.search(r'^SPDX-License-Identifier = "(.*?)"', part, flags=re.M).group(1)
        annotations.append((re.findall(r'"(.*?)"', path), licence))
    return annotations


def main():
    annotations, problems, named = read_annotations(), [], set()
    names = files()
    for name in names:
        path = ROOT / name
        wanted = LISTS.get(name, "GPL-3.0-or-later" if name.startswith(("helpers/pdf/", "helpers/ocr/")) else "Apache-2.0")
        code = path.suffix in CODE or path.name == "CMakeLists.txt" or name == ".ci/run"
        with path.open(encoding="utf-8", errors="replace") as file:
            head = [file.readline().rstrip("\n") for _ in range(3)] if code else []
        found = next((match.group(1) for line in head if (match := SPDX.match(line))), None)
        licence = found if code else covered_by(annotations, name)
        if code and found is None:
            problems.append(f"{name}: no SPDX-License-Identifier line at the top")
        elif licence is None:
            problems.append(f"{name}: neither an SPDX line nor a path of REUSE.toml speaks of it")
        elif licence != wanted:
            problems.append(f"{name}: {licence}, and {wanted} is the licence here")
        named.add(licence)
    texts = {path.stem for path in (ROOT / "LICENSES").glob("*.txt")}
    for licence in sorted((named - {None}) ^ texts):
        problems.append(f"LICENSES/{licence}.txt: " + ("no file is under it" if licence in texts else "the text is missing"))
    for problem in problems:
        print(problem)
    if problems or not names:
        sys.exit(1)
    print(f"{len(names)} files say under which licence they are")


if __name__ == "__main__":
    main()
