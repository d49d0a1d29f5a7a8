// SPDX-License-Identifier: Apache-2.0
// The tests of /document: languages, versions, dates, category, references.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/csaf/language.h"
#include "artifacts/csaf/tests.h"

namespace crosswalk::artifacts::csaf {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

constexpr std::array<std::string_view, 2> kLanguages{"lang", "source_lang"};

bool is_released(const Index& index) { return index.status == "final" || index.status == "interim"; }

bool before(const Moment& a, const Moment& b) { return a.seconds != b.seconds ? a.seconds < b.seconds : a.fraction < b.fraction; }

/// A version without what does not count when it is compared with the latest revision.
std::string_view without_suffixes(std::string_view version, bool draft) {
  version = version.substr(0, version.find('+'));
  return draft ? version.substr(0, version.find('-')) : version;
}

/// In small letters, without dashes, white space and underscores.
std::string plain(std::string_view category) {
  std::string out;
  for (const char c : category) {
    if (c != '-' && c != '_' && !is_space(c)) out += lower(c);
  }
  return out;
}

bool less_in_any_case(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) < lower(y); });
}

/// The first key that stands behind one that comes later in the alphabet, by bytes and also without regard to case; or nothing.
json::Value misplaced_key(const json::Value& object) {
  json::Value by_bytes;
  json::Value by_letters;
  std::string_view last;
  for (const json::Member& member : object.members()) {
    if (!by_bytes && member.key < last) by_bytes = member.name;
    if (!by_letters && less_in_any_case(member.key, last)) by_letters = member.name;
    last = member.key;
  }
  return by_letters ? by_bytes : json::Value();
}

void check_sorted(const json::Value& value, Flags& flags) {
  if (const json::Value key = misplaced_key(value))
    flags.at(value[key.string()], "the key " + quoted(key.string()) + " is not in the order of the alphabet");
  for (const json::Value item : value.items()) check_sorted(item, flags);
  for (const json::Member& member : value.members()) check_sorted(member.value, flags);
}

}  // namespace

void test_language(const Index& index, Flags& flags) {
  for (const std::string_view key : kLanguages) {
    const json::Value tag = index.document[key];
    if (!tag.is_string()) continue;
    const Language language = read_language(tag.string());
    if (!language.problem.empty()) flags.at(tag, quoted(tag.string()) + " is no language tag: " + language.problem);
  }
}

void test_revisions_sorted(const Index& index, Flags& flags) {
  for (std::size_t i = 1; i < index.sorted_revisions.size(); ++i) {
    const Revision& earlier = index.sorted_revisions[i - 1];
    const Revision& later = index.sorted_revisions[i];
    if (compare(*later.version, *earlier.version) >= 0) continue;
    flags.at(later.number, "the revision " + quoted(later.number.string()) + " has a later date than the revision " +
                               quoted(earlier.number.string()) + " and a smaller number");
    return;
  }
}

void test_translator(const Index& index, Flags& flags) {
  if (index.document["publisher"]["category"].string() == "translator" && index.document["source_lang"].string().empty()) {
    flags.missing(index.document, "source_lang", "the publisher is a translator, and the language of the source is not said");
  }
}

void test_latest_version(const Index& index, Flags& flags) {
  const json::Value version = index.tracking["version"];
  if (!version.is_string() || index.sorted_revisions.empty()) return;
  const std::string_view latest = index.sorted_revisions.back().number.string();
  const bool draft = index.status == "draft";
  if (without_suffixes(version.string(), draft) != without_suffixes(latest, draft)) {
    flags.at(version,
             "the document has the version " + quoted(version.string()) + ", and its latest revision is " + quoted(latest));
  }
}

void test_status_draft(const Index& index, Flags& flags) {
  const json::Value text = index.tracking["version"];
  const auto version = read_version(text.string());
  if (!version || !index.tracking["status"].is_string() || index.status == "draft") return;
  if (version->major == "0" || !version->pre_release.empty()) {
    flags.at(index.tracking["status"],
             "the status is " + quoted(index.status) + ", and the version " + quoted(text.string()) + " is that of a draft");
  }
}

void test_released_revisions(const Index& index, Flags& flags) {
  if (!is_released(index)) return;
  for (const Revision& revision : index.revisions) {
    if (revision.version && revision.version->major == "0") {
      flags.at(revision.number, "the status is " + quoted(index.status) + ", and the revision " +
                                    quoted(revision.number.string()) + " is that of a draft");
    }
  }
}

void test_no_pre_release_revision(const Index& index, Flags& flags) {
  for (const Revision& revision : index.revisions) {
    if (revision.version && !revision.version->pre_release.empty()) {
      flags.at(revision.number, "the revision " + quoted(revision.number.string()) + " is a pre-release");
    }
  }
}

void test_no_pre_release_version(const Index& index, Flags& flags) {
  const json::Value text = index.tracking["version"];
  const auto version = read_version(text.string());
  if (is_released(index) && version && !version->pre_release.empty()) {
    flags.at(text, "the status is " + quoted(index.status) + ", and the version " + quoted(text.string()) + " is a pre-release");
  }
}

void test_no_revision_missing(const Index& index, Flags& flags) {
  const auto& revisions = index.sorted_revisions;
  if (revisions.empty()) return;
  const std::string_view first = revisions.front().version->major;
  if (first != "0" && first != "1") {
    flags.at(revisions.front().number,
             "the first revision is " + quoted(revisions.front().number.string()) + "; it has to be 0 or 1");
    return;
  }
  std::string_view last = first;
  for (const Revision& revision : revisions) {
    const std::string_view major = revision.version->major;
    if (compare_digits(major, last) <= 0) continue;
    // The next number in digits: 9 becomes 10.
    std::string next(last);
    std::size_t at = next.size();
    while (at > 0 && next[at - 1] == '9') next[--at] = '0';
    if (at > 0) {
      ++next[at - 1];
    } else {
      next.insert(0, 1, '1');
    }
    if (major != next) {
      flags.at(revision.number, "the revision " + quoted(next) + " is missing before " + quoted(revision.number.string()));
      return;
    }
    last = major;
  }
}

void test_revisions_differ(const Index& index, Flags& flags) {
  std::unordered_set<std::string_view> seen;
  for (const Revision& revision : index.revisions) {
    if (revision.number.is_string() && !seen.insert(revision.number.string()).second) {
      flags.at(revision.number, "the revision " + quoted(revision.number.string()) + " stands twice in the revision history");
    }
  }
}

void test_category_not_prohibited(const Index& index, Flags& flags) {
  constexpr std::array<std::string_view, 5> values{"csaf_base", "csaf_security_incident_response", "csaf_informational_advisory",
                                                   "csaf_security_advisory", "csaf_vex"};
  constexpr std::array<std::string_view, 4> names{"securityincidentresponse", "informationaladvisory", "securityadvisory", "vex"};
  const json::Value category = index.document["category"];
  if (!category.is_string() || std::find(values.begin(), values.end(), index.category) != values.end()) return;
  if (stands_at(index.category, 0, "csaf_")) {
    flags.at(category, quoted(index.category) + " begins with 'csaf_', which is kept for the profiles of the specification");
    return;
  }
  const std::string name = plain(index.category);
  for (const std::string_view profile : names) {
    if (name == profile || name == "csaf" + std::string(profile)) {
      flags.at(
          category,
          quoted(index.category) +
              " is the name of a profile, and the document is not of that profile: its category would be written 'csaf_...'");
      return;
    }
  }
}

void test_translation(const Index& index, Flags& flags) {
  const json::Value lang = index.document["lang"];
  const json::Value source = index.document["source_lang"];
  if (!lang.is_string() || !source.is_string()) return;
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  if (!std::equal(lang.string().begin(), lang.string().end(), source.string().begin(), source.string().end(), same)) return;
  flags.at(lang, "the document has the language of its source, " + quoted(lang.string()));
  flags.at(source, "the source has the language of the document, " + quoted(lang.string()));
}

void test_versioning_not_mixed(const Index& index, Flags& flags) {
  std::optional<bool> integer;
  const auto check = [&](const json::Value& text) {
    const auto version = read_version(text.string());
    if (!version) return;
    if (!integer) integer = version->is_integer;
    if (*integer != version->is_integer) {
      flags.at(text, quoted(text.string()) + (version->is_integer
                                                  ? " is a whole number, and the document began with versions like 1.0.0"
                                                  : " has parts, and the document began with whole numbers"));
    }
  };
  for (const Revision& revision : index.revisions) check(revision.number);
  check(index.tracking["version"]);
}

void test_no_build_metadata(const Index& index, Flags& flags) {
  for (const Revision& revision : index.revisions) {
    if (revision.number.string().find('+') != std::string_view::npos) {
      flags.at(revision.number, "the revision " + quoted(revision.number.string()) + " has build metadata behind '+'");
    }
  }
}

namespace {

void check_release_date(const Index& index, std::string_view key, bool oldest, Flags& flags) {
  const json::Value text = index.tracking[key];
  const auto date = read_moment(text.string());
  const Revision* chosen = nullptr;
  for (const Revision& revision : index.revisions) {
    if (!revision.date) continue;
    if (chosen == nullptr || (oldest ? before(*revision.date, *chosen->date) : before(*chosen->date, *revision.date)))
      chosen = &revision;
  }
  if (date && chosen != nullptr && before(*date, *chosen->date)) {
    flags.at(text, quoted(text.string()) + " is before the date of the " + (oldest ? "oldest" : "newest") + " revision, " +
                       quoted(chosen->value["date"].string()));
  }
}

}  // namespace

void test_initial_release_date(const Index& index, Flags& flags) {
  check_release_date(index, "initial_release_date", true, flags);
}
void test_current_release_date(const Index& index, Flags& flags) {
  check_release_date(index, "current_release_date", false, flags);
}

void test_tlp_label(const Index& index, Flags& flags) {
  constexpr std::array<std::string_view, 4> labels{"AMBER", "GREEN", "RED", "WHITE"};
  const json::Value distribution = index.document["distribution"];
  const json::Value label = distribution["tlp"]["label"];
  if (std::find(labels.begin(), labels.end(), label.string()) != labels.end()) return;
  const std::string message = "the document has no TLP label, by which programs know to whom it may be given";
  if (distribution["tlp"]) {
    flags.missing(distribution["tlp"], "label", message);
  } else if (distribution) {
    flags.missing(distribution, "tlp", message);
  } else {
    flags.missing(index.document, "distribution", message);
  }
}

void test_canonical_url(const Index& index, Flags& flags) {
  const std::string name = file_name_for(index.tracking["id"].string());
  for (const json::Value reference : index.document["references"].items()) {
    const std::string_view url = reference["url"].string();
    if (reference["category"].string() == "self" && url.starts_with("https://") && url.ends_with("/" + name)) return;
  }
  flags.missing(index.document, "references",
                "no reference of the category 'self' begins with 'https://' and ends with the name of the file, " + quoted(name));
}

void test_language_given(const Index& index, Flags& flags) {
  if (index.document["lang"].string().empty())
    flags.missing(index.document, "lang", "the document does not say in which language it is");
}

void test_keys_sorted(const Index& index, Flags& flags) { check_sorted(index.root, flags); }

void test_no_private_language(const Index& index, Flags& flags) {
  for (const std::string_view key : kLanguages) {
    const json::Value tag = index.document[key];
    if (tag.is_string() && read_language(tag.string()).private_use) {
      flags.at(tag, "the language " + quoted(tag.string()) + " has a part for private use, which others do not understand");
    }
  }
}

void test_no_default_language(const Index& index, Flags& flags) {
  for (const std::string_view key : kLanguages) {
    const json::Value tag = index.document[key];
    if (tag.is_string() && read_language(tag.string()).is_default) flags.at(tag, "'i-default' names no language");
  }
}

}  // namespace crosswalk::artifacts::csaf
