// SPDX-License-Identifier: Apache-2.0
#include "casebook/evidence.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace crosswalk::casebook {
namespace {

using Json = nlohmann::json;

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

/// A regime with a clock for an authority, one for users and one for the reporter, all from awareness.
disclosure::Regime regime() {
  disclosure::Regime out;
  out.id = "law";
  for (const auto& [id, audience] :
       {std::pair("law/authority", disclosure::Audience::authority), std::pair("law/users", disclosure::Audience::users),
        std::pair("law/reporter", disclosure::Audience::reporter)}) {
    disclosure::Clock clock;
    clock.id = id;
    clock.audience = audience;
    clock.within = disclosure::Period{3, disclosure::PeriodUnit::day};
    out.clocks.push_back(clock);
  }
  return out;
}

Case known() {
  Case out;
  out.id = "V-2026-0001";
  out.source.kind = disclosure::SourceKind::researcher;
  out.events = {{disclosure::Trigger::aware, at("2026-11-02T09:00:00Z"), {}}};
  return out;
}

/// A notice that answers a clock, sent at these times.
disclosure::Notice notice(const std::string& clock, const std::vector<std::string>& sent) {
  disclosure::Notice out;
  out.id = "N" + clock;
  out.clock = clock;
  for (const std::string& when : sent) out.recipients.push_back({{"person:" + when}, "mail", at(when), ""});
  return out;
}

Json summary_of(const Case& one, std::string_view as_of = "2026-11-30T00:00:00Z") {
  const disclosure::Regime law = regime();
  CaseSummary summary(std::span(&law, 1), {}, at(as_of));
  summary.look(one);
  return Json::parse("{" + summary.members() + "}");
}

TEST(CaseSummary, SaysWhatNothingAnswersAndWhomClocksAskToTell) {
  Case one = known();
  const Json all = summary_of(one);
  EXPECT_EQ(all["as_of"], "2026-11-30T00:00:00Z");
  EXPECT_EQ(all["clocks"], Json({{"law/authority", "authority"}, {"law/reporter", "reporter"}, {"law/users", "users"}}));
  EXPECT_EQ(all["unanswered"]["V-2026-0001"], Json({"law/authority", "law/users", "law/reporter"}));
  EXPECT_EQ(all["disclosed"], Json::object());
  one.notices = {notice("law/users", {"2026-11-04T09:00:00Z"})};
  EXPECT_EQ(summary_of(one)["unanswered"]["V-2026-0001"], Json({"law/authority", "law/reporter"}));
  EXPECT_EQ(summary_of(one, "2026-11-01T00:00:00Z")["unanswered"], Json::object()) << "nobody knew of it";
}

TEST(CaseSummary, SaysWhenUsersOrAnAuthorityWereFirstTold) {
  Case one = known();
  one.notices = {notice("law/reporter", {"2026-11-03T09:00:00Z"})};
  EXPECT_EQ(summary_of(one)["disclosed"], Json::object()) << "an answer to the reporter discloses nothing";
  one.notices.push_back(notice("", {"2026-11-06T09:00:00Z", "2026-11-05T09:00:00Z"}));
  EXPECT_EQ(summary_of(one)["disclosed"],
            Json({{"V-2026-0001", {{"aware", "2026-11-02T09:00:00Z"}, {"told", "2026-11-05T09:00:00Z"}}}}));
  EXPECT_EQ(summary_of(one, "2026-11-04T00:00:00Z")["disclosed"], Json::object()) << "they had not been told yet";
  disclosure::Publication publication;
  publication.at = at("2026-11-04T08:00:00Z");
  one.publications = {publication};
  EXPECT_EQ(summary_of(one)["disclosed"]["V-2026-0001"]["told"], "2026-11-04T08:00:00Z");
}

}  // namespace
}  // namespace crosswalk::casebook
