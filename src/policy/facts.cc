// SPDX-License-Identifier: Apache-2.0
// What templates may name.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "policy/policy.h"

namespace crosswalk::policy {
namespace {

using disclosure::Clock;
using disclosure::Organisation;
using disclosure::Publisher;
using disclosure::Regime;
using disclosure::Trigger;
using writing::BlankType;
using writing::Facts;

/// What starts a clock, as a row of a table says it.
std::string event_text(Trigger trigger) {
  switch (trigger) {
    case Trigger::aware:
      return "We become aware of the vulnerability";
    case Trigger::actively_exploited:
      return "We become aware that the vulnerability is actively exploited";
    case Trigger::severe_incident:
      return "We become aware of a severe incident that touches the security of the product";
    case Trigger::serious_incident:
      return "We become aware of a serious incident";
    case Trigger::public_health_threat:
      return "We become aware of a serious public health threat";
    case Trigger::death_or_deterioration:
      return "We become aware of a death or an unanticipated serious deterioration of health";
    case Trigger::reportable_event:
      return "We become aware of a death, a serious injury or a malfunction in the sense of 21 CFR 803.3";
    case Trigger::remedial_action_needed:
      return "We become aware that an event needs remedial action against an unreasonable risk, or the authority asks";
    case Trigger::uncontrolled_risk:
      return "We become aware that the risk of patient harm is uncontrolled";
    case Trigger::correction_begun:
      return "A correction or removal begins";
    case Trigger::field_action_decided:
      return "A field safety corrective action is decided";
    case Trigger::measure_available:
      return "A corrective or mitigating measure is available";
    case Trigger::significant_incident:
      return "We become aware of a significant incident of our organisation";
    case Trigger::personal_data_breach:
      return "We become aware of a personal data breach";
    case Trigger::coordinator_contact:
      return "A coordinator first tries to reach us";
    case Trigger::reviewed:
      return "The report is reviewed";
    case Trigger::published:
      return "An advisory is first published";
  }
  return {};
}

std::string event_of(const Clock& clock, const Regime& regime) {
  if (!clock.after.empty()) {
    const auto before = std::find_if(regime.clocks.begin(), regime.clocks.end(), [&](const Clock& other) {
      return other.id == clock.after || other.id == regime.id + "/" + clock.after;
    });
    return before == regime.clocks.end() ? clock.after : "Sent: " + before->title;
  }
  std::string out = event_text(clock.from);
  constexpr std::string_view now = "We become";
  if (clock.given) {
    const std::string given = event_text(*clock.given);
    out +=
        given.starts_with(now) ? ", if we become" + given.substr(now.size()) + " then or later" : ", if this happens: " + given;
  }
  if (!clock.when) return out;
  const std::string when = event_text(*clock.when);
  out += when.starts_with(now) ? ", after we became" + when.substr(now.size()) : ", after this: " + when;
  return out;
}

/// A time of the own policy; a blank where the manufacturer has set none.
void own_time(Facts& facts, const Request& request, const char* fact, std::string_view clock, const std::string& wanted) {
  const auto period = request.own_times ? own_period(request.regimes, clock) : std::nullopt;
  facts.text(fact, period ? period->text() : "", BlankType::number, "hours or days until " + wanted + ", with the unit");
}

/// Whether a clock still holds, or will, on a day.
bool holds(const Clock& clock, const base::Date& day) { return !clock.valid_until || day <= *clock.valid_until; }

void add_regime(Facts& facts, const Request& request, const Regime& regime, bool device_unsaid) {
  Facts& item = facts.item("regimes");
  item.text("regime", regime.title, BlankType::text, "")
      .text("source", regime.source, BlankType::reference, "")
      .text("url", regime.url, BlankType::address, "")
      .text("regime_markets", base::join(regime.markets, ", "), BlankType::choice, "");
  item.flag("only_devices", device_unsaid && regime.device && *regime.device);
  item.flag("no_devices", device_unsaid && regime.device && !*regime.device);
  for (const Clock& clock : regime.clocks) {
    if (!holds(clock, request.as_of)) continue;
    const bool later = clock.valid_from && request.as_of < *clock.valid_from;
    item.item("clocks")
        .text("event", event_of(clock, regime), BlankType::text, "")
        .text("title", clock.title, BlankType::text, "")
        .text("recipient", clock.to, BlankType::name, "")
        .text("within", clock.within ? clock.within->text() : "at once", BlankType::number, "")
        .text("section", clock.section, BlankType::reference, "")
        .text("valid_from", later ? clock.valid_from->iso() : "", BlankType::date, "")
        .flag("is_guidance", clock.force == disclosure::Force::guidance);
    if (!clock.note.empty())
      item.item("remarks").text("title", clock.title, BlankType::text, "").text("remark", clock.note, BlankType::text, "");
  }
}

/// Markets of which no regime is known: their duties are blanks.
void other_markets(Facts& facts, const std::vector<std::string>& markets, const std::set<std::string>& known) {
  Facts& pattern = facts.list("other_markets").text("market", "", BlankType::choice, "the market");
  pattern.text("market_event", "", BlankType::text, "event that starts a duty to report")
      .text("market_authority", "", BlankType::name, "the authority to be told")
      .text("market_time", "", BlankType::number, "hours or days, with the unit, until it is told")
      .text("market_rule", "", BlankType::reference, "the law and its section");
  for (const std::string& market : markets) {
    if (known.contains(market)) continue;
    facts.item("other_markets")
        .text("market", market, BlankType::choice, "")
        .text("market_event", "", BlankType::text, market + ": event that starts a duty to report")
        .text("market_authority", "", BlankType::name, market + ": the authority to be told")
        .text("market_time", "", BlankType::number, market + ": hours or days, with the unit, until it is told")
        .text("market_rule", "", BlankType::reference, market + ": the law and its section");
  }
}

void regimes(Facts& facts, const Request& request) {
  Facts& pattern = facts.list("regimes");
  pattern.text("regime", "", BlankType::text, "the rule's title")
      .text("source", "", BlankType::reference, "the law or guidance")
      .text("url", "", BlankType::address, "where it can be read")
      .text("regime_markets", "", BlankType::choice, "the markets that it is about");
  pattern.flag("only_devices", false).flag("no_devices", false);
  pattern.list("clocks")
      .text("event", "", BlankType::text, "what starts the clock")
      .text("title", "", BlankType::text, "what has to be done")
      .text("recipient", "", BlankType::name, "who is told")
      .text("within", "", BlankType::number, "in what time")
      .text("section", "", BlankType::reference, "the section of the law")
      .text("valid_from", "", BlankType::date, "from when it holds")
      .flag("is_guidance", false);
  pattern.list("remarks")
      .text("title", "", BlankType::text, "what has to be done")
      .text("remark", "", BlankType::text, "a remark");

  bool device_unsaid = false;
  std::set<std::string> known;
  std::vector<const Regime*> sorted;
  for (const Regime& regime : request.regimes) sorted.push_back(&regime);
  // Laws of a market before what holds everywhere.
  std::stable_partition(sorted.begin(), sorted.end(), [](const Regime* regime) { return !regime->markets.empty(); });
  for (const Regime* one : sorted) {
    const Regime& regime = *one;
    if (regime.id != own_policy) known.insert(regime.markets.begin(), regime.markets.end());
    const auto concerned = disclosure::applies(regime, request.manufacturer);
    if (regime.id == own_policy || (concerned && !*concerned)) continue;
    if (std::none_of(regime.clocks.begin(), regime.clocks.end(), [&](const Clock& clock) { return holds(clock, request.as_of); }))
      continue;
    device_unsaid = device_unsaid || !concerned;
    add_regime(facts, request, regime, !concerned);
  }
  facts.flag("device_unsaid", device_unsaid);
  other_markets(facts, request.organisation.markets, known);
}

}  // namespace

std::optional<disclosure::Period> own_period(const std::vector<Regime>& regimes, std::string_view clock) {
  for (const Regime& regime : regimes) {
    if (regime.id != own_policy) continue;
    for (const Clock& one : regime.clocks) {
      if (one.id == clock || one.id == std::string(own_policy) + "/" + std::string(clock)) return one.within;
    }
  }
  return std::nullopt;
}

Facts organisation_facts(const Organisation& from) {
  Facts facts;
  const Publisher& publisher = from.publisher;
  facts.text("organisation", from.name, BlankType::name, "the manufacturer")
      .text("markets", base::join(from.markets, ", "), BlankType::choice, "where the products are sold")
      .text("device",
            !from.device   ? ""
            : *from.device ? "yes"
                           : "no",
            BlankType::choice, "whether the products are medical devices")
      .text("time_zone", from.time_zone.empty() ? "UTC" : from.time_zone, BlankType::text, "")
      .text("email", publisher.email, BlankType::address, "the e-mail address for reports")
      .text("email_link", publisher.email.empty() ? "" : "mailto:" + publisher.email, BlankType::address,
            "the e-mail address for reports")
      .text("contact_url", publisher.contact_url, BlankType::address, "the form for reports")
      .text("key_url", publisher.key_url, BlankType::address, "where the OpenPGP key can be had")
      .text("key_fingerprint", publisher.key_fingerprint, BlankType::id, "the fingerprint of the OpenPGP key")
      .text("policy_url", publisher.policy_url, BlankType::address, "where the disclosure policy is published")
      .text("acknowledgments_url", publisher.acknowledgments_url, BlankType::address, "where reporters are thanked")
      .text("advisories_url", publisher.advisories_url, BlankType::address, "the page on which advisories are published")
      .text("languages", base::join(publisher.languages, ", "), BlankType::choice, "languages in which reports are answered")
      .text("case_prefix", publisher.case_prefix, BlankType::id, "how ids of cases begin")
      .text("advisory_prefix", publisher.advisory_prefix, BlankType::id, "how ids of advisories begin");
  facts.flag("has_key", !publisher.key_url.empty() || !publisher.key_fingerprint.empty());
  facts.list("products")
      .text("product", "", BlankType::name, "the product")
      .text("versions", "", BlankType::id, "the supported versions");
  for (const disclosure::Product& product : from.products) {
    std::vector<std::string> supported;
    for (const disclosure::ProductVersion& version : product.versions) {
      if (version.supported) supported.push_back(version.version);
    }
    std::stable_sort(supported.begin(), supported.end(), [](const std::string& a, const std::string& b) {
      return artifacts::vers::compare(artifacts::vers::Scheme::generic, a, b) < 0;
    });
    const bool none = supported.empty() && !product.versions.empty();
    facts.item("products")
        .text("product", product.name, BlankType::name, "")
        .text("versions", none ? "none any more" : base::join(supported, ", "), BlankType::id,
              "supported versions of " + product.name);
  }
  return facts;
}

Facts facts_of(const Request& request) {
  Facts facts = organisation_facts(request.organisation);
  own_time(facts, request, "acknowledge_within", acknowledge_clock, "the reporter has an acknowledgement");
  own_time(facts, request, "triage_within", triage_clock, "the first assessment of a report is made");
  regimes(facts, request);
  return facts;
}

}  // namespace crosswalk::policy
