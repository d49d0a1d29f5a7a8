// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "comparison/render.h"
#include "reports/escape.h"
#include "reports/view.h"
#include "reports/writer.h"

namespace crosswalk::comparison {
namespace {

/// Forges cut or refuse longer comments.
constexpr std::size_t most_listed = 100;
constexpr std::size_t most_causes = 5;

class Markdown {
 public:
  Markdown(const Comparison& comparison, const RenderOptions& options, reports::Writer& out)
      : comparison_(comparison), options_(options), out_(out) {}

  void render() {
    raw("## Crosswalk: what changed\n\n");
    if (!comparison_.comparable) {
      text(closing_text(comparison_)).raw("\n");
      return;
    }
    raw("**Gaps:** ").text(closing_text(comparison_)).raw("\n\n");
    heads();
    section(Change::new_gap, "New gaps");
    section(Change::changed, "Changed");
    section(Change::closed, "Closed gaps");
    section(Change::not_comparable, "Not comparable");
    if (options_.unchanged) section(Change::unchanged, "Unchanged gaps");
    differences();
  }

 private:
  Markdown& raw(std::string_view markup) {
    out_.put(markup);
    return *this;
  }
  Markdown& text(std::string_view text) { return raw(reports::markdown_escape(text)); }

  void heads() {
    raw("| | Before | Now |\n| --- | --- | --- |\n");
    raw("| As of | ").text(comparison_.before.as_of).raw(" | ").text(comparison_.after.as_of).raw(" |\n");
    raw("| Program | ").text(comparison_.before.tool_version).raw(" | ").text(comparison_.after.tool_version).raw(" |\n");
    for (const auto& [id, pack] : comparison_.after.packs) {
      const auto old = comparison_.before.packs.find(id);
      raw("| Pack ").text(id).raw(" | ").text(old == comparison_.before.packs.end() ? "" : old->second.version);
      raw(" | ").text(pack.version).raw(" |\n");
    }
  }

  void section(Change kind, std::string_view name) {
    const auto count = static_cast<std::size_t>(comparison_.count(kind));
    if (count == 0) return;
    raw("\n### ").raw(name).raw("\n\n");
    std::size_t listed = 0;
    for (const ConstraintChange& change : comparison_.constraints) {
      if (change.change != kind || listed == most_listed) continue;
      ++listed;
      entry(change);
    }
    if (count > listed) raw("- … and ").raw(std::to_string(count - listed)).raw(" more\n");
  }

  void entry(const ConstraintChange& change) {
    const std::optional<Side>& side = change.after && change.after->severity ? change.after : change.before;
    raw("- **").text(change.id).raw("**: ");
    if (side && side->severity) raw(base::word(*side->severity)).raw(", ");
    if (change.change == Change::changed) raw(change_text(change)).raw(", ");
    text(verdicts_text(change)).raw("\n");
    if (change.change == Change::unchanged) return;
    raw("  - ").text(change.text).raw("\n");
    if (!change.why_not.empty()) raw("  - ").text(change.why_not).raw("\n");
    for (std::size_t i = 0; i < change.because.size() && i < most_causes; ++i)
      raw(i == 0 ? "  - Because: " : "  - or: ").text(cause_text(change.because[i])).raw("\n");
    if (change.because.size() > most_causes)
      raw("  - or ").raw(std::to_string(change.because.size() - most_causes)).raw(" more differences\n");
    if (change.direction != Direction::better && !change.remedy.empty()) raw("  - To do: ").text(change.remedy).raw("\n");
  }

  void differences() {
    raw("\n### What differs between the two reviews\n\n");
    if (comparison_.differences.empty()) raw("Nothing: documents, packs, decisions, program and options are the same.\n");
    for (std::size_t i = 0; i < comparison_.differences.size() && i < most_listed; ++i)
      raw("- ").text(cause_text(comparison_.differences[i])).raw("\n");
    if (comparison_.differences.size() > most_listed)
      raw("- … and ").raw(std::to_string(comparison_.differences.size() - most_listed)).raw(" more\n");
  }

  const Comparison& comparison_;
  const RenderOptions& options_;
  reports::Writer& out_;
};

}  // namespace

base::Result<void> render_markdown(const Comparison& comparison, const RenderOptions& options, reports::Sink& sink) {
  reports::Writer out(sink);
  Markdown(comparison, options, out).render();
  return out.finish();
}

}  // namespace crosswalk::comparison
