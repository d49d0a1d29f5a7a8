// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

#include "packs/diagnostics.h"

namespace crosswalk::cli {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t column = 26;

/// `left`, and from the column on `right`, wrapped.
std::string two_columns(const std::string& left, const std::string& right) {
  std::string out = "  " + left;
  std::size_t at = out.size();
  if (at + 2 > column && !right.empty()) {
    out += '\n';
    at = 0;
  }
  bool fresh = true;
  for (std::size_t begin = 0; begin < right.size();) {
    const std::size_t end = std::min(right.find(' ', begin), right.size());
    const std::string word = right.substr(begin, end - begin);
    if (!fresh && at + 1 + word.size() > width) {
      out += '\n';
      at = 0;
      fresh = true;
    }
    if (fresh) {
      out.append(column - at, ' ');
      at = column;
    } else {
      out += ' ';
      ++at;
    }
    out += word;
    at += word.size();
    fresh = false;
    begin = end + 1;
  }
  return out + "\n";
}

/// The kind of value alone; CLI11 hangs the names of checks on it.
std::string kind_of_value(const CLI::Option& option) {
  const std::string whole = option.get_type_size() == 0 ? "" : option.get_type_name();
  return whole.substr(0, whole.find(':'));
}

class Formatter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string left = is_positional ? kind_of_value(*option) : option->get_name(false, true);
    if (const std::size_t comma = left.find(','); !is_positional && comma != std::string::npos) left.insert(comma + 1, " ");
    if (const std::string kind = kind_of_value(*option); !is_positional && !kind.empty()) left += " " + kind;
    std::string right = option->get_description();
    if (!option->get_default_str().empty()) right += " (default: " + option->get_default_str() + ")";
    if (option->get_required() && !is_positional) right += " (required)";
    return two_columns(left, right);
  }

  std::string make_option_usage(const CLI::Option* option) const override {
    std::string out = kind_of_value(*option);
    if (option->get_expected_max() > 2) out += "...";
    return option->get_required() ? out : "[" + out + "]";
  }

  std::string make_subcommand(const CLI::App* command) const override {
    return two_columns(command->get_name(), command->get_description());
  }
};

std::vector<std::string> names_of(const CLI::App& app, bool options) {
  std::vector<std::string> out;
  if (options) {
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    }
  } else {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) out.push_back(command->get_name());
  }
  return out;
}

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter() { return std::make_shared<Formatter>(); }

std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* at = &app;
  std::string command = app.get_name();
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    command += " " + at->get_name();
  }
  std::string text = error.what();
  const std::vector<std::string> rest = app.remaining(true);
  const bool lacks_command = text.find("subcommand") != std::string::npos;
  if (!rest.empty() && (lacks_command || error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))) {
    const std::string& word = rest.front();
    const bool option = word.starts_with("-") && word != "-";
    text = word + (option ? ": no such option" : lacks_command ? ": no such command" : ": one word too many");
    const std::string near = option || lacks_command ? packs::nearest(word, names_of(*at, option)) : std::string();
    if (!near.empty()) text += "; did you mean " + near + "?";
  } else if (lacks_command) {
    text = "name a command";
  }
  return "crosswalk: " + text + "\n  See '" + command + " --help'.";
}

}  // namespace crosswalk::cli
