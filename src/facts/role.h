// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "document/document.h"
#include "facts/view.h"

namespace crosswalk::facts {

/// What kind of document this is. Its title, file name, folders and headings name a kind, the signs of its body (shape.h) bear
/// that name out or not, and vote themselves; the role with the most points is told, `other` where nothing tells. Needs the
/// document's id, whose letters often name the kind, and its control state, because an unfilled advisory or letter is a form and
/// not an advisory.
document::Role role_of(const View& view, document::State state, std::string_view id);

}  // namespace crosswalk::facts
