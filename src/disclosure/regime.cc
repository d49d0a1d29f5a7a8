// SPDX-License-Identifier: Apache-2.0
#include "disclosure/regime.h"

#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "packs/yaml.h"

namespace crosswalk::disclosure {
namespace {

constexpr int most_in_period = 9999;

struct UnitName {
  std::string_view one;
  std::string_view several;
  PeriodUnit unit;
};
constexpr std::array<UnitName, 4> unit_names{{{"hour", "hours", PeriodUnit::hour},
                                              {"day", "days", PeriodUnit::day},
                                              {"working day", "working days", PeriodUnit::working_day},
                                              {"month", "months", PeriodUnit::month}}};

/// Whether this is the id of a regime or of a clock within one: small letters, digits, hyphens.
bool is_id(std::string_view text) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !text.empty() && text.front() != '-' && text.find_first_not_of(allowed) == std::string_view::npos;
}

std::string read_id(packs::YamlReader& reader) {
  std::string id = reader.text("id", true);
  if (!id.empty() && !is_id(id)) reader.error("id", "'" + id + "' is no id", "small letters, digits and hyphens, such as eu-mdr");
  return id;
}

Clock read_clock(const packs::Yaml& node, std::string_view regime, std::string_view name, packs::Diagnostics& diagnostics) {
  packs::YamlReader reader(node, name, "clock", diagnostics);
  Clock out;
  out.id = std::string(regime) + "/" + read_id(reader);
  out.title = reader.text("title", true);
  if (reader.node("after") != nullptr) {
    out.after = std::string(regime) + "/" + reader.text("after");
    if (reader.node("from") != nullptr)
      reader.error("from", "a clock begins with an event or with the answer to another clock", "from or after");
  } else {
    out.from = reader.word("from", Trigger::aware, true);
  }
  if (reader.node("when") != nullptr) out.when = reader.word("when", Trigger::aware);
  if (reader.node("given") != nullptr) out.given = reader.word("given", Trigger::aware);
  if (reader.node("answered_by") != nullptr) out.answered_by = reader.word("answered_by", Trigger::reviewed);
  const std::string within = reader.text("within", true);
  if (within != "at once") {
    out.within = parse_period(within);
    if (!within.empty() && !out.within)
      reader.error("within", "'" + within + "' is no period", "such as 72 hours, 15 days, 10 working days, 1 month, or at once");
  }
  out.holidays = reader.word("holidays", Holidays::none);
  if (out.holidays != Holidays::none && (!out.within || out.within->unit != PeriodUnit::working_day))
    reader.error("holidays", "holidays matter to working days only", "leave it out, or count in working days");
  out.to = reader.text("to", true);
  out.section = reader.text("section", true);
  out.force = reader.word("force", Force::law);
  out.audience = reader.word("audience", out.force == Force::policy ? Audience::house : Audience::authority);
  out.confidence = reader.word("confidence", Confidence::low, true);
  out.valid_from = reader.date("valid_from");
  out.valid_until = reader.date("valid_until");
  if (out.valid_from && out.valid_until && *out.valid_until < *out.valid_from)
    reader.error("valid_until", "it ends before it begins", "a day after valid_from");
  out.note = reader.text("note");
  reader.finish();
  return out;
}

/// A clock that another one starts stands behind it, so that none starts itself.
void check_order(const Regime& regime, int line, packs::Diagnostics& diagnostics) {
  std::set<std::string_view> before;
  for (const Clock& clock : regime.clocks) {
    if (!clock.after.empty() && !before.contains(clock.after))
      diagnostics.error(regime.file, line, 0,
                        "no clock '" + clock.after + "' stands before '" + clock.id + "', which is to begin after it");
    before.insert(clock.id);
  }
}

}  // namespace

std::string Period::text() const {
  for (const UnitName& name : unit_names) {
    if (name.unit == unit) return std::to_string(number) + " " + std::string(number == 1 ? name.one : name.several);
  }
  return {};
}

std::optional<Period> parse_period(std::string_view text) {
  Period out;
  const char* end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, out.number);
  if (fault != std::errc() || out.number < 1 || out.number > most_in_period || rest == end || *rest != ' ') return std::nullopt;
  const std::string_view unit(rest + 1, static_cast<std::size_t>(end - rest - 1));
  for (const UnitName& name : unit_names) {
    if (unit != name.one && unit != name.several) continue;
    out.unit = name.unit;
    return out;
  }
  return std::nullopt;
}

std::optional<Regime> load_regime(std::string_view text, std::string_view name, packs::Diagnostics& diagnostics) {
  packs::Diagnostics mine;
  Regime out;
  out.file = std::string(name);
  if (const auto root = packs::parse_yaml(text, name, mine)) {
    packs::YamlReader reader(*root, name, "regime", mine);
    out.id = read_id(reader);
    out.title = reader.text("title", true);
    out.source = reader.text("source", true);
    out.url = reader.text("url");
    out.markets = reader.texts("markets");
    if (reader.node("device") != nullptr) out.device = reader.boolean("device", false);
    if (reader.node("checked", true) != nullptr) out.checked = reader.date("checked").value_or(base::Date{});
    for (const packs::Yaml* clock : reader.list("clocks", true)) out.clocks.push_back(read_clock(*clock, out.id, name, mine));
    reader.finish();
    check_order(out, root->line, mine);
  }
  diagnostics.add(mine);
  if (mine.has_errors()) return std::nullopt;
  return out;
}

void check_regimes(const std::vector<Regime>& regimes, const base::Date& as_of, packs::Diagnostics& diagnostics) {
  constexpr int months_in_year = 12;
  std::map<std::string_view, std::string_view> files;
  for (const Regime& regime : regimes) {
    const auto [other, is_new] = files.emplace(regime.id, regime.file);
    if (!is_new)
      diagnostics.error(regime.file, 0, 0, "a regime '" + regime.id + "' stands in " + std::string(other->second) + " too",
                        "give it an id of its own");
    std::map<std::string_view, int> ids;
    for (const Clock& clock : regime.clocks) {
      if (++ids[clock.id] == 2) diagnostics.error(regime.file, 0, 0, "the clock '" + clock.id + "' stands there twice");
    }
    if (add_months(regime.checked, months_in_year) < as_of)
      diagnostics.warning(regime.file, 0, 0,
                          "nobody has compared '" + regime.id + "' with its source since " + regime.checked.iso(),
                          "compare it with " + regime.source + " and set 'checked' to the day");
  }
}

}  // namespace crosswalk::disclosure
