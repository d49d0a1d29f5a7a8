// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "advisories/advisory.h"
#include "artifacts/csaf/cwe.h"
#include "artifacts/cvss/score.h"
#include "artifacts/ids/ids.h"
#include "artifacts/purl/purl.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "disclosure/report_text.h"
#include "writing/paper.h"

namespace crosswalk::advisories {
namespace {

using disclosure::AffectedStatus;
using disclosure::Case;
using disclosure::Organisation;
using disclosure::Outcome;
using disclosure::ResolutionKind;
using disclosure::RiskControl;

namespace cvss = artifacts::cvss;

/// A field of a case, and how `crosswalk vuln edit` is told what it says.
struct FieldOption {
  std::string_view field;
  std::string_view option;
};
constexpr std::array<FieldOption, 17> kOptions{{{"title", "--title TEXT"},
                                                {"description", "--description TEXT"},
                                                {"outcome", "--outcome valid"},
                                                {"ids", "--editor"},
                                                {"affected", "--affected \"PRODUCT=vers:SCHEME/RANGE\""},
                                                {"ratings", "--vector VECTOR --vector-by own"},
                                                {"resolution.kind", "--resolution WORD"},
                                                {"resolution.details", "--details TEXT"},
                                                {"resolution.fixed", "--fixed PRODUCT=VERSION"},
                                                {"resolution.reason", "--set /resolution/reason=TEXT"},
                                                {"clinical.harm", "--harm TEXT"},
                                                {"source.credit", "--credit TEXT"},
                                                {"distribution.audience", "--set /distribution/audience=TEXT"},
                                                {"resolution.url", "--set /resolution/url=https://..."},
                                                {"clinical.risk", "--risk WORD"},
                                                {"distribution.tlp", "--tlp WORD"},
                                                {"approval", "--approve --role TEXT"}}};

/// The command that says what a field says: "crosswalk vuln edit V-2026-0001 --title TEXT".
std::string edit(const std::string& case_id, std::string_view field) {
  // What already has several entries is easier to change as a whole.
  const bool entry = field.find('[') != std::string_view::npos;
  const auto* const found =
      std::find_if(kOptions.begin(), kOptions.end(), [&](const FieldOption& one) { return one.field == field; });
  return "crosswalk vuln edit " + case_id + " " + std::string(entry || found == kOptions.end() ? "--editor" : found->option);
}

/// A word of a list as people write it: "not our product".
std::string in_words(std::string_view word) {
  std::string out(word);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// The first blank for people in a text, as it stands there; empty where there is none.
std::string first_blank(std::string_view text) {
  for (const writing::Run& run : writing::words_with_blanks(text).runs) {
    if (run.blank) return writing::blank_text(*run.blank, run.text);
  }
  return {};
}

std::string still_blank(const std::string& blank) {
  return "it holds '" + blank + "', which reads as a blank that nobody has filled in: fill it in, or say it otherwise";
}

std::string year_of(Instant at) { return artifacts::time::text_of(at).substr(0, 4); }
std::string day_of(Instant at) { return artifacts::time::text_of(at).substr(0, 10); }

/// The version of a CPE 2.3 in place of its '*'. Source: NISTIR 7695, 6.2.
std::string cpe_with(const std::string& cpe, std::string_view version) {
  std::vector<std::string> parts;
  std::string part;
  for (std::size_t i = 0; i < cpe.size(); ++i) {
    if (cpe[i] == '\\' && i + 1 < cpe.size()) {
      part += cpe[i];
      part += cpe[++i];
    } else if (cpe[i] == ':') {
      parts.push_back(std::move(part));
      part.clear();
    } else {
      part += cpe[i];
    }
  }
  parts.push_back(std::move(part));
  constexpr std::size_t fields = 13;
  constexpr std::size_t version_field = 5;
  if (parts.size() != fields || parts[0] != "cpe" || parts[1] != "2.3") return {};
  std::string bound;
  for (const char c : version) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
    // Nothing but what CPE can say.
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F) return {};
    bound += plain ? std::string(1, c) : std::string("\\") + c;
  }
  parts[version_field] = base::to_lower(bound);
  return base::join(parts, ":");
}

std::string purl_with(const std::string& text, const std::string& version) {
  auto purl = artifacts::purl::parse(text);
  if (!purl) return {};
  purl->version = version;
  const auto built = artifacts::purl::build(*purl);
  return built ? built->canonical() : std::string();
}

/// By which scheme the cases order the versions of a product.
artifacts::vers::Scheme scheme_of(const std::string& product, const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    for (const auto& item : one.affected) {
      if (!base::equal_ignoring_case(item.product, product)) continue;
      if (const auto range = artifacts::vers::read(item.versions)) return range->scheme();
    }
  }
  return artifacts::vers::Scheme::generic;
}

/// Makes the vulnerability of one case.
class CaseReader {
 public:
  CaseReader(const Case& one, const Organisation& organisation, Prepared& out)
      : case_(one), organisation_(organisation), out_(out) {}

  void run() {
    entry_.case_id = case_.id;
    check_outcome();
    want(!case_.title.empty(), "title", "what it is called");
    entry_.title = case_.title;
    want(!case_.description.empty(), "description", "what it is");
    want(!case_.description.starts_with(disclosure::report_as_it_came), "description",
         "it still is the report as it came, in the words of whoever sent it: say for readers what it is");
    entry_.description = case_.description;
    read_ids();
    read_products();
    read_ratings();
    read_remediation();
    read_clinical();
    read_components();
    if (!case_.source.credit.empty()) entry_.thanks = case_.source.credit;
    if (!case_.resolution.url.empty()) {
      if (case_.resolution.url.starts_with("https://")) {
        entry_.references.push_back({"Update and instructions", case_.resolution.url});
      } else {
        miss("resolution.url", "'" + case_.resolution.url + "' is no https address");
      }
    }
    check_blanks();
    out_.advisory.vulnerabilities.push_back(std::move(entry_));
  }

 private:
  /// A text with a blank of ours in it was copied from a draft and is not filled in: it would make a draft of every paper.
  void check_blanks() {
    const auto check = [&](std::string field, const std::string& text) {
      if (const std::string blank = first_blank(text); !blank.empty()) miss(std::move(field), still_blank(blank));
    };
    check("title", case_.title);
    check("description", case_.description);
    check("clinical.harm", case_.clinical.harm);
    check("resolution.details", case_.resolution.details);
    check("resolution.reason", case_.resolution.reason);
    check("source.credit", case_.source.credit);
    check("distribution.audience", case_.distribution.audience);
    const auto entry = [](const char* list, std::size_t number, const char* member) {
      return std::string(list) + "[" + std::to_string(number) + "]." + member;
    };
    for (std::size_t i = 0; i < case_.ratings.size(); ++i) check(entry("ratings", i, "context"), case_.ratings[i].context);
    for (std::size_t i = 0; i < case_.affected.size(); ++i) {
      check(entry("affected", i, "justification"), case_.affected[i].justification);
      check(entry("affected", i, "impact_statement"), case_.affected[i].impact_statement);
    }
  }

  void miss(std::string field, std::string wanted) {
    std::string how = edit(case_.id, field);
    out_.missing.push_back({case_.id, std::move(field), std::move(wanted), std::move(how)});
  }
  void want(bool there, std::string field, std::string wanted) {
    if (!there) miss(std::move(field), std::move(wanted));
  }

  void check_outcome() {
    const bool affects = std::any_of(case_.affected.begin(), case_.affected.end(),
                                     [](const auto& product) { return product.status != AffectedStatus::not_affected; });
    if (case_.outcome == Outcome::valid) return;
    if (case_.outcome == Outcome::not_a_vulnerability && !affects && !case_.affected.empty()) return;
    miss("outcome", case_.outcome == Outcome::undecided ? "whether it is a vulnerability of ours"
                                                        : "the report was turned down (" + in_words(base::word(case_.outcome)) +
                                                              "), and products are said to be affected or not known");
  }

  void read_ids() {
    std::vector<std::string> further;
    for (const std::string& id : case_.ids) {
      const auto parsed = artifacts::ids::parse(id);
      if (parsed && parsed->kind == artifacts::Kind::cve) {
        if (entry_.cve.empty()) {
          entry_.cve = parsed->canonical;
        } else {
          further.push_back(parsed->canonical);
        }
      } else {
        const bool github = parsed && parsed->kind == artifacts::Kind::ghsa;
        entry_.ids.emplace_back(github ? "GitHub Advisory Database" : "Other id", id);
      }
    }
    const std::string system = organisation_.name.empty() ? "Manufacturer" : organisation_.name;
    if (!case_.id.empty()) entry_.ids.emplace_back(system + " vulnerability register", case_.id);
    if (!entry_.cve.empty())
      entry_.references.push_back({entry_.cve + " in the CVE list", "https://www.cve.org/CVERecord?id=" + entry_.cve});
    if (!further.empty()) entry_.notes.push_back({"other", "Further CVE ids", base::join(further, ", ")});
    read_weaknesses();
  }
  void read_weaknesses() {
    std::string others;
    for (const std::string& id : case_.weaknesses) {
      std::uint32_t number = 0;
      if (id.starts_with("CWE-")) std::from_chars(id.data() + 4, id.data() + id.size(), number);
      const auto names = artifacts::csaf::weakness(number);
      if (names.empty()) {
        miss("weaknesses", "'" + id + "' is no weakness of the CWE list");
      } else if (entry_.cwe.empty()) {
        entry_.cwe = id;
        entry_.cwe_name = std::string(names.front().name);
      } else {
        others += (others.empty() ? "" : "\n") + std::string("- ") + id + " " + std::string(names.front().name);
      }
    }
    if (!others.empty()) entry_.notes.push_back({"details", "Further weaknesses", others});
  }

  // ---- products
  // ------------------------------------------------------------------------------------------------------------------

  std::size_t product(const disclosure::Product& product, const std::string& version) {
    auto& all = out_.advisory.products;
    const std::string id = product.name + ":" + version;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].id == id) return i;
    }
    ProductVersion one;
    one.id = id;
    one.product = product.name;
    one.version = version;
    one.name = base::join({organisation_.name, product.name, version}, " ");
    one.name = std::string(base::trim(one.name));
    if (!product.purl.empty()) one.purl = purl_with(product.purl, version);
    if (!product.cpe.empty()) one.cpe = cpe_with(product.cpe, version);
    if (one.purl.empty() && one.cpe.empty()) {
      const std::string field = "products[" + product.name + "].purl";
      const bool told =
          std::any_of(out_.missing.begin(), out_.missing.end(), [&](const Missing& other) { return other.field == field; });
      if (!told)
        out_.missing.push_back({"", field, "a package URL or CPE by which programs know the product",
                                "write 'purl: pkg:generic/vendor/product' or 'cpe: ...' in crosswalk.yaml"});
    }
    all.push_back(std::move(one));
    return all.size() - 1;
  }

  const disclosure::Product* known(const std::string& name, const std::string& field) {
    const disclosure::Product* found = organisation_.find(name);
    if (found == nullptr)
      out_.missing.push_back({case_.id, field, "'" + name + "' is no product of crosswalk.yaml",
                              "add it there to 'products', or " + edit(case_.id, field)});
    return found;
  }

  void read_products() {
    want(!case_.affected.empty(), "affected", "products and versions");
    for (std::size_t i = 0; i < case_.affected.size(); ++i) {
      const auto& item = case_.affected[i];
      const std::string field = "affected[" + std::to_string(i) + "]";
      const disclosure::Product* product = known(item.product, field + ".product");
      if (product == nullptr) continue;
      const auto range = artifacts::vers::read(item.versions);
      if (!range) {
        miss(field + ".versions", "a range of versions, such as vers:semver/<2.4.1");
        continue;
      }
      Products found;
      for (const auto& version : product->versions) {
        if (artifacts::vers::contains(*range, version.version)) found.push_back(this->product(*product, version.version));
      }
      if (found.empty())
        out_.missing.push_back({case_.id, field + ".versions",
                                "no released version of '" + product->name + "' is in " + item.versions,
                                "add its versions to crosswalk.yaml, or " + edit(case_.id, field)});
      put_status(item, found, field);
    }
    read_fixed();
    for (Products* list : {&entry_.affected, &entry_.fixed, &entry_.not_affected, &entry_.investigated}) sort(*list);
    check_contradictions();
  }
  static void sort(Products& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  void put_status(const disclosure::AffectedProduct& item, const Products& found, const std::string& field) {
    Products& list = item.status == AffectedStatus::affected       ? entry_.affected
                     : item.status == AffectedStatus::fixed        ? entry_.fixed
                     : item.status == AffectedStatus::not_affected ? entry_.not_affected
                                                                   : entry_.investigated;
    list.insert(list.end(), found.begin(), found.end());
    if (item.status != AffectedStatus::not_affected || found.empty()) return;
    const auto word = artifacts::vex::justification_named(item.justification);
    std::string reason = item.impact_statement;
    if (word) {
      entry_.flags.push_back({std::string(artifacts::vex::name_of(*word)), "", "", found});
    } else if (!item.justification.empty()) {
      reason = item.justification + (reason.empty() ? "" : "\n\n" + reason);
    }
    if (!reason.empty()) entry_.threats.push_back({"impact", reason, "", found});
    if (!word && reason.empty()) miss(field + ".justification", "why '" + item.product + "' is not affected");
  }
  void read_fixed() {
    for (std::size_t i = 0; i < case_.resolution.fixed.size(); ++i) {
      const auto& item = case_.resolution.fixed[i];
      const std::string field = "resolution.fixed[" + std::to_string(i) + "]";
      const disclosure::Product* product = known(item.product, field + ".product");
      if (product == nullptr) continue;
      if (product->find(item.version) == nullptr) {
        out_.missing.push_back({case_.id, field + ".version",
                                "'" + item.version + "' is no version of '" + product->name + "' in crosswalk.yaml",
                                "add the released version there, or " + edit(case_.id, field)});
        continue;
      }
      fixed_in_[product->name].push_back(item.version);
      entry_.fixed.push_back(this->product(*product, item.version));
    }
  }
  void check_contradictions() {
    const std::array<std::pair<const Products*, const char*>, 4> lists{{{&entry_.affected, "affected"},
                                                                        {&entry_.fixed, "fixed"},
                                                                        {&entry_.not_affected, "not affected"},
                                                                        {&entry_.investigated, "under investigation"}}};
    std::map<std::size_t, const char*> seen;
    for (const auto& [list, word] : lists) {
      for (const std::size_t number : *list) {
        const auto [other, is_new] = seen.try_emplace(number, word);
        if (!is_new)
          miss("affected", "'" + out_.advisory.products[number].id + "' is said to be " + other->second + " and " + word);
      }
    }
    std::map<std::size_t, std::string> flagged;
    for (const Statement& flag : entry_.flags) {
      for (const std::size_t number : flag.products) {
        const auto [other, is_new] = flagged.try_emplace(number, flag.category);
        if (!is_new && other->second != flag.category)
          miss("affected", "'" + out_.advisory.products[number].id + "' is not affected for two reasons; keep one");
      }
    }
  }

  // ---- scores
  // --------------------------------------------------------------------------------------------------------------------

  void read_ratings() {
    struct Read {
      const disclosure::Rating* rating;
      cvss::Vector vector;
    };
    std::vector<Read> all;
    for (std::size_t i = 0; i < case_.ratings.size(); ++i) {
      const auto vector = cvss::parse(case_.ratings[i].vector);
      if (vector) {
        all.push_back({&case_.ratings[i], *vector});
      } else {
        miss("ratings[" + std::to_string(i) + "].vector", "a CVSS vector; this is none: " + vector.error().detail);
      }
    }
    const auto first_of = [&](std::initializer_list<cvss::Version> versions) -> const Read* {
      for (const cvss::Version version : versions) {
        const Read* found = nullptr;
        for (const Read& one : all) {
          if (one.vector.version() == version && (found == nullptr || (one.rating->by == "own" && found->rating->by != "own")))
            found = &one;
        }
        if (found != nullptr) return found;
      }
      return nullptr;
    };
    const Read* three = first_of({cvss::Version::v3_1, cvss::Version::v3_0});
    const Read* two = first_of({cvss::Version::v2_0});
    for (const Read* chosen : {two, three}) {
      if (chosen != nullptr) add_score(chosen->vector);
    }
    if (!entry_.affected.empty() && three == nullptr && two == nullptr)
      miss("ratings",
           all.empty() ? "a CVSS vector" : "a vector of CVSS 3.1 beside that of 4.0, for which CSAF 2.0 has no place but a note");
    for (const Read& one : all) add_rating_note(*one.rating, one.vector, &one == three || &one == two);
  }
  void add_score(const cvss::Vector& vector) {
    const cvss::Scores scores = cvss::score(vector);
    Score out;
    out.vector = vector.canonical();
    out.version = std::string(cvss::text_of(vector.version()));
    out.base = scores.base;
    if (vector.has(cvss::Group::threat)) out.temporal = scores.temporal;
    if (vector.has(cvss::Group::environmental)) out.environmental = scores.environmental;
    entry_.scores.push_back(std::move(out));
  }
  void add_rating_note(const disclosure::Rating& rating, const cvss::Vector& vector, bool chosen) {
    const std::string version(cvss::text_of(vector.version()));
    const std::string by = rating.by.empty() ? "" : rating.by == "own" ? " by the manufacturer" : " by " + rating.by;
    std::string text;
    if (!chosen) {
      const int tenths = cvss::score(vector).overall;
      text = vector.canonical() + ": " + cvss::tenths_as_text(tenths) + " " +
             std::string(artifacts::cvss::text_of(cvss::severity_of(vector.version(), tenths)));
      if (!vector.nomenclature().empty()) text += " (" + std::string(vector.nomenclature()) + ")";
      if (vector.version() == cvss::Version::v4_0) text += ". It stands in a note because CSAF 2.0 has no field for CVSS 4.0";
      text += ".";
    }
    if (!rating.context.empty()) text += (text.empty() ? "" : "\n\n") + rating.context;
    if (!text.empty()) entry_.notes.push_back({"details", "CVSS " + version + " score" + by, text});
  }

  // ---- what is done
  // --------------------------------------------------------------------------------------------------------------

  void read_remediation() {
    if (!entry_.investigated.empty())
      entry_.remediations.push_back(
          {"none_available", "Whether these versions are affected is under investigation.", "", entry_.investigated});
    if (entry_.affected.empty()) return;
    const auto& resolution = case_.resolution;
    if (resolution.kind == ResolutionKind::undecided) return miss("resolution.kind", "what is done about it");
    const bool none = resolution.kind == ResolutionKind::none_planned;
    if (none && resolution.reason.empty()) miss("resolution.reason", "why nothing is planned");
    if (!none && resolution.details.empty()) miss("resolution.details", "what users shall do");
    Statement out;
    out.category = none                                            ? "no_fix_planned"
                   : resolution.kind == ResolutionKind::fix        ? "vendor_fix"
                   : resolution.kind == ResolutionKind::workaround ? "workaround"
                                                                   : "mitigation";
    out.details = resolution.details;
    if (none && !resolution.reason.empty()) out.details += (out.details.empty() ? "" : "\n\n") + resolution.reason;
    if (resolution.url.starts_with("https://")) out.url = resolution.url;
    out.products = entry_.affected;
    if (resolution.kind == ResolutionKind::fix) add_fixes(out);
    if (!out.details.empty()) entry_.remediations.push_back(std::move(out));
  }
  void add_fixes(Statement& out) {
    if (case_.resolution.fixed.empty()) return miss("resolution.fixed", "in which versions it is fixed");
    std::string versions;
    for (auto& [product, list] : fixed_in_) {
      const auto scheme = scheme_of(product, {case_});
      std::stable_sort(list.begin(), list.end(),
                       [&](const std::string& a, const std::string& b) { return artifacts::vers::compare(scheme, a, b) < 0; });
      versions += (versions.empty() ? "" : "; ") + product + " " + base::join(list, ", ");
    }
    if (!versions.empty() && !out.details.empty()) out.details += "\n\nFixed in: " + versions + ".";
    std::set<std::string> told;
    for (const std::size_t number : entry_.affected) {
      const std::string& product = out_.advisory.products[number].product;
      const bool named = std::any_of(case_.resolution.fixed.begin(), case_.resolution.fixed.end(),
                                     [&](const auto& fixed) { return base::equal_ignoring_case(fixed.product, product); });
      if (!named && told.insert(product).second)
        miss("resolution.fixed", "in which version of '" + product + "', which is affected, it is fixed");
    }
  }

  void read_clinical() {
    if (entry_.affected.empty()) return;
    const auto& clinical = case_.clinical;
    want(!clinical.harm.empty(), "clinical.harm", "what it may do to patients, or why nothing");
    want(clinical.risk != RiskControl::undetermined, "clinical.risk", "whether the risk of patient harm is controlled");
    std::string text = clinical.harm;
    const auto add = [&](const std::string& words) { text += (text.empty() ? "" : "\n\n") + words; };
    if (clinical.risk != RiskControl::undetermined)
      add("The risk of patient harm is " + std::string(base::word(clinical.risk)) + ".");
    // Its reason names files of the house, and is not for the public.
    if (!text.empty()) entry_.threats.push_back({"impact", text, "", entry_.affected});
    for (const auto& event : case_.events) {
      if (event.kind != disclosure::Trigger::actively_exploited || !event.at || *event.at > out_.advisory.made) continue;
      entry_.threats.push_back(
          {"exploit_status", "It is actively exploited; known since " + day_of(*event.at) + ".", "", entry_.affected});
      break;
    }
  }
  void read_components() {
    std::string text;
    for (const auto& component : case_.components) {
      const std::string name = component.name.empty() ? component.purl : component.name;
      if (name.empty()) continue;
      text += (text.empty() ? "" : "\n") + std::string("- ") + name + (component.version.empty() ? "" : " " + component.version) +
              (component.purl.empty() || component.name.empty() ? "" : " (" + component.purl + ")");
    }
    if (!text.empty()) entry_.notes.push_back({"details", "Part of the product", text});
  }

  const Case& case_;
  const Organisation& organisation_;
  Prepared& out_;
  Vulnerability entry_;
  std::map<std::string, std::vector<std::string>> fixed_in_;
};

/// What the workspace says of the publisher.
void read_publisher(const Organisation& organisation, Prepared& out) {
  const auto want = [&](bool there, std::string field, std::string wanted, std::string how) {
    if (!there) out.missing.push_back({"", std::move(field), std::move(wanted), std::move(how)});
  };
  const disclosure::Publisher& publisher = organisation.publisher;
  Advisory& advisory = out.advisory;
  advisory.publisher = organisation.name;
  want(!organisation.name.empty(), "manufacturer", "who publishes", "write 'manufacturer: ...' in crosswalk.yaml");
  advisory.publisher_namespace = publisher.publisher_namespace;
  want(!publisher.publisher_namespace.empty(), "disclosure.namespace", "an https address that stands for the manufacturer",
       "write 'namespace: https://...' under 'disclosure' in crosswalk.yaml");
  advisory.contact = publisher.email;
  if (!publisher.contact_url.empty()) advisory.contact += (advisory.contact.empty() ? "" : "\n\n") + publisher.contact_url;
  want(!advisory.contact.empty(), "disclosure.email", "where questions and reports are taken",
       "write 'email:' or 'contact_url:' under 'disclosure' in crosswalk.yaml");
  advisory.issuing_authority = publisher.issuing_authority;
  want(!publisher.advisories_url.empty(), "disclosure.advisories_url", "where advisories are published",
       "write 'advisories_url: https://.../.well-known/csaf' under 'disclosure' in crosswalk.yaml");
  if (!publisher.advisories_url.empty())
    advisory.base_url = publisher.advisories_url + "/" + year_of(advisory.first_published) + "/";
}

/// The revisions so far and this one.
void read_revisions(const Case& first, const Options& options, Prepared& out) {
  Advisory& advisory = out.advisory;
  for (const auto& publication : first.publications) {
    if (publication.advisory != advisory.id) continue;
    Revision revision;
    const auto [end, error] =
        std::from_chars(publication.revision.data(), publication.revision.data() + publication.revision.size(), revision.number);
    if (error != std::errc() || end != publication.revision.data() + publication.revision.size() || !publication.at ||
        revision.number != advisory.revisions.size() + 1) {
      out.missing.push_back(
          {first.id, "publications",
           "publications are revisions 1, 2, ... with their times; '" + publication.revision + "' is none of them in this place",
           edit(first.id, "publications")});
      continue;
    }
    revision.at = *publication.at;
    revision.summary = publication.summary.empty() ? std::string(base::word(publication.kind)) : publication.summary;
    advisory.revisions.push_back(std::move(revision));
  }
  advisory.first_published = advisory.revisions.empty() ? options.as_of : advisory.revisions.front().at;
  if (!advisory.revisions.empty() && advisory.revisions.back().at >= options.as_of)
    out.missing.push_back({"", "--as-of",
                           "a time after the last revision, " + artifacts::time::text_of(advisory.revisions.back().at),
                           "give --as-of, or leave it out for now"});
  const bool first_one = advisory.revisions.empty();
  if (options.withdraw && first_one)
    out.missing.push_back({first.id, "publications", "nothing was published that could be withdrawn", "leave --withdraw out"});
  if (options.summary.empty() && (!first_one || options.withdraw))
    out.missing.push_back(
        {"", "--summary", options.withdraw ? "why it is withdrawn" : "what is new in this revision", "give --summary \"...\""});
  std::string summary = options.summary.empty() ? (first_one ? "First version." : "(not said)") : options.summary;
  if (options.withdraw) summary = "Withdrawn: " + summary;
  advisory.revisions.push_back({static_cast<unsigned>(advisory.revisions.size() + 1), options.as_of, std::move(summary)});
}

/// The strictest of the cases; nothing where one does not say.
void read_distribution(const std::vector<Case>& cases, Prepared& out) {
  auto strictest = disclosure::Tlp::unsaid;
  bool all = true;
  for (const Case& one : cases) {
    if (one.distribution.tlp == disclosure::Tlp::unsaid) {
      out.missing.push_back(
          {one.id, "distribution.tlp", "to whom it may be given: WHITE, GREEN, AMBER or RED", edit(one.id, "distribution.tlp")});
      all = false;
    }
    strictest = std::max(strictest, one.distribution.tlp);
    const auto& embargo = one.distribution.embargo_until;
    if (embargo && *embargo > out.advisory.made) out.advisory.embargo_until = std::max(embargo, out.advisory.embargo_until);
    if (out.advisory.audience.empty()) out.advisory.audience = one.distribution.audience;
    if (one.approval.by.text.empty() || !one.approval.at)
      out.missing.push_back({one.id, "approval", "who agreed to publish, and when", edit(one.id, "approval")});
  }
  if (all && strictest != disclosure::Tlp::unsaid) out.advisory.tlp = std::string(base::word(strictest));
}

std::string title_of(const std::vector<Case>& cases, const Advisory& advisory) {
  if (cases.size() == 1) return cases.front().title;
  std::vector<std::string> names;
  for (const ProductVersion& product : advisory.products) {
    if (std::find(names.begin(), names.end(), product.product) == names.end()) names.push_back(product.product);
  }
  return std::to_string(cases.size()) + " vulnerabilities" + (names.empty() ? "" : " in " + base::join(names, ", "));
}

/// Puts products in the order of the workspace and their versions in that of their scheme, wherever they are named.
void order_products(const std::vector<Case>& cases, const Organisation& organisation, Advisory& advisory) {
  std::map<std::string, std::pair<std::size_t, artifacts::vers::Scheme>> known;
  for (std::size_t i = 0; i < organisation.products.size(); ++i) {
    const std::string& name = organisation.products[i].name;
    known.emplace(name, std::pair(i, scheme_of(name, cases)));
  }
  std::vector<std::size_t> order(advisory.products.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto& [place, scheme] = known.at(advisory.products[a].product);
    const std::size_t other = known.at(advisory.products[b].product).first;
    if (place != other) return place < other;
    return artifacts::vers::compare(scheme, advisory.products[a].version, advisory.products[b].version) < 0;
  });
  std::vector<std::size_t> now(order.size());
  std::vector<ProductVersion> products;
  for (std::size_t i = 0; i < order.size(); ++i) {
    now[order[i]] = i;
    products.push_back(std::move(advisory.products[order[i]]));
  }
  advisory.products = std::move(products);
  const auto renumber = [&](Products& list) {
    for (std::size_t& number : list) number = now[number];
    std::sort(list.begin(), list.end());
  };
  for (Vulnerability& one : advisory.vulnerabilities) {
    for (Products* list : {&one.affected, &one.fixed, &one.not_affected, &one.investigated}) renumber(*list);
    for (auto* statements : {&one.remediations, &one.flags, &one.threats}) {
      for (Statement& statement : *statements) renumber(statement.products);
    }
  }
}

void check_twice(const std::vector<Case>& cases, Prepared& out) {
  std::map<std::string, std::string> seen;
  std::set<std::string> ids;
  for (const Vulnerability& one : out.advisory.vulnerabilities) {
    if (one.cve.empty()) continue;
    const auto [other, is_new] = seen.try_emplace(one.cve, one.case_id);
    if (!is_new)
      out.missing.push_back({one.case_id, "ids", one.cve + " is the id of " + other->second + ", too", edit(one.case_id, "ids")});
  }
  for (const Case& one : cases) {
    if (!ids.insert(one.id).second) out.missing.push_back({one.id, "id", "the case is named twice", "name each case once"});
  }
}

}  // namespace

std::string advisory_id(const Case& first, const disclosure::Publisher& publisher) {
  if (!publisher.case_prefix.empty() && first.id.starts_with(publisher.case_prefix))
    return publisher.advisory_prefix + first.id.substr(publisher.case_prefix.size());
  return publisher.advisory_prefix + first.id;
}

Prepared prepare(const std::vector<Case>& cases, const Organisation& organisation, const Options& options) {
  Prepared out;
  if (cases.empty()) return out;
  Advisory& advisory = out.advisory;
  advisory.id = advisory_id(cases.front(), organisation.publisher);
  advisory.made = options.as_of;
  advisory.withdrawn = options.withdraw;
  read_revisions(cases.front(), options, out);
  read_publisher(organisation, out);
  read_distribution(cases, out);
  for (const Case& one : cases) CaseReader(one, organisation, out).run();
  for (const auto& [option, text] : {std::pair("--title", &options.title), std::pair("--summary", &options.summary)}) {
    if (const std::string blank = first_blank(*text); !blank.empty())
      out.missing.push_back({"", option, still_blank(blank), std::string("give ") + option + " without it"});
  }
  order_products(cases, organisation, advisory);
  check_twice(cases, out);
  advisory.title = options.title.empty() ? title_of(cases, advisory) : options.title;
  if (advisory.withdrawn) advisory.title = "Withdrawn: " + advisory.title;
  advisory.status = options.status;
  return out;
}

}  // namespace crosswalk::advisories
