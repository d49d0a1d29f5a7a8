// SPDX-License-Identifier: Apache-2.0
#include "gathering/credentials.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"

namespace crosswalk::gathering {
namespace {

using Words = std::vector<std::string>;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The words of a name in small letters: "dbPassword", "DB_PASSWORD", "db-password" are the same two.
Words words_of(std::string_view name) {
  Words out;
  bool begin = true;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
      begin = true;
      continue;
    }
    if (begin || (is_upper(c) && i > 0 && is_lower(name[i - 1]))) out.emplace_back();
    begin = false;
    out.back() += base::to_lower(std::string_view(&c, 1));
  }
  return out;
}

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 17> secret_words = {
    "password", "passwd", "pass",       "pwd",         "passphrase", "passcode",   "requirepass", "secret",   "secrets",
    "token",    "apikey", "credential", "credentials", "creds",      "privatekey", "secretkey",   "accesskey"};
/// Words before "key" that make it a credential; "public key" and "primary key" are none.
constexpr std::array<std::string_view, 14> key_words = {"api",     "private", "secret",  "access", "encryption",
                                                        "signing", "master",  "auth",    "shared", "jwt",
                                                        "hmac",    "crypto",  "license", "session"};
constexpr std::array<std::string_view, 6> password_words = {"password", "passwd", "pass", "pwd", "passphrase", "secret"};
constexpr std::array<std::string_view, 4> user_words = {"user", "username", "login", "admin"};
/// Words that say that an account is one of a database. Source: variables of the official images and of common frameworks.
constexpr std::array<std::string_view, 20> database_words = {
    "postgres", "postgresql", "pg",   "mysql",      "mariadb",    "mongo",    "mongodb", "mssql", "oracle",    "redis",
    "db",       "database",   "jdbc", "datasource", "clickhouse", "influxdb", "couchdb", "neo4j", "cassandra", "pgsql"};

bool is_file_name(const Words& words) { return !words.empty() && (words.back() == "file" || words.back() == "path"); }

bool says_credential(Words words) {
  while (!words.empty() && std::all_of(words.back().begin(), words.back().end(), is_digit)) words.pop_back();
  if (words.empty()) return false;
  std::string last = words.back();
  while (!last.empty() && is_digit(last.back())) last.pop_back();
  if (words.size() == 1 && (last == "pwd" || last == "pass")) return false;
  if (is_one_of(last, secret_words)) return true;
  if (words.size() < 2) return false;
  const std::string& before = words[words.size() - 2];
  return last == "key" && is_one_of(before, key_words);
}

bool is_switch(std::string_view value) {
  const std::string small = base::to_lower(base::trim(value));
  constexpr std::array<std::string_view, 8> switches = {"true", "false", "yes", "no", "on", "off", "0", "1"};
  return is_one_of(small, switches);
}

/// Whether "user:password@" stands before the host of a URL.
bool has_password_in_url(std::string_view value) {
  for (std::size_t at = value.find("://"); at != std::string_view::npos; at = value.find("://", at + 3)) {
    const std::string_view rest =
        value.substr(at + 3, std::min(value.find_first_of("/?# \t\n\"'", at + 3), value.size()) - at - 3);
    const std::size_t end = rest.rfind('@');
    if (end == std::string_view::npos) continue;
    const std::size_t colon = rest.find(':');
    if (colon >= end || colon + 1 == end) continue;
    // What is filled in later stands in no file.
    const std::string_view password = rest.substr(colon + 1);
    if (!password.starts_with("${") && !password.starts_with("$(")) return true;
  }
  return false;
}

/// Whether a connection string ("Server=db;Password=...") or a list of options ("user=a,password=...") has a password.
bool has_password_in_pairs(std::string_view value) {
  std::size_t from = 0;
  while (from < value.size()) {
    const std::size_t end = std::min(value.find_first_of(";,& ?\t\n", from), value.size());
    const std::string_view pair = value.substr(from, end - from);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && equals + 1 < pair.size() && says_credential(words_of(pair.substr(0, equals))) &&
        !is_switch(pair.substr(equals + 1))) {
      return true;
    }
    from = end + 1;
  }
  return false;
}

bool is_api_key(const Words& words) {
  return !words.empty() &&
         (words.back() == "apikey" || (words.size() > 1 && words.back() == "key" && words[words.size() - 2] == "api"));
}

/// Finds the variable with the password of the account that another names.
class Pairs {
 public:
  explicit Pairs(const std::vector<Variable>& variables) {
    for (const Variable& each : variables) {
      words_.push_back(words_of(each.name));
      Words rest = words_.back();
      if (is_file_name(rest)) rest.pop_back();
      if (rest.size() < 2 || !is_one_of(rest.back(), password_words)) continue;
      rest.pop_back();
      passwords_.try_emplace(base::join(rest, " "), words_.size() - 1);
    }
  }

  [[nodiscard]] const Words& words(std::size_t i) const { return words_[i]; }

  /// "POSTGRES_PASSWORD" or "POSTGRES_PASSWORD_FILE" for "POSTGRES_USER"; "KEYCLOAK_ADMIN_PASSWORD" for "KEYCLOAK_ADMIN".
  [[nodiscard]] std::optional<std::size_t> password_of(std::size_t user) const {
    Words stem = words_[user];
    if (stem.empty() || !is_one_of(stem.back(), user_words)) return std::nullopt;
    if (const auto own = find(stem)) return own;
    if (stem.back() == "admin") return std::nullopt;
    stem.pop_back();
    return find(stem);
  }

 private:
  [[nodiscard]] std::optional<std::size_t> find(const Words& stem) const {
    const auto found = passwords_.find(base::join(stem, " "));
    return found == passwords_.end() ? std::nullopt : std::optional(found->second);
  }

  std::vector<Words> words_;
  std::map<std::string, std::size_t, std::less<>> passwords_;
};

/// Where the credential is, in words, without it.
std::string where_is(const Variable& variable, std::string_view program) {
  std::string out = "in the variable " + variable.name + " of " + std::string(program);
  if (!variable.source.empty()) out += " (" + variable.source + ")";
  if (is_file_name(words_of(variable.name)) && !variable.value.empty() && !holds_credential(variable.value)) {
    out = "in the file " + variable.value + " (variable " + variable.name + " of " + std::string(program) + ")";
  }
  return out;
}

void take_pair(Maker& maker, std::string_view program, const Variable& user, const Variable& password, const Words& words) {
  const bool database = std::any_of(words.begin(), words.end(), [](const auto& word) { return is_one_of(word, database_words); });
  const std::string kind = database ? "database" : "";
  const std::string name = std::string(base::trim(user.value));
  if (!maker.is_first("account " + kind + " " + name)) return;
  auto draft = maker.begin("accounts", user.place);
  draft.say("name", name, user.place).say("kind", kind, user.place);
  draft.say("credential", where_is(password, program), password.place);
  maker.add(std::move(draft), (database ? "db-" : "account-") + name);
}

void take_api_key(Maker& maker, std::string_view program, const Variable& variable) {
  if (!maker.is_first("account api_key " + variable.name)) return;
  auto draft = maker.begin("accounts", variable.place);
  draft.say("name", variable.name, variable.place).say("kind", "api_key", variable.place);
  draft.say("credential", where_is(variable, program), variable.place);
  maker.add(std::move(draft), "key-" + variable.name);
}

}  // namespace

bool names_credential(std::string_view name) {
  const Words words = words_of(name);
  return !is_file_name(words) && says_credential(words);
}

bool holds_credential(std::string_view value) {
  return has_password_in_url(value) || has_password_in_pairs(value) ||
         (value.find("-----BEGIN") != std::string_view::npos && value.find("PRIVATE KEY") != std::string_view::npos);
}

std::vector<std::string> words_of_command(std::string_view line) {
  std::vector<std::string> out;
  bool open = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      open = false;
      continue;
    }
    if (!open) out.emplace_back();
    open = true;
    if (c == '\\' && i + 1 < line.size()) {
      out.back() += line[++i];
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else {
      out.back() += c;
    }
  }
  return out;
}

bool shows_credential(const std::vector<std::string>& words) {
  const auto is_value = [](std::string_view text) {
    return !text.empty() && std::string_view("$%-/").find(text.front()) == std::string_view::npos && !is_switch(text);
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const std::size_t equals = word.find('=');
    const bool assigned = equals != std::string::npos && is_value(std::string_view(word).substr(equals + 1));
    if (holds_credential(word) && (equals == std::string::npos || assigned)) return true;
    if (assigned && names_credential(std::string_view(word).substr(0, equals))) return true;
    const bool option = word.starts_with('-') && equals == std::string::npos;
    if (option && names_credential(word) && i + 1 < words.size() && is_value(words[i + 1])) return true;
  }
  return false;
}

std::string without_credentials(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t from = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t end = std::min(url.find_first_of("/?#", from), url.size());
  const std::size_t at = url.substr(from, end - from).rfind('@');
  std::string out(url.substr(0, from));
  std::string_view rest = url.substr(at == std::string_view::npos ? from : from + at + 1);
  rest = rest.substr(0, rest.find_first_of("?#"));
  // What is no address before the '@' may be half a credential.
  const std::size_t stray = rest.rfind('@');
  return out + std::string(stray == std::string_view::npos ? rest : rest.substr(stray + 1));
}

bool is_account_name(std::string_view text) {
  text = base::trim(text);
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_upper(c) || is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
  });
}

void remark_upon_command(Maker& maker, std::string_view program, const std::vector<std::string>& words, Place place) {
  if (!shows_credential(words)) return;
  maker.remark(place, "a credential stands in the command of " + std::string(program) + "; it is not taken over",
               "give it in a file, and change it where others have had this one");
}

void take_accounts(Maker& maker, std::string_view program, const std::vector<Variable>& variables) {
  const Pairs pairs(variables);
  std::vector<bool> explained(variables.size());
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto password = pairs.password_of(i);
    if (!password || !is_account_name(variables[i].value) || is_switch(variables[i].value)) continue;
    explained[*password] = true;
    take_pair(maker, program, variables[i], variables[*password], pairs.words(i));
  }
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Variable& each = variables[i];
    const bool secret = names_credential(each.name) && !is_switch(each.value);
    const bool written = !base::trim(each.value).empty() && (secret || holds_credential(each.value));
    const bool of_nobody = secret && !explained[i] && !is_api_key(pairs.words(i));
    if (written) {
      maker.remark(each.place,
                   "a credential of " + std::string(program) + " stands in this file: " + each.name + "; it is not taken over" +
                       (of_nobody ? ", and nothing says of which account it is" : ""),
                   "keep it elsewhere, and change it where others have had the file");
    } else if (of_nobody) {
      maker.remark(each.place,
                   std::string(program) + " has a credential, " + each.name + ", and nothing says of which account it is",
                   "add the account to 'accounts'");
    }
    if (secret && !explained[i] && !of_nobody) take_api_key(maker, program, each);
  }
}

void SystemAccounts::take(std::string_view user, std::string_view group, std::string_view program, Place place) {
  if (!is_account_name(user)) {
    maker_.remark(place, "the user of " + std::string(program) + " is no name that stands in this file",
                  "add the account to 'accounts'");
    return;
  }
  const std::string name(base::trim(user));
  const std::string with = is_account_name(group) ? name + " (group " + std::string(base::trim(group)) + ")" : name;
  const auto [found, fresh] = positions_.try_emplace(with, drafts_.size());
  if (fresh) {
    drafts_.emplace_back(name, maker_.begin("accounts", place));
    drafts_.back().second.say("name", with, place).say("kind", "operating_system", place);
  }
  drafts_[found->second].second.say("purpose", "Runs " + std::string(program), place);
}

void SystemAccounts::finish() {
  for (auto& [name, draft] : drafts_) maker_.add(std::move(draft), "os-" + name);
  drafts_.clear();
  positions_.clear();
}

}  // namespace crosswalk::gathering
