// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

struct Algorithm {
  std::string_view name;
  std::string_view common;
  std::size_t digits;
  unsigned since;
};

constexpr std::array<Algorithm, 17> kAlgorithms{{{"SHA1", "SHA-1", 40, 20},
                                                 {"SHA224", "SHA-224", 56, 20},
                                                 {"SHA256", "SHA-256", 64, 20},
                                                 {"SHA384", "SHA-384", 96, 20},
                                                 {"SHA512", "SHA-512", 128, 20},
                                                 {"MD2", "MD2", 32, 20},
                                                 {"MD4", "MD4", 32, 20},
                                                 {"MD5", "MD5", 32, 20},
                                                 {"MD6", "MD6", 0, 20},
                                                 {"SHA3-256", "SHA3-256", 64, 23},
                                                 {"SHA3-384", "SHA3-384", 96, 23},
                                                 {"SHA3-512", "SHA3-512", 128, 23},
                                                 {"BLAKE2b-256", "BLAKE2b-256", 64, 23},
                                                 {"BLAKE2b-384", "BLAKE2b-384", 96, 23},
                                                 {"BLAKE2b-512", "BLAKE2b-512", 128, 23},
                                                 {"BLAKE3", "BLAKE3", 0, 23},
                                                 {"ADLER32", "ADLER32", 8, 23}}};

/// Without hyphens and underscores, in upper case.
std::string plain(std::string_view text) {
  constexpr std::string_view kPrefix = "checksumAlgorithm_";
  if (const std::size_t at = text.find(kPrefix); at != std::string_view::npos) text.remove_prefix(at + kPrefix.size());
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == '_') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return out;
}

const Algorithm* algorithm_of(std::string_view text) {
  // Nearly all are written as SPDX 2 has them.
  const auto* same = std::find_if(kAlgorithms.begin(), kAlgorithms.end(), [&](const Algorithm& one) { return one.name == text; });
  if (same != kAlgorithms.end()) return same;
  const std::string wanted = plain(text.substr(0, 128));
  static const std::array<std::string, kAlgorithms.size()> kPlain = [] {
    std::array<std::string, kAlgorithms.size()> out;
    std::transform(kAlgorithms.begin(), kAlgorithms.end(), out.begin(), [](const Algorithm& one) { return plain(one.name); });
    return out;
  }();
  const auto* found = std::find(kPlain.begin(), kPlain.end(), wanted);
  return found == kPlain.end() ? nullptr : &kAlgorithms[static_cast<std::size_t>(found - kPlain.begin())];
}

constexpr std::array<std::string_view, 45> kRelationships{"AMENDS",
                                                          "ANCESTOR_OF",
                                                          "BUILD_DEPENDENCY_OF",
                                                          "BUILD_TOOL_OF",
                                                          "CONTAINED_BY",
                                                          "CONTAINS",
                                                          "COPY_OF",
                                                          "DATA_FILE_OF",
                                                          "DEPENDENCY_MANIFEST_OF",
                                                          "DEPENDENCY_OF",
                                                          "DEPENDS_ON",
                                                          "DESCENDANT_OF",
                                                          "DESCRIBED_BY",
                                                          "DESCRIBES",
                                                          "DEV_DEPENDENCY_OF",
                                                          "DEV_TOOL_OF",
                                                          "DISTRIBUTION_ARTIFACT",
                                                          "DOCUMENTATION_OF",
                                                          "DYNAMIC_LINK",
                                                          "EXAMPLE_OF",
                                                          "EXPANDED_FROM_ARCHIVE",
                                                          "FILE_ADDED",
                                                          "FILE_DELETED",
                                                          "FILE_MODIFIED",
                                                          "GENERATED_FROM",
                                                          "GENERATES",
                                                          "HAS_PREREQUISITE",
                                                          "METAFILE_OF",
                                                          "OPTIONAL_COMPONENT_OF",
                                                          "OPTIONAL_DEPENDENCY_OF",
                                                          "OTHER",
                                                          "PACKAGE_OF",
                                                          "PATCH_APPLIED",
                                                          "PATCH_FOR",
                                                          "PREREQUISITE_FOR",
                                                          "PROVIDED_DEPENDENCY_OF",
                                                          "REQUIREMENT_DESCRIPTION_FOR",
                                                          "RUNTIME_DEPENDENCY_OF",
                                                          "SPECIFICATION_FOR",
                                                          "STATIC_LINK",
                                                          "TEST_CASE_OF",
                                                          "TEST_DEPENDENCY_OF",
                                                          "TEST_OF",
                                                          "TEST_TOOL_OF",
                                                          "VARIANT_OF"};
static_assert(std::is_sorted(kRelationships.begin(), kRelationships.end()));
constexpr std::array<std::string_view, 2> kNewRelationships{"REQUIREMENT_DESCRIPTION_FOR", "SPECIFICATION_FOR"};

constexpr std::array<std::string_view, 12> kPurposes{"APPLICATION", "ARCHIVE",          "CONTAINER", "DEVICE",
                                                     "FILE",        "FIRMWARE",         "FRAMEWORK", "INSTALL",
                                                     "LIBRARY",     "OPERATING-SYSTEM", "OTHER",     "SOURCE"};
constexpr std::array<std::string_view, 11> kFileTypes{"APPLICATION", "ARCHIVE", "AUDIO", "BINARY", "DOCUMENTATION", "IMAGE",
                                                      "OTHER",       "SOURCE",  "SPDX",  "TEXT",   "VIDEO"};

template <std::size_t N>
bool has(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_relationship(std::string_view word, unsigned edition, bool as_json) {
  // Large documents say hundreds of thousands.
  if (!std::binary_search(kRelationships.begin(), kRelationships.end(), word)) return false;
  if (edition >= 23) return true;
  // The text of 2.2 has AMENDS, its JSON schema has not.
  return !has(kNewRelationships, word) && !(as_json && word == "AMENDS");
}

bool is_category(std::string_view word, unsigned edition, bool as_json) {
  if (word == "SECURITY" || word == "OTHER" || word == "PACKAGE_MANAGER") return true;
  const bool later = word == "PACKAGE-MANAGER" || word == "PERSISTENT-ID" || word == "PERSISTENT_ID";
  return later && (edition >= 23 || !as_json);
}

}  // namespace

bool is_word(Words list, std::string_view word, unsigned edition, bool as_json) {
  switch (list) {
    case Words::any:
      return true;
    case Words::algorithm: {
      const auto* found =
          std::find_if(kAlgorithms.begin(), kAlgorithms.end(), [&](const Algorithm& one) { return one.name == word; });
      return found != kAlgorithms.end() && found->since <= edition;
    }
    case Words::relationship:
      return is_relationship(word, edition, as_json);
    case Words::category:
      return is_category(word, edition, as_json);
    case Words::annotation:
      return word == "OTHER" || word == "REVIEW";
    case Words::purpose:
      return has(kPurposes, word) || (!as_json && word == "OPERATING_SYSTEM");
    case Words::file_type:
      return has(kFileTypes, word);
  }
  return false;
}

std::size_t digits_of(std::string_view algorithm) {
  const Algorithm* found = algorithm_of(algorithm);
  return found == nullptr ? 0 : found->digits;
}

std::string_view common_algorithm(std::string_view algorithm) {
  const Algorithm* found = algorithm_of(algorithm);
  return found == nullptr ? algorithm : found->common;
}

std::string_view algorithm_name(std::string_view algorithm) {
  const Algorithm* found = algorithm_of(algorithm);
  return found == nullptr ? algorithm : found->name;
}

}  // namespace crosswalk::artifacts::spdx
