// SPDX-License-Identifier: Apache-2.0
// Bytes as every kind of deployment file: what is taken has fields that release files have, an origin and a place, ids that stand
// once, and texts in one line; and the same bytes give the same again.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "gathering/deployment.h"
#include "gathering/maker.h"
#include "gathering/testing.h"

namespace {

using namespace crosswalk;

void promise(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

void check_fact(const release::GroupSpec& group, const std::string& name, const release::Fact& fact, int last_line) {
  promise(group.find(name) != nullptr, "a field that is none");
  promise(!fact.texts.empty(), "a fact that says nothing");
  promise(fact.origin.starts_with("f.x, line "), "an origin that is none");
  promise(fact.line > 0 && fact.line <= last_line, "a line that is not there");
  for (const std::string& text : fact.texts) {
    promise(!text.empty() && base::is_utf8(text), "a text that is none");
    promise(text.find('\n') == std::string::npos && text.find('\x1b') == std::string::npos, "a control character");
  }
}

void check(gathering::DeploymentKind kind, std::string_view bytes, int last_line) {
  const auto made = gathering::gather_deployment(kind, bytes, "f.x");
  std::set<std::string> ids;
  for (const gathering::Gathered& each : made.entries) {
    const release::GroupSpec* group = release::find_group(each.group);
    promise(group != nullptr, "a group that is none");
    for (const auto& [name, fact] : each.entry.facts) check_fact(*group, name, fact, last_line);
    if (group->find("id") != nullptr) promise(ids.insert(each.entry.text("id")).second, "an id that stands twice");
  }
  for (const packs::Diagnostic& each : made.remarks.items()) {
    promise(each.file == "f.x" && !each.message.empty() && base::is_utf8(each.message), "a remark that is none");
  }
  const auto again = gathering::gather_deployment(kind, bytes, "f.x");
  promise(gathering::written(again) == gathering::written(made), "the same bytes give something else");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65'536) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  int lines = 1;
  for (const char c : bytes) lines += c == '\n' || c == '\r' ? 1 : 0;
  using Kind = gathering::DeploymentKind;
  for (const Kind kind : {Kind::compose, Kind::kubernetes, Kind::systemd, Kind::nginx}) check(kind, bytes, lines + 1);
  for (const char* name : {"f.yaml", "f.conf", "f.json", "f"}) static_cast<void>(gathering::kind_of(name, bytes));
  return 0;
}
