// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: orders are the same from both sides, ranges are read as they are written, and holding a version does
// not depend on the form of a range. The first line is a range or a type with a range of its own; the other lines are versions.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vers/native.h"
#include "artifacts/vers/scheme.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"

namespace {

namespace vers = crosswalk::artifacts::vers;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_range(const vers::Vers& range) {
  const auto again = vers::read(range.text());
  check(again && again->constraints.size() == range.constraints.size());
  const auto best = vers::canonical(range);
  static_cast<void>(vers::faults(range));
  static_cast<void>(vers::invert(range));
  if (!best) return;
  const auto twice = vers::canonical(*best);
  check(twice && *twice == *best);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (size > 4096) return 0;
  const std::vector<std::string_view> lines = crosswalk::base::split(text, '\n');
  const std::string_view first = lines.front();
  if (const auto range = vers::read(first)) check_range(*range);
  if (const auto range = vers::parse(first)) {
    // Signs such as '+' may stand as they are or be encoded: what is written again is one of the two.
    const auto again = vers::parse(range->text());
    check(again && *again == *range);
  }
  const std::size_t space = first.find(' ');
  if (space != std::string_view::npos) {
    if (const auto native = vers::from_native(first.substr(0, space), first.substr(space + 1))) {
      static_cast<void>(native->listed());
      static_cast<void>(native->range());
    }
  }
  for (std::size_t i = 0; i < vers::scheme_names().size(); ++i) {
    const auto scheme = static_cast<vers::Scheme>(i);
    for (std::size_t a = 1; a < lines.size() && a < 5; ++a) {
      static_cast<void>(vers::is_version(scheme, lines[a]));
      for (std::size_t b = 1; b <= a; ++b) {
        const auto order = vers::compare(scheme, lines[a], lines[b]);
        const auto back = vers::compare(scheme, lines[b], lines[a]);
        check((order < 0) == (back > 0) && (order == 0) == (back == 0) && (a != b || order == 0));
      }
    }
  }
  return 0;
}
