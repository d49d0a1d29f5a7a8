// SPDX-License-Identifier: Apache-2.0
#include "pipeline/knowledge.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "packs/archive.h"
#include "pipeline/memory.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"

namespace crosswalk::pipeline {
namespace {

constexpr std::uint64_t largest_file = 8ULL << 20;

bool is_left_out(const platform::Entry& entry) { return entry.name.starts_with("."); }

std::string path_in(const std::string& folder, const std::string& name) { return folder.empty() ? name : folder + "/" + name; }

base::Result<void> read_below(const platform::Folder& folder, const std::string& relative, packs::Files& out) {
  CW_ASSIGN_OR_RETURN(const std::vector<platform::Entry> entries, folder.entries(relative));
  for (const platform::Entry& entry : entries) {
    if (is_left_out(entry)) continue;
    const std::string path = path_in(relative, entry.name);
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

base::Result<std::vector<std::string>> shipped_pack_folders(const std::string& data_folder, packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const packs::Index index, read_index(data_folder, diagnostics));
  std::vector<std::string> folders;
  for (const packs::IndexEntry& entry : index.packs) folders.push_back(data_folder + "/packs/" + entry.folder);
  return folders;
}

base::Result<std::vector<std::string>> pack_folders(const std::string& data_folder, const std::vector<std::string>& more,
                                                    packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const packs::Index index, read_index(data_folder, diagnostics));
  std::vector<std::string> folders;
  folders.reserve(index.packs.size() + more.size());
  const auto folder_of = [&](const packs::IndexEntry& entry) { return data_folder + "/packs/" + entry.folder; };
  for (const packs::IndexEntry& entry : index.packs) {
    if (!entry.when_asked) folders.push_back(folder_of(entry));
  }
  for (const std::string& one : more) {
    const auto shipped = std::find_if(index.packs.begin(), index.packs.end(),
                                      [&](const packs::IndexEntry& entry) { return entry.id == one && entry.when_asked; });
    if (shipped != index.packs.end()) {
      folders.push_back(folder_of(*shipped));
      continue;
    }
    const auto kind = platform::kind_of(one);
    if (!kind || *kind != platform::EntryKind::folder) {
      std::string ids;
      for (const packs::IndexEntry& entry : index.packs) {
        if (entry.when_asked) ids += " or " + entry.id;
      }
      const std::string_view what = kind ? "a file and not a folder" : base::text_of(kind.error().code);
      return base::Error{base::ErrorCode::usage, one, std::string(what) + "; name a folder with a pack.yaml" + ids};
    }
    folders.push_back(one);
  }
  return folders;
}

namespace {

/// Says of each constraint whether a rule answers it.
void mark_answered(packs::Pack& pack, const std::set<std::string, std::less<>>& answered) {
  for (packs::Clause& clause : pack.clauses) {
    for (packs::Constraint& constraint : clause.constraints) constraint.has_expression = answered.contains(constraint.id);
  }
}

/// The hash of a pack by that of its own files and that of the lexicon.
std::string pack_hash(const std::string& own_files, const std::string& lexicon) {
  base::Sha256 hash;
  hash.update_field(own_files);
  hash.update_field(lexicon);
  return hash.finish();
}

/// Adds the pack of a folder, without its rules, or lays an extension over the one that it extends. Hashes cover the pack's own
/// files and the lexicon. Gives the pack's place in `packs`.
base::Result<std::size_t> add_pack(const std::string& folder, const packs::Files& files, const std::string& lexicon_hash,
                                   std::vector<packs::Pack>& packs, packs::Diagnostics& diagnostics) {
  const std::string own_hash = pack_hash(packs::hash_files(files), lexicon_hash);
  const std::string extended = packs::extended_by(files);
  if (extended.empty()) {
    auto loaded = packs::load_pack(files, diagnostics);
    if (!loaded) return base::Error{base::ErrorCode::malformed_pack, folder, {}};
    for (const packs::Pack& other : packs) {
      if (other.id != loaded->id) continue;
      return base::Error{base::ErrorCode::malformed_pack, folder, "another pack has the id " + other.id + " too"};
    }
    loaded->sha256 = own_hash;
    loaded->own_sha256 = own_hash;
    packs.push_back(std::move(*loaded));
    return packs.size() - 1;
  }
  for (std::size_t i = 0; i < packs.size(); ++i) {
    if (packs[i].id != extended) continue;
    auto over = packs::extend_pack(packs[i], files, diagnostics);
    if (!over) return base::Error{base::ErrorCode::malformed_pack, folder, {}};
    over->extensions.back().sha256 = own_hash;
    over->sha256 = pack_hash(packs[i].sha256, own_hash);
    packs[i] = std::move(*over);
    return i;
  }
  return base::Error{base::ErrorCode::malformed_pack, folder, "it extends " + extended + ", which is no pack here"};
}

/// A folder of a pack and what is in it.
struct PackFolder {
  std::string folder;
  packs::Files files;
};

/// Reads folders of packs: packs of their own as they come, then extensions in the order of their ids, so that it does not matter
/// in which order they are named.
base::Result<std::vector<PackFolder>> read_packs(const std::vector<std::string>& folders) {
  std::vector<PackFolder> out;
  std::vector<PackFolder> extensions;
  for (const std::string& folder : folders) {
    CW_ASSIGN_OR_RETURN(packs::Files files, read_files(folder));
    (packs::extended_by(files).empty() ? out : extensions).push_back({folder, std::move(files)});
  }
  const auto text_of = [](const PackFolder& one) -> const std::string& { return one.files.at("pack.yaml"); };
  std::stable_sort(extensions.begin(), extensions.end(), [&](const PackFolder& a, const PackFolder& b) {
    return std::pair(packs::id_of(a.files), text_of(a)) < std::pair(packs::id_of(b.files), text_of(b));
  });
  for (PackFolder& one : extensions) out.push_back(std::move(one));
  return out;
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
  CW_ASSIGN_OR_RETURN(const std::vector<PackFolder> folders, read_packs(pack_folders));
  std::vector<packs::Pack> packs;
  std::vector<packs::Rule> rules;
  for (const auto& [folder, files] : folders) {
    packs::Diagnostics own;
    const auto place = add_pack(folder, files, lexicon_hash, packs, own);
    if (!place) {
      add_in_folder(own, folder, diagnostics);
      return place.error();
    }
    for (packs::Rule& rule : packs::load_rules(packs[*place], lexicon, files, own)) rules.push_back(std::move(rule));
    add_in_folder(own, folder, diagnostics);
  }
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "packs", {}};
  Loaded out;
  // An extension may have left a constraint out.
  std::erase_if(rules, [&](const packs::Rule& rule) {
    return std::none_of(packs.begin(), packs.end(),
                        [&](const packs::Pack& pack) { return pack.constraint(rule.constraint) != nullptr; });
  });
  std::set<std::string, std::less<>> answered;
  for (const packs::Rule& rule : rules) answered.insert(rule.constraint);
  for (packs::Pack& pack : packs) {
    mark_answered(pack, answered);
    out.packs.push_back(std::make_shared<const packs::Pack>(std::move(pack)));
  }
  out.lexicon = std::move(lexicon);
  out.rules = std::move(rules);
  return out;
}

}  // namespace

base::Result<std::vector<std::string>> with_extended(const std::string& folder, const packs::Files& files) {
  const std::string extended = packs::extended_by(files);
  if (extended.empty()) return std::vector{folder};
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  packs::Diagnostics untold;
  CW_ASSIGN_OR_RETURN(const packs::Index index, read_index(data, untold));
  for (const packs::IndexEntry& entry : index.packs) {
    if (entry.id == extended) return std::vector{data + "/packs/" + entry.folder, folder};
  }
  return base::Error{base::ErrorCode::malformed_pack, folder, "it extends " + extended + ", which is no shipped pack"};
}

base::Result<packs::Pack> load_pack(const std::string& folder, const packs::Files& files, packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::vector<std::string> folders, with_extended(folder, files));
  std::vector<packs::Pack> packs;
  if (folders.size() > 1) {
    CW_ASSIGN_OR_RETURN(const packs::Files below, read_files(folders.front()));
    CW_RETURN_IF_ERROR(add_pack(folders.front(), below, {}, packs, diagnostics));
  }
  CW_ASSIGN_OR_RETURN(const std::size_t place, add_pack(folder, files, {}, packs, diagnostics));
  return std::move(packs[place]);
}

base::Result<std::shared_ptr<const matching::RuleSet>> load_rule_set(const std::vector<std::string>& pack_folders,
                                                                     const std::string& lexicon_folder,
                                                                     packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(Loaded loaded, load(pack_folders, lexicon_folder, diagnostics));
  return matching::compile(std::move(loaded.packs), std::move(loaded.lexicon), std::move(loaded.rules), diagnostics);
}

namespace {

/// Tells packs by their hashes, together with the program that read and compiled them.
std::string key_of(std::vector<std::string> pack_hashes, std::vector<std::string> extension_hashes) {
  // In whatever order extensions are named, they are laid over their packs in the same one.
  std::sort(extension_hashes.begin(), extension_hashes.end());
  pack_hashes.emplace_back("extensions");
  pack_hashes.insert(pack_hashes.end(), extension_hashes.begin(), extension_hashes.end());
  base::Sha256 hash;
  hash.update_field(Memory::program_identity());
  hash.update_field(std::to_string(packs::compiled_version));
  for (const std::string& one : pack_hashes) hash.update_field(one);
  return hash.finish();
}

std::string key_of(const std::vector<std::shared_ptr<const packs::Pack>>& packs) {
  std::vector<std::string> hashes;
  std::vector<std::string> extensions;
  for (const auto& pack : packs) {
    hashes.push_back(pack->own_sha256);
    for (const packs::Extension& extension : pack->extensions) extensions.push_back(extension.sha256);
  }
  return key_of(std::move(hashes), std::move(extensions));
}

/// The files of several folders by their names and stamps.
class Stamps {
 public:
  /// Adds a folder and all below it: what read_files() reads. Errors: as there.
  base::Result<void> add(const std::string& path) {
    CW_ASSIGN_OR_RETURN(const platform::Folder folder, platform::Folder::open(path));
    hash_.update_field("folder");
    return add_below(folder, "");
  }
  /// Whether all of them can be met again by their stamps.
  [[nodiscard]] bool are_settled() const { return settled_; }
  /// A key for them; to be called once.
  std::string key() { return "stamps:" + hash_.finish(); }

 private:
  base::Result<void> add_below(const platform::Folder& folder, const std::string& relative) {
    CW_ASSIGN_OR_RETURN(const std::vector<platform::Entry> entries, folder.entries(relative));
    for (const platform::Entry& entry : entries) {
      if (is_left_out(entry)) continue;
      const std::string path = path_in(relative, entry.name);
      if (entry.kind == platform::EntryKind::folder) {
        CW_RETURN_IF_ERROR(add_below(folder, path));
      } else if (entry.kind == platform::EntryKind::file) {
        const platform::FileStamp& stamp = entry.stamp;
        settled_ = settled_ && store::is_settled(stamp);
        hash_.update_field(path);
        for (const std::uint64_t number : {stamp.device, stamp.number, stamp.size, static_cast<std::uint64_t>(stamp.modified),
                                           static_cast<std::uint64_t>(stamp.changed)}) {
          hash_.update_field(std::to_string(number));
        }
      }
    }
    return {};
  }

  base::Sha256 hash_;
  bool settled_ = true;
};

/// The key that the packs in these folders will have.
base::Result<std::string> key_of_folders(const std::vector<std::string>& pack_folders, const std::string& lexicon_folder) {
  CW_ASSIGN_OR_RETURN(const packs::Files lexicon_files, read_files(lexicon_folder));
  const std::string lexicon_hash = packs::hash_files(lexicon_files);
  std::vector<std::string> packs;
  std::vector<std::string> extensions;
  for (const std::string& folder : pack_folders) {
    CW_ASSIGN_OR_RETURN(const packs::Files files, read_files(folder));
    (packs::extended_by(files).empty() ? packs : extensions).push_back(pack_hash(packs::hash_files(files), lexicon_hash));
  }
  return key_of(std::move(packs), std::move(extensions));
}

}  // namespace

base::Result<std::shared_ptr<const Knowledge>> Knowledge::load_shipped(const std::vector<std::string>& more,
                                                                       const store::Cache* cache, MeetAgain meet_again,
                                                                       packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  auto out = std::make_shared<Knowledge>();
  CW_ASSIGN_OR_RETURN(out->folders_, pack_folders(data, more, diagnostics));
  out->lexicon_folder_ = data + "/packs/lexicon/en";
  if (!diagnostics.items().empty()) cache = nullptr;
  out->cache_ = cache;
  if (cache != nullptr) {
    Stamps stamps;
    CW_RETURN_IF_ERROR(stamps.add(out->lexicon_folder_));
    for (const std::string& folder : out->folders_) CW_RETURN_IF_ERROR(stamps.add(folder));
    const std::string stamps_key = stamps.key();
    std::optional<std::string> key;
    if (meet_again == MeetAgain::by_stamp) key = cache->get(stamps_key);
    if (!key || !out->recall_packs(*key)) {
      CW_ASSIGN_OR_RETURN(key, key_of_folders(out->folders_, out->lexicon_folder_));
      if (stamps.are_settled()) cache->put(stamps_key, *key);
      if (!out->recall_packs(*key)) key.reset();
    }
    if (key) return std::shared_ptr<const Knowledge>(std::move(out));
  }
  CW_ASSIGN_OR_RETURN(out->rules_, load_rule_set(out->folders_, out->lexicon_folder_, diagnostics));
  out->packs_ = out->rules_->packs;
  // What has to be told is told in every run.
  if (!diagnostics.items().empty()) out->cache_ = nullptr;
  if (out->cache_ != nullptr) {
    cache->put("packs:" + key_of(out->packs_), packs::packs_to_bytes(out->packs_));
    out->keep_rules();
  }
  return std::shared_ptr<const Knowledge>(std::move(out));
}

bool Knowledge::recall_packs(const std::string& key) {
  const auto bytes = cache_->get("packs:" + key);
  if (!bytes) return false;
  auto packs = packs::packs_from_bytes(*bytes);
  if (!packs) return false;
  packs_ = std::move(*packs);
  // The key that stamps lead to may be that of another program.
  std::size_t count = packs_.size();
  for (const auto& pack : packs_) count += pack->extensions.size();
  return count == folders_.size() && key_of(packs_) == key;
}

std::shared_ptr<const matching::RuleSet> Knowledge::recall_rules() const {
  if (cache_ == nullptr) return nullptr;
  const auto bytes = cache_->get("rules:" + key_of(packs_));
  if (!bytes) return nullptr;
  auto rules = matching::rule_set_from_bytes(*bytes, packs_);
  return rules ? std::move(*rules) : nullptr;
}

void Knowledge::keep_rules() const {
  if (cache_ != nullptr) cache_->put("rules:" + key_of(packs_), matching::rule_set_to_bytes(*rules_));
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
  rules_ = recall_rules();
  if (rules_ != nullptr) return rules_;
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
  keep_rules();
  return rules_;
}

void Knowledge::prepare_rules() const {
  const std::lock_guard lock(mutex_);
  if (rules_ != nullptr || failure_ || preparation_.valid()) return;
  try {
    preparation_ = std::async(std::launch::async, [this] { static_cast<void>(rules()); });
  } catch (const std::system_error&) {
    // Without another thread they are made ready when they are needed.
  }
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
  CW_ASSIGN_OR_RETURN(const std::vector<PackFolder> read, read_packs(folders));
  atlas::Atlas out;
  std::vector<packs::Pack> packs;
  std::vector<std::vector<packs::Mapping>> mappings;
  for (const auto& [folder, files] : read) {
    packs::Diagnostics own;
    const auto place = add_pack(folder, files, {}, packs, own);
    base::Result<std::vector<packs::Mapping>> mapped = std::vector<packs::Mapping>();
    const bool is_extension = place && !packs[*place].extensions.empty();
    if (place && !is_extension) mapped = packs::load_mappings(packs[*place], files, own);
    add_in_folder(own, folder, diagnostics);
    if (!place) return place.error();
    if (!mapped) return mapped.error();
    if (!is_extension) mappings.push_back(std::move(*mapped));
  }
  for (std::size_t i = 0; i < packs.size(); ++i) {
    for (packs::Mapping& mapping : mappings[i]) {
      // An extension may have left a constraint out.
      for (std::vector<std::string>* const slugs : {&mapping.covers, &mapping.eases}) {
        std::erase_if(*slugs,
                      [&](const std::string& slug) { return packs[i].constraint(mapping.clause + "/" + slug) == nullptr; });
      }
    }
    out.standards.push_back({std::make_shared<const packs::Pack>(std::move(packs[i])), std::move(mappings[i])});
  }
  CW_ASSIGN_OR_RETURN(out.catalogues, load_shipped_catalogues(diagnostics));
  return out;
}

}  // namespace crosswalk::pipeline
