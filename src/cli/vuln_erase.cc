// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "cli/common.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;
using Json = nlohmann::ordered_json;

struct Arguments {
  WriterArguments writer;
  std::string person;
  bool yes = false;
};

/// The cases that name a person now, and how often.
base::Result<std::string> mentions_of(const casebook::Casebook& book, const std::string& person) {
  std::string out;
  base::Result<void> looked;
  CW_RETURN_IF_ERROR(book.for_each([&](const Case& stored) {
    Case one = stored;
    std::size_t times = 0;
    for (const disclosure::Person* each : disclosure::persons_of(one)) {
      const auto name = book.person(each->text);
      if (!name) {
        looked = name.error();
        return false;
      }
      if (*name == person) ++times;
    }
    if (times > 0)
      add_wrapped(out, 2, 4, one.id + ", " + std::to_string(times) + (times == 1 ? " time: " : " times: ") + one.title);
    return true;
  }));
  CW_RETURN_IF_ERROR(looked);
  return out;
}

/// By what a text may name a person: the name and the address of "NAME <MAIL>", in small letters.
std::vector<std::string> names_of(std::string_view person) {
  // What is shorter stands in many words that name nobody.
  constexpr std::size_t shortest = 4;
  const std::size_t opening = person.find('<');
  std::string_view mail = opening == std::string_view::npos ? std::string_view() : person.substr(opening + 1);
  mail = mail.substr(0, mail.find('>'));
  std::vector<std::string> out;
  for (const std::string_view each : {base::trim(person.substr(0, opening)), base::trim(mail)}) {
    if (!each.empty() && (each.size() >= shortest || each == person)) out.push_back(base::to_lower(each));
  }
  return out;
}

bool names_one(std::string_view text, const std::vector<std::string>& names) {
  const std::string small = base::to_lower(text);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return small.find(name) != std::string::npos; });
}

/// Adds the places of texts that name somebody, as JSON pointers.
void add_places(const Json& value, const std::string& pointer, const std::vector<std::string>& names,
                std::vector<std::string>& out) {
  if (value.is_string() && names_one(value.get_ref<const std::string&>(), names)) out.push_back(pointer);
  if (!value.is_structured()) return;
  for (const auto& [key, each] : value.items()) add_places(each, pointer + "/" + key, names, out);
}

/// The texts of cases, and the changes in their history, that name a person in words: erasing leaves them as they are.
base::Result<std::string> texts_with(const casebook::Casebook& book, const std::string& person) {
  const std::vector<std::string> names = names_of(person);
  std::string out;
  CW_RETURN_IF_ERROR(book.for_each([&](const Case& one) {
    std::vector<std::string> places;
    add_places(Json::parse(disclosure::write_case(one), nullptr, false), {}, names, places);
    for (const std::string& place : places) add_wrapped(out, 2, 4, one.id + ", " + place);
    return true;
  }));
  std::map<std::string, std::vector<std::int64_t>> changes;
  CW_RETURN_IF_ERROR(book.verify_chain([&](const store::Change& change) {
    // In JSON a name may stand with escapes.
    const Json what = Json::parse(change.what, nullptr, false);
    std::vector<std::string> places;
    if (what.is_discarded()) {
      if (names_one(change.what, names)) places.emplace_back();
    } else {
      add_places(what, {}, names, places);
    }
    if (!places.empty() || names_one(change.why, names)) changes[change.case_id].push_back(change.number);
  }));
  for (const auto& [id, numbers] : changes) {
    std::string line = (id.empty() ? "the register" : id) + ", in its history: change";
    for (std::size_t i = 0; i < numbers.size(); ++i)
      line += (i == 0 ? (numbers.size() == 1 ? " " : "s ") : ", ") + std::to_string(numbers[i]);
    add_wrapped(out, 2, 4, line);
  }
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  // The reason stays in the chain for good.
  if (names_one(arguments.writer.why, names_of(arguments.person)))
    return base::Error{base::ErrorCode::usage, "--why",
                       "the reason names whom it is to erase, and it is kept: say it without the name"};
  CW_ASSIGN_OR_RETURN(const OpenedWriter writer, open_writer_or_preview(!arguments.yes, arguments.writer, {}));
  CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_casebook(writer.workspace, store::Register::Access::write));
  CW_ASSIGN_OR_RETURN(const bool known, book.knows(arguments.person));
  if (!known) return base::Error{base::ErrorCode::not_in_register, arguments.person, "it knows nobody by exactly this text"};
  CW_ASSIGN_OR_RETURN(const std::string mentions, mentions_of(book, arguments.person));
  CW_ASSIGN_OR_RETURN(const std::string texts, texts_with(book, arguments.person));
  std::string text = "Named now in\n" + (mentions.empty() ? "  no case\n" : mentions);
  add_wrapped(
      text, 0, 0,
      "and wherever the history names the same text: as somebody who made changes, or in earlier states. That is erased.");
  if (!texts.empty()) {
    text += "\nNot erased, as texts hold the name or the address:\n" + texts;
    add_wrapped(text, 0, 0,
                "Change the texts of cases with 'crosswalk vuln edit CASE --set /PLACE=TEXT'. What the history holds can be "
                "erased in no way without breaking the chain.");
  }
  text += "\n";
  add_wrapped(text, 0, 0,
              "Texts that name the person in another way (a first name alone, a nickname) are not found. Copies of the file and "
              "exports are not reached.");
  CW_RETURN_IF_ERROR(tell(text));
  if (!arguments.yes) {
    CW_RETURN_IF_ERROR(tell("nothing was erased: it cannot be undone; say --yes to do it\n"));
    return gaps;
  }
  CW_RETURN_IF_ERROR(book.erase(arguments.person, writer.signature));
  CW_RETURN_IF_ERROR(tell("erased\n"));
  return clean;
}

}  // namespace

void add_vuln_erase(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("erase", "Erase a person from the register for good; the chain goes on to hold");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PERSON", arguments->person, "The text that stands for the person, as 'vuln show' has it")
      ->required()
      ->type_name("\"NAME <MAIL>\"");
  add_writer_options(*command, arguments->writer);
  command->add_flag("--yes", arguments->yes, "Do it; else it is only shown what would be erased");
  command->footer(
      "Texts of cases and changes that hold the name or the address (titles,\n"
      "descriptions, reasons) are listed and not changed: change them with 'vuln edit';\n"
      "what the history holds of them stays.\n\n"
      "Exit codes:\n"
      "  0  erased\n"
      "  1  nothing was erased: --yes is missing\n"
      "  2  wrong usage (also a --why that names the person), or a broken workspace\n"
      "  3  the register knows nobody by this text, or could not be changed");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
