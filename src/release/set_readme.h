// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "release/manifest.h"
#include "writing/paper.h"

namespace crosswalk::release {

/// What the first page of a set tells of it.
struct ReadmeFacts {
  std::string product;
  std::string version;
  std::string build;
  /// Of whom the product is; may be empty.
  std::string manufacturer;
  /// Where questions are answered; may be empty.
  std::string contact;
  struct Line {
    std::string title;
    ManifestDocument document;
  };
  std::vector<Line> documents;
  /// Names of the other files of the set that say something of the product: bills of materials, VEX.
  std::vector<std::string> others;
  bool is_signed = false;
};

/// The first page of a set for who takes it in: what it is, and how to check it with sha256sum and gpg alone, and what that
/// proves.
writing::Paper readme_of(const ReadmeFacts& facts);

}  // namespace crosswalk::release
