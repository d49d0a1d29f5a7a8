#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that declarations in headers carry a /// docstring.

Looked at are the classes, structs, enums and free functions of a namespace, and the public member functions of a class. Free of
it are constructors, destructors, operators, overrides and friends, data members, nested types, specialisations, and what follows a documented
declaration without an empty line (a group has one docstring). No C++ parser: it goes by lines, brackets and the project's format.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

TYPE = re.compile(r"^(?:template\s*<.*?>\s*)?(?:class|struct|enum(?:\s+class)?)\s+(?:\[\[\w+\]\]\s+)?(\w+)")
FUNCTION = re.compile(r"([~\w]+|operator\S+)\s*\(")


def blank_out(text):
    """The text without comments other than ///, strings and preprocessor lines; lines stay where they are."""
    text = re.sub(r'R"(\w*)\(.*?\)\1"', lambda found: '""' + "\n" * found.group(0).count("\n"), text, flags=re.S)
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
    text = re.sub(r"(?<=[\s(,=+&|<>{!])'(?:\\.|[^'\\\n])+'", "' '", text)
    text = re.sub(r"(?<!/)//(?!/)[^\n]*", "", text)
    text = re.sub(r"/\*.*?\*/", lambda found: "\n" * found.group(0).count("\n"), text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda found: "\n" * found.group(0).count("\n"), text, flags=re.M)


def missing_in(path):
    """(line, name) of each declaration without a docstring."""
    scopes = []  # kinds of the open brackets: namespace, hidden (detail), class, struct, enum, body
    names = []  # of the classes among them
    access = []
    documented = False  # the lines before are a docstring, or belong to a documented group
    statement, start, paren = "", 0, 0
    missing = []

    def visible():
        return all(scope == "namespace" for scope in scopes) or (
            scopes[-1] == "class" and access[-1] == "public" and all(s in ("namespace", "class") for s in scopes)
            and all(a == "public" for a in access))

    def judge(text):
        nonlocal documented
        text = " ".join(text.split())
        found = TYPE.match(text)
        if found and text.endswith(";"):  # only announced
            return
        if found:
            name, wanted = found.group(1), not (scopes and scopes[-1] == "class") and not text.startswith("template <>")
        elif text.startswith(("using ", "typedef ", "static_assert", "friend ", "namespace ", "extern ")):
            return
        else:
            head = text.split("=")[0] if " = default" in text or " = delete" in text or " = 0" in text else text
            found = FUNCTION.search(re.sub(r"\[\[[^\]]*\]\]|__attribute__\s*\(\(.*?\)\)", "", head))
            if not found:
                return
            name = found.group(1)
            before = text[:text.find(name)].strip()
            special = (name.startswith(("~", "operator")) or (names and name == names[-1]) or "override" in text or
                       text.endswith(("= default;", "= delete;")) or "=" in before or "operator" in before or
                       text.startswith("template <>"))
            wanted = not special and before != "" and not re.match(r"^(return|if|for|while|CW_\w+)\b", text)
        if wanted and not documented:
            missing.append((start, name))

    for number, line in enumerate(blank_out(path.read_text(encoding="utf-8")).splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("///"):
            documented = True
            continue
        if not stripped:
            if not statement.strip():
                documented = False
            continue
        label = re.match(r"^(public|private|protected)\s*:$", stripped)
        if label and access:
            access[-1], documented = label.group(1), False
            continue
        stripped = re.sub(r"\s*///.*$", "", stripped)
        for char in stripped + " ":
            if not statement.strip():
                start = number
            statement += char
            if char == "(":
                paren += 1
            elif char == ")":
                paren -= 1
            elif char == "{" and paren == 0:
                text = " ".join(statement[:-1].split())
                found = TYPE.match(text)
                if text.startswith("namespace"):
                    scopes.append("hidden" if re.search(r"\b(detail|internal)\b", text) or text == "namespace" else "namespace")
                elif found and not text.startswith("enum"):
                    if visible():
                        judge(text + " {")
                    scopes.append("class")
                    names.append(found.group(1))
                    access.append("private" if re.match(r"^(?:template\s*<.*?>\s*)?class\b", text) else "public")
                    documented = False
                else:
                    if visible():
                        judge(text + " {")
                    scopes.append("body")
                statement = ""
            elif char == "}" and paren == 0:
                if scopes and scopes.pop() == "class":
                    names.pop()
                    access.pop()
                    documented = False
                statement = ""
            elif char == ";" and paren == 0:
                if statement.strip() != ";" and (not scopes or scopes[-1] != "body") and visible():
                    judge(statement)
                statement = ""
    return missing


def main():
    headers = sorted(path for top in ("src", "helpers") for path in (ROOT / top).rglob("*.h"))
    headers = [path for path in headers if "testdata" not in path.parts and "test" not in path.stem.split("_")]
    count = 0
    for path in headers:
        for line, name in missing_in(path):
            count += 1
            print(f"{path.relative_to(ROOT)}:{line}: {name} has no /// docstring")
    if count or not headers:
        sys.exit(1)
    print(f"{len(headers)} headers say what their declarations are for")


if __name__ == "__main__":
    main()
