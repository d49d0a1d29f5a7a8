// SPDX-License-Identifier: Apache-2.0
#include "gathering/maker.h"

#include <algorithm>
#include <utility>

#include "base/display_name.h"
#include "base/text.h"

namespace crosswalk::gathering {
namespace {

constexpr std::size_t longest_id = 56;

bool stands_in_id(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

std::string id_of(std::string_view wanted) {
  std::string out;
  for (const char c : wanted) {
    if (out.size() >= longest_id) break;
    if (stands_in_id(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "entry" : out;
}

std::size_t order_of(std::string_view group) {
  const auto groups = release::groups();
  const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& each) { return each.name == group; });
  return static_cast<std::size_t>(found - groups.begin());
}

}  // namespace

void put_beside(std::string& text, std::string_view addition) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find("; ", at), text.size());
    if (std::string_view(text).substr(at, end - at) == addition) return;
    at = end + 2;
  }
  text += (text.empty() ? "" : "; ") + std::string(addition);
}

std::string plain(std::string_view text) { return base::display_name(base::collapse_space(text)); }

std::string short_name(std::string_view name) {
  constexpr std::size_t longest = 120;
  if (name.size() <= longest) return plain(name);
  std::size_t end = longest;
  // Not within a character.
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return plain(name.substr(0, end)) + "...";
}

Maker::Draft::Draft(Maker& maker, std::string_view group, Place place) : maker_(&maker) {
  made_.group = group;
  made_.entry.line = place.line;
  made_.entry.column = place.column;
}

Maker::Draft& Maker::Draft::say(std::string_view field, std::string_view text, Place place) {
  // What is far too long is not looked at.
  const std::string said = text.size() > 2 * longest_text ? std::string(longest_text + 1, '.') : plain(text);
  if (said.empty()) return *this;
  auto [found, fresh] = made_.entry.facts.try_emplace(std::string(field));
  release::Fact& fact = found->second;
  const std::size_t already = fresh ? 0 : fact.texts[0].size();
  if (already + said.size() > longest_text) {
    if (fresh) made_.entry.facts.erase(found);
    maker_->remark(place, "'" + std::string(field) + "' is too long to be taken over", "write it in the release file yourself");
    return *this;
  }
  if (fresh) {
    fact = {{said}, place.line, place.column, maker_->origin(place)};
    return *this;
  }
  const std::string before = fact.texts[0];
  put_beside(fact.texts[0], said);
  if (fact.texts[0] != before && fact.origin.size() < longest_text) put_beside(fact.origin, maker_->origin(place));
  return *this;
}

Maker::Draft& Maker::Draft::list(std::string_view field, std::string_view text, Place place) {
  const std::string said = text.size() > 2 * longest_text ? std::string(longest_text + 1, '.') : plain(text);
  if (said.empty()) return *this;
  constexpr std::size_t most = 200;
  auto [found, fresh] = made_.entry.facts.try_emplace(std::string(field));
  release::Fact& fact = found->second;
  if (fresh) fact = {{}, place.line, place.column, maker_->origin(place)};
  if (std::find(fact.texts.begin(), fact.texts.end(), said) != fact.texts.end()) return *this;
  if (said.size() > longest_text || fact.texts.size() >= most) {
    maker_->remark(place, "'" + std::string(field) + "' is too much to be taken over", "write it in the release file yourself");
    if (fact.texts.empty()) made_.entry.facts.erase(found);
    return *this;
  }
  fact.texts.push_back(said);
  if (!fresh && fact.origin.size() < longest_text) put_beside(fact.origin, maker_->origin(place));
  return *this;
}

void Maker::add(Draft draft, std::string_view id) {
  if (out_.entries.size() >= most_entries) {
    ++left_out_;
    return;
  }
  const release::GroupSpec* group = release::find_group(draft.made_.group);
  const release::Entry& entry = draft.made_.entry;
  const bool wants_id = group != nullptr && group->find("id") != nullptr && entry.find("id") == nullptr;
  if (wants_id) draft.say("id", reserve_id(id), {entry.line, entry.column});
  out_.entries.push_back(std::move(draft.made_));
}

void Maker::add_once(std::string_view group, std::string_view field, std::string_view text, Place place) {
  const auto [found, fresh] = once_.try_emplace(std::string(group), out_.entries.size());
  Draft draft = begin(group, place);
  if (!fresh) draft.made_ = std::move(out_.entries[found->second]);
  draft.say(field, text, place);
  if (fresh) {
    out_.entries.push_back(std::move(draft.made_));
  } else {
    out_.entries[found->second] = std::move(draft.made_);
  }
}

std::string Maker::reserve_id(std::string_view wanted) {
  const std::string id = id_of(wanted);
  std::string out;
  // The number with which the last one ended, so that many of the same name take no longer than others.
  int& number = numbers_[id];
  do {
    out = ++number == 1 ? id : id + "-" + std::to_string(number);
  } while (!ids_.insert(out).second);
  return out;
}

void Maker::note(packs::Diagnostic::Level level, Place place, std::string message, std::string advice) {
  if (out_.remarks.items().size() >= most_remarks) {
    ++remarks_left_out_;
    return;
  }
  constexpr std::size_t longest_message = 600;
  message = plain(std::string_view(message).substr(0, longest_message));
  if (level == packs::Diagnostic::Level::error) {
    out_.remarks.error(file_, place.line, place.column, std::move(message), std::move(advice));
  } else {
    out_.remarks.warning(file_, place.line, place.column, std::move(message), std::move(advice));
  }
}

void Maker::remark(Place place, std::string message, std::string advice) {
  note(packs::Diagnostic::Level::warning, place, std::move(message), std::move(advice));
}

void Maker::refuse(Place place, std::string message, std::string advice) {
  note(packs::Diagnostic::Level::error, place, std::move(message), std::move(advice));
}

void Maker::take(const packs::Diagnostics& noted) {
  for (const packs::Diagnostic& each : noted.items()) note(each.level, {each.line, each.column}, each.message, each.advice);
}

std::string Maker::origin(Place place) const { return file_ + ", line " + std::to_string(place.line); }

Gathering Maker::finish() {
  if (left_out_ > 0) {
    out_.remarks.warning(file_, 0, 0,
                         std::to_string(left_out_) + " entries more than " + std::to_string(most_entries) + " are left out",
                         "split the file");
  }
  if (remarks_left_out_ > 0) {
    out_.remarks.warning(file_, 0, 0, std::to_string(remarks_left_out_) + " further remarks are left out",
                         "begin with those above");
  }
  std::stable_sort(out_.entries.begin(), out_.entries.end(),
                   [](const Gathered& a, const Gathered& b) { return order_of(a.group) < order_of(b.group); });
  return std::move(out_);
}

void add_setting(Maker& maker, std::string_view id, std::string_view setting, std::string_view where, std::string_view value,
                 Place place) {
  auto draft = maker.begin("hardening", place);
  draft.say("setting", setting, place).say("where", where, place).say("default", value, place);
  maker.add(std::move(draft), id);
}

}  // namespace crosswalk::gathering
