// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// What a unit of systemd, or a drop-in for one, states: addresses that a socket listens at as interfaces, the user of a service
/// as account, what confines it as settings, its directories and mounts as places of data, conditions as requirements. `file`
/// says which unit it is: "lysvik.service", "lysvik.socket.d/ports.conf". Contract: gather_deployment(). Source:
/// systemd.syntax(7), systemd.unit(5), systemd.socket(5), systemd.exec(5), systemd.resource-control(5), systemd 252.
Gathering gather_systemd(std::string_view bytes, std::string_view file);

}  // namespace crosswalk::gathering
