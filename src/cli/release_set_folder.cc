// SPDX-License-Identifier: Apache-2.0
// A set in the folder that it is written into, and what was there before.
#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "cli/release_set.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "writing/zip.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t largest_file = std::uint64_t{256} << 20U;

base::Result<Work> look_at_manifest(const std::string& text) {
  std::vector<release::ManifestFault> faults;
  if (release::read_manifest(text, faults)) return Work{clean, {}};
  const release::ManifestFault& first = faults.at(0);
  return Work{gaps, (first.pointer.empty() ? "" : first.pointer + " ") + first.what};
}

/// What lies in a folder; no link is followed.
class FolderState {
 public:
  static base::Result<FolderState> of(const std::string& folder) {
    FolderState out;
    if (!platform::kind_of(folder)) return out;
    CW_ASSIGN_OR_RETURN(platform::Folder open, platform::Folder::open(folder));
    out.folder_ = std::move(open);
    return out;
  }

  /// What a name stands for, no link followed; nothing where there is none.
  [[nodiscard]] base::Result<std::optional<platform::EntryKind>> kind_of(const std::string& name) const {
    if (!folder_) return std::optional<platform::EntryKind>();
    const std::size_t slash = name.rfind('/');
    const std::string above = slash == std::string::npos ? "" : name.substr(0, slash);
    if (!above.empty()) {
      CW_ASSIGN_OR_RETURN(const auto kind, kind_of(above));
      if (!kind) return kind;
      if (*kind != platform::EntryKind::folder) return kind;
    }
    CW_ASSIGN_OR_RETURN(const auto entries, folder_->entries(above));
    for (const platform::Entry& entry : entries) {
      if (entry.name == (slash == std::string::npos ? name : name.substr(slash + 1))) return std::optional(entry.kind);
    }
    return std::optional<platform::EntryKind>();
  }

  [[nodiscard]] base::Result<std::string> read(const std::string& name) const {
    CW_ASSIGN_OR_RETURN(const platform::File file, folder_->open_file(name));
    return file.read_all(largest_file);
  }

 private:
  std::optional<platform::Folder> folder_;
};

bool is_as_built(const release::ManifestFile& listed, const std::string& bytes) {
  const release::ManifestFile now = release::describe(listed.name, bytes);
  return now.sha256 == listed.sha256 && now.sha512 == listed.sha512;
}

/// Decides for each file whether it may be replaced or go.
class Planner {
 public:
  Planner(const FolderState& state, const std::optional<EarlierSet>& earlier, bool force)
      : state_(state), earlier_(earlier), force_(force) {}

  /// `bytes` are what a file will hold; nullptr: it goes.
  base::Result<void> take(const std::string& name, const std::string* bytes) {
    std::vector<std::string>& into = bytes == nullptr ? plan_.removed : plan_.written;
    CW_ASSIGN_OR_RETURN(const auto kind, state_.kind_of(name));
    if (!kind) {
      if (bytes != nullptr) into.push_back(name);
      return {};
    }
    if (*kind != platform::EntryKind::file) return refuse(name, "is a link, folder or device that is not ours");
    CW_ASSIGN_OR_RETURN(const std::string now, state_.read(name));
    if (bytes != nullptr && now == *bytes) return {};
    CW_RETURN_IF_ERROR(judge(name, now));
    into.push_back(name);
    return {};
  }

  base::Result<Replacement> finish(const std::string& folder) {
    if (refused_.empty()) return std::move(plan_);
    std::string detail = "nothing is written, as this would be replaced or removed: " + base::join(refused_, "; ");
    if (forcible_) detail += ". --force replaces what was built before, nothing else";
    return base::Error{base::ErrorCode::usage, folder, std::move(detail)};
  }

 private:
  base::Result<void> refuse(const std::string& name, const std::string& why) {
    refused_.push_back(name + " " + why);
    return {};
  }

  base::Result<void> judge(const std::string& name, const std::string& now) {
    // What vouches for a set is written anew with it; that a set is signed is told once.
    if (earlier_ && release::is_voucher(name)) {
      if (!force_ && earlier_->is_signed && name == release::manifest_name) return may_force(name, "is that of a signed set");
      return {};
    }
    const release::ManifestFile* listed = earlier_ ? earlier_->manifest.find(std::string_view(name)) : nullptr;
    if (listed == nullptr) return refuse(name, "was not built by this program: move it, or name another folder");
    if (!is_as_built(*listed, now)) {
      if (!force_) return may_force(name, "was changed since it was built");
      plan_.edited.push_back(name);
      return {};
    }
    const release::ManifestDocument* document = listed->document ? earlier_->manifest.find(*listed->document) : nullptr;
    if (!force_ && document != nullptr && document->state == writing::State::approved) return may_force(name, "is approved");
    return {};
  }

  base::Result<void> may_force(const std::string& name, const std::string& why) {
    forcible_ = true;
    return refuse(name, why);
  }

  const FolderState& state_;
  const std::optional<EarlierSet>& earlier_;
  bool force_;
  bool forcible_ = false;
  Replacement plan_;
  std::vector<std::string> refused_;
};

}  // namespace

base::Result<std::optional<EarlierSet>> read_earlier_set(const std::string& folder) {
  CW_ASSIGN_OR_RETURN(const FolderState state, FolderState::of(folder));
  CW_ASSIGN_OR_RETURN(const auto kind, state.kind_of(std::string(release::manifest_name)));
  if (!kind) return std::optional<EarlierSet>();
  const std::string path = folder + "/" + std::string(release::manifest_name);
  if (*kind != platform::EntryKind::file) return base::Error{base::ErrorCode::usage, path, "is no file: name another folder"};
  CW_ASSIGN_OR_RETURN(const std::string text, state.read(std::string(release::manifest_name)));
  // What crashes a reader crashes a copy of this process first.
  CW_ASSIGN_OR_RETURN(const Work looked, do_locked(false, [&] { return look_at_manifest(text); }));
  if (looked.exit_code != clean) {
    return base::Error{base::ErrorCode::usage, path,
                       "it is no manifest of a set (" + looked.text + "): name another folder, or move it away"};
  }
  std::vector<release::ManifestFault> faults;
  auto manifest = release::read_manifest(text, faults);
  if (!manifest) return base::Error{base::ErrorCode::malformed_data, path, faults.at(0).what};
  EarlierSet out{std::move(*manifest), false};
  for (const std::string_view name : {release::signature_name, release::sha256_signature_name}) {
    CW_ASSIGN_OR_RETURN(const auto there, state.kind_of(std::string(name)));
    out.is_signed = out.is_signed || there;
  }
  return std::optional(std::move(out));
}

base::Result<std::vector<SetFile>> read_kept_files(const std::string& folder, const EarlierSet& earlier,
                                                   const std::vector<release::ManifestDocument>& kept) {
  CW_ASSIGN_OR_RETURN(const FolderState state, FolderState::of(folder));
  std::vector<SetFile> out;
  for (const release::ManifestFile& listed : earlier.manifest.files) {
    const auto is_of = [&](const release::ManifestDocument& each) { return listed.document == each.kind; };
    if (std::none_of(kept.begin(), kept.end(), is_of)) continue;
    CW_ASSIGN_OR_RETURN(const auto kind, state.kind_of(listed.name));
    std::string bytes;
    if (kind == platform::EntryKind::file) {
      CW_ASSIGN_OR_RETURN(bytes, state.read(listed.name));
    }
    if (kind != platform::EntryKind::file || !is_as_built(listed, bytes)) {
      return base::Error{base::ErrorCode::usage, folder + "/" + listed.name,
                         "is not as it was built, so that no manifest can vouch for it: build all documents"};
    }
    out.push_back({listed.name, std::move(bytes), listed.role, listed.document});
  }
  return out;
}

base::Result<Replacement> plan_replacement(const std::string& folder, const ReleaseSet& set,
                                           const std::optional<EarlierSet>& earlier, bool force) {
  CW_ASSIGN_OR_RETURN(const FolderState state, FolderState::of(folder));
  Planner planner(state, earlier, force);
  std::set<std::string> names;
  for (const SetFile& file : set.files) {
    names.insert(file.name);
    CW_RETURN_IF_ERROR(planner.take(file.name, &file.bytes));
  }
  if (earlier) {
    for (const release::ManifestFile& listed : earlier->manifest.files) {
      if (!names.contains(listed.name)) CW_RETURN_IF_ERROR(planner.take(listed.name, nullptr));
    }
    for (const std::string_view name : {release::signature_name, release::sha256_signature_name}) {
      if (!names.contains(std::string(name))) CW_RETURN_IF_ERROR(planner.take(std::string(name), nullptr));
    }
  }
  return planner.finish(folder);
}

base::Result<void> write_set(const std::string& folder, const ReleaseSet& set, const Replacement& plan) {
  CW_RETURN_IF_ERROR(platform::make_private_folder(folder));
  for (const std::string& name : plan.removed) CW_RETURN_IF_ERROR(platform::remove_file(folder + "/" + name));
  for (const SetFile& file : set.files) {
    if (std::find(plan.written.begin(), plan.written.end(), file.name) == plan.written.end()) continue;
    const std::string path = folder + "/" + file.name;
    CW_RETURN_IF_ERROR(platform::make_private_folder(path.substr(0, path.rfind('/'))));
    CW_RETURN_IF_ERROR(platform::write_file_atomically(path, file.bytes));
  }
  return {};
}

}  // namespace crosswalk::cli
