// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/sbom/model.h"
#include "base/date.h"
#include "base/words.h"
#include "disclosure/organisation.h"
#include "release/documents.h"
#include "release/facts.h"
#include "release/vulnerabilities.h"

namespace crosswalk::release {

/// Whether what was found keeps a version from being released.
enum class Weight : std::uint8_t {
  blocks,  ///< it does
  remark,  ///< somebody should know of it
};

/// Something that does not fit together before a release.
struct Finding {
  Weight weight = Weight::blocks;
  /// What was looked at and found, the same in all versions of the program: "sbom/version".
  std::string rule;
  /// The file, and the line in it; 0 where the whole file is meant.
  std::string file;
  int line = 0;
  /// A sentence without a full stop.
  std::string sentence;
  /// What to do.
  std::string advice;

  bool operator==(const Finding&) const = default;
};

/// What weighs most comes first; equal ones stay as they were.
void sort_findings(std::vector<Finding>& findings);

/// What facts say against each other and against the day of release: approvals, closings and tailoring after it; findings
/// without decision, or open without a risk that names them (5.8.1); support that is over by then, or ends before that of the
/// product; items without class, level or end of support (4.3); parts of Annex E of which nothing or two things are said, and
/// documents that cover a part and are none of this release's (5.8.2 b). `product` is what crosswalk.yaml says of it, or null;
/// `other_documents` are ids of documents beside the set that were found.
std::vector<Finding> check_facts(const ReleaseFacts& facts, const disclosure::Product* product,
                                 const std::set<std::string>& other_documents);

/// What the release before said and this one does not take up: risks, open findings and open vulnerabilities that are gone
/// without a word, support that ends earlier, a document that was changed and has the same version still, days in the wrong
/// order.
std::vector<Finding> check_before(const ReleaseFacts& before, const ReleaseFacts& facts);

/// What the register has and documents do not tell: cases that are open for this version, or not yet decided (5.8.5); fixed
/// vulnerabilities that no change names; fixes of which the register does not know. What add_register() added to the facts does
/// not count as told by them.
std::vector<Finding> check_register(const ReleaseFacts& facts, const std::vector<CaseStatus>& cases);

/// Where the bill of materials and the facts differ: the product's version, items that only one of them has, versions, and
/// support that the bill says and the facts do not. Items are the same where their package URLs are (without version), or their
/// names, case and punctuation ignored. `name` is the file's.
///
/// Required software (4.3) is what others install: it need not be in the bill.
std::vector<Finding> check_sbom(const ReleaseFacts& facts, const artifacts::sbom::Bom& bom, const std::string& name);

/// A file of the set, and what it says of itself.
struct SetFile {
  /// As people see it, from the folder of the set on.
  std::string path;
  /// Why it could not be read; empty where it could.
  std::string unread;
  std::string title;
  std::string id;
  std::string version;
  std::string approver;
  std::optional<base::Date> date;
  /// Whether it says that it is approved or in force, that it is a draft, or that it is out of use.
  enum class State : std::uint8_t { unknown, approved, draft, out_of_use };
  State state = State::unknown;
  /// Of whom it speaks.
  std::vector<std::string> products;
};

/// The files of a document of the set.
struct SetDocument {
  DocumentKind kind = DocumentKind::secure_operation;
  /// Numbers in the list of files.
  std::vector<std::size_t> files;
};

/// The kind of the document in a file: by its id, or else its title but for the version, or else its name. Nothing for others.
std::optional<DocumentKind> kind_of_file(const SetFile& file, const std::vector<Document>& documents, const ReleaseFacts& facts);

/// All nine, with the files in which they are.
std::vector<SetDocument> documents_in(const std::vector<SetFile>& files, const std::vector<Document>& documents,
                                      const ReleaseFacts& facts);

/// Where files of the set and facts differ: a document that is missing or cannot be read, one of another version of the product
/// or of another product, another id, version, approver or day than the facts say; a draft; one approved after the release; two
/// files of a document that say different things. `versions` are those of the product, as crosswalk.yaml has them.
std::vector<Finding> check_set(const ReleaseFacts& facts, const std::vector<Document>& documents,
                               const std::vector<SetFile>& files, const std::set<std::string>& versions);

}  // namespace crosswalk::release

template <>
struct crosswalk::base::Words<crosswalk::release::Weight> {
  static constexpr std::array<std::string_view, 2> names{"blocks", "remark"};
};
template <>
struct crosswalk::base::Words<crosswalk::release::SetFile::State> {
  static constexpr std::array<std::string_view, 4> names{"unknown", "approved", "draft", "out_of_use"};
};
