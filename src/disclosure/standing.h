// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "disclosure/case.h"

namespace crosswalk::disclosure {

/// Whether the report was turned down: no vulnerability, not of our product, or a duplicate.
bool is_turned_down(const Case& one);
/// Whether somebody still has to do something about it.
bool is_open(const Case& one);
/// The first publication until then that was not of a withdrawal; nothing where there is none. One without a time counts as the
/// beginning of time.
std::optional<Instant> published_at(const Case& one, Instant as_of);
/// Whether it is public now: published, and not withdrawn since.
bool is_published(const Case& one, Instant as_of);
/// When the last recipient of any notice was told, of those told until then.
std::optional<Instant> last_told(const Case& one, Instant as_of);
/// The latest moment until then that the case itself holds.
std::optional<Instant> last_moment(const Case& one, Instant as_of);

}  // namespace crosswalk::disclosure
