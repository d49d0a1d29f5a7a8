// SPDX-License-Identifier: Apache-2.0
#include "gathering/interpolation.h"

namespace crosswalk::gathering {
namespace {

constexpr int deepest = 16;

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_of_name(char c) { return begins_name(c) || (c >= '0' && c <= '9'); }

std::string_view name_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || !begins_name(text[at])) return {};
  std::size_t end = at;
  while (end < text.size() && is_of_name(text[end])) ++end;
  return text.substr(at, end - at);
}

/// The position of the '}' that ends an expression which begins before `at`; npos where there is none.
std::size_t end_of(std::string_view text, std::size_t at) {
  int open = 1;
  for (; at < text.size(); ++at) {
    if (text[at] == '$' && at + 1 < text.size() && text[at + 1] == '{') ++open;
    if (text[at] == '}' && --open == 0) return at;
  }
  return std::string_view::npos;
}

void replace(std::string_view text, int level, Interpolated& out);

/// Reads what stands between "${" and "}".
void replace_expression(std::string_view expression, int level, Interpolated& out) {
  const std::string_view name = name_at(expression, 0);
  std::string_view rest = expression.substr(name.size());
  if (name.empty()) {
    out.malformed = true;
    return;
  }
  if (rest.starts_with(':')) rest.remove_prefix(1);
  const bool has_default = rest.starts_with('-');
  const bool known_form = expression.size() == name.size() || has_default || rest.starts_with('?') || rest.starts_with('+');
  if (!known_form || level >= deepest) {
    out.malformed = true;
  } else if (has_default) {
    out.defaults.emplace_back(name);
    replace(rest.substr(1), level + 1, out);
  } else {
    out.unknown.emplace_back(name);
  }
}

void replace(std::string_view text, int level, Interpolated& out) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$' || at + 1 >= text.size()) {
      out.text += text[at++];
    } else if (text[at + 1] == '$') {
      out.text += '$';
      at += 2;
    } else if (text[at + 1] == '{') {
      const std::size_t end = end_of(text, at + 2);
      if (end == std::string_view::npos) {
        out.malformed = true;
        return;
      }
      replace_expression(text.substr(at + 2, end - at - 2), level, out);
      at = end + 1;
    } else if (const std::string_view name = name_at(text, at + 1); !name.empty()) {
      out.unknown.emplace_back(name);
      at += 1 + name.size();
    } else {
      out.malformed = true;
      ++at;
    }
  }
}

}  // namespace

Interpolated interpolate(std::string_view text) {
  Interpolated out;
  replace(text, 0, out);
  return out;
}

}  // namespace crosswalk::gathering
