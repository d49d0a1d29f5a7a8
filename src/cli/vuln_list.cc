// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "artifacts/cvss/score.h"
#include "base/text.h"
#include "cli/clock_reading.h"
#include "cli/common.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;
using Json = nlohmann::ordered_json;

constexpr int columns = 80;
constexpr int least_title_columns = 12;

struct Arguments {
  ReaderArguments reader;
  std::vector<std::string> stages;
  std::string product;
  std::string id;
  std::string text;
  bool open = false;
  std::string format = "terminal";
  std::string out;
};

/// Which cases are wanted, words in small letters.
struct Filter {
  std::vector<disclosure::Stage> stages;
  std::string product;
  std::string id;
  std::string text;
  bool open = false;
};

base::Result<Filter> filter_of(const Arguments& arguments) {
  Filter out{{}, base::to_lower(arguments.product), base::to_lower(arguments.id), base::to_lower(arguments.text), arguments.open};
  for (const std::string& word : arguments.stages) {
    const auto stage = base::from_word<disclosure::Stage>(word);
    if (!stage)
      return base::Error{base::ErrorCode::usage, "--stage " + word,
                         "one of these words is wanted: " + base::join(base::words<disclosure::Stage>(), ", ")};
    out.stages.push_back(*stage);
  }
  return out;
}

bool mentions(const Case& one, const std::string& text) {
  const auto holds = [&](std::string_view where) { return base::to_lower(where).find(text) != std::string::npos; };
  return holds(one.id) || holds(one.title) || holds(one.description) || holds(one.resolution.details) ||
         holds(one.source.reference) || std::any_of(one.ids.begin(), one.ids.end(), holds) ||
         std::any_of(one.components.begin(), one.components.end(),
                     [&](const auto& component) { return holds(component.name) || holds(component.purl); });
}

bool takes(const Filter& filter, const Case& one) {
  if (filter.open && one.stage == disclosure::Stage::closed) return false;
  if (!filter.stages.empty() && std::find(filter.stages.begin(), filter.stages.end(), one.stage) == filter.stages.end())
    return false;
  const auto is = [](const std::string& wanted) {
    return [&wanted](const auto& found) { return base::to_lower(found) == wanted; };
  };
  if (!filter.id.empty() && std::none_of(one.ids.begin(), one.ids.end(), is(filter.id))) return false;
  if (!filter.product.empty() && std::none_of(one.affected.begin(), one.affected.end(), [&](const auto& product) {
        return base::to_lower(product.product) == filter.product;
      }))
    return false;
  return filter.text.empty() || mentions(one, filter.text);
}

/// Writes cases one by one in a format.
class Lister {
 public:
  Lister(const OpenedReader& reader, std::string format) : reader_(reader), format_(std::move(format)) {}

  void begin() {
    if (format_ == "json") {
      text_ = "{\n\"as_of\": " + Json(artifacts::time::text_of(reader_.as_of)).dump() + ",\n\"cases\": [";
    } else if (format_ == "csv") {
      text_ = csv_line({"id", "stage", "outcome", "score", "severity", "title", "ids", "products", "next_clock", "next_state",
                        "next_last_day"});
    } else {
      rows_.push_back({"CASE", "STAGE", "SEVERITY", "NEXT", "TITLE"});
    }
  }

  void add(const Case& one) {
    ++count_;
    const auto severity = severity_of(one);
    const auto clocks = one.stage == disclosure::Stage::closed ? std::vector<disclosure::Reading>() : open_clocks(one, reader_);
    if (format_ == "json") return add_json(one, severity, clocks);
    if (format_ == "csv") return add_csv(one, severity, clocks);
    rows_.push_back({reports::visible(one.id), std::string(base::word(one.stage)), severity ? severity->text() : "-",
                     clocks.empty() ? "-" : short_standing(clocks.front()), reports::visible(one.title)});
  }

  void end() {
    if (format_ == "json") text_ += count_ == 0 ? "]\n}\n" : "\n]\n}\n";
    if (format_ != "terminal") return;
    add_rows();
    add_wrapped(text_, 0, 2,
                std::to_string(count_) + (count_ == 1 ? " case" : " cases") + "; days are those of " + zone().name());
  }

  /// What was written since, to be passed on.
  std::string take() { return std::exchange(text_, {}); }

 private:
  [[nodiscard]] const disclosure::Zone& zone() const { return reader_.workspace.manufacturer.zone; }

  using Row = std::array<std::string, 5>;

  /// The table: columns as wide as what stands in them, the title with what is left of the line.
  void add_rows() {
    std::array<int, 4> widths{};
    for (const Row& row : rows_) {
      for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], reports::display_width(row[i]));
    }
    int left = columns;
    for (const int width : widths) left -= width + 1;
    left = std::max(left, least_title_columns);
    for (const Row& row : rows_) {
      for (std::size_t i = 0; i < widths.size(); ++i)
        text_ += row[i] + std::string(static_cast<std::size_t>(widths[i] - reports::display_width(row[i]) + 1), ' ');
      text_ += reports::shorten(row.back(), left) + "\n";
    }
  }

  [[nodiscard]] std::string short_standing(const disclosure::Reading& reading) const {
    const auto last = reading.last_day(zone());
    const std::string day = last ? last->iso() : "at once";
    switch (reading.state) {
      case disclosure::ClockState::late:
        return "LATE " + day;
      case disclosure::ClockState::due:
        return "due  " + day;
      default:
        return "     " + day;
    }
  }

  void add_json(const Case& one, const std::optional<CaseSeverity>& severity, const std::vector<disclosure::Reading>& clocks) {
    Json out = {{"id", one.id},
                {"stage", base::word(one.stage)},
                {"outcome", base::word(one.outcome)},
                {"title", one.title},
                {"ids", one.ids}};
    if (severity) {
      out["severity"] = {
          {"score", severity->score / 10.0}, {"level", artifacts::cvss::text_of(severity->level)}, {"vector", severity->vector}};
    }
    Json products = Json::array();
    for (const auto& product : one.affected)
      products.push_back({{"product", product.product}, {"versions", product.versions}, {"status", base::word(product.status)}});
    out["products"] = products;
    if (!clocks.empty()) out["next"] = json_of(clocks.front(), zone());
    text_ += (count_ == 1 ? "\n" : ",\n") + writing::harmless_json(out.dump(-1, ' ', false, Json::error_handler_t::replace));
  }

  void add_csv(const Case& one, const std::optional<CaseSeverity>& severity, const std::vector<disclosure::Reading>& clocks) {
    std::vector<std::string> products;
    for (const auto& product : one.affected) products.push_back(product.product + " " + product.versions);
    std::vector<std::string> cells{one.id,
                                   std::string(base::word(one.stage)),
                                   std::string(base::word(one.outcome)),
                                   severity ? artifacts::cvss::tenths_as_text(severity->score) : "",
                                   severity ? std::string(artifacts::cvss::text_of(severity->level)) : "",
                                   one.title,
                                   base::join(one.ids, " "),
                                   base::join(products, "; "),
                                   {},
                                   {},
                                   {}};
    if (!clocks.empty()) {
      const auto last = clocks.front().last_day(zone());
      cells[8] = clocks.front().clock->id;
      cells[9] = base::word(clocks.front().state);
      cells[10] = last ? last->iso() : "";
    }
    text_ += csv_line(cells);
  }

  const OpenedReader& reader_;
  std::string format_;
  std::string text_;
  std::vector<Row> rows_;
  std::size_t count_ = 0;
};

base::Result<void> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const Filter filter, filter_of(arguments));
  CW_ASSIGN_OR_RETURN(const OpenedReader reader, open_reader(arguments.reader));
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(reader.workspace, store::Register::Access::read));
  CW_ASSIGN_OR_RETURN(OutSink sink, OutSink::begin(arguments.out));
  Lister lister(reader, arguments.format);
  lister.begin();
  CW_RETURN_IF_ERROR(book.for_each(
      [&](const Case& one) {
        if (takes(filter, one)) lister.add(one);
        return true;
      },
      reader.until));
  lister.end();
  CW_RETURN_IF_ERROR(sink.write(lister.take()));
  return sink.commit();
}

}  // namespace

void add_vuln_list(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("list", "List cases with stage, severity and the next deadline");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--stage", arguments->stages, "Those of this stage (may be given again)")
      ->allow_extra_args(false)
      ->type_name("WORD");
  command->add_option("--product", arguments->product, "Those that name this product")->type_name("NAME");
  command->add_flag("--open", arguments->open, "Those that are not closed");
  command->add_option("--cve", arguments->id, "Those with this CVE or other id")->type_name("ID");
  command->add_option("--text", arguments->text, "Those that hold this in title, description, ids or components")
      ->type_name("TEXT");
  add_reader_options(*command, arguments->reader, as_of_register);
  command->add_option("--format", arguments->format, "terminal, json or csv")
      ->check(CLI::IsMember({"terminal", "json", "csv"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write the list to this file")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  the cases are listed, also where none is\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  the register could not be read, or the result not be written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? clean : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
