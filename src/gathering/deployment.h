// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/words.h"
#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// Which files that say how software is deployed can be read.
enum class DeploymentKind : std::uint8_t {
  compose,     ///< the Compose specification: docker-compose.yaml
  kubernetes,  ///< objects of the Kubernetes API, in YAML or JSON
  systemd,     ///< units of systemd and their drop-ins
  nginx,       ///< the configuration of nginx
};

/// What kind of deployment file this is, by its name (with its folders, where they are known) and its content; nothing where it
/// is none that can be read.
std::optional<DeploymentKind> kind_of(std::string_view name, std::string_view bytes);

/// What a deployment file states of the groups of a release file, and nothing beyond: a fact that it does not state is left out,
/// so that documents have a blank for it. `file` is the name with which facts and remarks call it ("deploy/compose.yaml"); each
/// fact has the origin "FILE, line N". Values of credentials are never taken over, nor shown in remarks. Files that it includes
/// are not followed, but told. A file that cannot be read gives a remark and no entries. Entries stand in the order of the file,
/// by group in the order of release::groups(); ids are unique among them.
Gathering gather_deployment(DeploymentKind kind, std::string_view bytes, std::string_view file);

/// Makes one interface of those that say the same port, transport and direction (of connections to others: and the same peer):
/// texts and origins stand beside each other, separated by "; ", and a text that holds for some of them alone names these, unless
/// the others are from another source, which may not know. The first keeps its id and its place. A closed list of which the
/// entries name different words is left out and remarked upon; but a port is open where one of them says so.
void merge_interfaces(Gathering& gathering);

}  // namespace crosswalk::gathering

template <>
struct crosswalk::base::Words<crosswalk::gathering::DeploymentKind> {
  static constexpr std::array<std::string_view, 4> names{"compose", "kubernetes", "systemd", "nginx"};
};
