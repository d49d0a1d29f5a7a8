// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.h"

#include <CLI/CLI.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "pipeline/run.h"

namespace crosswalk::cli {
namespace {

/// A command line word of an option, and what completes it.
struct OptionEntry {
  /// "--format"; the value's kind for a positional.
  std::string name;
  std::string description;
  /// "NAME"; empty for flags.
  std::string value;
  /// The only values there are; else empty.
  std::vector<std::string> choices;
  bool positional = false;
  bool required = false;
  bool repeatable = false;
};

/// A command with its subcommands.
struct Command {
  /// "pack lint"; empty for the program itself.
  std::string path;
  std::string name;
  std::string description;
  std::string footer;
  std::vector<OptionEntry> options;
  std::vector<Command> commands;
};

OptionEntry entry_of(const CLI::Option& option) {
  OptionEntry out;
  out.positional = option.get_positional();
  out.required = option.get_required();
  out.repeatable = option.get_expected_max() > 2 || option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  out.description = option.get_description();
  if (!option.get_default_str().empty()) out.description += " (default: " + option.get_default_str() + ")";
  const std::string type = option.get_type_size() == 0 ? "" : option.get_type_name();
  // CLI11 hangs the values that a check allows on the kind of value: "NAME:{a,b}".
  out.value = type.substr(0, type.find(':'));
  const std::size_t open = type.find(":{");
  const std::size_t close = open == std::string::npos ? open : type.find('}', open);
  if (close != std::string::npos) {
    for (const std::string_view choice : base::split(std::string_view(type).substr(open + 2, close - open - 2), ','))
      out.choices.emplace_back(choice);
  }
  out.name = out.positional ? out.value : option.get_lnames().empty() ? "" : "--" + option.get_lnames().front();
  return out;
}

Command command_of(const CLI::App& app, const std::string& path) {
  Command out;
  out.path = path;
  out.name = app.get_name();
  out.description = app.get_description();
  out.footer = app.get_footer();
  for (const CLI::Option* option : app.get_options()) {
    OptionEntry entry = entry_of(*option);
    if (!entry.name.empty()) out.options.push_back(std::move(entry));
  }
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
    out.commands.push_back(command_of(*each, path.empty() ? each->get_name() : path + " " + each->get_name()));
  return out;
}

/// All commands, each after the one that it belongs to.
std::vector<const Command*> all(const Command& top) {
  std::vector<const Command*> out{&top};
  for (const Command& each : top.commands) {
    for (const Command* below : all(each)) out.push_back(below);
  }
  return out;
}

std::string replaced(std::string_view text, char from, std::string_view to) {
  std::string out;
  for (const char c : text) {
    if (c == from) {
      out += to;
    } else {
      out += c;
    }
  }
  return out;
}

// -------------------------------------------------------------------------------------------------------------- manual pages

/// Text of a page: nothing in it is a request or an escape, and hyphens can be copied.
std::string roff(std::string_view text) {
  std::string out;
  bool first = true;
  for (const char c : text) {
    if (first && (c == '.' || c == '\'')) out += "\\&";
    first = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string page_name(const Command& command) {
  return command.path.empty() ? "crosswalk" : "crosswalk-" + replaced(command.path, ' ', "-");
}

std::string synopsis(const Command& command) {
  std::string out = ".B crosswalk" + (command.path.empty() ? "" : " " + command.path) + "\n";
  std::string words = command.commands.empty() ? "" : "COMMAND ";
  for (const OptionEntry& option : command.options) {
    if (!option.positional) continue;
    const std::string name = option.name + (option.repeatable ? "..." : "");
    words += (option.required ? name : "[" + name + "]") + " ";
  }
  return out + roff(words + "[OPTIONS]") + "\n";
}

void options_section(const Command& command, std::string& out) {
  for (const bool positional : {true, false}) {
    bool any = false;
    for (const OptionEntry& option : command.options) {
      if (option.positional != positional) continue;
      if (!any) out += positional ? ".SH ARGUMENTS\n" : ".SH OPTIONS\n";
      any = true;
      out += ".TP\n\\fB" + roff(option.name) + "\\fR";
      if (!positional && !option.value.empty()) out += " \\fI" + roff(option.value) + "\\fR";
      out += "\n" + roff(option.description);
      if (!option.choices.empty()) out += ".\nOne of: " + roff(base::join(option.choices, ", "));
      out += ".\n";
    }
  }
}

/// The text below --help: exit codes as a list, everything else as it stands.
void footer_section(const Command& command, std::string& out) {
  if (command.footer.empty()) return;
  if (!command.footer.starts_with("Exit codes:\n")) {
    out += ".SH NOTES\n.nf\n" + roff(command.footer) + "\n.fi\n";
    return;
  }
  out += ".SH EXIT STATUS\n";
  bool first = true;
  for (const std::string_view line : base::split(command.footer, '\n')) {
    if (std::exchange(first, false)) continue;
    const std::string_view text = base::trim(line);
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) continue;
    out += ".TP\n.B " + std::string(text.substr(0, blank)) + "\n" + roff(base::trim(text.substr(blank))) + ".\n";
  }
}

std::string manual_page(const Command& command) {
  const std::string name = page_name(command);
  std::string description(base::trim(command.description));
  const std::string brief = command.path.empty() ? "what documents prove of IEC 81001-5-1, with verified quotes" : description;
  std::string title = name;
  for (char& c : title) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  std::string out = ".\\\" Written by crosswalk from its commands and options.\n.TH " + title + " 1 \"\" \"Crosswalk " +
                    std::string(pipeline::tool_version()) + "\" \"Crosswalk\"\n.SH NAME\n" + roff(name) + " \\- " + roff(brief) +
                    "\n.SH SYNOPSIS\n" + synopsis(command) + ".SH DESCRIPTION\n" + roff(description) +
                    (command.path.empty() ? "" : ".") + "\n";
  if (!command.commands.empty()) {
    out += ".SH COMMANDS\n";
    for (const Command& each : command.commands) out += ".TP\n.B " + roff(each.name) + "\n" + roff(each.description) + ".\n";
  }
  options_section(command, out);
  footer_section(command, out);
  if (command.path.empty()) {
    out +=
        ".SH FILES\n.TP\n.I crosswalk.yaml\nThe workspace: manufacturer, products, what does not apply.\n"
        ".TP\n.I decisions.yaml\nWhat people decided, beside it.\n"
        ".SH ENVIRONMENT\n.TP\n.B CROSSWALK_DATA\nThe folder that holds packs and schemas, instead of the installed one.\n"
        ".TP\n.B NO_COLOR\nNo colours in the terminal, if it is not empty.\n";
  }
  out += ".SH SEE ALSO\n";
  std::string also;
  if (command.path.empty()) {
    for (const Command& each : command.commands) also += ".BR " + roff(page_name(each)) + " (1),\n";
    also.erase(also.size() - 2, 1);
  } else {
    for (const Command& each : command.commands) also += ".BR " + roff(page_name(each)) + " (1),\n";
    also += ".BR crosswalk (1)\n";
  }
  return out + also;
}

// ---------------------------------------------------------------------------------------------------------------- completions

enum class Completes { nothing, words, files, folders };

Completes completes(const OptionEntry& option) {
  if (!option.choices.empty()) return Completes::words;
  if (option.value == "DIR") return Completes::folders;
  if (option.value == "FILE" || option.value == "PATH" || option.value.ends_with(".json")) return Completes::files;
  return Completes::nothing;
}

std::string names_of(const std::vector<Command>& commands) {
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (const Command& each : commands) names.push_back(each.name);
  return base::join(names, " ");
}

std::string bash_completion(const Command& top) {
  std::string out =
      "# bash completion for crosswalk; written by crosswalk from its commands and options.\n"
      "_crosswalk() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' words='' i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$command/${COMP_WORDS[i]}\" in\n";
  for (const Command* command : all(top)) {
    if (command->path.empty()) continue;
    const std::size_t blank = command->path.rfind(' ');
    const std::string parent = blank == std::string::npos ? "" : command->path.substr(0, blank);
    out += "      '" + parent + "/" + command->name + "') command='" + command->path + "' ;;\n";
  }
  out += "    esac\n  done\n  COMPREPLY=()\n  case \"$command/$previous\" in\n";
  for (const Command* command : all(top)) {
    for (const OptionEntry& option : command->options) {
      if (option.positional || option.value.empty()) continue;
      out += "    '" + command->path + "/" + option.name + "') ";
      switch (completes(option)) {
        case Completes::words:
          out += "mapfile -t COMPREPLY < <(compgen -W '" + base::join(option.choices, " ") + "' -- \"$word\")";
          break;
        case Completes::folders:
          out += "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
          break;
        case Completes::files:
          out += "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\")";
          break;
        case Completes::nothing:
          out += ":";
          break;
      }
      out += "; return ;;\n";
    }
  }
  out += "  esac\n  case \"$command\" in\n";
  // Commands that have commands below them.
  std::string groups;
  for (const Command* command : all(top)) {
    if (!command->commands.empty() && !command->path.empty()) groups += " || $command == '" + command->path + "'";
    std::string words = names_of(command->commands);
    for (const OptionEntry& option : command->options) {
      if (!option.positional) words += (words.empty() ? "" : " ") + option.name;
    }
    out += "    '" + command->path + "') words='" + words + "' ;;\n";
  }
  out +=
      "  esac\n"
      "  if [[ $word == -* || $command == ''" +
      groups +
      " ]]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
      "  else\n"
      "    compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
      "  fi\n"
      "}\n"
      "complete -F _crosswalk crosswalk\n";
  return out;
}

/// Inside single quotes of a shell.
std::string shell_quoted(std::string_view text) { return replaced(text, '\'', "'\\''"); }

std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return shell_quoted(out);
}

std::string zsh_action(const OptionEntry& option) {
  switch (completes(option)) {
    case Completes::words:
      return "(" + base::join(option.choices, " ") + ")";
    case Completes::folders:
      return "_files -/";
    case Completes::files:
      return "_files";
    case Completes::nothing:
      break;
  }
  return " ";
}

std::string zsh_function(const Command& command) { return "_" + replaced(page_name(command), '-', "_"); }

std::string zsh_completion(const Command& top) {
  std::string out = "#compdef crosswalk\n# Written by crosswalk from its commands and options.\n\n";
  for (const Command* command : all(top)) {
    out += zsh_function(*command) + "() {\n";
    if (!command->commands.empty()) {
      out += "  local curcontext=\"$curcontext\" state line\n  local -a commands=(\n";
      for (const Command& each : command->commands)
        out += "    '" + each.name + ":" + zsh_text(base::trim(each.description)) + "'\n";
      out += "  )\n";
    }
    out += std::string("  _arguments ") + (command->commands.empty() ? "" : "-C");
    for (const OptionEntry& option : command->options) {
      out += " \\\n    '";
      if (option.positional) {
        out += std::string(option.repeatable ? "*" : "") + ":" + zsh_text(option.name) + ":" + zsh_action(option);
      } else {
        out += std::string(option.repeatable ? "*" : "") + option.name + "[" + zsh_text(option.description) + "]";
        if (!option.value.empty()) out += ":" + zsh_text(option.value) + ":" + zsh_action(option);
      }
      out += "'";
    }
    if (command->commands.empty()) {
      out += "\n}\n\n";
      continue;
    }
    out +=
        " \\\n    '1:command:->command' \\\n    '*::argument:->argument'\n  case $state in\n"
        "    command) _describe command commands ;;\n    argument)\n      case $line[1] in\n";
    for (const Command& each : command->commands) out += "        " + each.name + ") " + zsh_function(each) + " ;;\n";
    out += "      esac ;;\n  esac\n}\n\n";
  }
  return out + "_crosswalk \"$@\"\n";
}

std::string fish_quoted(std::string_view text) { return "'" + replaced(replaced(text, '\\', "\\\\"), '\'', "\\'") + "'"; }

std::string fish_completion(const Command& top) {
  std::string out = "# fish completion for crosswalk; written by crosswalk from its commands and options.\n";
  for (const Command* command : all(top)) {
    std::string here;
    for (const std::string_view word : base::split(command->path, ' ')) {
      if (!word.empty()) here += (here.empty() ? "" : "; and ") + std::string("__fish_seen_subcommand_from ") + std::string(word);
    }
    if (!command->commands.empty()) {
      const std::string names = names_of(command->commands);
      const std::string none = "not __fish_seen_subcommand_from " + names;
      for (const Command& each : command->commands) {
        out += "complete -c crosswalk -f -n " + fish_quoted(here.empty() ? none : here + "; and " + none) + " -a " + each.name +
               " -d " + fish_quoted(base::trim(each.description)) + "\n";
      }
      here = here.empty() ? none : here + "; and " + none;
    }
    for (const OptionEntry& option : command->options) {
      if (option.positional) continue;
      out += "complete -c crosswalk -n " + fish_quoted(here) + " -l " + option.name.substr(2);
      switch (option.value.empty() ? Completes::nothing : completes(option)) {
        case Completes::words:
          out += " -x -a " + fish_quoted(base::join(option.choices, " "));
          break;
        case Completes::folders:
          out += " -x -a '(__fish_complete_directories)'";
          break;
        case Completes::files:
          out += " -r -F";
          break;
        case Completes::nothing:
          if (!option.value.empty()) out += " -x";
          break;
      }
      out += " -d " + fish_quoted(option.description) + "\n";
    }
  }
  return out;
}

}  // namespace

std::map<std::string, std::string> manual_files(const CLI::App& app) {
  const Command top = command_of(app, "");
  std::map<std::string, std::string> out;
  for (const Command* command : all(top)) out["man/man1/" + page_name(*command) + ".1"] = manual_page(*command);
  out["completions/crosswalk.bash"] = bash_completion(top);
  out["completions/crosswalk.zsh"] = zsh_completion(top);
  out["completions/crosswalk.fish"] = fish_completion(top);
  return out;
}

}  // namespace crosswalk::cli
