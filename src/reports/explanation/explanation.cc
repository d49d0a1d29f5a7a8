// SPDX-License-Identifier: Apache-2.0
#include "reports/explanation/explanation.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/json/json_writer.h"
#include "reports/terminal/screen.h"
#include "reports/view.h"

namespace crosswalk::reports {
namespace {

using Style = Screen::Style;

/// A verdict with its reason: "partial (vague)".
std::string with_reason(std::string_view word, std::string_view reason) {
  std::string out(word);
  if (!reason.empty()) out += " (" + spaced(reason) + ")";
  return out;
}

std::string quoted(const std::vector<std::string>& found) {
  constexpr std::size_t most = 4;
  constexpr int columns = 60;
  std::string out;
  for (std::size_t i = 0; i < std::min(found.size(), most); ++i) {
    out += (i == 0 ? "" : ", ") + ("\"" + shorten(visible(found[i]), columns) + "\"");
  }
  if (found.size() > most) out += " and " + std::to_string(found.size() - most) + " more";
  return out;
}

/// The explanation on a screen.
class Page {
 public:
  Page(Screen& screen, const review::Explanation& explanation) : screen_(screen), explanation_(explanation) {}

  void head() {
    const review::DocumentVerdict& verdict = explanation_.verdict;
    screen_.paragraph(0, visible(explanation_.constraint + " in " + explanation_.document), Style::bold);
    screen_.paragraph(0, visible(explanation_.text), Style::dim);
    screen_.blank();
    screen_.paragraph(2, "verdict: " + with_reason(base::word(verdict.verdict), std::string_view(verdict.reason)),
                      style_of(verdict.verdict));
    if (!verdict.evidence.empty()) {
      const review::Evidence& best = verdict.evidence.front();
      screen_.paragraph(2, visible("rests on: " + std::string(best.expression) + ", " + best.locator.text()));
    }
    const document::Facts& facts = explanation_.facts;
    const std::string why = facts.owner_reason.empty() ? "" : " (" + facts.owner_reason + ")";
    screen_.paragraph(
        2, visible("document: role " + spaced(base::word(facts.role)) + ", owner " + spaced(base::word(facts.owner)) + why +
                   ", state " + spaced(base::word(facts.control.state)) + ", title \"" + facts.control.title + "\""));
  }

  void rule(const review::ExplainedRule& rule) {
    screen_.blank();
    std::string promise = with_reason(rule.promise, rule.reason) + " within a " + rule.unit;
    if (rule.needed > 1) promise += ", at " + std::to_string(rule.needed) + " places or more";
    screen_.paragraph(0, visible(rule.id), Style::bold);
    screen_.paragraph(2, visible(promise + "; " + rule.defined), Style::dim);
    for (const review::ExplainedPlace& each : rule.places) {
      if (rule.held == 0 || each.holds) place(each);
    }
    if (rule.held > rule.places.size()) {
      screen_.paragraph(2, "holds at " + std::to_string(rule.held) + " places in all", Style::dim);
    }
  }

 private:
  void place(const review::ExplainedPlace& place) {
    screen_.paragraph(2, visible(place.locator.text() + ": \"" + place.quote + "\""));
    if (place.holds) {
      const std::string reading = place.reading.empty() ? "asserted" : base::join(place.reading, ", ");
      const bool counts = place.worth.verdict != review::Verdict::not_found;
      screen_.paragraph(4,
                        "read as " + reading + ": " +
                            (counts ? with_reason(base::word(place.worth.verdict), place.worth.reason) : "counts for nothing"),
                        style_of(place.worth.verdict));
    }
    part(place.expression, 4);
  }

  void part(const review::ExplainedPart& part, int indent) {
    const std::vector<const review::ExplainedPart*> telling = telling_children(part);
    std::string text = part.text;
    // Of an operator whose children follow, the word is enough.
    if (!telling.empty() && part.defined.empty()) text = text.substr(0, text.find(" ["));
    if (!part.found.empty() && (telling.empty() || !part.holds)) text += ": " + quoted(part.found);
    if (!part.holds && !part.defined.empty()) text += " (" + part.defined + ")";
    const std::string blanks(static_cast<std::size_t>(indent), ' ');
    screen_.paragraph(indent + 2, visible(text), part.holds ? Style::plain : Style::red,
                      {{blanks + (part.holds ? "+ " : "- "), part.holds ? Style::green : Style::red}});
    for (const review::ExplainedPart* child : telling) this->part(*child, indent + 2);
  }

  /// Children that say why the part holds or not: of what holds those that do, of a concept that fails those that come near.
  static std::vector<const review::ExplainedPart*> telling_children(const review::ExplainedPart& part) {
    std::vector<const review::ExplainedPart*> out;
    for (const review::ExplainedPart& child : part.children) {
      const bool wanted = part.holds ? child.holds : part.defined.empty() || comes_near(child);
      if (wanted) out.push_back(&child);
    }
    return out;
  }
  static bool comes_near(const review::ExplainedPart& part) {
    return part.holds || std::any_of(part.children.begin(), part.children.end(), comes_near);
  }

  Screen& screen_;
  const review::Explanation& explanation_;
};

void put(JsonWriter& json, const review::ExplainedPart& part, std::string_view key) {
  json.begin_object(key);
  json.text("text", part.text);
  json.boolean("holds", part.holds);
  if (!part.defined.empty()) json.text("defined", part.defined);
  json.begin_array("found");
  for (const std::string& words : part.found) json.text("", words);
  json.end_array();
  json.begin_array("parts");
  for (const review::ExplainedPart& child : part.children) put(json, child, "");
  json.end_array();
  json.end_object();
}

void put(JsonWriter& json, const review::ExplainedPlace& place) {
  json.begin_object();
  json.text("locator", place.locator.text());
  json.text("quote", place.quote);
  json.boolean("holds", place.holds);
  json.begin_array("reading");
  for (const std::string& word : place.reading) json.text("", word);
  json.end_array();
  json.text("verdict", base::word(place.worth.verdict));
  json.text("reason", place.worth.reason);
  put(json, place.expression, "expression");
  json.end_object();
}

/// What was found by values: the evidence that no rule found.
std::vector<const review::Evidence*> found_by_values(const review::Explanation& explanation) {
  std::vector<const review::Evidence*> out;
  for (const review::Evidence& evidence : explanation.verdict.evidence) {
    const bool by_rule = std::any_of(explanation.rules.begin(), explanation.rules.end(),
                                     [&](const review::ExplainedRule& rule) { return evidence.expression == rule.id; });
    if (!by_rule) out.push_back(&evidence);
  }
  return out;
}

}  // namespace

base::Result<void> render_explanation_terminal(const review::Explanation& explanation, std::size_t nearest,
                                               const ReportOptions& options, Sink& sink) {
  Writer out(sink);
  Screen screen(out, options.width, options.colour);
  Page page(screen, explanation);
  page.head();
  const auto& rules = explanation.rules;
  const auto holding = std::find_if(rules.begin(), rules.end(), [](const review::ExplainedRule& rule) { return rule.held == 0; });
  const auto end = std::find_if(holding, rules.end(), [](const review::ExplainedRule& rule) { return rule.places.empty(); });
  const auto section = [&](const std::string& title) {
    screen.blank();
    screen.rule();
    screen.paragraph(0, title, Style::bold);
  };
  const auto by_values = found_by_values(explanation);
  if (!by_values.empty() || !explanation.lacking.empty()) section("What its values say");
  for (const review::Evidence* evidence : by_values) {
    screen.paragraph(2, visible(evidence->locator.text()) + ": " + visible(evidence->quote));
  }
  if (!explanation.lacking.empty()) screen.paragraph(2, visible(explanation.lacking), Style::red);
  section(holding == rules.begin() ? "No rule holds." : "Rules that hold");
  for (auto rule = rules.begin(); rule != holding; ++rule) page.rule(*rule);
  const auto last = holding + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(nearest), end - holding);
  if (last != holding) section("Rules that come nearest (- is what fails)");
  for (auto rule = holding; rule != last; ++rule) page.rule(*rule);
  screen.blank();
  screen.paragraph(0,
                   "Of " + std::to_string(rules.size()) + " rules " + std::to_string(holding - rules.begin()) + " hold, " +
                       std::to_string(rules.end() - end) + " find nothing here at all.",
                   Style::dim);
  return out.finish();
}

base::Result<void> render_explanation_json(const review::Explanation& explanation, Sink& sink) {
  Writer out(sink);
  JsonWriter json(out);
  json.begin_object();
  json.text("constraint", explanation.constraint);
  json.text("document", explanation.document);
  json.text("verdict", base::word(explanation.verdict.verdict));
  json.text("reason", std::string_view(explanation.verdict.reason));
  const document::Facts& facts = explanation.facts;
  json.text("role", base::word(facts.role));
  json.text("owner", base::word(facts.owner));
  json.text("owner_reason", facts.owner_reason);
  json.text("state", base::word(facts.control.state));
  json.text("title", facts.control.title);
  json.begin_array("values");
  for (const review::Evidence* evidence : found_by_values(explanation)) {
    json.begin_object();
    json.text("locator", evidence->locator.text());
    json.text("quote", evidence->quote);
    json.text("expression", std::string_view(evidence->expression));
    json.end_object();
  }
  json.end_array();
  json.text("lacking", explanation.lacking);
  json.begin_array("rules");
  for (const review::ExplainedRule& rule : explanation.rules) {
    json.begin_object();
    json.text("id", rule.id);
    json.text("defined", rule.defined);
    json.text("unit", rule.unit);
    json.text("promise", rule.promise);
    json.text("reason", rule.reason);
    json.number("needed", static_cast<std::int64_t>(rule.needed));
    json.number("held", static_cast<std::int64_t>(rule.held));
    json.begin_array("places");
    for (const review::ExplainedPlace& place : rule.places) put(json, place);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out.put("\n");
  return out.finish();
}

}  // namespace crosswalk::reports
