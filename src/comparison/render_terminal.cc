// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "comparison/render.h"
#include "reports/escape.h"
#include "reports/terminal/screen.h"
#include "reports/view.h"
#include "reports/writer.h"

namespace crosswalk::comparison {
namespace {

using reports::Screen;
using reports::visible;
using Style = Screen::Style;

/// How many differences a list names before it says how many more there are.
constexpr std::size_t most_listed = 12;

class Terminal {
 public:
  Terminal(const Comparison& comparison, const RenderOptions& options, reports::Writer& out)
      : comparison_(comparison), options_(options), screen_(out, options.width, options.colour) {}

  void render() {
    const std::string days = comparison_.before.as_of == comparison_.after.as_of
                                 ? "as of " + comparison_.after.as_of
                                 : comparison_.before.as_of + " → " + comparison_.after.as_of;
    screen_.ends({{"Crosswalk diff", Style::bold}}, {comparison_.comparable ? visible(days) : "not comparable", Style::dim});
    screen_.rule();
    if (!comparison_.comparable) {
      screen_.paragraph(0, visible(closing_text(comparison_)));
      return;
    }
    screen_.paragraph(0, "Gaps: " + closing_text(comparison_), Style::bold);
    differences();
    section(Change::new_gap, "New gaps");
    section(Change::changed, "Changed");
    section(Change::closed, "Closed gaps");
    section(Change::not_comparable, "Not comparable");
    if (options_.unchanged) section(Change::unchanged, "Unchanged gaps");
  }

 private:
  void title(std::string_view text) {
    screen_.blank();
    screen_.paragraph(0, text, Style::bold);
  }

  void differences() {
    title("What differs between the two reviews");
    if (comparison_.differences.empty())
      screen_.paragraph(2, "Nothing: documents, packs, decisions, program and options are the same.");
    causes(comparison_.differences, 2, "");
  }

  void causes(const std::vector<Cause>& causes, int indent, const std::string& first) {
    std::string head = first;
    for (std::size_t i = 0; i < causes.size() && i < most_listed; ++i) {
      screen_.paragraph(indent, head + visible(cause_text(causes[i])));
      if (!first.empty()) head = "or: ";
    }
    if (causes.size() > most_listed) {
      screen_.paragraph(indent, "and " + std::to_string(causes.size() - most_listed) + " more; --format json has all",
                        Style::dim);
    }
  }

  static Style style_of(const ConstraintChange& change) {
    switch (change.direction) {
      case Direction::worse:
        return Style::red;
      case Direction::better:
        return Style::green;
      case Direction::undecided:
        return Style::blue;
      default:
        return Style::plain;
    }
  }

  static std::string severity_text(const ConstraintChange& change) {
    const std::optional<Side>& side = change.after && change.after->severity ? change.after : change.before;
    if (side && side->severity) return std::string(base::word(*side->severity));
    return std::string(base::word(change.level));
  }

  void section(Change kind, std::string_view name) {
    if (comparison_.count(kind) == 0) return;
    title(name);
    for (const ConstraintChange& change : comparison_.constraints) {
      if (change.change != kind) continue;
      if (kind != Change::unchanged) screen_.blank();
      const std::string id = "  " + visible(change.id);
      screen_.ends({{id}}, {kind == Change::changed ? severity_text(change) + ", " + change_text(change) : severity_text(change),
                            style_of(change)});
      if (kind == Change::unchanged) continue;
      entry(change);
    }
  }

  void entry(const ConstraintChange& change) {
    screen_.paragraph(4, visible(change.text));
    screen_.paragraph(4, visible(verdicts_text(change)), style_of(change));
    for (const ProductChange& product : change.products) {
      if (product.change == Change::unchanged) continue;
      screen_.paragraph(4, visible(product.name + ": " + product_text(product.before) + " → " + product_text(product.after)));
    }
    if (!change.why_not.empty()) screen_.paragraph(4, visible(change.why_not));
    causes(change.because, 4, "because: ");
    if (change.direction != Direction::better && !change.remedy.empty())
      screen_.paragraph(6, visible(change.remedy), Style::plain, {{"    → "}});
  }

  static std::string product_text(const std::optional<ProductState>& state) {
    if (!state) return "not judged";
    return std::string(reports::label(state->verdict)) + (state->version.empty() ? "" : " in " + state->version);
  }

  const Comparison& comparison_;
  const RenderOptions& options_;
  Screen screen_;
};

}  // namespace

base::Result<void> render_terminal(const Comparison& comparison, const RenderOptions& options, reports::Sink& sink) {
  reports::Writer out(sink);
  Terminal(comparison, options, out).render();
  return out.finish();
}

}  // namespace crosswalk::comparison
