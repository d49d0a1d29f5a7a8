#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tools/make_sbom.py on built programs: names what they link, twice with the same bytes, valid by the CycloneDX 1.6 schema.

    tests/sbom_test.py PROGRAM...

The schema is no part of the project: it is looked for in conformance/cyclonedx/schema of $CROSSWALK_SHARED or of a folder "shared" beside the checkout.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import warnings

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("CROSSWALK_SHARED", ROOT.parent / "shared"))
PROGRAMS = sys.argv[1:]


@unittest.skipUnless(shutil.which("dpkg-query") and shutil.which("ldd"), "only Debian knows packages and versions")
class Sbom(unittest.TestCase):
    def make(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "bom.json"
            subprocess.run([sys.executable, ROOT / "tools/make_sbom.py", "--version", "1.2.3", "--out", out, *PROGRAMS], check=True,
                           env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"})
            return out.read_text(encoding="utf-8")

    def test_names_what_each_program_links(self):
        text = self.make()
        self.assertEqual(text, self.make())
        bom = json.loads(text)
        self.assertEqual(bom["metadata"]["timestamp"], "2023-11-14T22:13:20Z")
        names = {component["bom-ref"]: component["name"] for component in bom["components"]}
        used = {entry["ref"]: {names[ref] for ref in entry["dependsOn"]} for entry in bom["dependencies"]}
        self.assertIn("libzip4", used["crosswalk"])
        self.assertIn("nlohmann-json3-dev", used["crosswalk"])
        self.assertNotIn("libpoppler-glib8", used["crosswalk"], "the GPL library stays in its own process")
        self.assertIn("libpoppler-glib8", used["crosswalk-pdf"])
        self.assertIn("libtesseract5", used["crosswalk-ocr"])
        self.assertNotIn("libtesseract5", used["crosswalk"] | used["crosswalk-pdf"], "who does not want recognition need not load it")
        self.assertIn("libcurl4", used["crosswalk-opinion"])
        self.assertIn("libcurl4", used["crosswalk-fetch"])
        self.assertNotIn("libcurl4", used["crosswalk"] | used["crosswalk-pdf"], "the main program connects to nothing")
        for component in bom["components"]:
            self.assertTrue(component["licenses"] and component["version"], component["name"])

    def test_is_valid(self):
        folder = SHARED / "conformance/cyclonedx/schema"
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        if not (folder / "bom-1.6.schema.json").is_file():
            self.skipTest("no schema of CycloneDX at hand")
        warnings.simplefilter("ignore")
        store = {}
        for path in folder.glob("*.schema.json"):
            schema = json.loads(path.read_text(encoding="utf-8"))
            store[schema.get("$id", path.name)] = schema
        schema = json.loads((folder / "bom-1.6.schema.json").read_text(encoding="utf-8"))
        resolver = jsonschema.RefResolver(schema["$id"], schema, store=store)
        jsonschema.Draft7Validator(schema, resolver=resolver).validate(json.loads(self.make()))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
