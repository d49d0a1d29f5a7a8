// SPDX-License-Identifier: Apache-2.0
#include "sources/listing.h"

#include <memory>
#include <utility>

#include "platform/folder.h"
#include "sources/collector.h"
#include "sources/source.h"

namespace crosswalk::sources {

std::uint64_t Listing::ignored_files() const {
  std::uint64_t sum = 0;
  for (const Ignored& each : ignored) sum += each.files;
  return sum;
}

base::Result<platform::File> SourceItem::open() const {
  if (reader == nullptr) return base::Error{base::ErrorCode::not_found, id, {}};
  return reader->open(*this);
}

bool is_configuration(std::string_view name) {
  for (const std::string_view each :
       {"crosswalk.yaml", "crosswalk.yml", "decisions.yaml", "decisions.yml", "pack.yaml", "pack.yml", ".crosswalkignore"}) {
    if (name == each) return true;
  }
  return false;
}

const std::vector<SourceKind>& source_kinds() {
  static const std::vector<SourceKind> kinds{
#define CW_SOURCE(name, form, what) {#name, form, what},
#include "sources/sources.def"
#undef CW_SOURCE
  };
  return kinds;
}

std::string local_place_of(const std::string& argument) {
  if (argument == "-") return {};
  if (auto place = platform::canonical(argument)) return std::move(*place);
  // A revision is read from the repository that lies around the path, though the path itself may be of the past.
  constexpr std::string_view git = "git:";
  const std::size_t at = argument.rfind('@');
  if (!argument.starts_with(git) || at == std::string::npos) return {};
  for (std::string path = argument.substr(git.size(), at - git.size()); !path.empty();) {
    if (auto place = platform::canonical(path)) return std::move(*place);
    const std::size_t slash = path.rfind('/');
    path.resize(slash == std::string::npos ? 0 : slash);
  }
  auto here = platform::canonical(".");
  return here ? std::move(*here) : std::string();
}

base::Result<Listing> list(const std::vector<std::string>& paths, const ListOptions& options) {
  if (paths.empty()) return base::Error{base::ErrorCode::usage, "no folder or file to review", {}};
  std::vector<std::unique_ptr<Source>> sources;
#define CW_SOURCE(name, form, what) sources.push_back(make_##name##_source());
#include "sources/sources.def"
#undef CW_SOURCE
  Collector collector(options);
  CW_RETURN_IF_ERROR(collector.load_rules(paths));
  for (const std::string& path : paths) {
    bool taken = false;
    for (const auto& source : sources) {
      CW_ASSIGN_OR_RETURN(taken, source->takes(path));
      if (!taken) continue;
      CW_RETURN_IF_ERROR(source->add(path, collector));
      break;
    }
    if (taken) continue;
    std::string forms;
    for (const SourceKind& kind : source_kinds()) forms += (forms.empty() ? "" : ", ") + std::string(kind.form);
    // Only who wrote a colon may have meant another form.
    const bool plain = path.find(':') == std::string::npos;
    return base::Error{base::ErrorCode::not_found, path,
                       plain ? std::string() : "nor a remote of 'rclone listremotes'; what can be named: " + forms};
  }
  return collector.finish();
}

}  // namespace crosswalk::sources
