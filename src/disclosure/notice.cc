// SPDX-License-Identifier: Apache-2.0
#include "disclosure/notice.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace crosswalk::disclosure {
namespace {

/// What a person is known again by: the e-mail address, or the whole text, in small letters.
std::string key_of(std::string_view text) {
  const std::size_t open = text.rfind('<');
  const std::size_t close = text.rfind('>');
  if (open != std::string_view::npos && close != std::string_view::npos && open < close)
    text = text.substr(open + 1, close - open - 1);
  return base::to_lower(base::collapse_space(text));
}

std::string with(std::string text, std::string_view more) {
  if (!text.empty() && !more.empty()) text += "; ";
  return text += more;
}

/// The number of an id: 2 of "N2" and of "N-2"; nothing for others.
std::optional<std::size_t> number_of(std::string_view id) {
  if (!id.starts_with('N')) return std::nullopt;
  id.remove_prefix(id.starts_with("N-") ? 2 : 1);
  std::size_t out = 0;
  const auto [end, fault] = std::from_chars(id.data(), id.data() + id.size(), out);
  if (fault != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return out;
}

/// Adds what shows that something arrived, once.
void add_proof(std::string& confirmed, const std::string& proof) {
  if (confirmed.find(proof) == std::string::npos) confirmed = with(std::move(confirmed), proof);
}

}  // namespace

std::vector<std::string> clocks_of(const Notice& notice) {
  std::vector<std::string> out;
  if (!notice.clock.empty()) out.push_back(notice.clock);
  out.insert(out.end(), notice.further_clocks.begin(), notice.further_clocks.end());
  return out;
}

std::string shown_id(const Notice& notice) {
  const auto number = number_of(notice.id);
  return number ? "N" + std::to_string(*number) : notice.id;
}

Notice* find_notice(Case& one, std::string_view id) {
  const auto number = number_of(id);
  const auto is = [&](const Notice& each) { return each.id == id || (number && number_of(each.id) == number); };
  const auto found = std::find_if(one.notices.begin(), one.notices.end(), is);
  return found == one.notices.end() ? nullptr : &*found;
}

std::string add_notice(Case& one, Notice notice) {
  std::size_t number = one.notices.size() + 1;
  while (find_notice(one, "N" + std::to_string(number)) != nullptr) ++number;
  notice.id = "N" + std::to_string(number);
  one.notices.push_back(std::move(notice));
  return one.notices.back().id;
}

std::size_t add_recipients(Notice& notice, const std::vector<Recipient>& recipients) {
  std::unordered_map<std::string, bool> known;
  for (const Recipient& each : notice.recipients) known.emplace(key_of(each.who.text), true);
  const std::size_t before = notice.recipients.size();
  for (const Recipient& each : recipients) {
    if (known.emplace(key_of(each.who.text), true).second) notice.recipients.push_back(each);
  }
  return notice.recipients.size() - before;
}

std::size_t mark_told(Notice& notice, std::string_view how, Instant at) {
  std::size_t out = 0;
  for (Recipient& each : notice.recipients) {
    if (each.at) continue;
    each.at = at;
    if (!how.empty()) each.how = std::string(how);
    ++out;
  }
  return out;
}

base::Result<void> apply_deliveries(Notice& notice, const std::vector<Delivery>& deliveries, std::string_view from) {
  std::vector<Recipient> changed = notice.recipients;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < changed.size(); ++i) places.emplace(key_of(changed[i].who.text), i);
  std::string mistakes;
  for (const Delivery& each : deliveries) {
    const auto tell = [&](const std::string& what) { mistakes += (mistakes.empty() ? "" : "\n") + each.place + ": " + what; };
    const auto found = places.find(key_of(each.who.text));
    if (found == places.end()) {
      tell("'" + each.who.text + "' is no recipient of this notice");
      continue;
    }
    Recipient& to = changed[found->second];
    const std::string when = each.at ? " " + artifacts::time::text_of(*each.at) : "";
    if (each.status == DeliveryStatus::failed) {
      to.at.reset();
      to.confirmed.clear();
      to.how = with(to.how, "failed" + when + (each.detail.empty() ? "" : ": " + each.detail));
      continue;
    }
    if (!to.at && !each.at) {
      tell("it does not say when '" + each.who.text + "' was told");
      continue;
    }
    if (!to.at) to.at = each.at;
    if (each.status != DeliveryStatus::sent)
      add_proof(to.confirmed, with(std::string(base::word(each.status)) + when + ", by " + std::string(from), each.detail));
  }
  if (!mistakes.empty()) return base::Error{base::ErrorCode::malformed_data, std::string(from), std::move(mistakes)};
  notice.recipients = std::move(changed);
  return {};
}

NoticeCount count_recipients(const Notice& notice) {
  NoticeCount out;
  for (const Recipient& each : notice.recipients) {
    if (!each.at) {
      ++out.open;
    } else {
      ++(each.confirmed.empty() ? out.told : out.confirmed);
    }
  }
  return out;
}

bool is_same_person(std::string_view a, std::string_view b) { return key_of(a) == key_of(b); }

std::vector<OpenRecipient> open_recipients(const Case& one, Instant as_of) {
  std::vector<OpenRecipient> out;
  for (const Notice& notice : one.notices) {
    for (const Recipient& each : notice.recipients) {
      const bool told = each.at && *each.at <= as_of;
      if (told && !each.confirmed.empty()) continue;
      out.push_back(
          {one.id, shown_id(notice), notice.title, clocks_of(notice), each.who, each.how, told ? each.at : std::nullopt});
    }
  }
  return out;
}

}  // namespace crosswalk::disclosure
