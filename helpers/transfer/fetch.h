// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fetching/protocol.h"

namespace crosswalk::fetching {

/// Sends a request with libcurl and gives what came back. Nothing of the environment counts; no redirection is followed, no
/// cookie or login kept; what is not encrypted goes to this machine only, by the address that is connected to; the certificate
/// and name of any other have to be right (TLS 1.2 or newer).
///
/// Problems: not_sent (a request that cannot be, or to elsewhere without encryption), no_connection, no_trust, timed_out,
/// too_large, cut_off.
FetchAnswer fetch(const FetchRequest& request);

}  // namespace crosswalk::fetching
