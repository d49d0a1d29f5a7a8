// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/tests.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::csaf {
namespace {

constexpr Test kTests[] = {
#define CW_CSAF_TEST(name, id, group, title) {id, Group::group, title, name, ""},
#define CW_CSAF_SKIPPED(id, group, title, reason) {id, Group::group, title, nullptr, reason},
#include "artifacts/csaf/tests.def"
#undef CW_CSAF_TEST
#undef CW_CSAF_SKIPPED
};

}  // namespace

std::string_view name_of(Group group) {
  constexpr std::array<std::string_view, 3> names{"mandatory", "optional", "informative"};
  return names[static_cast<std::size_t>(group)];
}

FindingLevel level_of(Group group) {
  if (group == Group::mandatory) return FindingLevel::error;
  return group == Group::optional ? FindingLevel::warning : FindingLevel::information;
}

void Flags::at(const json::Value& value, std::string message) {
  noted_.push_back({{level_, std::string(id_), "", 1, std::move(message)}, value, ""});
}

void Flags::missing(const json::Value& object, std::string_view key, std::string message) {
  const json::Value member = object[key];
  at(member ? member : object, std::move(message));
  if (!member) noted_.back().missing = key;
}

void Flags::add(std::vector<Finding> findings) {
  for (Finding& finding : findings) noted_.push_back({std::move(finding), {}, ""});
}

namespace {

/// Goes down to the values that findings are about, in the order of the document.
class Locator {
 public:
  Locator(const json::Value& root, std::vector<Noted*> noted)
      : noted_(std::move(noted)), text_(root.raw()), begin_(root.begin()), line_(root.place().line) {
    std::stable_sort(noted_.begin(), noted_.end(),
                     [](const Noted* a, const Noted* b) { return a->value.begin() < b->value.begin(); });
    visit(root);
  }

 private:
  [[nodiscard]] bool has_one_before(std::size_t end) const { return next_ < noted_.size() && noted_[next_]->value.begin() < end; }

  void visit(const json::Value& value) {
    for (; next_ < noted_.size() && noted_[next_]->value.begin() <= value.begin(); ++next_) {
      Finding& finding = noted_[next_]->finding;
      const std::string_view before = text_.substr(counted_, value.begin() - begin_ - counted_);
      line_ += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
      counted_ += before.size();
      finding.line = line_;
      finding.pointer = pointer_;
      if (!noted_[next_]->missing.empty()) finding.pointer += "/" + noted_[next_]->missing;
    }
    const std::size_t length = pointer_.size();
    std::size_t number = 0;
    for (const json::Value item : value.items()) {
      if (!has_one_before(value.end())) break;
      if (has_one_before(item.end())) {
        pointer_ += "/" + std::to_string(number);
        visit(item);
        pointer_.resize(length);
      }
      ++number;
    }
    for (const json::Member& member : value.members()) {
      if (!has_one_before(value.end())) break;
      if (!has_one_before(member.value.end())) continue;
      pointer_ += '/';
      // Source: RFC 6901, 3.
      for (const char c : member.key) pointer_ += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
      visit(member.value);
      pointer_.resize(length);
    }
  }

  std::vector<Noted*> noted_;
  std::string_view text_;
  std::size_t begin_;
  std::size_t line_;
  std::size_t counted_ = 0;
  std::size_t next_ = 0;
  std::string pointer_;
};

}  // namespace

void locate(const json::Value& root, const std::vector<Noted*>& noted) {
  std::vector<Noted*> placed;
  for (Noted* one : noted) {
    if (one->value) placed.push_back(one);
  }
  if (!placed.empty()) Locator(root, std::move(placed));
}

std::span<const Test> tests() { return kTests; }

const Test* test_named(std::string_view id) {
  const auto* const found = std::find_if(std::begin(kTests), std::end(kTests), [&](const Test& test) { return test.id == id; });
  return found == std::end(kTests) ? nullptr : found;
}

std::string file_name_for(std::string_view tracking_id) {
  std::string out;
  bool replaced = false;
  for (const char c : tracking_id) {
    const char small = lower(c);
    const bool kept = is_alnum(small) || small == '+' || small == '-';
    if (kept) {
      out += small;
    } else if (!replaced) {
      out += '_';
    }
    replaced = !kept;
  }
  return out + ".json";
}

}  // namespace crosswalk::artifacts::csaf
