// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "sources/listing.h"

namespace crosswalk::sources {

/// For tests: a scratch folder, removed afterwards, with what all tests of sources do in it.
class SourcesTest : public testing::Test {
 protected:
  /// `name` is the folder in the scratch folder that put() writes to; empty: the scratch folder itself.
  explicit SourcesTest(const std::string& name = {}) {
    std::string pattern = (std::filesystem::temp_directory_path() / "crosswalk-sources-XXXXXX").string();
    const char* const made = ::mkdtemp(pattern.data());
    if (made == nullptr) return;
    base_ = std::filesystem::canonical(made).string();
    folder_ = name.empty() ? base_ : base_ + "/" + name;
    std::filesystem::create_directories(folder_);
  }
  ~SourcesTest() override {
    std::error_code ignored;
    if (!base_.empty()) std::filesystem::remove_all(base_, ignored);
  }
  void SetUp() override { ASSERT_FALSE(base_.empty()) << "no scratch folder could be made"; }

  /// Writes a file below folder_, with the folders above it.
  void put(const std::string& path, const std::string& bytes = "x") const {
    const std::filesystem::path whole = folder_ + "/" + path;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << bytes;
  }
  /// Runs a command of the shell in `folder`; it must succeed. Gives all that it prints, without line ends at the end.
  static std::string run(const std::string& command, const std::string& folder) {
    const std::string whole = "cd '" + folder + "' && { " + command + "; } 2>&1";
    FILE* const pipe = ::popen(whole.c_str(), "r");
    if (pipe == nullptr) {
      ADD_FAILURE() << "no process for " << command;
      return {};
    }
    std::string out;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
    EXPECT_EQ(::pclose(pipe), 0) << whole << "\n" << out;
    while (out.ends_with('\n')) out.pop_back();
    return out;
  }

  /// What is listed for one argument, which must be possible.
  static Listing listed(const std::string& argument, const ListOptions& options = {}) {
    auto listing = list({argument}, options);
    EXPECT_TRUE(listing) << listing.error().message();
    return listing ? std::move(*listing) : Listing{};
  }
  /// Why one argument cannot be listed.
  static base::Error error_of(const std::string& argument) {
    const auto listing = list({argument}, {});
    EXPECT_FALSE(listing) << argument;
    return listing ? base::Error{} : listing.error();
  }
  static std::vector<std::string> paths(const Listing& listing) {
    std::vector<std::string> out;
    for (const SourceItem& item : listing.items) out.push_back(item.path);
    return out;
  }
  /// The bytes of a file; in brackets why there are none.
  static std::string text_of(const SourceItem& item) {
    const auto file = item.open();
    return file ? *file->read_all(1 << 20) : "(" + file.error().detail + ")";
  }

  std::string base_;
  std::string folder_;
};

}  // namespace crosswalk::sources
