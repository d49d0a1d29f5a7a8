// SPDX-License-Identifier: Apache-2.0
#include "facts/facts.h"

#include <exception>
#include <utility>

#include "facts/artifact/artifact.h"
#include "facts/control.h"
#include "facts/language.h"
#include "facts/owner.h"
#include "facts/role.h"
#include "facts/view.h"

namespace crosswalk::facts {

void fill(document::Extracted& extracted, std::string_view path) {
  try {
    document::Facts facts;
    facts.language = language_of(extracted.document);
    const View view = look_at(extracted.document, path);
    facts.control = control_of(view);
    facts.role = role_of(view, facts.control.state, facts.control.id);
    OwnerFound owner = owner_of(view, facts.role);
    facts.owner = owner.owner;
    facts.owner_reason = std::move(owner.reason);
    extracted.facts = std::move(facts);
    fill_artifact(extracted, path);
  } catch (const std::exception&) {
    // Only memory can run out here; the document is then judged without facts, which is said.
    extracted.facts = {};
    extracted.document.warnings.emplace_back("The document's facts (state, role, owner) could not be told.");
  }
}

document::Facts from_path(std::string_view path) {
  try {
    const document::Document nothing;
    const View view = look_at(nothing, path);
    document::Facts facts;
    facts.control = control_of(view);
    facts.role = role_of(view, facts.control.state, facts.control.id);
    return facts;
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace crosswalk::facts
