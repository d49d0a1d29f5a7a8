// SPDX-License-Identifier: Apache-2.0
#include "artifacts/contact/email.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace crosswalk::artifacts::contact {
namespace {

// RFC 5321, 4.5.3.1.
constexpr std::size_t kLongestLocal = 64;
constexpr std::size_t kLongestDomain = 253;
constexpr std::size_t kLongestLabel = 63;

bool is_local(char c) {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
  return is_alnum(c) || others.find(c) != std::string_view::npos;
}
/// What running text has in addresses; the rest of RFC 5322 is nearly always notation around them.
bool is_usual_local(char c) { return is_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '\''; }

/// A sign that is written around: "[at]", "(dot)" and the like, or the word between spaces.
std::optional<std::size_t> behind_spelled(std::string_view text, std::size_t at, std::string_view word) {
  const std::size_t open = skip_space(text, at);
  const char c = byte_at(text, open);
  const char close = c == '[' ? ']' : c == '(' ? ')' : c == '{' ? '}' : '\0';
  if (close != '\0') {
    std::size_t place = skip_space(text, open + 1);
    if (!stands_at(text, place, word)) return std::nullopt;
    place = skip_space(text, place + word.size());
    return byte_at(text, place) == close ? std::optional(skip_space(text, place + 1)) : std::nullopt;
  }
  if (open == at || !word_stands_at(text, open, word)) return std::nullopt;
  const std::size_t behind = skip_space(text, open + word.size());
  return behind > open + word.size() ? std::optional(behind) : std::nullopt;
}

bool is_file_ending(std::string_view label) {
  constexpr std::array<std::string_view, 19> endings{"png",  "jpg", "jpeg", "gif", "svg",  "css", "html", "htm", "json", "xml",
                                                     "yaml", "yml", "txt",  "pdf", "lock", "js",  "ts",   "tsx", "jsx"};
  return std::find(endings.begin(), endings.end(), label) != endings.end();
}

/// A domain from `at` in small letters; labels are separated by '.' or by "[dot]" and the like.
std::optional<Reading<std::string>> domain_at(std::string_view text, std::size_t at, bool spelled, bool& dot_spelled) {
  std::string domain;
  std::size_t end = at;
  std::size_t place = at;
  std::size_t labels = 0;
  while (true) {
    std::size_t stop = place;
    while (stop < text.size() && stop - place <= kLongestLabel && (is_alnum(text[stop]) || text[stop] == '-')) ++stop;
    // A hyphen at the end belongs to the sentence.
    while (stop > place && text[stop - 1] == '-') --stop;
    if (stop == place || stop - place > kLongestLabel || text[place] == '-') break;
    if (labels > 0) domain += '.';
    domain += base::to_lower(text.substr(place, stop - place));
    ++labels;
    end = stop;
    if (domain.size() > kLongestDomain) return std::nullopt;
    if (byte_at(text, stop) == '.') {
      place = stop + 1;
      continue;
    }
    const auto behind = spelled ? behind_spelled(text, stop, "dot") : std::nullopt;
    if (!behind) break;
    dot_spelled = true;
    place = *behind;
  }
  const std::size_t dot = domain.rfind('.');
  if (labels < 2 || dot == std::string::npos) return std::nullopt;
  const std::string_view last = std::string_view(domain).substr(dot + 1);
  const bool letters = std::all_of(last.begin(), last.end(), is_letter);
  if (last.size() < 2 || !(letters || last.starts_with("xn--")) || is_file_ending(last)) return std::nullopt;
  return Reading<std::string>{std::move(domain), end};
}

/// Where the local part that ends at `end` begins, or nothing. Its whole is a dot-atom.
std::optional<std::size_t> local_before(std::string_view text, std::size_t end, std::size_t floor) {
  std::size_t begin = end;
  while (begin > floor && end - begin <= kLongestLocal && is_usual_local(text[begin - 1])) --begin;
  if (end - begin > kLongestLocal) return std::nullopt;
  // Points and quotes before it belong to the text.
  while (begin < end && (text[begin] == '.' || text[begin] == '\'' || text[begin] == '-' || text[begin] == '+')) ++begin;
  // Emphasis of Markdown: _security@acme.com_
  while (begin < end && text[begin] == '_') ++begin;
  if (begin == end || text[end - 1] == '.' || text.substr(begin, end - begin).find("..") != std::string_view::npos)
    return std::nullopt;
  return begin;
}

}  // namespace

std::string Email::canonical() const { return local + "@" + domain; }

bool is_placeholder_domain(std::string_view domain) {
  const std::string name = base::to_lower(domain);
  const auto labels = base::split(name, '.');
  const std::string_view last = labels.back();
  if (last == "example" || last == "invalid" || last == "test" || last == "localhost" || last == "tld") return true;
  constexpr std::array<std::string_view, 20> fillers{"example",      "examples",     "company",    "companyname", "organization",
                                                     "organisation", "domain",       "yourdomain", "mycompany",   "yourcompany",
                                                     "somecompany",  "manufacturer", "yourorg",    "myorg",       "placeholder",
                                                     "changeme",     "xxx",          "xxxx",       "todo",        "tbd"};
  for (std::size_t i = 0; i + 1 < labels.size(); ++i) {
    const std::string_view label = labels[i];
    // example.com, but not example-systems.com; the second level counts, and what lies below a country's "com".
    const bool registered = i + 2 >= labels.size() || (i + 3 == labels.size() && labels[i + 1].size() <= 3);
    if (registered && std::find(fillers.begin(), fillers.end(), label) != fillers.end()) return true;
    if (label.starts_with("your-") || label.starts_with("my-company") || label.starts_with("our-company") ||
        label.starts_with("company-name"))
      return true;
    if (label.starts_with("your")) {
      constexpr std::array<std::string_view, 14> nouns{"company", "domain",  "org",  "business", "vendor", "email",    "site",
                                                       "product", "project", "name", "mail",     "team",   "hospital", "app"};
      const std::string_view rest = label.substr(4);
      if (std::any_of(nouns.begin(), nouns.end(), [&](std::string_view noun) { return rest.starts_with(noun); })) return true;
    }
  }
  return false;
}

std::optional<Reading<EmailPlace>> email_around(std::string_view text, std::size_t at, std::size_t floor) {
  std::size_t local_end = at;
  std::size_t domain_begin = 0;
  bool spelled = true;
  bool dot_needed = false;
  if (byte_at(text, at) == '@') {
    domain_begin = at + 1;
    spelled = false;
    // "security @ acme.com"
    if (space_before(text, at) > 0 && space_at(text, at + 1) > 0 && is_alnum(byte_at(text, at + 2))) {
      local_end = at - space_before(text, at);
      domain_begin = skip_space(text, at + 1);
    }
  } else {
    const auto behind = behind_spelled(text, at, "at");
    if (!behind) return std::nullopt;
    domain_begin = *behind;
    // A plain " at " is an address only with a plain " dot ".
    dot_needed = is_space(byte_at(text, at)) && is_letter(byte_at(text, skip_space(text, at)));
  }
  while (local_end > floor && space_before(text, local_end) > 0 && at - local_end < 3 && byte_at(text, at) != '@')
    local_end -= space_before(text, local_end);
  if (local_end < floor) return std::nullopt;
  const auto begin = local_before(text, local_end, floor);
  if (!begin) return std::nullopt;
  bool dot_spelled = false;
  auto domain = domain_at(text, domain_begin, spelled, dot_spelled);
  if (!domain || (dot_needed && !dot_spelled)) return std::nullopt;
  const char next = byte_at(text, domain->end);
  // "git@github.com:owner/name", "user@host.com/path", "a@b.com@c"
  if (next == '@' || next == '_' ||
      (next == ':' && (is_alnum(byte_at(text, domain->end + 1)) || byte_at(text, domain->end + 1) == '/')))
    return std::nullopt;
  Email email{std::string(text.substr(*begin, local_end - *begin)), std::move(domain->value), false};
  const std::string local = base::to_lower(email.local);
  email.placeholder =
      is_placeholder_domain(email.domain) || local.starts_with("your") || local == "xxx" || local == "placeholder";
  return Reading<EmailPlace>{{*begin, std::move(email)}, domain->end};
}

std::optional<Email> parse_email(std::string_view text) {
  constexpr std::size_t longest = 512;
  if (text.size() > longest) return std::nullopt;
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos && at > 0) {
    const std::string_view local = text.substr(0, at);
    // The whole dot-atom of RFC 5322, which running text is not trusted with.
    if (local.size() > kLongestLocal || !std::all_of(local.begin(), local.end(), is_local) || local.front() == '.' ||
        local.back() == '.' || local.find("..") != std::string_view::npos)
      return std::nullopt;
    bool dot_spelled = false;
    auto domain = domain_at(text, at + 1, false, dot_spelled);
    if (!domain || domain->end != text.size()) return std::nullopt;
    const std::string small = base::to_lower(local);
    const bool filler =
        is_placeholder_domain(domain->value) || small.starts_with("your") || small == "xxx" || small == "placeholder";
    return Email{std::string(local), std::move(domain->value), filler};
  }
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != '[' && text[i] != '(' && text[i] != '{' && !is_space(text[i])) continue;
    auto found = email_around(text, i, 0);
    if (found && found->value.begin == 0 && found->end == text.size()) return std::move(found->value.email);
  }
  return std::nullopt;
}

}  // namespace crosswalk::artifacts::contact
