// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// What a Compose file states: ports that are published as interfaces, users and pairs of a user and a password as accounts, what
/// confines containers as settings, images as items, volumes and secrets as places of data, what is reserved and the platform as
/// requirements. Contract: gather_deployment().
/// Source: Compose specification (compose-spec/compose-spec: services, networks, volumes, secrets, deploy, interpolation,
/// fragments).
Gathering gather_compose(std::string_view bytes, std::string_view file);

}  // namespace crosswalk::gathering
