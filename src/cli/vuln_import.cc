// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "casebook/casebook.h"
#include "cli/case_workspace.h"
#include "cli/common.h"
#include "cli/intake_files.h"
#include "cli/locked.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "extraction/encoding/converters.h"
#include "intake/intake.h"
#include "intake/table.h"
#include "platform/file.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using intake::Entry;
using intake::Intake;
using intake::Remark;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::vector<std::string> files;
  std::string as;
  std::vector<std::string> map;
  std::string source;
  std::string aware;
  bool yes = false;
  bool skip_bad = false;
  bool also_duplicates = false;
  TableArguments table;
};

/// A file with what came of it.
struct Taken {
  std::string name;
  Intake intake;
  /// By entry: the case, or place, that it is one more of; empty: it is new.
  std::vector<std::string> same_as;
};

/// How many there are of what.
struct Counts {
  std::size_t fresh = 0;
  std::size_t bad = 0;
  std::size_t known = 0;
  /// Files of which nothing could be taken.
  std::size_t bad_files = 0;
};

bool is_bad(const Intake& intake) {
  return intake.entries.empty() ||
         std::any_of(intake.remarks.begin(), intake.remarks.end(), [](const Remark& remark) { return remark.is_error; });
}

/// "Header=member" as pairs. Errors: usage.
base::Result<std::map<std::string, std::string>> mapping_of(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> out;
  for (const std::string& text : texts) {
    const std::size_t sign = text.rfind('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
      return base::Error{base::ErrorCode::usage, "--map", "'" + text + "' is not COLUMN=MEMBER"};
    out[base::collapse_space(text.substr(0, sign))] = text.substr(sign + 1);
  }
  return out;
}

base::Result<intake::Options> options_of(const Arguments& arguments, const OpenedWriter& writer) {
  intake::Options out = table_options(arguments.table, writer);
  out.organisation = &writer.workspace.organisation;
  out.source = base::from_word<disclosure::SourceKind>(arguments.source).value_or(disclosure::SourceKind::unsaid);
  CW_ASSIGN_OR_RETURN(out.columns, mapping_of(arguments.map));
  if (!arguments.aware.empty()) {
    CW_ASSIGN_OR_RETURN(out.aware, moment_named("--aware", arguments.aware, out.zone, writer.signature.at));
  }
  return out;
}

base::Result<Taken> take(const std::string& name, const Arguments& arguments, const intake::Options& options) {
  CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(name, most_intake_file));
  const auto format = base::from_word<intake::Format>(arguments.as);
  const auto work = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const Intake intake, take_in(name, std::move(bytes), format, options));
    return Work{clean, intake::write_intake(intake)};
  };
  CW_ASSIGN_OR_RETURN(Work done, do_locked(arguments.table.unsandboxed, work));
  Taken out{name, {}, {}};
  CW_ASSIGN_OR_RETURN(out.intake, intake::read_intake(std::move(done.text)));
  return out;
}

/// Knows cases again: by an id; by the reference where one of the two has no ids.
class Known {
 public:
  std::string find(const disclosure::Case& one) const {
    for (const std::string& id : one.ids) {
      if (const auto found = by_id_.find(base::to_lower(id)); found != by_id_.end()) return found->second + " (" + id + ")";
    }
    if (one.source.reference.empty()) return {};
    const auto& references = one.ids.empty() ? by_reference_ : by_reference_alone_;
    const auto found = references.find(one.source.reference);
    return found == references.end() ? std::string() : found->second + " (" + one.source.reference + ")";
  }
  void add(const disclosure::Case& one, const std::string& name) {
    for (const std::string& id : one.ids) by_id_.emplace(base::to_lower(id), name);
    if (one.source.reference.empty()) return;
    by_reference_.emplace(one.source.reference, name);
    if (one.ids.empty()) by_reference_alone_.emplace(one.source.reference, name);
  }

 private:
  std::map<std::string, std::string> by_id_;
  std::map<std::string, std::string> by_reference_;
  std::map<std::string, std::string> by_reference_alone_;
};

Counts find_known(Known& known, bool also, std::vector<Taken>& files) {
  Counts out;
  for (Taken& file : files) {
    if (is_bad(file.intake)) ++out.bad_files;
    for (const Entry& entry : file.intake.entries) {
      file.same_as.push_back(known.find(entry.one));
      if (!file.same_as.back().empty() && !also) {
        ++out.known;
      } else if (entry.has_errors()) {
        ++out.bad;
      } else {
        ++out.fresh;
        known.add(entry.one, file.name + ", " + entry.place);
      }
    }
  }
  return out;
}

/// Whether an entry is one of those that are added.
bool is_taken(const Taken& file, std::size_t number, const Arguments& arguments) {
  if (is_bad(file.intake) || file.intake.entries[number].has_errors()) return false;
  return file.same_as[number].empty() || arguments.also_duplicates;
}

std::string state_of(const Taken& file, std::size_t number, const Arguments& arguments) {
  if (!file.same_as[number].empty() && !arguments.also_duplicates) return "known";
  if (file.intake.entries[number].has_errors()) return "error";
  if (file.same_as[number].empty()) return is_bad(file.intake) ? "left out" : "new";
  return "again";
}

void add_remarks(const std::vector<Remark>& remarks, int indent, std::string& out) {
  for (const Remark& remark : remarks) {
    add_wrapped(out, indent, indent + 2,
                (remark.is_error ? "error: " : "note: ") + (remark.place.empty() ? "" : remark.place + ": ") + remark.text);
  }
}

std::string label_of(const Entry& entry) {
  std::string out = entry.one.title.empty() ? "(no title)" : entry.one.title;
  if (!entry.one.ids.empty()) out += " (" + base::join(entry.one.ids, ", ") + ")";
  return out;
}

std::string terminal_of(const std::vector<Taken>& files, const Arguments& arguments, const disclosure::Zone& zone) {
  std::string out;
  for (const Taken& file : files) {
    add_wrapped(out, 0, 2, file.name + " (" + std::string(base::word(file.intake.format)) + ")");
    for (const intake::Column& column : file.intake.columns) {
      add_wrapped(out, 2, 4,
                  "column " + column.place + " '" + column.name + "': " + (column.member.empty() ? "left out" : column.member));
    }
    add_remarks(file.intake.remarks, 2, out);
    for (std::size_t i = 0; i < file.intake.entries.size(); ++i) {
      const Entry& entry = file.intake.entries[i];
      add_wrapped(out, 2, 4, entry.place + ": " + state_of(file, i, arguments) + ": " + label_of(entry));
      if (!file.same_as[i].empty()) add_wrapped(out, 6, 8, "the same as " + file.same_as[i]);
      if (const auto aware = disclosure::moment_of(entry.one, disclosure::Trigger::aware))
        add_wrapped(out, 6, 8, "aware: " + zone.text_of(*aware));
      add_remarks(entry.remarks, 6, out);
    }
  }
  return out;
}

Json json_of(const std::vector<Remark>& remarks) {
  Json out = Json::array();
  for (const Remark& remark : remarks)
    out.push_back({{"level", remark.is_error ? "error" : "note"}, {"place", remark.place}, {"text", remark.text}});
  return out;
}

Json json_of(const std::vector<Taken>& files, const Arguments& arguments) {
  Json out = Json::array();
  for (const Taken& file : files) {
    Json one = {{"file", file.name}, {"format", base::word(file.intake.format)}, {"columns", Json::array()}};
    for (const intake::Column& column : file.intake.columns)
      one["columns"].push_back({{"name", column.name}, {"place", column.place}, {"member", column.member}});
    one["remarks"] = json_of(file.intake.remarks);
    one["cases"] = Json::array();
    for (std::size_t i = 0; i < file.intake.entries.size(); ++i) {
      const Entry& entry = file.intake.entries[i];
      const std::string text = disclosure::write_case(entry.one);
      one["cases"].push_back({{"place", entry.place},
                              {"state", state_of(file, i, arguments)},
                              {"same_as", file.same_as[i]},
                              {"remarks", json_of(entry.remarks)},
                              {"case", Json::parse(text.empty() ? "{}" : text)}});
    }
    out.push_back(std::move(one));
  }
  return out;
}

base::Result<std::vector<std::string>> add(const std::vector<Taken>& files, const Arguments& arguments,
                                           const OpenedWriter& writer) {
  std::vector<disclosure::Case> cases;
  for (const Taken& file : files) {
    for (std::size_t i = 0; i < file.intake.entries.size(); ++i) {
      if (is_taken(file, i, arguments)) cases.push_back(file.intake.entries[i].one);
    }
  }
  if (cases.empty()) return std::vector<std::string>();
  CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_or_make(writer));
  const int year = writer.workspace.manufacturer.zone.day_of(writer.signature.at).year;
  const std::string prefix = writer.workspace.organisation.publisher.case_prefix + std::to_string(year) + "-";
  return book.add_all(std::move(cases), prefix, writer.signature);
}

std::string closing_of(const Counts& counts, const std::vector<std::string>& added, const Arguments& arguments, bool refused) {
  std::string out = std::to_string(counts.fresh) + " new, " + std::to_string(counts.known) +
                    " in the register (or above) already, " + std::to_string(counts.bad) + " with errors";
  if (counts.bad_files > 0) out += "; of " + std::to_string(counts.bad_files) + " files nothing can be taken";
  out += ". ";
  if (!arguments.yes) return out + "Nothing was added: this is what --yes would do.";
  if (refused) return out + "Nothing was added: mend the errors, or leave those rows out with --skip-bad.";
  if (added.empty()) return out + "Nothing was added.";
  return out + "Added: " + added.front() + (added.size() == 1 ? "" : " to " + added.back()) + ".";
}

base::Result<int> run(const Arguments& arguments) {
  std::string why = "imported from";
  for (const std::string& name : arguments.files) why += " " + name.substr(name.rfind('/') + 1);
  CW_ASSIGN_OR_RETURN(const OpenedWriter writer, open_writer_or_preview(!arguments.yes, arguments.table.writer, why));
  CW_ASSIGN_OR_RETURN(const intake::Options options, options_of(arguments, writer));
  std::vector<Taken> files;
  extraction::load_converters();
  for (const std::string& name : arguments.files) {
    CW_ASSIGN_OR_RETURN(Taken taken, take(name, arguments, options));
    files.push_back(std::move(taken));
  }
  for (Taken& taken : files) {
    for (Entry& entry : taken.intake.entries) {
      for (std::string& remark : future_remarks({}, entry.one, writer.signature.at, options.zone))
        entry.note("", std::move(remark));
    }
  }
  Known known;
  auto book = casebook::Casebook::open(writer.workspace.register_path(), store::Register::Access::read);
  if (book) {
    CW_RETURN_IF_ERROR(book->for_each([&](const disclosure::Case& one) {
      known.add(one, one.id);
      return true;
    }));
  } else if (book.error().code != base::ErrorCode::not_found) {
    return book.error();
  }
  const Counts counts = find_known(known, arguments.also_duplicates, files);
  const bool faulty = counts.bad > 0 || counts.bad_files > 0;
  const bool refused = arguments.yes && faulty && !arguments.skip_bad;
  std::vector<std::string> added;
  if (arguments.yes && !refused) {
    CW_ASSIGN_OR_RETURN(added, add(files, arguments, writer));
  }
  if (arguments.table.format == "json") {
    const Json json = {{"files", json_of(files, arguments)},
                       {"new", counts.fresh},
                       {"known", counts.known},
                       {"with_errors", counts.bad},
                       {"added", added}};
    CW_RETURN_IF_ERROR(write_out("", writing::harmless_json(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n")));
  } else {
    std::string text = terminal_of(files, arguments, options.zone);
    add_wrapped(text, 0, 0, closing_of(counts, added, arguments, refused));
    CW_RETURN_IF_ERROR(tell(text));
  }
  return faulty && !(arguments.yes && arguments.skip_bad) ? gaps : clean;
}

}  // namespace

void add_vuln_import(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("import", "Take cases from tables, mails, advisories and records of vulnerabilities");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->files, "CSV, XLSX, EML, or JSON of CSAF 2.0, OSV or CVE")->required()->type_name("FILE");
  command->add_option("--as", arguments->as, "What kind of file it is")
      ->check(CLI::IsMember(base::words<intake::Format>()))
      ->type_name("KIND");
  command
      ->add_option("--map", arguments->map, "A column and its member, COLUMN=MEMBER; COLUMN=- leaves it out (may be given again)")
      ->type_name("PAIR")
      ->allow_extra_args(false);
  command->add_option("--source", arguments->source, "Who found what does not say it")
      ->check(CLI::IsMember(base::words<disclosure::SourceKind>()))
      ->type_name("KIND");
  command->add_option("--aware", arguments->aware, "When you became aware of what does not say it: now, a day, or a time")
      ->type_name("TIME");
  command->add_flag("--yes", arguments->yes, "Add the cases; without it they are only shown");
  command->add_flag("--skip-bad", arguments->skip_bad, "Leave out what has errors, and add the rest");
  command->add_flag("--also-duplicates", arguments->also_duplicates, "Add also what the register has already");
  add_table_options(*command, arguments->table);
  command->footer(
      "Exit codes:\n"
      "  0  nothing is wrong\n"
      "  1  rows have errors; with --yes nothing was added for that reason\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  a file or the register could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
