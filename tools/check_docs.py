#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what the Markdown pages of the project promise.

Relative links and paths in `backticks` lead somewhere, the two commands of README.md exist and stand there alone, and .ci/run
calls the second one. Paths with a placeholder in capitals, '*' or '<' are passed over.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOPS = {path.name for path in ROOT.iterdir()} - {"build", ".git"}
COMMANDS = ["sh tools/try.sh", "sh tools/test.sh"]


def pages():
    found = [path for path in ROOT.glob("*.md")]
    for top in ("docs", "helpers", "packs", "tests", "bench"):
        # Templates hold links that are filled in later.
        found += [path for path in (ROOT / top).rglob("*.md") if "templates" not in path.parts]
    return sorted(found)


def check_page(path, problems):
    text = path.read_text(encoding="utf-8")
    shown = path.relative_to(ROOT)
    if re.search(r"^(<{7}|>{7}) ", text, flags=re.M):
        problems.append(f"{shown}: holds marks of an unfinished merge")
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        # In a template the address is a name that a fact is filled in for.
        if re.match(r"[a-z]+:|#|\{\{", target):
            continue
        if not (path.parent / target.split("#")[0]).exists():
            problems.append(f"{shown}: the link to {target} leads nowhere")
    for quoted in re.findall(r"`([^`\n]+)`", prose):
        # A path from the root of the project; the words after it are its arguments.
        word = quoted.split()[1] if quoted.startswith(("sh ", "python3 ")) and " " in quoted else quoted.split()[0]
        if "/" not in word or word.split("/")[0] not in TOPS or re.search(r"[*<{$]|[A-Z]{3,}(?!\.md)|_NAME|\bX\b", word):
            continue
        if not (ROOT / word.rstrip("/:,")).exists():
            problems.append(f"{shown}: there is no {word}")


def main():
    problems = []
    for path in pages():
        check_page(path, problems)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line.strip() for block in re.findall(r"^```sh\n(.*?)^```", readme, flags=re.M | re.S) for line in block.splitlines()]
    if [line for line in lines if line.startswith("sh ")] != COMMANDS:
        problems.append(f"README.md: its set-up commands have to be {' and '.join(COMMANDS)}")
    for command in COMMANDS:
        if not (ROOT / command.split()[1]).is_file():
            problems.append(f"{command}: no such file")
    if COMMANDS[1] not in (ROOT / ".ci" / "run").read_text(encoding="utf-8"):
        problems.append(f".ci/run: does not call {COMMANDS[1]}")
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print(f"{len(pages())} pages lead somewhere")


if __name__ == "__main__":
    main()
