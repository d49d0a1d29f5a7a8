// SPDX-License-Identifier: Apache-2.0
#include "artifacts/purl/purl.h"

#include <algorithm>

#include "artifacts/characters.h"
#include "base/text.h"

namespace crosswalk::artifacts::purl {
namespace {

enum Requirement { required, optional, prohibited };
enum Case { kept, small };

struct Type {
  std::string_view name;
  Requirement name_space;
  Case name_space_case;
  Case name_case;
  Case version_case;
  std::string_view qualifier;
};

constexpr Type kTypes[] = {
#define CW_PURL_TYPE(name, name_space, name_space_case, name_case, version_case, qualifier) \
  {name, name_space, name_space_case, name_case, version_case, qualifier},
#include "artifacts/purl/types.def"
#undef CW_PURL_TYPE
};

const Type* type_named(std::string_view name) {
  const auto* found = std::find_if(std::begin(kTypes), std::end(kTypes), [&](const Type& type) { return type.name == name; });
  return found == std::end(kTypes) ? nullptr : found;
}

base::Error wrong(std::string_view part, std::string_view what) {
  return {base::ErrorCode::malformed_data, std::string(part), std::string(what)};
}

/// `text` with %XX resolved; nothing if a % is not followed by two hexadecimal digits or the result is no UTF-8.
std::optional<std::string> decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto digit = [](char c) { return is_digit(c) ? c - '0' : lower(c) - 'a' + 10; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (text.size() - i < 3 || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return std::nullopt;
    out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
    i += 2;
  }
  if (!base::is_utf8(out)) return std::nullopt;
  return out;
}

/// Encodes all but letters, digits and ".-_~:", and '/' where it separates.
void encode(std::string& out, std::string_view text, bool slash_separates = false) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '~' || c == ':' || (slash_separates && c == '/')) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

std::string_view without_slashes(std::string_view text) {
  while (text.starts_with('/')) text.remove_prefix(1);
  while (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

bool is_type(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '.' || c == '-'; });
}

bool is_key(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '.' || c == '-' || c == '_'; });
}

/// The segments of a path without empty ones, and without "." and ".." where `dots` says so; nothing if one has a '/' in it.
std::optional<std::string> segments(std::string_view text, bool dots, bool encoded) {
  std::string out;
  for (const std::string_view part : base::split(text, '/')) {
    auto segment = encoded ? decode(part) : std::optional<std::string>(part);
    if (!segment) return std::nullopt;
    if (segment->empty() || (dots && (*segment == "." || *segment == ".."))) continue;
    if (segment->find('/') != std::string::npos) return std::nullopt;
    if (!out.empty()) out += '/';
    out += *segment;
  }
  return out;
}

const std::string* find_qualifier(const Purl& purl, std::string_view key) {
  const auto found = std::find_if(purl.qualifiers.begin(), purl.qualifiers.end(), [&](const auto& q) { return q.first == key; });
  return found == purl.qualifiers.end() ? nullptr : &found->second;
}

/// What definitions say in words: other letters of names, and what a name may be.
base::Result<void> apply_special_rules(Purl& purl) {
  const auto replace = [&](char from, char to) { std::replace(purl.name.begin(), purl.name.end(), from, to); };
  if (purl.type == "pypi") {
    replace('_', '-');
  } else if (purl.type == "pub") {
    for (char& c : purl.name) c = is_alnum(c) || c == '_' ? c : '_';
  } else if (purl.type == "hackage") {
    replace('_', '-');
  } else if (purl.type == "cpan") {
    std::transform(purl.name_space.begin(), purl.name_space.end(), purl.name_space.begin(), upper);
    if (purl.name.find("::") != std::string::npos) return wrong("name", "the name of a distribution is wanted, not of a module");
  } else if (purl.type == "mlflow") {
    const std::string* repository = find_qualifier(purl, "repository_url");
    if (repository != nullptr && base::to_lower(*repository).find("databricks") != std::string::npos)
      purl.name = base::to_lower(purl.name);
  } else if (purl.type == "git") {
    // GitHub does not tell upper from lower case, other hosts may.
    if (purl.name_space == "github" || purl.name_space == "github.com") purl.name = base::to_lower(purl.name);
  } else if (purl.type == "cocoapods") {
    const bool fits = !purl.name.starts_with('.') &&
                      std::none_of(purl.name.begin(), purl.name.end(), [](char c) { return is_space(c) || c == '+'; });
    if (!fits) return wrong("name", "no white space, no '+' and no '.' at the beginning are wanted");
  } else if (purl.type == "otp") {
    purl.subpath = base::to_lower(purl.subpath);
  } else if (purl.type == "chrome-extension") {
    const bool fits =
        purl.name.size() == 32 && std::all_of(purl.name.begin(), purl.name.end(), [](char c) { return c >= 'a' && c <= 'p'; });
    if (!fits) return wrong("name", "32 letters from a to p are wanted");
    std::size_t numbers = 0;
    for (const std::string_view part : base::split(purl.version, '.')) {
      const bool number = !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
      if (!purl.version.empty() && (!number || ++numbers > 4)) return wrong("version", "one to four numbers are wanted");
    }
  }
  return {};
}

}  // namespace

std::string Purl::canonical() const {
  std::string out = "pkg:" + type + "/";
  if (!name_space.empty()) {
    encode(out, name_space, true);
    out += '/';
  }
  // The name of a git repository is its path on the host.
  encode(out, name, type == "git");
  if (!version.empty()) {
    out += '@';
    encode(out, version);
  }
  char separator = '?';
  for (const auto& [key, value] : qualifiers) {
    out += separator;
    separator = '&';
    out += key;
    out += '=';
    encode(out, value);
  }
  if (!subpath.empty()) {
    out += '#';
    encode(out, subpath, true);
  }
  return out;
}

bool is_known_type(std::string_view type) { return type_named(type) != nullptr; }

base::Result<Purl> build(Purl purl) {
  purl.type = base::to_lower(purl.type);
  if (!is_type(purl.type)) return wrong("type", "a letter, then letters, digits, '.' and '-' are wanted");
  if (purl.name.empty()) return wrong("name", "it is missing");
  auto name_space = segments(purl.name_space, false, false);
  auto subpath = segments(purl.subpath, true, false);
  purl.name_space = std::move(*name_space);
  purl.subpath = std::move(*subpath);
  std::erase_if(purl.qualifiers, [](const auto& qualifier) { return qualifier.second.empty(); });
  for (auto& [key, value] : purl.qualifiers) {
    if (!is_key(key)) return wrong("qualifiers", "a key is a letter, then letters, digits, '.', '-' and '_'");
    key = base::to_lower(key);
  }
  std::sort(purl.qualifiers.begin(), purl.qualifiers.end());
  const auto twice = std::adjacent_find(purl.qualifiers.begin(), purl.qualifiers.end(),
                                        [](const auto& a, const auto& b) { return a.first == b.first; });
  if (twice != purl.qualifiers.end()) return wrong("qualifiers", "a key stands twice");

  const Type* type = type_named(purl.type);
  if (type == nullptr) return purl;
  if (type->name_space == required && purl.name_space.empty()) return wrong("namespace", "this type has one");
  if (type->name_space == prohibited && !purl.name_space.empty()) return wrong("namespace", "this type has none");
  if (!type->qualifier.empty() && find_qualifier(purl, type->qualifier) == nullptr)
    return wrong("qualifiers", std::string(type->qualifier) + " is missing");
  if (type->name_space_case == small) purl.name_space = base::to_lower(purl.name_space);
  if (type->name_case == small) purl.name = base::to_lower(purl.name);
  if (type->version_case == small) purl.version = base::to_lower(purl.version);
  CW_RETURN_IF_ERROR(apply_special_rules(purl));
  return purl;
}

base::Result<Purl> parse(std::string_view text) {
  constexpr std::size_t longest = 4096;
  if (text.size() > longest) return wrong("purl", "it is too long");
  if (!stands_at(text, 0, "pkg:")) return wrong("scheme", "'pkg:' is wanted");
  std::string_view rest = text.substr(4);
  Purl out;
  if (const std::size_t hash = rest.rfind('#'); hash != std::string_view::npos) {
    auto subpath = segments(rest.substr(hash + 1), true, true);
    if (!subpath) return wrong("subpath", "it is not encoded rightly");
    out.subpath = std::move(*subpath);
    rest = rest.substr(0, hash);
  }
  if (const std::size_t mark = rest.rfind('?'); mark != std::string_view::npos) {
    for (const std::string_view part : base::split(rest.substr(mark + 1), '&')) {
      if (part.empty()) continue;
      const std::size_t equals = part.find('=');
      if (equals == std::string_view::npos) return wrong("qualifiers", "a qualifier has no '='");
      auto value = decode(part.substr(equals + 1));
      if (!value) return wrong("qualifiers", "a value is not encoded rightly");
      if (!is_key(part.substr(0, equals)))
        return wrong("qualifiers", "a key is a letter, then letters, digits, '.', '-' and '_'");
      out.qualifiers.emplace_back(part.substr(0, equals), std::move(*value));
    }
    rest = rest.substr(0, mark);
  }
  rest = without_slashes(rest);
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return wrong("name", "it is missing");
  out.type = rest.substr(0, slash);
  rest = without_slashes(rest.substr(slash + 1));
  // An '@' that begins a segment is a scope of npm that was not encoded.
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos && at > 0 && rest[at - 1] != '/') {
    auto version = decode(rest.substr(at + 1));
    if (!version) return wrong("version", "it is not encoded rightly");
    out.version = std::move(*version);
    rest = rest.substr(0, at);
  } else if (at != std::string_view::npos && rest.find('/', at) == std::string_view::npos) {
    return wrong("name", "it is missing");
  }
  // Of a git repository the host is the namespace, and all that follows is the name.
  const bool is_git = is_the_word(out.type, "git");
  const std::size_t last = is_git ? rest.find('/') : rest.rfind('/');
  auto name_space = segments(last == std::string_view::npos ? std::string_view() : rest.substr(0, last), false, true);
  if (!name_space) return wrong("namespace", "it is not encoded rightly");
  out.name_space = std::move(*name_space);
  auto name = decode(last == std::string_view::npos ? rest : rest.substr(last + 1));
  if (!name) return wrong("name", "it is not encoded rightly");
  out.name = std::move(*name);
  return build(std::move(out));
}

}  // namespace crosswalk::artifacts::purl
