#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks of tools/ on a small project with mistakes: each has to be noticed, and a clean one has to pass."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent.parent / "tools"

CLEAN = {
    "src/layers.txt": "base:\nmatching: base\n",
    "src/base/CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\ncrosswalk_folder(base)\n",
    "src/matching/CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\ncrosswalk_folder(matching DEPENDS base LIBRARIES x)\n",
    "src/base/text.h": "// SPDX-License-Identifier: Apache-2.0\n#pragma once\nnamespace a {\n/// Cuts.\nint cut(int at);\n}  // namespace a\n",
    "src/matching/scan.cc": '// SPDX-License-Identifier: Apache-2.0\n#include "base/text.h"\n',
    "REUSE.toml": '[[annotations]]\npath = ["*.toml", "*.md", "src/**", "LICENSES/**"]\nSPDX-License-Identifier = "Apache-2.0"\n',
    "LICENSES/Apache-2.0.txt": "text\n",
    "README.md": "# A\n```sh\nsh tools/try.sh\nsh tools/test.sh\n```\nSee [layers](src/layers.txt).\n",
    ".ci/run": "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\nexec sh tools/test.sh\n",
}


class Checks(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(TOOLS, self.root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
        # Only .ci is needed beside what CLEAN writes; the tools themselves are covered too.
        for name, text in CLEAN.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_check(self, name):
        done = subprocess.run([sys.executable, "-B", str(self.root / "tools" / name)], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def expect(self, name, message):
        code, output = self.run_check(name)
        self.assertEqual(code, 1, output)
        self.assertIn(message, output)

    def test_a_clean_project_passes(self):
        for name in ("check_layers.py", "check_docstrings.py", "check_licences.py", "check_docs.py"):
            code, output = self.run_check(name)
            self.assertEqual(code, 0, name + ": " + output)

    def test_an_include_against_the_layers_is_noticed(self):
        self.write("src/base/text.cc", '// SPDX-License-Identifier: Apache-2.0\n#include "matching/scan.h"\n')
        self.expect("check_layers.py", "src/base/text.cc:2: base may not include matching")

    def test_an_allowance_without_use_is_noticed(self):
        self.write("src/matching/scan.cc", "// SPDX-License-Identifier: Apache-2.0\n")
        self.expect("check_layers.py", "matching may include base, and does not")

    def test_a_cycle_is_noticed(self):
        self.write("src/layers.txt", "base: matching\nmatching: base\n")
        self.expect("check_layers.py", "a cycle: base -> matching -> base")

    def test_a_library_away_from_home_is_noticed(self):
        self.write("src/base/text.cc", "// SPDX-License-Identifier: Apache-2.0\n#include <yaml-cpp/yaml.h>\n")
        self.expect("check_layers.py", "<yaml-cpp/yaml.h> belongs to artifacts, packs, not to base")

    def test_a_library_without_home_is_noticed(self):
        self.write("src/base/text.cc", "// SPDX-License-Identifier: Apache-2.0\n#include <boost/any.hpp>\n")
        self.expect("check_layers.py", "<boost/any.hpp> has no home")

    def test_other_dependencies_in_cmake_are_noticed(self):
        self.write("src/base/CMakeLists.txt", "# SPDX-License-Identifier: Apache-2.0\ncrosswalk_folder(base DEPENDS matching)\n")
        self.expect("check_layers.py", "src/base/CMakeLists.txt: DEPENDS matching")

    def test_a_function_without_docstring_is_noticed(self):
        self.write("src/base/text.h", "#pragma once\nnamespace a {\n/// Cuts.\nint cut(int at);\n\nint join(int at);\n}\n")
        self.expect("check_docstrings.py", "src/base/text.h:6: join")

    def test_a_type_and_a_public_member_without_docstring_are_noticed(self):
        self.write("src/base/text.h", "namespace a {\nclass Text {\n public:\n  Text();\n  int size() const { return 1; }\n\n"
                                      " private:\n  int hidden();\n};\nenum class Kind { a, b };\n}\n")
        self.expect("check_docstrings.py", "src/base/text.h:2: Text")
        self.expect("check_docstrings.py", "src/base/text.h:5: size")
        self.expect("check_docstrings.py", "src/base/text.h:10: Kind")
        self.assertNotIn("hidden", self.run_check("check_docstrings.py")[1])

    def test_code_without_licence_line_is_noticed(self):
        self.write("src/base/text.cc", "int a = 1;\n")
        self.expect("check_licences.py", "src/base/text.cc: no SPDX-License-Identifier")

    def test_a_foreign_licence_is_noticed(self):
        self.write("src/base/text.cc", "// SPDX-License-Identifier: GPL-3.0-or-later\n")
        self.expect("check_licences.py", "src/base/text.cc: GPL-3.0-or-later, and Apache-2.0")

    def test_a_file_that_nothing_covers_is_noticed(self):
        self.write("data/table.csv", "a,b\n")
        self.expect("check_licences.py", "data/table.csv: neither")

    def test_a_dead_link_and_a_dead_path_are_noticed(self):
        self.write("README.md", CLEAN["README.md"] + "[x](docs/none.md) and `src/base/none.h`\n")
        self.expect("check_docs.py", "the link to docs/none.md leads nowhere")
        self.expect("check_docs.py", "there is no src/base/none.h")

    def test_an_unfinished_merge_is_noticed(self):
        self.write("README.md", CLEAN["README.md"] + "<" * 7 + " HEAD\n")
        self.expect("check_docs.py", "marks of an unfinished merge")

    def test_other_commands_in_the_readme_are_noticed(self):
        self.write("README.md", "```sh\nsh tools/try.sh\n```\n")
        self.expect("check_docs.py", "its set-up commands have to be")


if __name__ == "__main__":
    unittest.main()
