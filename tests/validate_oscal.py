#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds JSON files against an OSCAL JSON schema: validate_oscal.py SCHEMA FILE... Ends with 1 where one does not fit, 77 where the
check cannot be made here (no python3-jsonschema, no schema)."""
import json
import pathlib
import re
import sys


def plain(schema):
    """The schema with its patterns in the form that Python knows: \\p{L} is any letter, \\p{N} any digit."""
    if isinstance(schema, dict):
        return {key: value.replace(r"(\p{L}|\p{N}|[.\-_])", r"(\w|[.\-])").replace(r"\p{L}", r"[^\W\d_]")
                if key == "pattern" and isinstance(value, str) else plain(value) for key, value in schema.items()}
    return [plain(one) for one in schema] if isinstance(schema, list) else schema


def main():
    try:
        import jsonschema
        schema = plain(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
    except (ImportError, FileNotFoundError) as error:
        print(f"skipped: {error}")
        return 77
    # References within the schema are by the "$id" of each definition, which other readers resolve in other ways.
    validator = jsonschema.Draft7Validator(schema)
    bad = 0
    for name in sys.argv[2:]:
        for error in list(validator.iter_errors(json.loads(pathlib.Path(name).read_text(encoding="utf-8"))))[:10]:
            where = "/".join(str(step) for step in error.absolute_path)
            print(f"{name}: /{where}: {error.message[:300]}")
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
