// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// What a configuration of nginx states, whole or a part of it: what servers of http, stream and mail listen at, and the peers to
/// which they pass on, as interfaces; the user of worker processes as account; directives that serve security as settings; logs
/// and caches as places of data. Contract: gather_deployment(). Source: nginx.org/en/docs: ngx_core_module, ngx_http_core_module,
/// ngx_http_ssl_module, ngx_http_proxy_module, ngx_stream_core_module, ngx_mail_core_module and those beside them; nginx 1.26.
Gathering gather_nginx(std::string_view bytes, std::string_view file);

}  // namespace crosswalk::gathering
