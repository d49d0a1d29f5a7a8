// SPDX-License-Identifier: Apache-2.0
#include "packs/pack.h"

namespace crosswalk::packs {

const Work* Pack::work(std::string_view work_id) const {
  for (const Work& work : works) {
    if (work.id == work_id) return &work;
  }
  return nullptr;
}

std::string_view Pack::clause_title(std::string_view number) const {
  for (const ContentsEntry& entry : contents) {
    if (entry.number == number) return entry.title;
  }
  return {};
}

const Clause* Pack::clause(std::string_view number) const {
  for (const Clause& clause : clauses) {
    if (clause.number == number || clause.id == number) return &clause;
  }
  return nullptr;
}

const Extension* Pack::extension(std::string_view extension_id) const {
  for (const Extension& extension : extensions) {
    if (extension.id == extension_id) return &extension;
  }
  return nullptr;
}

const Constraint* Pack::constraint(std::string_view constraint_id) const {
  for (const Clause& clause : clauses) {
    for (const Constraint& constraint : clause.constraints) {
      if (constraint.id == constraint_id) return &constraint;
      const std::size_t head = clause.number.size();
      if (constraint_id.size() == head + 1 + constraint.slug.size() && constraint_id.starts_with(clause.number) &&
          constraint_id[head] == '/' && constraint_id.ends_with(constraint.slug)) {
        return &constraint;
      }
    }
  }
  return nullptr;
}

}  // namespace crosswalk::packs
