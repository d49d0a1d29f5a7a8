// SPDX-License-Identifier: Apache-2.0
#include "release/write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/text.h"
#include "release/scalar.h"

namespace crosswalk::release {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Addition added(std::string group, std::map<std::string, std::string> fields, std::string origin = {},
               std::optional<std::size_t> into = {}) {
  Addition out;
  out.group = std::move(group);
  out.into = into;
  for (auto& [field, text] : fields) out.entry.facts[field] = {{text}, 0, 0, origin};
  return out;
}

ReleaseFacts facts_of(const std::string& text) {
  packs::Diagnostics diagnostics;
  auto out = read_release(text, "r.yaml", diagnostics);
  std::string line;
  const auto lines = base::split(text, '\n');
  if (!diagnostics.items().empty()) line = lines[static_cast<std::size_t>(std::max(diagnostics.items()[0].line - 1, 0))];
  EXPECT_EQ(diagnostics.text(), "") << line;
  return out.value_or(ReleaseFacts());
}

std::string with(const std::string& text, const std::vector<Addition>& additions) {
  auto out = add_to_release(text, "r.yaml", additions);
  EXPECT_TRUE(out) << out.error().message() << "\n" << text;
  return out ? *out : "";
}

TEST(NewRelease, HasEveryGroupAndFieldToFillIn) {
  const std::string text = new_release_text(
      std::vector<Addition>{added("release", {{"product", "ScanView"}, {"version", "4.10"}})}, "release.schema.json");
  EXPECT_THAT(text, StartsWith("# yaml-language-server: $schema=release.schema.json\n"));
  EXPECT_THAT(text, HasSubstr("# The release: what is released\nrelease:\n  product: ScanView\n  version: \"4.10\"\n"));
  EXPECT_THAT(text, HasSubstr("  # released:  # when it is released; as 2026-01-31\n"));
  EXPECT_THAT(text, HasSubstr("\nroles:\n  # - id:  # id\n  #   name:  # what the role is called\n"));
  for (const GroupSpec& group : groups()) {
    EXPECT_THAT(text, HasSubstr("\n" + std::string(group.name) + ":\n"));
    for (const FieldSpec& field : group.fields) EXPECT_THAT(text, HasSubstr(" " + std::string(field.name) + ":")) << group.name;
  }
  const ReleaseFacts facts = facts_of(text);
  EXPECT_EQ(facts.version(), "4.10");
  EXPECT_EQ(facts.groups.size(), 1U);
}

TEST(NewRelease, BlanksCanBeFilledInWhereTheyStand) {
  std::string text = new_release_text(std::vector<Addition>{added("release", {{"product", "A"}, {"version", "1"}})}, "");
  // Every line that is a blank, as somebody fills it in.
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"  # - id:  # id\n  #   name:  # what the role", "  - id: admin\n    name: x # what the role"},
           {"  # place:  #", "  place: /var/log #"}}) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  const ReleaseFacts facts = facts_of(text);
  EXPECT_EQ(facts.text("logging", "place"), "/var/log");
  EXPECT_EQ(facts.entries("roles")[0].text("id"), "admin");
}

TEST(NewRelease, WritesOriginsAndWhatOthersSay) {
  std::vector<Addition> additions{
      added("release", {{"product", "A"}, {"version", "1"}}),
      added("interfaces", {{"id", "web"}, {"port", "443"}, {"medium", "network"}}, "compose.yaml, line 3")};
  additions[1].asides.push_back({"port", "8443\n# x", "nginx.conf, line 9"});
  const std::string text = new_release_text(additions, "");
  EXPECT_THAT(text, HasSubstr("  - id: {value: web, origin: \"compose.yaml, line 3\"}\n"));
  EXPECT_THAT(text, HasSubstr("    port: {value: 443, origin: \"compose.yaml, line 3\"}\n"
                              "    # otherwise in nginx.conf, line 9: 8443 # x\n"));
  EXPECT_THAT(text, HasSubstr("    # name:  # what the interface is called\n"));
  EXPECT_EQ(facts_of(text).entries("interfaces")[0].find("port")->origin, "compose.yaml, line 3");
}

TEST(AddToRelease, KeepsEveryByteAndAddsWhereItBelongs) {
  const std::string text =
      "# Ours.\nrelease:   # top\n  product: ScanView   # the name\n  version: '4.3.0'\n\n# Who gets in\naccounts:\n- id: admin\n"
      "  name: \"admin # not a comment\"\n\n  # a remark on admin\n# The end of accounts\nroles: [{id: r, name: 'a, ]b''s'}, # "
      "one\n]\n"
      "logging:\n  place: |\n    /var/log\n    # part of the text\n\n# last words";
  const std::string out =
      with(text, {added("release", {{"build", "77"}}, "ci.json", 0), added("accounts", {{"kind", "human"}}, "", 0),
                  added("accounts", {{"id", "db"}}, "compose.yaml, line 3"), added("roles", {{"id", "s"}}),
                  added("roles", {{"purpose", "Nurses"}}, "", 0), added("logging", {{"retention", "365 days"}}, "", 0),
                  added("backup", {{"what", "all: of it"}})});
  EXPECT_EQ(out,
            "# Ours.\nrelease:   # top\n  product: ScanView   # the name\n  version: '4.3.0'\n  build: {value: \"77\", origin: "
            "ci.json}\n"
            "\n# Who gets in\naccounts:\n- id: admin\n  name: \"admin # not a comment\"\n  kind: human\n"
            "\n  # a remark on admin\n- id: {value: db, origin: \"compose.yaml, line 3\"}\n"
            "# The end of accounts\nroles: [{id: r, name: 'a, ]b''s', purpose: Nurses}, # one\n{id: s}]\n"
            "logging:\n  place: |\n    /var/log\n    # part of the text\n  retention: 365 days\n\n# Backup and restoring: what "
            "is saved, "
            "and how it comes back\nbackup:\n  what: \"all: of it\"\n\n# last words");
}

TEST(AddToRelease, GroupsThatAreMissingOrEmptyGetTheirs) {
  EXPECT_EQ(with("release: {product: A}", {added("release", {{"build", "x"}}, "", 0), added("roles", {{"id", "r"}})}),
            "release: {product: A, build: x}\n\n# Roles: who may do what\nroles:\n  - id: r\n");
  EXPECT_EQ(with("release: {product: A}\nroles:   # nobody\n\nbackup:\n",
                 {added("roles", {{"id", "r"}}), added("backup", {{"what", "x"}})}),
            "release: {product: A}\nroles:   # nobody\n  - id: r\n\nbackup:\n  what: x\n");
  EXPECT_EQ(with("{release: {product: A}, roles: []}\n", {added("roles", {{"id", "r"}}), added("backup", {{"what", "x"}})}),
            "{release: {product: A}, roles: [{id: r}], backup: {what: x}}\n");
  EXPECT_EQ(with("release:\r\n  product: A\r\n", {added("release", {{"build", "x"}}, "", 0)}),
            "release:\r\n  product: A\r\n  build: x\r\n");
  EXPECT_EQ(with("---\nrelease:\n  product: A\n...\n", {added("roles", {{"id", "r"}})}),
            "---\nrelease:\n  product: A\n\n# Roles: who may do what\nroles:\n  - id: r\n...\n");
}

TEST(AddToRelease, RefusesWhatItCannotChangeSafely) {
  const auto refused = [](const std::string& text, const Addition& addition) {
    const auto out = add_to_release(text, "r.yaml", std::vector<Addition>{addition});
    EXPECT_FALSE(out) << *out;
    return out ? "" : out.error().message();
  };
  const std::string head = "release: {product: A}\n";
  EXPECT_THAT(refused(head + "roles:\n  id: a\n", added("roles", {{"id", "b"}})), HasSubstr("with a dash before it"));
  EXPECT_THAT(refused(head + "roles: ~\n", added("roles", {{"id", "b"}})), HasSubstr("line 2"));
  EXPECT_THAT(refused(head + "roles:\n  -\n    id: a\n  -\n    id: a\n", added("roles", {{"port", "b"}}, "", 0)),
              HasSubstr("r.yaml"));
  EXPECT_THAT(refused("roles: [\n", added("roles", {{"id", "b"}})), HasSubstr("not YAML"));
  EXPECT_THAT(refused("roles: [{id: a}]\n", added("roles", {{"id", "b"}})), HasSubstr("'release' is missing"));
}

TEST(YamlScalar, IsTakenForTheSameTextByAnyReader) {
  for (const char* text : {"",
                           "~",
                           "null",
                           "yes",
                           "No",
                           "12",
                           "1.5",
                           "0x1F",
                           "1e3",
                           "2026-01-31",
                           "12:30",
                           "- a",
                           "? a",
                           "a: b",
                           "a #b",
                           "a:",
                           "[a]",
                           "{a}",
                           "a, b",
                           "'a",
                           "\"a",
                           "%a",
                           "@a",
                           "`a",
                           "&a",
                           "*a",
                           "!a",
                           "|",
                           ">",
                           "a\nb",
                           "a\tb",
                           "\xEF\xBB\xBF"
                           "a",
                           "\xC2\x85",
                           "\xE2\x80\xA8",
                           ".5",
                           "=",
                           "<<",
                           "---",
                           "..."})
    EXPECT_EQ(yaml_scalar(text).front(), '"') << text;
  for (const char* text : {"a", "Web interface", "/var/log", "TLS 1.2 or later", "it-s 5", "https://a.example/x#y", "\xC3\xA4"})
    EXPECT_EQ(yaml_scalar(text), text);
}

/// Texts that are hard on YAML.
class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }
  std::string text() {
    static const std::vector<std::string> pieces{"a",
                                                 "B7",
                                                 " ",
                                                 ":",
                                                 ": ",
                                                 " #",
                                                 "#",
                                                 "\n",
                                                 "\t",
                                                 "'",
                                                 "''",
                                                 "\"",
                                                 "\\",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 ",",
                                                 "- ",
                                                 "? ",
                                                 "|",
                                                 ">",
                                                 "%",
                                                 "@",
                                                 "&x",
                                                 "*x",
                                                 "!",
                                                 "~",
                                                 "=",
                                                 "0",
                                                 "1.5",
                                                 "no",
                                                 "null",
                                                 "\r",
                                                 "\xC3\xA4",
                                                 "\xC2\x85",
                                                 "\xE2\x80\xA8",
                                                 "\xEF\xBB\xBF",
                                                 "\xF0\x9F\x98\x80",
                                                 "\x01",
                                                 "\x7F",
                                                 "...",
                                                 "---",
                                                 "\xFF",
                                                 "\xEF\xBF\xBE",
                                                 "2026-01-31",
                                                 "\n\n  ",
                                                 "\n#"};
    std::string out;
    do {
      out.clear();
      for (std::size_t i = 0, end = 1 + below(6); i < end; ++i) out += pieces[below(pieces.size())];
      out = std::string(base::trim(out));
    } while (out.empty());
    return out;
  }
  /// A value that a field of this kind takes.
  std::string value(const FieldSpec& field) {
    switch (field.kind) {
      case FieldKind::date:
        return "2026-02-28";
      case FieldKind::port:
        return below(2) == 0 ? "443" : "5000-5010";
      case FieldKind::yes_no:
        return below(2) == 0 ? "yes" : "no";
      case FieldKind::word: {
        const auto words = base::split(field.words, '|');
        return std::string(words[below(words.size())]);
      }
      case FieldKind::id: {
        std::string out;
        for (const char c : text()) out += c == ' ' || c == '\t' || c == '\n' || c == '|' ? '-' : c;
        return std::string(base::trim(out.substr(0, 64)));
      }
      case FieldKind::cves:
        return "CVE-2026-12345";
      case FieldKind::clause:
        return "E.2.1";
      default:
        return text();
    }
  }
  Addition addition(const GroupSpec& group) {
    Addition out;
    out.group = group.name;
    for (const FieldSpec& field : group.fields) {
      if (below(3) != 0) continue;
      Fact fact;
      for (std::size_t i = 0, end = takes_several(field.kind) ? 1 + below(3) : 1; i < end; ++i) {
        std::string one = base::repair_utf8(value(field));
        if (mistake_in(field, one).empty()) fact.texts.push_back(std::string(base::trim(one)));
      }
      if (fact.texts.empty()) continue;
      if (below(2) == 0) fact.origin = base::repair_utf8(text());
      if (below(4) == 0) out.asides.push_back({std::string(field.name), text(), text()});
      out.entry.facts[std::string(field.name)] = std::move(fact);
    }
    return out;
  }
  std::vector<Addition> additions(bool with_release) {
    std::vector<Addition> out;
    for (const GroupSpec& group : groups()) {
      const bool release = group.name == "release";
      for (std::size_t i = 0, end = release ? 1 : group.list ? below(3) : below(2); i < end; ++i) {
        if (release && !with_release) continue;
        Addition one = addition(group);
        if (release && one.entry.facts.empty()) one.entry.facts["product"] = {{"A"}, 0, 0, ""};
        if (!one.entry.facts.empty()) out.push_back(std::move(one));
      }
    }
    return out;
  }

 private:
  std::mt19937 random_;
};

void expect_same(const Entry& have, const Entry& wanted, const std::string& text) {
  ASSERT_EQ(have.facts.size(), wanted.facts.size()) << text;
  for (const auto& [field, fact] : wanted.facts) {
    const Fact* found = have.find(field);
    ASSERT_NE(found, nullptr) << field << "\n" << text;
    EXPECT_EQ(found->texts, fact.texts) << field << "\n" << text;
    EXPECT_EQ(found->origin, fact.origin) << field << "\n" << text;
  }
}

TEST(NewRelease, WhateverIsWrittenIsReadBackAsItWas) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    const std::vector<Addition> additions = Texts(seed).additions(true);
    const std::string text = new_release_text(additions, "s.json");
    const ReleaseFacts facts = facts_of(text);
    std::map<std::string, std::size_t> number;
    for (const Addition& each : additions) {
      const auto entries = facts.entries(each.group);
      ASSERT_LT(number[each.group], entries.size()) << each.group << "\n" << text;
      expect_same(entries[number[each.group]++], each.entry, text);
    }
    if (::testing::Test::HasFailure()) FAIL() << seed;
  }
}

TEST(AddToRelease, WhateverIsAddedTheFormerTextStays) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    Texts texts(seed);
    const std::string text = new_release_text(texts.additions(true), "s.json");
    const ReleaseFacts before = facts_of(text);
    std::vector<Addition> more = texts.additions(false);
    std::set<std::pair<std::string, std::size_t>> changed;
    for (Addition& each : more) {
      const auto entries = before.entries(each.group);
      if (entries.empty() || (find_group(each.group)->list && texts.below(2) == 0)) continue;
      const std::size_t into = texts.below(entries.size());
      if (!changed.emplace(each.group, into).second) each.entry.facts.clear();
      each.into = into;
      std::erase_if(each.entry.facts, [&](const auto& fact) { return entries[*each.into].find(fact.first) != nullptr; });
    }
    // add_to_release() itself reads again what it made; here: that nothing of the text is gone, and all of it in its order.
    const std::string out = with(text, more);
    std::size_t at = 0;
    for (const std::string_view line : base::split(text, '\n')) {
      at = out.find(line, at);
      ASSERT_NE(at, std::string::npos) << seed << ": " << line << "\n" << out;
      at += line.size();
    }
    if (::testing::Test::HasFailure()) FAIL() << seed;
  }
}

}  // namespace
}  // namespace crosswalk::release
