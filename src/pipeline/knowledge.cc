// SPDX-License-Identifier: Apache-2.0
#include "pipeline/knowledge.h"

#include <set>
#include <utility>

#include "base/hash.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"

namespace crosswalk::pipeline {
namespace {

constexpr std::uint64_t largest_file = 8ULL << 20;

base::Result<void> read_below(const platform::Folder& folder, const std::string& relative, packs::Files& out) {
  CW_ASSIGN_OR_RETURN(const std::vector<platform::Entry> entries, folder.entries(relative));
  for (const platform::Entry& entry : entries) {
    if (entry.name.starts_with(".")) continue;
    const std::string path = relative.empty() ? entry.name : relative + "/" + entry.name;
    if (entry.kind == platform::EntryKind::folder) {
      CW_RETURN_IF_ERROR(read_below(folder, path, out));
    } else if (entry.kind == platform::EntryKind::file) {
      CW_ASSIGN_OR_RETURN(const platform::File file, folder.open_file(path));
      CW_ASSIGN_OR_RETURN(out[path], file.read_all(largest_file));
    }
  }
  return {};
}

}  // namespace

void add_in_folder(const packs::Diagnostics& own, const std::string& folder, packs::Diagnostics& all) {
  const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
  for (const packs::Diagnostic& one : own.items()) {
    if (one.level == packs::Diagnostic::Level::error) {
      all.error(prefix + one.file, one.line, one.column, one.message, one.advice);
    } else {
      all.warning(prefix + one.file, one.line, one.column, one.message, one.advice);
    }
  }
}

base::Result<packs::Files> read_files(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const platform::Folder folder, platform::Folder::open(path));
  packs::Files files;
  CW_RETURN_IF_ERROR(read_below(folder, "", files));
  return files;
}

base::Result<std::vector<std::string>> pack_folders(const std::string& data_folder, const std::vector<std::string>& more,
                                                    packs::Diagnostics& diagnostics) {
  const std::string index_path = data_folder + "/packs/index.yaml";
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(index_path, largest_file));
  CW_ASSIGN_OR_RETURN(const std::vector<packs::IndexEntry> index, packs::load_index(text, "packs/index.yaml", diagnostics));
  std::vector<std::string> folders;
  folders.reserve(index.size() + more.size());
  for (const packs::IndexEntry& entry : index) folders.push_back(data_folder + "/packs/" + entry.folder);
  folders.insert(folders.end(), more.begin(), more.end());
  return folders;
}

namespace {

/// Everything read and checked, nothing compiled.
struct Loaded {
  std::vector<std::shared_ptr<const packs::Pack>> packs;
  packs::Lexicon lexicon;
  std::vector<packs::Rule> rules;
};

base::Result<Loaded> load(const std::vector<std::string>& pack_folders, const std::string& lexicon_folder,
                          packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const packs::Files lexicon_files, read_files(lexicon_folder));
  packs::Lexicon lexicon = packs::load_lexicon("en", lexicon_files, diagnostics);
  // Every rule would complain about the concepts that a broken lexicon lacks.
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "lexicon", {}};
  std::vector<std::shared_ptr<const packs::Pack>> packs;
  std::vector<packs::Rule> rules;
  for (const std::string& folder : pack_folders) {
    CW_ASSIGN_OR_RETURN(const packs::Files files, read_files(folder));
    packs::Diagnostics own;
    auto loaded = packs::load_pack(files, own);
    if (!loaded) {
      add_in_folder(own, folder, diagnostics);
      return base::Error{base::ErrorCode::malformed_pack, folder, {}};
    }
    packs::Pack pack = std::move(*loaded);
    std::vector<packs::Rule> own_rules = packs::load_rules(pack, lexicon, files, own);
    add_in_folder(own, folder, diagnostics);
    std::set<std::string> answered;
    for (packs::Rule& rule : own_rules) {
      answered.insert(rule.constraint);
      rules.push_back(std::move(rule));
    }
    for (packs::Clause& clause : pack.clauses) {
      for (packs::Constraint& constraint : clause.constraints) constraint.has_expression = answered.contains(constraint.id);
    }
    base::Sha256 hash;
    hash.update_field(packs::hash_files(files));
    hash.update_field(packs::hash_files(lexicon_files));
    pack.sha256 = hash.finish();
    packs.push_back(std::make_shared<const packs::Pack>(std::move(pack)));
  }
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "packs", {}};
  return Loaded{std::move(packs), std::move(lexicon), std::move(rules)};
}

}  // namespace

base::Result<std::shared_ptr<const matching::RuleSet>> load_rule_set(const std::vector<std::string>& pack_folders,
                                                                     const std::string& lexicon_folder,
                                                                     packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(Loaded loaded, load(pack_folders, lexicon_folder, diagnostics));
  return matching::compile(std::move(loaded.packs), std::move(loaded.lexicon), std::move(loaded.rules), diagnostics);
}

base::Result<std::vector<std::shared_ptr<const packs::Pack>>> load_shipped_packs(const std::vector<std::string>& more,
                                                                                 packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> folders, pack_folders(data, more, diagnostics));
  CW_ASSIGN_OR_RETURN(Loaded loaded, load(folders, data + "/packs/lexicon/en", diagnostics));
  return std::move(loaded.packs);
}

base::Result<std::shared_ptr<const matching::RuleSet>> load_shipped_rule_set(const std::vector<std::string>& more,
                                                                             packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> folders, pack_folders(data, more, diagnostics));
  return load_rule_set(folders, data + "/packs/lexicon/en", diagnostics);
}

}  // namespace crosswalk::pipeline
