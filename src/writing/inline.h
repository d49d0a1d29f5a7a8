// SPDX-License-Identifier: Apache-2.0
// What the writers of papers share.
#pragma once

#include <string>
#include <string_view>

#include "writing/paper.h"

namespace crosswalk::writing {

/// What `escape` makes of the words of a run, with the spaces at their ends, which separate them from others.
template <class Escape>
std::string spaced(std::string_view text, Escape escape) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  if (text.empty()) return {};
  std::string out = escape(text);
  if (out.empty()) return " ";
  if (is_space(text.front())) out.insert(0, 1, ' ');
  if (is_space(text.back())) out += ' ';
  return out;
}

/// Whether it is a word of Block::severity.
bool is_severity(std::string_view word);
/// The same with a capital: "Critical".
std::string capital(std::string_view word);

/// "Status: Draft, not approved", "Status: Approved", as readers of control data know it; empty where nothing is said.
std::string_view shown(State state);
/// "SEC-101, version 2, 2026-10-09": what tells a paper from others; empty where it says none of it.
std::string reference_of(const Paper& paper);

}  // namespace crosswalk::writing
