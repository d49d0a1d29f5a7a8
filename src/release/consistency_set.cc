// SPDX-License-Identifier: Apache-2.0
// The facts of a release beside the files of its set.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "release/consistency.h"

namespace crosswalk::release {
namespace {

const Entry* entry_of(const ReleaseFacts& facts, DocumentKind kind) {
  for (const Entry& entry : facts.entries("documents")) {
    if (entry.text("kind") == base::word(kind)) return &entry;
  }
  return nullptr;
}

bool same(std::string_view a, std::string_view b) {
  return base::equal_ignoring_case(base::collapse_space(a), base::collapse_space(b));
}

/// What stands in a title in the place of the version of the product: "4.2.0" of "Decommissioning of ScanView 4.2.0". Nothing
/// where it is the title of another document, or a document's title names no version.
std::optional<std::string> version_in_title(std::string_view title, std::string_view expected, std::string_view version) {
  const std::size_t at = version.empty() ? std::string_view::npos : expected.rfind(version);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = expected.substr(0, at);
  const std::string_view behind = expected.substr(at + version.size());
  if (title.size() < before.size() + behind.size() || !title.starts_with(before) || !title.ends_with(behind)) return std::nullopt;
  return std::string(base::trim(title.substr(before.size(), title.size() - before.size() - behind.size())));
}

/// The name of a file without folders and ending: "secure-operation".
std::string_view stem_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.find('.'));
}

bool is_word_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether a version stands in a text by itself: "4.2" is not in "4.2.1".
bool names_version(std::string_view text, std::string_view version) {
  for (std::size_t at = text.find(version); at != std::string_view::npos; at = text.find(version, at + 1)) {
    const std::size_t end = at + version.size();
    const bool begins = at == 0 || (!is_word_letter(text[at - 1]) && text[at - 1] != '.') || text[at - 1] == 'v';
    const bool ends = end == text.size() || (!is_word_letter(text[end]) && text[end] != '.' && text[end] != '-');
    if (begins && ends) return true;
  }
  return false;
}

class SetCheck {
 public:
  SetCheck(const ReleaseFacts& facts, const std::vector<SetFile>& files, const std::set<std::string>& versions)
      : facts_(facts), files_(files), versions_(versions) {}

  void check(const SetDocument& found, const Document& document) {
    const std::string title = "'" + document.paper.title + "'";
    if (found.files.empty()) {
      return add(
          Weight::blocks, "set/missing", "", title + " is not in the set",
          "crosswalk release build " + facts_.version() + " --document " + std::string(base::word(found.kind)) + " --out DIR");
    }
    const auto unread = [&](std::size_t number) { return !files_[number].unread.empty(); };
    const bool none = std::all_of(found.files.begin(), found.files.end(), unread);
    for (const std::size_t number : found.files) {
      const SetFile& file = files_[number];
      if (!file.unread.empty()) {
        add(none ? Weight::blocks : Weight::remark, "set/unread", file.path, "it could not be read: " + file.unread,
            "see whether it opens, or build it again");
        continue;
      }
      // What is of another version differs in everything else, too.
      if (is_of_product(file, document)) check_control(file, document);
    }
  }

  std::vector<Finding> take() { return std::move(out_); }

 private:
  void add(Weight weight, std::string rule, const std::string& file, std::string sentence, std::string advice) {
    out_.push_back({weight, std::move(rule), file, 0, std::move(sentence), std::move(advice)});
  }

  bool is_of_product(const SetFile& file, const Document& document) {
    const auto said = version_in_title(file.title, document.paper.title, facts_.version());
    std::string other = said && *said != facts_.version() ? *said : "";
    if (!said && !names_version(file.title, facts_.version())) {
      for (const std::string& version : versions_) {
        if (version != facts_.version() && names_version(file.title, version)) other = version;
      }
    }
    if (!other.empty()) {
      add(Weight::blocks, "set/other-version", file.path,
          "it is of version " + other + ", the release is " + facts_.version() + ": '" + file.title + "'",
          "put the document of this version into the set");
    }
    const std::string product = facts_.product();
    const bool ours =
        file.products.empty() || std::any_of(file.products.begin(), file.products.end(), [&](const std::string& one) {
          return base::to_lower(one).find(base::to_lower(product)) != std::string::npos;
        });
    if (!ours) {
      add(Weight::blocks, "set/other-product", file.path,
          "it speaks of " + base::join(file.products, ", ") + ", the release is of " + product,
          "put the document of this product into the set");
    }
    return other.empty() && ours;
  }

  void differs(const SetFile& file, const Fact* fact, const std::string& said, const std::string& what, const char* rule) {
    if (fact == nullptr || said.empty() || same(fact->texts[0], said)) return;
    add(Weight::blocks, rule, file.path,
        "its " + what + " is '" + said + "', and by the facts (line " + std::to_string(fact->line) + ") '" + fact->texts[0] + "'",
        "correct the facts, or build the document again");
  }

  void check_control(const SetFile& file, const Document& document) {
    const Entry none;
    const Entry* found = entry_of(facts_, document.kind);
    const Entry& entry = found == nullptr ? none : *found;
    differs(file, entry.find("id"), file.id, "id", "set/id");
    differs(file, entry.find("version"), file.version, "version", "set/version");
    differs(file, entry.find("approved_by"), file.approver, "approver", "set/approver");
    if (file.date) differs(file, entry.find("approved"), file.date->iso(), "day of approval", "set/approval-day");
    check_state(file, document, entry);
  }

  void check_state(const SetFile& file, const Document& document, const Entry& entry) {
    const bool approved = document.paper.state == writing::State::approved;
    if (file.state == SetFile::State::out_of_use) {
      return add(Weight::blocks, "set/out-of-use", file.path, "it says of itself that it is out of use",
                 "put the current one into the set");
    }
    if (approved && file.state == SetFile::State::draft) {
      return add(Weight::blocks, "set/draft", file.path,
                 "it is a draft, and by the facts it was approved on " + entry.text("approved"),
                 "build it again: crosswalk release build " + facts_.version() + " --document " +
                     std::string(base::word(document.kind)));
    }
    // A person signed the file, and nobody said so in the facts: whoever builds it again has a draft. The lines of a dossier are
    // signed in the file alone.
    const bool by_facts = entry.find("approved_by") != nullptr && entry.find("approved") != nullptr;
    const bool signed_last = document.kind == DocumentKind::dossier && by_facts;
    if (!approved && !signed_last && file.state == SetFile::State::approved) {
      return add(
          Weight::blocks, "set/approved-alone", file.path,
          by_facts ? "it says that it is approved, and by the facts it has blanks"
                   : "it says that it is approved, and the facts do not",
          by_facts ? "fill them in in the facts, and build it again" : "write 'approved_by' and 'approved' into 'documents'");
    }
    check_day(file, entry);
  }

  /// A day that only the file says; that of the facts is checked there.
  void check_day(const SetFile& file, const Entry& entry) {
    const auto releases = facts_.entries("release");
    const auto released = releases.empty() ? std::nullopt : releases[0].date("released");
    if (entry.find("approved") != nullptr || !file.date || !released || *file.date <= *released) return;
    add(Weight::blocks, "set/approved-late", file.path,
        "it is of " + file.date->iso() + ", after the release on " + released->iso(), "correct the day, or release later");
  }

  const ReleaseFacts& facts_;
  const std::vector<SetFile>& files_;
  const std::set<std::string>& versions_;
  std::vector<Finding> out_;
};

}  // namespace

std::optional<DocumentKind> kind_of_file(const SetFile& file, const std::vector<Document>& documents, const ReleaseFacts& facts) {
  for (const Document& document : documents) {
    if (!file.id.empty() && !document.id.empty() && same(file.id, document.id)) return document.kind;
  }
  for (const Document& document : documents) {
    if (version_in_title(file.title, document.paper.title, facts.version())) return document.kind;
  }
  for (const Document& document : documents) {
    if (stem_of(file.path) == document.name) return document.kind;
  }
  return std::nullopt;
}

std::vector<SetDocument> documents_in(const std::vector<SetFile>& files, const std::vector<Document>& documents,
                                      const ReleaseFacts& facts) {
  std::vector<SetDocument> out;
  for (const Document& document : documents) {
    SetDocument one;
    one.kind = document.kind;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (kind_of_file(files[i], documents, facts) == document.kind) one.files.push_back(i);
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Finding> check_set(const ReleaseFacts& facts, const std::vector<Document>& documents,
                               const std::vector<SetFile>& files, const std::set<std::string>& versions) {
  SetCheck check(facts, files, versions);
  const std::vector<SetDocument> found = documents_in(files, documents, facts);
  for (std::size_t i = 0; i < documents.size(); ++i) check.check(found[i], documents[i]);
  return check.take();
}

}  // namespace crosswalk::release
