// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/readiness.h"
#include "reports/report.h"
#include "reports/terminal/screen.h"
#include "reports/view.h"
#include "reports/writer.h"

namespace crosswalk::reports {
namespace {

using review::Verdict;
using Style = Screen::Style;

/// How many paths one line of a list names before it says how many more there are.
constexpr std::size_t named_documents = 3;
/// How many gaps, the worst first, and how many requirements that could not be evaluated a summary tells of before it only
/// counts them.
constexpr std::size_t most_listed = 20;
/// Where the text of a constraint begins on a screen wide enough for a column of verdicts.
constexpr int wide_column = 20;

/// Lines as one text in which only `separator` may end a line: blanks inside become no-break spaces, which the screen undoes.
std::string unbroken(std::string_view lines, std::string_view separator) {
  std::string out;
  for (const char c : lines) {
    if (c == '\n') {
      out += separator;
    } else if (c == ' ') {
      out += "\xC2\xA0";
    } else {
      out += c;
    }
  }
  return out;
}

/// How well the rule behind a verdict was tested, for the end of a line; the notes say what it means.
std::string rule_tag(const packs::Calibration& calibration) {
  switch (calibration.kind) {
    case packs::CalibrationKind::measured:
      return "rule: P " + two_decimals(calibration.precision) + " R " + two_decimals(calibration.recall) + " n " +
             std::to_string(calibration.documents);
    case packs::CalibrationKind::cases_only:
      return "rule: cases only";
    case packs::CalibrationKind::draft:
      return "rule: draft";
  }
  return "";
}

class TerminalReport {
 public:
  TerminalReport(const review::Review& review, const ReportOptions& options, Writer& out)
      : review_(review),
        detailed_(options.detail == Detail::detailed),
        quotes_(options.quotes.value_or(Quotes::short_)),
        expectations_(options.expectations),
        summary_(summarize(review)),
        screen_(out, options.width, options.colour),
        text_column_(screen_.width() >= 72 ? wide_column : 6) {}

  void render() {
    header();
    if (has_groups(review_)) groups();
    first();
    for (std::size_t i = 0; i < review_.clauses.size(); ++i) clause(review_.clauses[i], summary_.clauses[i]);
    gaps();
    undecided();
    dissent();
    not_read();
    if (detailed_) {
      hidden();
      stale();
    }
    notes();
    closing();
  }

 private:
  /// A document's own words between quotation marks, as long as the reader asked for.
  [[nodiscard]] std::string quoted(std::string_view quote, int lines) const {
    const std::string text = visible(quote);
    const int columns = lines * (screen_.width() - text_column_) - 2;
    return "“" + (quotes_ == Quotes::full ? text : shorten(text, columns)) + "”";
  }

  static std::string some(const std::vector<std::string>& paths) {
    std::string text;
    for (std::size_t i = 0; i < paths.size() && i < named_documents; ++i) text += (i > 0 ? ", " : "") + visible(paths[i]);
    if (paths.size() > named_documents) text += " and " + std::to_string(paths.size() - named_documents) + " more";
    return text;
  }

  void title(std::string_view text) {
    screen_.blank();
    screen_.paragraph(0, text, Style::bold);
  }

  void field(std::string_view name, std::string_view value) {
    if (!value.empty()) screen_.paragraph(11, value, Style::plain, {{std::string(name), Style::dim}});
  }

  void header() {
    screen_.ends({{"Crosswalk review", Style::bold}}, {"as of " + visible(review_.as_of), Style::dim});
    screen_.rule();
    field("Maker", visible(review_.manufacturer));
    std::vector<std::string> names;
    for (const auto& [name, version] : products(review_)) names.push_back(visible(name + " " + version));
    field("Product", review_.product.empty() ? base::join(names, ", ") : visible(review_.product) + " only");
    for (const review::PackInfo& pack : review_.packs) {
      field("Standard", visible((pack.title.empty() ? pack.id : pack.title) + " (pack " + pack.version + ")"));
    }
    std::string documents = std::to_string(summary_.read) + " read";
    if (summary_.damaged > 0) documents += ", " + std::to_string(summary_.damaged) + " read with damage";
    if (summary_.unreadable > 0) documents += ", " + std::to_string(summary_.unreadable) + " could not be read";
    if (summary_.not_reached > 0) documents += ", " + std::to_string(summary_.not_reached) + " not reached";
    if (summary_.skipped > 0) documents += ", " + std::to_string(summary_.skipped) + " skipped";
    if (review_.ignored_files > 0) documents += ", " + std::to_string(review_.ignored_files) + " ignored by pattern";
    field("Documents", documents);
    field("Verdicts", unbroken(tally_text(summary_.verdicts, "\n"), ", "));
    if (review_.second_reader) field("2nd reader", visible(second_reader_text(*review_.second_reader)));
  }

  /// A line each: "5.7  Software system testing    12 of 23 met  ######....   4 major  1 minor".
  void groups() {
    title("Readiness by part of the standard");
    constexpr int bar = 10;
    std::string last;
    for (const GroupReadiness& group : readiness(review_)) {
      const bool asked = group.requirements > 0;
      const std::string met =
          asked ? std::to_string(group.met) + " of " + std::to_string(group.requirements) + " met" : "expectations";
      const int full = group.percent() * bar / 100;
      std::string blocks;
      for (int i = 0; i < bar; ++i) blocks += !asked ? " " : i < full ? "█" : "░";
      std::string gaps = group.major > 0 ? std::to_string(group.major) + " major" : std::string();
      if (group.minor > 0) gaps += (gaps.empty() ? "" : ", ") + std::to_string(group.minor) + " minor";
      constexpr int met_column = 13;
      constexpr int gap_column = 19;
      const int fixed = 4 + met_column + 1 + bar + gap_column;
      const bool wide = screen_.width() >= 76;
      const int room = screen_.width() - (wide ? fixed : 4 + met_column + gap_column);
      // Of several packs each is named once, above its groups.
      const std::size_t colon = group.number.find(':');
      const std::string pack = colon == std::string::npos ? std::string() : group.number.substr(0, colon);
      if (!pack.empty() && pack != last) screen_.paragraph(2, visible(pack), Style::dim);
      last = pack;
      const std::string number = colon == std::string::npos ? group.number : group.number.substr(colon + 1);
      const std::string name = shorten(visible(number) + "  " + visible(group.title), std::max(room, 12));
      if (gaps.empty() && group.undecided > 0) gaps = std::to_string(group.undecided) + " undecided";
      const auto padded = [](const std::string& text, int columns) {
        const int missing = columns - display_width(text);
        return missing > 0 ? std::string(static_cast<std::size_t>(missing), ' ') + text : text;
      };
      const Style style = group.major > 0 ? Style::red : group.minor > 0 || group.undecided > 0 ? Style::yellow : Style::green;
      screen_.ends({{"  " + name}}, {padded(met, met_column) + (wide ? " " + blocks : "") + padded(gaps, gap_column), style});
    }
  }

  void first() {
    const std::vector<Step> steps = first_steps(review_);
    if (steps.empty()) return;
    title("What to do first");
    int number = 0;
    for (const Step& step : steps) {
      screen_.paragraph(5, visible(step_text(review_, step)), Style::plain, {{"  " + std::to_string(++number) + ". "}});
    }
  }

  void clause(const review::ClauseResult& result, const Tally& tally) {
    // Of many clauses each has a line, so that what is open stays in sight.
    const bool brief = !detailed_ && review_.clauses.size() > most_listed;
    if (!brief || &result == &review_.clauses.front()) screen_.blank();
    const std::string number = result.clause != nullptr ? visible(short_id(review_, result.clause->id)) : std::string();
    const std::string name = result.clause != nullptr ? visible(result.clause->title) : std::string();
    const std::string verdict = std::string(mark(result.verdict)) + " " + std::string(label(result.verdict));
    const int room = screen_.width() - display_width(number) - display_width(verdict) - 4;
    screen_.ends({{number, Style::bold}, {"  " + shorten(name, std::max(room, 12)), Style::bold}},
                 {verdict, style_of(result.verdict)});
    if (brief) return;
    if (!result.constraints.empty()) screen_.paragraph(2, unbroken(tally_text(tally, "\n"), " · "), Style::dim);
    if (!detailed_) return;
    for (const review::ConstraintResult& entry : result.constraints) {
      screen_.blank();
      constraint(result, entry);
    }
    if (!result.audit_defence.empty()) {
      screen_.blank();
      screen_.line({{"  Audit defence", Style::bold}});
      for (const std::string& line : defence_lines(result.audit_defence)) screen_.paragraph(4, visible(line));
    }
  }

  void constraint(const review::ClauseResult& clause, const review::ConstraintResult& result) {
    if (result.constraint == nullptr) return;
    std::string name(slug_of(result.constraint->id));
    if (!is_own(clause, result)) name = short_id(review_, result.constraint->id);
    if (result.constraint->level != packs::Level::shall) name += " (" + std::string(base::word(result.constraint->level)) + ")";
    const Screen::Piece rule{rule_tag(result.constraint->calibration), Style::dim};
    const Screen::Piece verdict{std::string(mark(result.verdict)) + " " + std::string(label(result.verdict)),
                                style_of(result.verdict)};
    const int column = text_column_ == wide_column ? wide_column : 4 + display_width(verdict.text);
    std::vector<Screen::Piece> head{{"  "}, verdict};
    head.push_back({std::string(static_cast<std::size_t>(column - 2 - display_width(verdict.text)), ' ')});
    head.push_back({shorten(visible(name), screen_.width() - column), Style::bold});
    screen_.ends(head, rule);
    const auto say = [&](std::string_view text, Style style = Style::plain) { screen_.paragraph(text_column_, text, style); };
    say(visible(result.constraint->text));
    if (const std::string house = house_text(*result.constraint); !house.empty()) say(visible(house), Style::blue);
    std::string why = visible(reason_text(result.reason));
    if (result.coverage) why += (why.empty() ? "" : "; ") + coverage_text(*result.coverage);
    if (!why.empty()) say("Why: " + why);
    if (result.coverage && !result.coverage->without.empty()) say("Without it: " + some(result.coverage->without));
    if (result.decision) {
      const review::Decision& decision = *result.decision;
      std::string text = "Decided: " + spaced(visible(decision.kind)) + " by " + visible(decision.by) + ", " +
                         visible(decision.role) + ", " + visible(decision.on) + ": " + visible(decision.reason) +
                         " The machine said: " + std::string(label(result.machine_verdict));
      if (!result.machine_reason.empty()) text += " (" + visible(reason_text(result.machine_reason)) + ")";
      say(text + ".", Style::blue);
    }
    evidence(result);
    for (const auto& [product, verdict_of] : result.by_product) {
      if (result.by_product.size() == 1) break;
      say(visible(product + " " + verdict_of.version) + ": " + std::string(mark(verdict_of.verdict)) + " " +
              std::string(label(verdict_of.verdict)),
          Style::dim);
    }
    if (!result.candidates.empty()) say("May stand in: " + some(result.candidates));
    for (const std::string& caveat : result.caveats) say("Note: " + visible(caveat_text(caveat)), Style::dim);
    if (result.opinion) say("Second reader (no verdict, no evidence): " + visible(opinion_text(result)), Style::dim);
    if (const std::string_view words = opinion_words(result, quotes_); !words.empty()) say(visible(words), Style::dim);
  }

  void evidence(const review::ConstraintResult& result) {
    const bool weigh = result.verdict == Verdict::needs_review;
    const std::size_t most = weigh ? (result.reason == "question" ? 3 : 2) : 1;
    const std::vector<const review::Evidence*> shown = to_weigh(result, most);
    for (const review::Evidence* entry : shown) {
      if (quotes_ != Quotes::none) screen_.paragraph(text_column_, quoted(entry->quote, 2));
      std::string place = "in " + visible(entry->document) + ", " + visible(entry->locator.text());
      if (weigh && result.reason != "question") place += std::string(": ") + std::string(label(entry->verdict));
      screen_.paragraph(text_column_, place, Style::dim);
    }
    const int more = result.evidence_total - static_cast<int>(shown.size());
    if (more > 0 && !shown.empty()) {
      screen_.paragraph(text_column_, "and " + counted(static_cast<std::uint64_t>(more), "more passage", "more passages"),
                        Style::dim);
    }
  }

  void gaps() {
    title("Gaps: " + std::to_string(summary_.major) + " major, " + std::to_string(summary_.minor) + " minor, " +
          counted(static_cast<std::uint64_t>(summary_.observations), "observation", "observations"));
    std::size_t shown = 0;
    Clauses more;
    for (const packs::Severity severity : {packs::Severity::major, packs::Severity::minor, packs::Severity::observation}) {
      if (severity == packs::Severity::observation && !detailed_ && !expectations_) continue;
      for (const review::Gap& gap : review_.gaps) {
        if (gap.severity != severity) continue;
        if (!detailed_ && shown == most_listed) {
          count_more(short_id(review_, gap.constraint), more);
          continue;
        }
        ++shown;
        screen_.blank();
        this->gap(gap);
      }
    }
    if (!more.empty()) tell_more(more, "gap", "gaps");
  }

  /// Numbers of clauses, and how many of each are not shown, in the order in which they come.
  using Clauses = std::vector<std::pair<std::string, std::size_t>>;

  /// One more of a clause that is not shown, by the id of its constraint.
  static void count_more(const std::string& id, Clauses& more) {
    const std::string clause = id.substr(0, id.find('/'));
    const auto known = std::find_if(more.begin(), more.end(), [&](const auto& one) { return one.first == clause; });
    if (known == more.end()) {
      more.emplace_back(clause, 1);
    } else {
      ++known->second;
    }
  }

  void tell_more(const Clauses& more, std::string_view one, std::string_view many) {
    std::size_t all = 0;
    std::string clauses;
    for (const auto& [clause, count] : more) {
      all += count;
      // Clause and number stay on one line.
      clauses += (clauses.empty() ? "" : ", ") + visible(clause) + "\u00a0(" + std::to_string(count) + ")";
    }
    screen_.blank();
    screen_.paragraph(2, "And " + counted(all, "more " + std::string(one), "more " + std::string(many)) + " in " + clauses + ".");
    screen_.paragraph(2,
                      "--report detailed shows all of them here, --clause those of one clause, --out report.html a page to read.",
                      Style::dim);
  }

  void gap(const review::Gap& gap) {
    const review::ConstraintResult* result = find_result(review_, gap.constraint);
    std::string found = result != nullptr ? std::string(label(result->verdict)) : std::string();
    if (gap.kind == review::GapKind::contradiction) found = "contradiction";
    if (gap.kind == review::GapKind::case_audit) found = "audit of the cases";
    const std::string severity(base::word(gap.severity));
    screen_.line({{"  "},
                  {severity, style_of(gap.severity)},
                  {"  "},
                  {shorten(visible(short_id(review_, gap.constraint)), screen_.width() - 34), Style::bold},
                  {found.empty() ? "" : "  " + found, Style::dim}});
    if (gap.kind != review::GapKind::shortfall) {
      screen_.paragraph(4, visible(gap.text));
      for (const review::Evidence& one : gap.evidence) {
        if (quotes_ == Quotes::none) break;
        screen_.paragraph(4, quoted(one.quote, 2) + " (" + visible(one.document) + ", " + visible(one.locator.text()) + ")");
      }
      screen_.paragraph(6, visible(gap.remedy), Style::plain, {{"    → "}});
      return;
    }
    if (result != nullptr && result->constraint != nullptr) {
      screen_.paragraph(4, visible(result->constraint->text), Style::dim);
      if (const std::string house = house_text(*result->constraint); !house.empty())
        screen_.paragraph(4, visible(house), Style::blue);
    }
    screen_.paragraph(4, visible(gap.text));
    if (const review::Evidence* against = result != nullptr ? passage_against(*result) : nullptr;
        against != nullptr && quotes_ != Quotes::none) {
      screen_.paragraph(4, quoted(against->quote, 2) + " (" + visible(against->locator.text()) + ")");
    }
    if (!gap.remedy.empty()) screen_.paragraph(6, visible(gap.remedy), Style::plain, {{"    → "}});
    if (const auto documents = documents_to_name(gap); !documents.empty()) {
      screen_.paragraph(6, "in " + some(documents), Style::dim);
    }
    if (!gap.demanded_by.empty()) screen_.paragraph(6, "asked for by " + visible(base::join(gap.demanded_by, ", ")), Style::dim);
  }

  void undecided() {
    if (review_.undecided.empty()) return;
    title("Undecided: " + std::to_string(review_.undecided.size()));
    std::size_t shown = 0;
    Clauses more;
    for (const review::Undecided& entry : review_.undecided) {
      // What a person can decide is told in full; what could not be evaluated waits for documents that can be read.
      if (!detailed_ && entry.verdict == review::Verdict::not_evaluable && ++shown > most_listed) {
        count_more(short_id(review_, entry.constraint), more);
        continue;
      }
      screen_.blank();
      screen_.line({{"  "},
                    {std::string(mark(entry.verdict)) + " " + std::string(label(entry.verdict)), style_of(entry.verdict)},
                    {"  "},
                    {shorten(visible(short_id(review_, entry.constraint)), screen_.width() - 22), Style::bold}});
      if (!entry.reason.empty()) screen_.paragraph(4, visible(reason_text(entry.reason)));
      if (!entry.question.empty()) screen_.paragraph(4, visible(entry.question));
      if (!entry.documents.empty()) screen_.paragraph(4, "in " + some(entry.documents), Style::dim);
      proposed(entry);
    }
    if (!more.empty()) tell_more(more, "requirement", "requirements");
  }

  /// What may answer a question, where it is not shown with the requirement.
  void proposed(const review::Undecided& entry) {
    const review::ConstraintResult* result = find_result(review_, entry.constraint);
    if (detailed_ || entry.reason != "question" || result == nullptr || quotes_ == Quotes::none) return;
    for (const review::Evidence* passage : to_weigh(*result, 3)) {
      screen_.paragraph(
          6, quoted(passage->quote, 2) + " (" + visible(passage->document) + ", " + visible(passage->locator.text()) + ")");
    }
  }

  void dissent() {
    const std::vector<std::string> all = dissents(review_);
    if (all.empty()) return;
    title("Second reader dissents: " + std::to_string(all.size()));
    for (const std::string& each : all) screen_.paragraph(4, visible(each), Style::plain, {{"  - "}});
  }

  void not_read() {
    if (summary_.unreadable + summary_.not_reached + summary_.damaged > 0) {
      title("Not read: " + std::to_string(summary_.unreadable + summary_.not_reached) +
            (summary_.damaged > 0 ? ", read with damage: " + std::to_string(summary_.damaged) : std::string()));
    }
    for (const Unread& entry : unread(review_)) {
      screen_.paragraph(4, visible(entry.document), Style::plain, {{entry.damaged ? "  ! " : "  ⊘ ", Style::magenta}});
      screen_.paragraph(6, visible(entry.why) + (entry.advice.empty() ? "" : " " + std::string(entry.advice)), Style::dim);
    }
    if (!summary_.not_found_note.empty()) screen_.paragraph(2, summary_.not_found_note);
  }

  void hidden() {
    bool any = false;
    for (const review::DocumentEntry& entry : review_.documents) {
      if (entry.hidden.empty()) continue;
      if (!any) title("Hidden text that looks like evidence, and is none");
      any = true;
      screen_.paragraph(2, visible(entry.path));
      for (const document::HiddenText& text : entry.hidden) {
        std::string shown = std::string(base::word(text.kind)) + ", " + visible(text.where);
        if (quotes_ != Quotes::none) shown += ": " + quoted(text.text, 2);
        screen_.paragraph(4, shown, Style::dim);
      }
    }
  }

  void stale() {
    if (review_.stale_decisions.empty()) return;
    title("Decisions that no longer stand");
    for (const review::Decision& decision : review_.stale_decisions) {
      screen_.paragraph(2, visible(short_id(review_, decision.constraint)) + ": " + spaced(visible(decision.kind)) + " by " +
                               visible(decision.by) + " on " + visible(decision.on) + ", because " +
                               visible(decision.stale_because));
    }
  }

  void notes() {
    std::vector<std::string> sentences;
    for (const std::string& note : review_.notes) sentences.push_back(visible(note_text(review_, note)));
    if (!review_.unanswered_conditions.empty()) {
      sentences.push_back(
          "Not answered by the workspace, so taken to apply: " + visible(base::join(review_.unanswered_conditions, ", ")) + ".");
    }
    if (!review_.not_loaded.empty()) {
      sentences.push_back("Found in the folder and not loaded: " + some(review_.not_loaded) + ".");
    }
    if (!detailed_ && !review_.stale_decisions.empty()) {
      sentences.push_back(counted(review_.stale_decisions.size(), "decision no longer stands", "decisions no longer stand") +
                          ".");
    }
    if (const std::vector<std::string> confirmed = confirmed_clauses(review_); !confirmed.empty()) {
      sentences.push_back("Confirmed against a licensed copy of the standard: " + visible(base::join(confirmed, ", ")) + ".");
    }
    const std::vector<std::string> unconfirmed = unconfirmed_clauses(review_);
    if (!unconfirmed.empty()) {
      sentences.push_back("Not yet confirmed against a licensed copy of the standard: " + visible(base::join(unconfirmed, ", ")) +
                          ".");
    }
    if (detailed_ && summary_.constraints > 0) {
      sentences.push_back(
          "Rules: P is the precision and R the recall of met on n labelled documents; \"cases only\" was tested on the pack's "
          "own "
          "examples, \"draft\" not yet.");
    }
    if (sentences.empty()) return;
    title("Notes");
    for (const std::string& sentence : sentences) screen_.paragraph(4, sentence, Style::plain, {{"  - "}});
  }

  void closing() {
    screen_.blank();
    screen_.rule();
    screen_.paragraph(6, visible(next_step(review_, summary_)), Style::plain, {{"Next: ", Style::bold}});
  }

  const review::Review& review_;
  bool detailed_;
  Quotes quotes_;
  bool expectations_;
  Summary summary_;
  Screen screen_;
  int text_column_;
};

}  // namespace

base::Result<void> render_terminal(const review::Review& review, const ReportOptions& options, Sink& sink) {
  Writer out(sink);
  TerminalReport(review, options, out).render();
  return out.finish();
}

}  // namespace crosswalk::reports
