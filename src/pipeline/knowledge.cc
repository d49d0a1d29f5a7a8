// SPDX-License-Identifier: Apache-2.0
#include "pipeline/knowledge.h"

#include <set>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "pipeline/memory.h"
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

namespace {

base::Result<packs::Index> read_index(const std::string& data_folder, packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(data_folder + "/packs/index.yaml", largest_file));
  return packs::load_index(text, "packs/index.yaml", diagnostics);
}

}  // namespace

base::Result<std::vector<std::string>> pack_folders(const std::string& data_folder, const std::vector<std::string>& more,
                                                    packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const packs::Index index, read_index(data_folder, diagnostics));
  std::vector<std::string> folders;
  folders.reserve(index.packs.size() + more.size());
  for (const packs::IndexEntry& entry : index.packs) folders.push_back(data_folder + "/packs/" + entry.folder);
  folders.insert(folders.end(), more.begin(), more.end());
  return folders;
}

namespace {

/// Says of each constraint whether a rule answers it.
void mark_answered(packs::Pack& pack, const std::set<std::string, std::less<>>& answered) {
  for (packs::Clause& clause : pack.clauses) {
    for (packs::Constraint& constraint : clause.constraints) constraint.has_expression = answered.contains(constraint.id);
  }
}

/// The pack of a folder without its rules; its hash covers its own files and the lexicon.
base::Result<packs::Pack> load_pack(const std::string& folder, const packs::Files& files, const std::string& lexicon_hash,
                                    packs::Diagnostics& diagnostics) {
  auto loaded = packs::load_pack(files, diagnostics);
  if (!loaded) return base::Error{base::ErrorCode::malformed_pack, folder, {}};
  base::Sha256 hash;
  hash.update_field(packs::hash_files(files));
  hash.update_field(lexicon_hash);
  loaded->sha256 = hash.finish();
  return std::move(*loaded);
}

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
  const std::string lexicon_hash = packs::hash_files(lexicon_files);
  // Every rule would complain about the concepts that a broken lexicon lacks.
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "lexicon", {}};
  std::vector<std::shared_ptr<const packs::Pack>> packs;
  std::vector<packs::Rule> rules;
  for (const std::string& folder : pack_folders) {
    CW_ASSIGN_OR_RETURN(const packs::Files files, read_files(folder));
    packs::Diagnostics own;
    auto loaded = load_pack(folder, files, lexicon_hash, own);
    if (!loaded) {
      add_in_folder(own, folder, diagnostics);
      return loaded.error();
    }
    packs::Pack& pack = *loaded;
    for (const auto& other : packs) {
      if (other->id == pack.id) {
        return base::Error{base::ErrorCode::malformed_pack, folder, "another pack has the id " + pack.id + " too"};
      }
    }
    std::vector<packs::Rule> own_rules = packs::load_rules(pack, lexicon, files, own);
    add_in_folder(own, folder, diagnostics);
    std::set<std::string, std::less<>> answered;
    for (packs::Rule& rule : own_rules) {
      answered.insert(rule.constraint);
      rules.push_back(std::move(rule));
    }
    mark_answered(pack, answered);
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

base::Result<std::shared_ptr<const Knowledge>> Knowledge::load_shipped(const std::vector<std::string>& more,
                                                                       const store::Cache* cache,
                                                                       packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  auto out = std::make_shared<Knowledge>();
  CW_ASSIGN_OR_RETURN(out->folders_, pack_folders(data, more, diagnostics));
  out->lexicon_folder_ = data + "/packs/lexicon/en";
  std::string key;
  if (cache != nullptr && !diagnostics.has_errors()) {
    CW_ASSIGN_OR_RETURN(const packs::Files lexicon_files, read_files(out->lexicon_folder_));
    const std::string lexicon_hash = packs::hash_files(lexicon_files);
    base::Sha256 hash;
    hash.update_field(Memory::program_identity());
    std::vector<packs::Pack> loaded;
    // What is wrong with them is told below, where they are loaded whole.
    packs::Diagnostics untold;
    for (const std::string& folder : out->folders_) {
      CW_ASSIGN_OR_RETURN(const packs::Files files, read_files(folder));
      auto pack = load_pack(folder, files, lexicon_hash, untold);
      if (!pack) break;
      hash.update_field(pack->sha256);
      loaded.push_back(std::move(*pack));
    }
    key = "packs:" + hash.finish();
    const auto known = loaded.size() == out->folders_.size() ? cache->get(key) : std::nullopt;
    if (known) {
      std::set<std::string, std::less<>> answered;
      for (const std::string_view id : base::split(*known, '\n')) answered.emplace(id);
      for (packs::Pack& pack : loaded) {
        mark_answered(pack, answered);
        out->packs_.push_back(std::make_shared<const packs::Pack>(std::move(pack)));
      }
      return std::shared_ptr<const Knowledge>(std::move(out));
    }
  }
  CW_ASSIGN_OR_RETURN(out->rules_, load_rule_set(out->folders_, out->lexicon_folder_, diagnostics));
  out->packs_ = out->rules_->packs;
  // What has to be told is told in every run.
  if (!key.empty() && diagnostics.items().empty()) {
    std::string answered;
    for (const packs::Rule& rule : out->rules_->rules) answered += rule.constraint + "\n";
    cache->put(key, answered);
  }
  return std::shared_ptr<const Knowledge>(std::move(out));
}

std::shared_ptr<const Knowledge> Knowledge::of(std::shared_ptr<const matching::RuleSet> rules) {
  auto out = std::make_shared<Knowledge>();
  out->packs_ = rules->packs;
  out->rules_ = std::move(rules);
  return out;
}

base::Result<std::shared_ptr<const matching::RuleSet>> Knowledge::rules() const {
  const std::lock_guard lock(mutex_);
  if (rules_ != nullptr) return rules_;
  if (failure_) return *failure_;
  packs::Diagnostics diagnostics;
  auto rules = load_rule_set(folders_, lexicon_folder_, diagnostics);
  if (!rules) {
    failure_ = rules.error();
    return *failure_;
  }
  for (std::size_t i = 0; i < packs_.size(); ++i) {
    if ((*rules)->packs.size() == packs_.size() && (*rules)->packs[i]->sha256 == packs_[i]->sha256) continue;
    failure_ = base::Error{base::ErrorCode::malformed_pack, "packs", "they were changed while the review went on; run it again"};
    return *failure_;
  }
  rules_ = std::move(*rules);
  return rules_;
}

std::optional<base::Error> Knowledge::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
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

base::Result<std::vector<packs::Catalogue>> load_shipped_catalogues(packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  CW_ASSIGN_OR_RETURN(const packs::Index index, read_index(data, diagnostics));
  std::vector<packs::Catalogue> out;
  for (const std::string& id : index.catalogues) {
    const std::string file = "packs/catalogues/" + id + ".yaml";
    CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(data + "/" + file, largest_file));
    CW_ASSIGN_OR_RETURN(packs::Catalogue catalogue, packs::load_catalogue(text, file, diagnostics));
    if (catalogue.id != id) {
      diagnostics.error(file, 0, 0, "the catalogue calls itself '" + catalogue.id + "'", "call both " + id);
      return base::Error{base::ErrorCode::malformed_pack, file, {}};
    }
    out.push_back(std::move(catalogue));
  }
  return out;
}

base::Result<atlas::Atlas> load_shipped_atlas(const std::vector<std::string>& more, packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> folders, pack_folders(data, more, diagnostics));
  atlas::Atlas out;
  for (const std::string& folder : folders) {
    CW_ASSIGN_OR_RETURN(const packs::Files files, read_files(folder));
    packs::Diagnostics own;
    auto pack = load_pack(folder, files, {}, own);
    auto mappings = pack ? packs::load_mappings(*pack, files, own) : base::Result<std::vector<packs::Mapping>>(pack.error());
    add_in_folder(own, folder, diagnostics);
    if (!mappings) return mappings.error();
    out.standards.push_back({std::make_shared<const packs::Pack>(std::move(*pack)), std::move(*mappings)});
  }
  CW_ASSIGN_OR_RETURN(out.catalogues, load_shipped_catalogues(diagnostics));
  return out;
}

}  // namespace crosswalk::pipeline
