// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace CLI {
class App;
class FormatterBase;
class ParseError;
}  // namespace CLI

namespace crosswalk::cli {

/// Writes --help for 80 columns: options by name and kind of value, their descriptions wrapped.
std::shared_ptr<CLI::FormatterBase> help_formatter();

/// What is wrong with a command line, with the nearest word that exists, and which --help to read: two lines.
std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error);

}  // namespace crosswalk::cli
