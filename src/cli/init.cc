// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/workspace_files.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "review/workspace.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::string folder = ".";
  std::string manufacturer;
  std::vector<std::string> products;
  std::vector<std::string> markets;
};

base::Result<void> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const auto packs, load_packs({}));
  review::InitAnswers answers;
  answers.manufacturer = arguments.manufacturer;
  answers.markets = arguments.markets;
  for (const std::string& text : arguments.products) {
    // NAME=VERSION[,VERSION...]
    const std::size_t equals = text.find('=');
    review::Product product;
    product.name = text.substr(0, equals);
    if (product.name.empty()) {
      return base::Error{base::ErrorCode::usage, "--product " + text, "write NAME=VERSION, or NAME=VERSION,VERSION"};
    }
    if (equals != std::string::npos) {
      for (const std::string_view version : base::split(std::string_view(text).substr(equals + 1), ',')) {
        if (!base::trim(version).empty()) product.versions.push_back({std::string(base::trim(version)), true, {}});
      }
    }
    answers.products.push_back(std::move(product));
  }
  const std::string path = arguments.folder + "/" + workspace_file;
  if (platform::kind_of(path)) {
    return base::Error{base::ErrorCode::usage, path, "is there already; edit it, or remove it first"};
  }
  CW_RETURN_IF_ERROR(platform::make_private_folder(arguments.folder));
  CW_RETURN_IF_ERROR(platform::write_file_atomically(path, review::default_workspace_text(answers, packs)));
  return tell("Wrote " + path + ": answer the questions in it, then run\n  crosswalk review FOLDER --workspace " +
              arguments.folder + "\n");
}

}  // namespace

void add_init(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("init", "Write crosswalk.yaml: manufacturer, products, what applies");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "Where (not the reviewed folder)")->capture_default_str()->type_name("DIR");
  command->add_option("--manufacturer", arguments->manufacturer, "Name of the manufacturer")->type_name("NAME");
  command->add_option("--product", arguments->products, "A product and its versions (may be given again)")
      ->allow_extra_args(false)
      ->type_name("NAME=VERSION[,VERSION]");
  command->add_option("--market", arguments->markets, "Where it is sold (may be given again)")
      ->allow_extra_args(false)
      ->type_name("NAME");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? clean : report(result.error());
  });
}

}  // namespace crosswalk::cli
