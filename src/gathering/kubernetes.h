// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// What objects of the Kubernetes API state, in YAML or JSON, one or several documents, lists too: ports that are reached from
/// outside the cluster as interfaces, service accounts with the roles that they are bound to, users as which containers run, what
/// confines containers as settings, images as items, claims, host paths and secrets (their names) as places of data, what is
/// requested as requirements. Templates of Helm are refused. Contract: gather_deployment(). Source: Kubernetes API reference,
/// v1.32: core/v1, apps/v1, batch/v1, networking.k8s.io/v1, rbac.authorization.k8s.io/v1; Gateway API v1.
Gathering gather_kubernetes(std::string_view bytes, std::string_view file);

/// Whether there are expressions of Helm in it, so that it is no YAML before it is rendered.
bool is_helm_template(std::string_view bytes);

}  // namespace crosswalk::gathering
