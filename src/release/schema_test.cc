// SPDX-License-Identifier: Apache-2.0
// The schema of release files for editors: it takes what read_release() takes.
#include "release/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "artifacts/json/value.h"
#include "artifacts/jsonschema/schema.h"
#include "base/text.h"
#include "packs/yaml.h"
#include "release/facts.h"

namespace crosswalk::release {
namespace {

namespace json = artifacts::json;
using packs::Yaml;

std::string read(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

json::Document parsed(const std::string& text) {
  auto out = json::parse(text, {"test"});
  EXPECT_TRUE(out) << out.error().message() << "\n" << text;
  return std::move(out).value();
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

/// A scalar as the JSON that an editor makes of it. Source: YAML 1.2.2, 10.3.2, as far as release files have it.
std::string scalar_json(const Yaml& yaml) {
  const std::string& text = yaml.scalar;
  if (yaml.quoted) return json_text(text);
  if (text == "true" || text == "false") return text;
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return digits && (text.size() == 1 || text[0] != '0') ? text : json_text(text);
}

std::string as_json(const Yaml& yaml) {
  std::string out;
  switch (yaml.kind) {
    case Yaml::Kind::null:
      return "null";
    case Yaml::Kind::scalar:
      return scalar_json(yaml);
    case Yaml::Kind::sequence:
      for (const Yaml& item : yaml.items) out += (out.empty() ? "" : ",") + as_json(item);
      return "[" + out + "]";
    case Yaml::Kind::map:
      for (const Yaml::Member& member : yaml.members)
        out += (out.empty() ? "" : ",") + json_text(member.key.scalar) + ":" + as_json(member.value);
      return "{" + out + "}";
  }
  return out;
}

class ReleaseSchema : public ::testing::Test {
 protected:
  ReleaseSchema()
      : schema_([] {
          artifacts::jsonschema::Options options;
          options.assert_formats = true;
          auto out = artifacts::jsonschema::Schema::compile(parsed(release_schema()), options);
          EXPECT_TRUE(out) << out.error().message();
          return std::move(out).value();
        }()) {}

  /// What the schema has against a file, a line each.
  [[nodiscard]] std::string problems(const std::string& text) const {
    packs::Diagnostics diagnostics;
    const auto yaml = packs::parse_yaml(text, "r.yaml", diagnostics);
    if (!yaml) return "no YAML";
    std::string out;
    const json::Document document = parsed(as_json(*yaml));
    for (const auto& problem : schema_.problems(document.root())) out += problem.pointer + ": " + problem.message + "\n";
    return out;
  }
  static bool reader_takes(const std::string& text) {
    packs::Diagnostics diagnostics;
    return read_release(text, "r.yaml", diagnostics) && !diagnostics.has_errors();
  }
  void expect(const std::string& text, bool good) const {
    EXPECT_EQ(reader_takes(text), good) << text;
    EXPECT_EQ(problems(text).empty(), good) << text << "\n" << problems(text);
  }

 private:
  artifacts::jsonschema::Schema schema_;
};

TEST_F(ReleaseSchema, TakesTheReleasesOfTheExample) {
  for (const char* version : {"4.2.0", "4.3.0"}) {
    const std::string text =
        read(std::string(CROSSWALK_SOURCE_DIR) + "/examples/release/workspace/releases/" + version + ".yaml");
    EXPECT_EQ(problems(text), "") << version;
  }
}

TEST_F(ReleaseSchema, AgreesWithTheReaderOnEveryFieldOfEveryGroup) {
  const std::vector<std::string> values{"word",
                                        "443",
                                        "70000",
                                        "5000-5010",
                                        "\"443\"",
                                        "yes",
                                        "maybe",
                                        "true",
                                        "2026-02-28",
                                        "2026-02-30",
                                        "CVE-2026-12345",
                                        "CVE-1",
                                        "5.7.4",
                                        "E.2.1",
                                        "chapter 2",
                                        "[a, b]",
                                        "[443]",
                                        "{value: 443}",
                                        "{origin: x}",
                                        "{value: yes, origin: f.yaml}",
                                        "{value: [a, b]}",
                                        "{value: a, source: b}",
                                        "[[a]]",
                                        "\"\"",
                                        "~",
                                        "two words",
                                        "open",
                                        "in",
                                        "network",
                                        "fixed"};
  int taken = 0;
  for (const GroupSpec& group : groups()) {
    for (const FieldSpec& field : group.fields) {
      for (const std::string& value : values) {
        // An empty text is no day and no word of a list, and to the reader as good as nothing.
        const bool closed = field.kind == FieldKind::word || field.kind == FieldKind::yes_no || field.kind == FieldKind::date;
        if (closed && value == "\"\"") continue;
        std::string text = group.name == "release" ? "" : "release: {product: A}\n";
        text += std::string(group.name) + ":\n  " + (group.list ? "- " : "") + std::string(field.name) + ": " + value + "\n";
        expect(text, reader_takes(text));
        if (reader_takes(text)) ++taken;
      }
    }
  }
  EXPECT_GT(taken, 1000);
}

TEST_F(ReleaseSchema, RefusesWhatTheReaderRefuses) {
  const std::string head = "release: {product: A, version: \"1\"}\n";
  for (const char* bad :
       {"ports: [443]\n", "roles: [nurse]\n", "roles: nurse\n", "logging: [{place: a}]\n", "roles: {naem: a}\n"})
    expect(head + bad, false);
  expect("roles: [{id: a}]\n", false);
  expect("release:\n", false);
  expect("[a]\n", false);
  for (const char* good : {"", "roles:\n", "logging:\n", "roles: []\n", "roles: {id: a}\n", "logging: {}\n"})
    expect(head + good, true);
}

TEST_F(ReleaseSchema, SaysOfEveryGroupAndFieldWhatItIsFor) {
  const json::Document document = parsed(release_schema());
  for (const GroupSpec& group : groups()) {
    const std::string name(group.name);
    EXPECT_EQ(document.root()["properties"][name]["description"].string(), group.help);
    for (const FieldSpec& field : group.fields) {
      EXPECT_EQ(document.root()["$defs"][name]["properties"][field.name]["description"].string(), field.wanted);
    }
  }
}

TEST_F(ReleaseSchema, IsTheFileThatComesWithTheProgram) {
  const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/schemas/release.schema.json";
  if (std::getenv("CROSSWALK_REBASELINE") != nullptr) std::ofstream(path) << release_schema();
  EXPECT_EQ(read(path), release_schema()) << "CROSSWALK_REBASELINE=1 writes it anew";
}

}  // namespace
}  // namespace crosswalk::release
