// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string>

#include "artifacts/jsonschema/idn.h"
#include "artifacts/jsonschema/pattern.h"
#include "artifacts/jsonschema/uri.h"
#include "base/text.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter_or_digit(char c) {
  return static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// A number of just so many digits at the beginning, taken away.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int out = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    out = out * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return out;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// Source: RFC 3339, 5.6, full-date; the days of a month as in 5.7.
bool take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return false;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return false;
  const auto day = take_number(text, 2);
  if (!day || *month < 1 || *month > 12 || *day < 1) return false;
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  return *day <= kDays[static_cast<std::size_t>(*month - 1)] + (*month == 2 && leap ? 1 : 0);
}

/// Source: RFC 3339, 5.6, full-time; a 60th second is one at midnight in UTC.
bool is_time(std::string_view text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return false;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return false;
  const auto second = take_number(text, 2);
  if (!second || *second > 60) return false;
  if (take(text, '.')) {
    const std::size_t digits =
        std::min(static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin()), text.size());
    if (digits == 0) return false;
    text.remove_prefix(digits);
  }
  int in_utc = *hour * 60 + *minute;
  if (text != "Z" && text != "z") {
    const bool ahead = text.starts_with('+');
    if (!ahead && !text.starts_with('-')) return false;
    text.remove_prefix(1);
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) return false;
    const auto minutes = take_number(text, 2);
    if (!minutes || *minutes > 59 || !text.empty()) return false;
    const int offset = *hours * 60 + *minutes;
    in_utc += ahead ? -offset : offset;
  }
  constexpr int kDay = 24 * 60;
  return *second < 60 || (in_utc + kDay) % kDay == kDay - 1;
}

bool is_date(std::string_view text) { return take_date(text) && text.empty(); }

bool is_date_time(std::string_view text) { return take_date(text) && (take(text, 'T') || take(text, 't')) && is_time(text); }

/// Source: RFC 3339, appendix A.
bool is_duration(std::string_view text) {
  if (!take(text, 'P') || text.empty()) return false;
  // Units that follow each other without a gap, from any of them on.
  const auto take_units = [&](std::string_view units) {
    std::size_t from = std::string_view::npos;
    while (!text.empty() && is_digit(text[0])) {
      std::size_t digits = 0;
      while (digits < text.size() && is_digit(text[digits])) ++digits;
      if (digits == text.size()) return false;
      const std::size_t unit = units.find(text[digits]);
      if (unit == std::string_view::npos || (from != std::string_view::npos && unit != from + 1)) return false;
      from = unit;
      text.remove_prefix(digits + 1);
    }
    return from != std::string_view::npos;
  };
  if (text.ends_with('W')) return take_units("W") && text.empty();
  if (!text.starts_with('T') && !take_units("YMD")) return false;
  if (text.empty()) return true;
  return take(text, 'T') && take_units("HMS") && text.empty();
}

/// Source: RFC 5321, 4.1.2 and 4.1.3, 4.5.3.1.1; beyond ASCII RFC 6531, 3.3.
bool is_mailbox(std::string_view text, bool international) {
  constexpr std::string_view kAtom = "!#$%&'*+-/=?^_`{|}~";
  constexpr std::size_t kLongestLocal = 64;
  const auto beyond = [&](char c) { return international && static_cast<unsigned char>(c) >= 0x80; };
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > kLongestLocal) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  if (local.starts_with('"')) {
    if (local.size() < 2 || !local.ends_with('"')) return false;
    const std::string_view inside = local.substr(1, local.size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] == '\\') {
        if (++i >= inside.size()) return false;
      } else if (inside[i] == '"') {
        return false;
      }
      if (!beyond(inside[i]) && (inside[i] < ' ' || inside[i] > '~')) return false;
    }
  } else {
    for (const std::string_view atom : base::split(local, '.')) {
      const bool good = !atom.empty() && std::all_of(atom.begin(), atom.end(), [&](char c) {
        return is_letter_or_digit(c) || beyond(c) || kAtom.find(c) != std::string_view::npos;
      });
      if (!good) return false;
    }
  }
  if (domain.starts_with('[') && domain.ends_with(']')) {
    std::string_view address = domain.substr(1, domain.size() - 2);
    if (address.size() > 5 && base::equal_ignoring_case(address.substr(0, 5), "IPv6:")) return is_ipv6(address.substr(5));
    return is_ipv4(address);
  }
  if (!international) return is_hostname(domain);
  const auto labels = base::split(domain, '.');
  return std::all_of(labels.begin(), labels.end(), [&](std::string_view label) {
    return !label.empty() && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [&](char c) { return is_letter_or_digit(c) || c == '-' || beyond(c); });
  });
}

/// Source: RFC 6901, 3.
bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '~' && (i + 1 >= text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
  }
  return true;
}

/// Source: draft-bhutton-relative-json-pointer-00, 3.
bool is_relative_json_pointer(std::string_view text) {
  const auto take_index = [&] {
    const std::size_t digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
    text.remove_prefix(digits);
    return true;
  };
  if (!take_index()) return false;
  if (text.starts_with('+') || text.starts_with('-')) {
    text.remove_prefix(1);
    if (text.starts_with('0') || !take_index()) return false;
  }
  return text == "#" || is_json_pointer(text);
}

/// The inside of an expression. Source: RFC 6570, 2.2 to 2.4.
bool is_template_expression(std::string_view text) {
  constexpr std::string_view kOperators = "+#./;?&=,!@|";
  if (text.empty()) return false;
  // Those of the last five are kept for later, and no text is one yet.
  const std::size_t operation = kOperators.find(text[0]);
  if (operation != std::string_view::npos) {
    if (operation > 6) return false;
    text.remove_prefix(1);
  }
  for (std::string_view variable : base::split(text, ',')) {
    if (variable.ends_with('*')) {
      variable.remove_suffix(1);
    } else if (const std::size_t colon = variable.find(':'); colon != std::string_view::npos) {
      const std::string_view most = variable.substr(colon + 1);
      if (most.empty() || most.size() > 4 || most[0] == '0' || !std::all_of(most.begin(), most.end(), is_digit)) return false;
      variable = variable.substr(0, colon);
    }
    for (const std::string_view part : base::split(variable, '.')) {
      if (part.empty()) return false;
      for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] == '%') {
          if (i + 2 >= part.size() || !is_hex(part[i + 1]) || !is_hex(part[i + 2])) return false;
          i += 2;
        } else if (!is_letter_or_digit(part[i]) && part[i] != '_') {
          return false;
        }
      }
    }
  }
  return true;
}

bool is_uri_template(std::string_view text) {
  constexpr std::string_view kNever = " \"<>\\^`|}";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{') {
      const std::size_t end = text.find('}', i);
      if (end == std::string_view::npos || !is_template_expression(text.substr(i + 1, end - i - 1))) return false;
      i = end;
    } else if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
    } else if ((c >= 0 && c < ' ') || c == 0x7F || kNever.find(c) != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

/// Source: RFC 4122, 3.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

constexpr std::array kFormats{
    Format{"date-time", "a date and time like 2026-05-04T12:30:00Z", is_date_time},
    Format{"date", "a date like 2026-05-04", is_date},
    Format{"time", "a time like 12:30:00Z", is_time},
    Format{"duration", "a duration like P3DT12H", is_duration},
    Format{"email", "an e-mail address", [](std::string_view text) { return is_mailbox(text, false); }},
    Format{"idn-email", "an e-mail address", [](std::string_view text) { return is_mailbox(text, true); }},
    Format{"hostname", "a host's name like example.org", is_hostname},
    Format{"idn-hostname", "a host's name like example.org", is_idn_hostname},
    Format{"ipv4", "an IPv4 address like 192.0.2.1", is_ipv4},
    Format{"ipv6", "an IPv6 address like 2001:db8::1", is_ipv6},
    Format{"uri", "a URI like https://example.org/a", [](std::string_view text) { return is_uri(text, false, false); }},
    Format{"uri-reference", "a URI, or one relative to another", [](std::string_view text) { return is_uri(text, true, false); }},
    Format{"iri", "an IRI like https://example.org/a", [](std::string_view text) { return is_uri(text, false, true); }},
    Format{"iri-reference", "an IRI, or one relative to another", [](std::string_view text) { return is_uri(text, true, true); }},
    Format{"uri-template", "a template of URIs like /a/{b}", is_uri_template},
    Format{"json-pointer", "a JSON pointer like /a/0", is_json_pointer},
    Format{"relative-json-pointer", "a relative JSON pointer like 1/a", is_relative_json_pointer},
    Format{"regex", "a regular expression", is_regular_expression},
    Format{"uuid", "a UUID", is_uuid},
};

}  // namespace

const Format* format_named(std::string_view name) {
  const auto* const found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : found;
}

}  // namespace crosswalk::artifacts::jsonschema
