// SPDX-License-Identifier: Apache-2.0
#include "intake/versions.h"

#include <algorithm>
#include <vector>

#include "artifacts/vers/native.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "intake/intake.h"

namespace crosswalk::intake {
namespace {

namespace vers = artifacts::vers;

base::Error wrong(std::string_view text, const std::string& why) {
  return {base::ErrorCode::malformed_data, "",
          "'" + beginning_of(text, 80) + "' is no range of versions" + (why.empty() ? "" : ": " + why) +
              "; write '>= 2.0, < 2.4.1', or 'vers:semver/>=2.0.0|<2.4.1'"};
}

/// Whether a text is one version and nothing else: a number, perhaps behind a "v", and letters, digits, '.', '-', '+', '_'.
bool is_version(std::string_view text) {
  if (!text.empty() && (text.front() == 'v' || text.front() == 'V')) text.remove_prefix(1);
  if (text.empty() || text.front() < '0' || text.front() > '9') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '+' ||
           c == '_';
  });
}

base::Result<std::string> canonical(std::string_view text, vers::Vers range) {
  const auto out = vers::canonical(std::move(range));
  if (!out) return wrong(text, out.error().detail);
  return out->text();
}

}  // namespace

base::Result<std::string> read_versions(std::string_view text) {
  text = base::trim(text);
  if (text.empty()) return wrong(text, "there is none");
  if (base::to_lower(text).starts_with("vers:")) {
    auto range = vers::read(text);
    if (!range) return wrong(text, range.error().detail);
    return canonical(text, std::move(*range));
  }
  const std::string small = base::to_lower(base::collapse_space(text));
  if (small == "*" || small == "all" || small == "all versions") return std::string("vers:generic/*");
  vers::Vers list{"generic", {}};
  for (const std::string_view part : base::split(text, ',')) {
    const std::string_view one = base::trim(part);
    if (!is_version(one)) {
      list.constraints.clear();
      break;
    }
    const bool marked = one.front() == 'v' || one.front() == 'V';
    list.constraints.push_back({vers::Comparator::equal, std::string(one.substr(marked ? 1 : 0))});
  }
  if (!list.constraints.empty()) return canonical(text, std::move(list));
  const auto native = vers::from_native("generic", text);
  if (!native) return wrong(text, native.error().detail);
  return canonical(text, native->range());
}

}  // namespace crosswalk::intake
