// SPDX-License-Identifier: Apache-2.0
#include "disclosure/audit.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "disclosure/notice.h"
#include "disclosure/standing.h"
#include "disclosure/timeline.h"
#include "disclosure/versions.h"

namespace crosswalk::disclosure {
namespace {

namespace vers = artifacts::vers;

constexpr Instant kDay = 86'400;

constexpr std::string_view kRegulators = "iec-81001-5-1:4.1.7/regulator-notification";
constexpr std::string_view kUsers = "iec-81001-5-1:4.1.7/user-notification";
constexpr std::string_view kTimeliness = "iec-81001-5-1:4.1.7/timeliness";
constexpr std::string_view kVersions = "iec-81001-5-1:4.1.7/affected-versions";
constexpr std::string_view kResolution = "iec-81001-5-1:4.1.7/resolution";
constexpr std::string_view kChain = "iec-81001-5-1:4.1.7/handling-chain";
constexpr std::string_view kHandover = "iec-81001-5-1:6.2.1/handover-to-review";
constexpr std::string_view kIntake = "iec-81001-5-1:9.2/intake-channel";
constexpr std::string_view kInvestigation = "iec-81001-5-1:9.3/timely-investigation";
constexpr std::string_view kTriage = "iec-81001-5-1:9.3/triage-timeline";
constexpr std::string_view kTreatment = "iec-81001-5-1:9.5/treatment-decision";

constexpr std::array kConstraints{kRegulators, kUsers,  kTimeliness,    kVersions, kResolution, kChain,
                                  kHandover,   kIntake, kInvestigation, kTriage,   kTreatment};

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& items) {
  constexpr std::size_t most = 5;
  if (items.size() <= most) return base::join(items, ", ");
  return base::join({items.begin(), items.begin() + most}, ", ") + " and " + std::to_string(items.size() - most) + " more";
}

template <class Item>
void move_to(std::vector<Item>& to, std::vector<Item>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

class Auditor::Looking {
 public:
  explicit Looking(const AuditInput& input) : input_(input) {
    // What does not apply need not be asked for every case; what is copied here is what readings point to.
    for (const Regime& regime : input.regimes) {
      const auto concerned = applies(regime, input.manufacturer);
      if (concerned && !*concerned) continue;
      regimes_.push_back(regime);
      for (const Clock& clock : regime.clocks) {
        has_law_ |= clock.force == Force::law;
        audiences_.emplace(clock.id, clock.audience);
      }
    }
    if (input.organisation == nullptr) return;
    for (const Product& product : input.organisation->products) {
      ReleasedProduct& known = products_[base::to_lower(product.name)];
      known.product = &product;
      for (const ProductVersion& version : product.versions) {
        if (version.supported && version.released && !(*version.released > today())) known.released.push_back(&version);
      }
    }
  }

  void look(const Case& one, std::int64_t changed_by) {
    if (!input_.vulnerabilities.empty()) {
      for (const std::string& id : one.ids) ids_.insert(base::to_lower(id));
    }
    look_at_versions(one);
    look_at_notices(one);
    look_at_publications(one);
    look_at_clocks(one);
    if (is_turned_down(one)) return;
    look_at_disclosure(one);
    look_at_releases(one);
    look_at_movement(one, changed_by);
  }

  void add(Looking& other) {
    move_to(waiting_, other.waiting_);
    ids_.merge(other.ids_);
    for (std::size_t severity = 0; severity < findings_.size(); ++severity) {
      for (std::size_t kind = 0; kind < findings_[severity].size(); ++kind)
        move_to(findings_[severity][kind], other.findings_[severity][kind]);
    }
    found_ += other.found_;
  }

  std::vector<AuditFinding> finish(const ChainState& chain) {
    for (const Waiting& waiting : waiting_) look_at_changes(waiting, chain);
    look_at_components();
    look_at_security_txt();
    for (const std::string& problem : chain.problems)
      add(AuditKind::register_broken, AuditSeverity::major, "register", problem,
          "keep the file as it is, and compare it with the last copy; 'vuln verify' tells what is whole", kChain);
    std::vector<AuditFinding> out;
    out.reserve(found_);
    for (const AuditSeverity severity : {AuditSeverity::major, AuditSeverity::minor}) {
      for (std::vector<Batch>& kind : findings_[static_cast<std::size_t>(severity)]) {
        for (Batch& each : kind) move_to(out, each);
      }
    }
    return out;
  }

 private:
  /// A product with its supported versions that are out.
  struct ReleasedProduct {
    const Product* product = nullptr;
    std::vector<const ProductVersion*> released;
  };
  /// What a range of versions comes to for a product.
  struct Range {
    bool readable = false;
    /// Versions that it names and the product does not have.
    std::vector<std::string> unknown;
    /// Versions of the product that are in it.
    std::vector<const ProductVersion*> versions;
  };
  using Batch = std::vector<AuditFinding>;

  [[nodiscard]] base::Date today() const { return input_.manufacturer.zone.day_of(input_.as_of); }
  [[nodiscard]] std::string day_text(Instant at) const { return input_.manufacturer.zone.day_of(at).iso(); }
  void add(AuditKind kind, AuditSeverity severity, std::string subject, std::string sentence, std::string advice,
           std::string_view constraint) {
    std::vector<Batch>& batches = findings_[static_cast<std::size_t>(severity)][static_cast<std::size_t>(kind)];
    if (batches.empty()) batches.emplace_back();
    batches.back().push_back({kind, severity, std::move(subject), std::move(sentence), std::move(advice), constraint});
    ++found_;
  }
  [[nodiscard]] const ReleasedProduct* find(std::string_view product) const {
    const auto found = products_.find(base::to_lower(product));
    return found == products_.end() ? nullptr : &found->second;
  }

  void look_at_clocks(const Case& one) {
    const std::vector<Reading> readings = read_clocks(timeline_of(one), regimes_, input_.manufacturer, input_.as_of);
    for (const Reading& reading : readings) {
      // What is to be done at once has no number, and is not done a day later.
      const bool waits = reading.state == ClockState::due && !reading.clock->within && reading.started + kDay < input_.as_of;
      const bool late = reading.state == ClockState::late || waits;
      if (!late && reading.state != ClockState::done_late) continue;
      const bool policy = reading.clock->force == Force::policy;
      const auto last = reading.last_day(input_.manufacturer.zone);
      std::string sentence = reading.clock->title + " (" + reading.regime->title + ", " + reading.clock->section + ") ";
      if (waits) {
        const Instant days = (input_.as_of - reading.started) / kDay;
        sentence += "is not done: it was wanted at once, " + std::to_string(days) + (days == 1 ? " day" : " days") + " ago";
      } else if (late) {
        sentence += "is late: it was due " + last->iso();
      } else {
        sentence += "was done " + day_text(*reading.done_at) + ", and was due " + last->iso();
      }
      if (reading.device_unsaid)
        sentence += "; if the product is " + std::string(*reading.regime->device ? "a" : "no") + " medical device";
      add(late ? AuditKind::clock_late : AuditKind::clock_done_late,
          late && reading.clock->force == Force::law ? AuditSeverity::major : AuditSeverity::minor, one.id, std::move(sentence),
          late ? "tell " + reading.clock->to + " and record it for the clock " + reading.clock->id +
                     ", or decide with a reason that it need not be done"
               : "write down why, and what will make it faster",
          policy ? kTriage : kTimeliness);
    }
  }

  /// Whom a notice goes to: one that answers no clock goes to users.
  [[nodiscard]] std::vector<Audience> audiences_of(const Notice& notice) const {
    std::vector<Audience> out;
    for (const std::string& clock : clocks_of(notice)) {
      const auto found = audiences_.find(clock);
      out.push_back(found == audiences_.end() ? Audience::authority : found->second);
    }
    if (out.empty()) out.push_back(Audience::users);
    return out;
  }
  [[nodiscard]] bool is_to_authority(const Notice& notice) const {
    const std::vector<Audience> audiences = audiences_of(notice);
    return std::find(audiences.begin(), audiences.end(), Audience::authority) != audiences.end();
  }
  [[nodiscard]] bool is_outward(const Notice& notice) const {
    const std::vector<Audience> audiences = audiences_of(notice);
    return std::any_of(audiences.begin(), audiences.end(),
                       [](Audience each) { return each != Audience::reporter && each != Audience::house; });
  }
  /// Whether somebody outside was told by now, and no earlier than on this day.
  [[nodiscard]] bool was_told(const Case& one, const std::optional<base::Date>& since) const {
    const auto counts = [&](const Recipient& recipient) {
      if (!recipient.at || *recipient.at > input_.as_of) return false;
      return !since || !(input_.manufacturer.zone.day_of(*recipient.at) < *since);
    };
    return std::any_of(one.notices.begin(), one.notices.end(), [&](const Notice& notice) {
      return is_outward(notice) && std::any_of(notice.recipients.begin(), notice.recipients.end(), counts);
    });
  }

  /// The released versions that are said to have the fix, and when the first of them came out.
  [[nodiscard]] std::vector<std::string> released_fixes(const Case& one, std::optional<base::Date>& first) const {
    std::vector<std::string> out;
    if (one.resolution.kind != ResolutionKind::fix) return out;
    for (const FixedVersion& fixed : in_order_of_versions(one).resolution.fixed) {
      const ReleasedProduct* known = find(fixed.product);
      const ProductVersion* version = known == nullptr ? nullptr : known->product->find(fixed.version);
      if (version == nullptr || !version->released || *version->released > today()) continue;
      out.push_back(known->product->name + " " + version->version + " of " + version->released->iso());
      if (!first || *version->released < *first) first = version->released;
    }
    return out;
  }

  void look_at_disclosure(const Case& one) {
    if (published_at(one, input_.as_of)) {
      look_at_decisions(one);
      return;
    }
    const auto embargo = one.distribution.embargo_until;
    std::optional<base::Date> first;
    const std::vector<std::string> fixes = released_fixes(one, first);
    // What was said before there was a fix does not tell of it.
    if (!fixes.empty() && !was_told(one, first)) {
      const bool waiting = embargo && *embargo > input_.as_of;
      add(AuditKind::fixed_unpublished, waiting ? AuditSeverity::minor : AuditSeverity::major, one.id,
          "it is fixed in " + listed(fixes) + ", and neither an advisory nor a notice says so" +
              (waiting ? "; the embargo ends " + day_text(*embargo) : ""),
          "publish the advisory, or tell those who have the product", kUsers);
    }
    if (embargo && *embargo <= input_.as_of && is_open(one) && !was_told(one, {}))
      add(AuditKind::embargo_over, AuditSeverity::major, one.id,
          "the embargo ended " + day_text(*embargo) + ", and nothing was published",
          "publish, or agree on a new date and write it down", kTimeliness);
  }

  void look_at_decisions(const Case& one) {
    const bool answered =
        std::any_of(one.notices.begin(), one.notices.end(), [&](const Notice& each) { return is_to_authority(each); });
    const bool told = std::any_of(one.notices.begin(), one.notices.end(), [&](const Notice& each) { return is_outward(each); });
    if (has_law_ && one.decisions.empty() && !answered)
      add(AuditKind::published_undecided, AuditSeverity::major, one.id,
          "it was published, and nobody decided whether authorities have to be told",
          "decide it for each clock that applies, with reason, name and role", kRegulators);
    if (!told)
      add(AuditKind::published_without_notice, AuditSeverity::major, one.id,
          "it was published, and no notice to a customer or an authority is recorded",
          "tell them, and record it with 'disclosure notify'", kUsers);
  }

  void look_at_notices(const Case& one) {
    for (const Notice& notice : one.notices) {
      std::size_t open = 0;
      std::size_t unconfirmed = 0;
      for (const Recipient& recipient : notice.recipients) {
        if (!recipient.at || *recipient.at > input_.as_of) {
          ++open;
        } else if (recipient.confirmed.empty()) {
          ++unconfirmed;
        }
      }
      const std::string of = " of " + counted(notice.recipients.size(), "recipient", "recipients") + " of '" + notice.title + "'";
      if (open > 0)
        add(AuditKind::recipients_open, AuditSeverity::major, one.id,
            std::to_string(open) + of + (open == 1 ? " was" : " were") + " not told",
            "reach them in another way; 'disclosure open' names them", is_to_authority(notice) ? kRegulators : kUsers);
      if (unconfirmed > 0 && is_outward(notice))
        add(AuditKind::receipt_unconfirmed, AuditSeverity::minor, one.id,
            std::to_string(unconfirmed) + of + (unconfirmed == 1 ? " was" : " were") + " told, and nothing shows that it arrived",
            "import the delivery report with 'disclosure notify --delivered'", kUsers);
    }
  }

  void look_at_publications(const Case& one) {
    if (input_.published == nullptr) return;
    // Of each advisory the last revision lies there.
    std::map<std::string_view, const Publication*> last;
    for (const Publication& each : one.publications) {
      if (each.at.value_or(0) > input_.as_of || each.sha256.empty()) continue;
      const Publication*& known = last[each.advisory];
      if (known == nullptr || known->at.value_or(0) <= each.at.value_or(0)) known = &each;
    }
    for (const auto& [advisory, publication] : last) {
      if (input_.published->contains(base::to_lower(publication->sha256))) continue;
      add(AuditKind::published_file_differs, AuditSeverity::major, one.id,
          "no file of the provider's folder is revision " + publication->revision + " of " + std::string(advisory) +
              " as it was published",
          "publish it again, or record the correction as a revision of its own", kUsers);
    }
  }

  void look_at_versions(const Case& one) {
    if (products_.empty()) return;
    const AuditSeverity severity = is_published(one, input_.as_of) ? AuditSeverity::major : AuditSeverity::minor;
    const auto tell = [&](std::string sentence, std::string_view constraint) {
      add(AuditKind::unknown_version, severity, one.id, std::move(sentence),
          "mend the case, or add the version to 'products' of crosswalk.yaml", constraint);
    };
    for (const AffectedProduct& affected : one.affected) {
      const ReleasedProduct* known = find(affected.product);
      if (known == nullptr) {
        tell("the workspace has no product '" + affected.product + "'", kVersions);
      } else if (!known->product->versions.empty()) {
        look_at_range(one, *known->product, affected, tell);
      }
    }
    for (const FixedVersion& fixed : one.resolution.fixed) {
      const ReleasedProduct* known = find(fixed.product);
      if (known == nullptr) {
        tell("the workspace has no product '" + fixed.product + "'", kResolution);
      } else if (known->product->find(fixed.version) == nullptr) {
        tell("it is said to be fixed in " + fixed.product + " " + fixed.version + ", which the workspace does not have",
             kResolution);
      }
    }
  }
  template <class Tell>
  void look_at_range(const Case& one, const Product& product, const AffectedProduct& affected, const Tell& tell) {
    const Range& range = read_range(product, affected.versions);
    if (!range.readable) return;
    if (!range.unknown.empty()) {
      std::vector<std::string> unknown = range.unknown;
      sort_versions(scheme_of(one, affected.product), unknown);
      tell("it names " + affected.product + " " + listed(unknown) + ", which the workspace does not have", kVersions);
    } else if (range.versions.empty()) {
      tell("no version of " + affected.product + " in the workspace is in " + affected.versions, kVersions);
    }
  }

  /// A range of versions, read once for all cases that name it.
  const Range& read_range(const Product& product, const std::string& text) {
    const auto [place, is_new] = ranges_[&product].try_emplace(text);
    Range& out = place->second;
    if (!is_new) return out;
    const auto range = vers::read(text);
    out.readable = range.has_value();
    if (!range) return out;
    for (const vers::Constraint& constraint : range->constraints) {
      if (constraint.comparator == vers::Comparator::equal && product.find(constraint.version) == nullptr)
        out.unknown.push_back(constraint.version);
    }
    for (const ProductVersion& each : product.versions) {
      if (vers::contains(*range, each.version)) out.versions.push_back(&each);
    }
    return out;
  }

  void look_at_releases(const Case& one) {
    const auto aware = moment_of(one, Trigger::aware);
    if (!aware || one.affected.empty()) return;
    const base::Date known_since = input_.manufacturer.zone.day_of(*aware);
    // An advisory names the versions that were out when it was published, and no range.
    const auto last = last_revision_at(one);
    std::vector<const ReleasedProduct*> seen;
    for (const AffectedProduct& affected : one.affected) {
      const ReleasedProduct* known = find(affected.product);
      if (known == nullptr || std::find(seen.begin(), seen.end(), known) != seen.end()) continue;
      seen.push_back(known);
      std::vector<std::string> silent;
      std::vector<std::string> unnamed;
      std::optional<vers::Scheme> scheme;
      for (const ProductVersion* version : known->released) {
        if (*version->released < known_since) continue;
        if (!scheme) scheme = scheme_of(one, affected.product);
        if (has_fix(one, *known->product, *scheme, version->version)) continue;
        if (!is_in_range(one, *known->product, *version)) {
          silent.push_back(version->version);
        } else if (last && input_.manufacturer.zone.day_of(*last) < *version->released) {
          unnamed.push_back(version->version);
        }
      }
      if (scheme) sort_versions(*scheme, silent);
      if (!silent.empty())
        add(AuditKind::release_without_statement, AuditSeverity::major, one.id,
            known->product->name + " " + listed(silent) + " came out after it was known, and it does not say whether " +
                (silent.size() == 1 ? "that is" : "those are") + " affected",
            "add the status of " + std::string(silent.size() == 1 ? "this version" : "these versions"), kVersions);
      if (scheme) sort_versions(*scheme, unnamed);
      if (!unnamed.empty())
        add(AuditKind::release_without_statement, AuditSeverity::major, one.id,
            known->product->name + " " + listed(unnamed) + " came out after the advisory was last published, which cannot name " +
                (unnamed.size() == 1 ? "it" : "them") + "; the case does",
            "publish the next revision; 'advisory build --summary' makes it", kVersions);
    }
  }
  /// When what is public now was published; nothing where nothing is, or nobody wrote down when.
  [[nodiscard]] std::optional<Instant> last_revision_at(const Case& one) const {
    if (!is_published(one, input_.as_of)) return std::nullopt;
    std::optional<Instant> out;
    for (const Publication& each : one.publications) {
      if (each.at && *each.at <= input_.as_of && (!out || *out < *each.at)) out = each.at;
    }
    return out;
  }
  /// Whether a case says of a version what its status is.
  bool is_in_range(const Case& one, const Product& product, const ProductVersion& version) {
    return std::any_of(one.affected.begin(), one.affected.end(), [&](const AffectedProduct& affected) {
      if (!base::equal_ignoring_case(affected.product, product.name)) return false;
      const std::vector<const ProductVersion*>& in_range = read_range(product, affected.versions).versions;
      return std::find(in_range.begin(), in_range.end(), &version) != in_range.end();
    });
  }
  /// Whether a version comes from one with the fix.
  static bool has_fix(const Case& one, const Product& product, vers::Scheme scheme, std::string_view version) {
    return std::any_of(one.resolution.fixed.begin(), one.resolution.fixed.end(), [&](const FixedVersion& fixed) {
      return base::equal_ignoring_case(fixed.product, product.name) && vers::compare(scheme, fixed.version, version) <= 0;
    });
  }

  /// An open case of which its own moments tell nothing for long.
  struct Waiting {
    std::string id;
    std::int64_t changed_by = 0;
    Stage stage = Stage::received;
    std::optional<Instant> last;
  };

  [[nodiscard]] Instant days_since(Instant then) const { return (input_.as_of - then) / kDay; }
  void look_at_movement(const Case& one, std::int64_t changed_by) {
    if (!is_open(one)) return;
    const std::optional<Instant> last = last_moment(one, input_.as_of);
    if (!last || days_since(*last) >= input_.idle_days) waiting_.push_back({one.id, changed_by, one.stage, last});
  }
  void look_at_changes(const Waiting& one, const ChainState& chain) {
    std::optional<Instant> last = one.last;
    if (chain.time_of) {
      const auto changed = chain.time_of(one.changed_by);
      if (changed && *changed <= input_.as_of && (!last || *changed > *last)) last = changed;
    }
    if (!last || days_since(*last) < input_.idle_days) return;
    const bool early = one.stage == Stage::received || one.stage == Stage::reviewed;
    add(AuditKind::no_movement, AuditSeverity::minor, one.id,
        "nothing happened for " + std::to_string(days_since(*last)) + " days; it is " + std::string(base::word(one.stage)),
        "take it further, or write down why it waits", early ? kInvestigation : kTreatment);
  }

  void look_at_components() {
    std::set<std::tuple<std::string, std::string, std::string>> told;
    for (const KnownVulnerability& known : input_.vulnerabilities) {
      const auto has_case = [&](const std::string& id) { return ids_.contains(base::to_lower(id)); };
      if (has_case(known.id) || std::any_of(known.aliases.begin(), known.aliases.end(), has_case)) continue;
      const std::string where = known.product.empty() ? known.file : known.product + " " + known.version;
      if (!told.emplace(where, known.component, known.id).second) continue;
      std::string names = known.id;
      if (!known.aliases.empty()) names += " (" + listed(known.aliases) + ")";
      add(AuditKind::component_without_case, AuditSeverity::major, where,
          known.component + " has " + names + (known.severity.empty() ? "" : ", " + known.severity) + ", and no case is about it",
          "open a case ('vuln import' takes the record), and find out whether the product is affected", kHandover);
    }
  }

  void look_at_security_txt() {
    for (const SecurityTxtState& state : input_.security_txt) {
      if (!state.errors.empty())
        add(AuditKind::security_txt_invalid, AuditSeverity::major, state.file, "it breaks a rule: " + listed(state.errors),
            "mend it; 'crosswalk securitytxt' shows the lines", kIntake);
      if (!state.expires) continue;
      if (*state.expires <= input_.as_of) {
        add(AuditKind::security_txt_expired, AuditSeverity::major, state.file,
            "it expired " + day_text(*state.expires) + ": nobody shall rely on it any more", "publish it with a new date",
            kIntake);
      } else if (*state.expires - input_.as_of <= input_.expiring_days * kDay) {
        add(AuditKind::security_txt_expiring, AuditSeverity::minor, state.file, "it expires " + day_text(*state.expires),
            "publish it with a new date", kIntake);
      }
    }
  }

  const AuditInput& input_;
  std::vector<Regime> regimes_;
  bool has_law_ = false;
  std::unordered_map<std::string, Audience> audiences_;
  std::map<std::string, ReleasedProduct> products_;
  std::unordered_set<std::string> ids_;
  std::vector<Waiting> waiting_;
  std::unordered_map<const Product*, std::unordered_map<std::string, Range>> ranges_;
  /// By severity and kind: in the order in which they are wanted. What others found is a batch of its own.
  std::array<std::array<std::vector<Batch>, base::Words<AuditKind>::names.size()>, 2> findings_;
  std::size_t found_ = 0;
};

Auditor::Auditor(const AuditInput& input) : looking_(std::make_unique<Looking>(input)) {}
Auditor::Auditor(Auditor&&) noexcept = default;
Auditor& Auditor::operator=(Auditor&&) noexcept = default;
Auditor::~Auditor() = default;
void Auditor::add(Auditor other) { looking_->add(*other.looking_); }
void Auditor::look(const Case& one, std::int64_t changed_by) { looking_->look(one, changed_by); }
std::vector<AuditFinding> Auditor::finish(const ChainState& chain) { return looking_->finish(chain); }

AuditFinding unreadable_register(const std::string& why) {
  return {AuditKind::register_broken,
          AuditSeverity::major,
          "register",
          "the register of vulnerability cases cannot be read, and what it shows is not counted (" + why + ")",
          "keep the file as it is, and put the last copy of it in its place; 'vuln verify' tells what is whole",
          kChain};
}

std::span<const std::string_view> audit_constraints() { return kConstraints; }

std::string_view text_of(AuditKind kind) {
  switch (kind) {
    case AuditKind::register_broken:
      return "The register does not hold";
    case AuditKind::clock_late:
      return "Late";
    case AuditKind::embargo_over:
      return "Embargo over, unpublished";
    case AuditKind::fixed_unpublished:
      return "Fixed, and nobody was told";
    case AuditKind::published_undecided:
      return "Published without a decision on reports";
    case AuditKind::published_without_notice:
      return "Published without a notice";
    case AuditKind::recipients_open:
      return "Not told yet";
    case AuditKind::release_without_statement:
      return "Releases without a statement";
    case AuditKind::unknown_version:
      return "Versions that the workspace does not have";
    case AuditKind::component_without_case:
      return "Known vulnerabilities without a case";
    case AuditKind::published_file_differs:
      return "Published files that are not there";
    case AuditKind::security_txt_expired:
    case AuditKind::security_txt_invalid:
    case AuditKind::security_txt_expiring:
      return "security.txt";
    case AuditKind::clock_done_late:
      return "Done late";
    case AuditKind::receipt_unconfirmed:
      return "Receipt not confirmed";
    case AuditKind::no_movement:
      break;
  }
  return "Cases that stand still";
}

}  // namespace crosswalk::disclosure
