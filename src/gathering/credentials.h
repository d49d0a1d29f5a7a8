// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gathering/maker.h"

namespace crosswalk::gathering {

/// Whether a variable or option of this name holds a credential: its last word is "password", "token", "secret", "api key" or the
/// like ("DB_PASSWORD", "apiKey"; not "PASSWORD_MIN_LENGTH", "PWD"). One that ends in "_FILE" names a file with it, and holds
/// none.
bool names_credential(std::string_view name);

/// Whether a value has a credential in it, whatever it is called: a URL or connection string with a password, a private key.
bool holds_credential(std::string_view value);

/// The words of a command line, or of a list in one line; quotes keep white space together, a backslash the character behind it.
std::vector<std::string> words_of_command(std::string_view line);

/// Whether a command gives a credential to a program: "--password hunter2", "--token=...", a URL with a password. What begins
/// with '$' or
/// '%' is filled in when it runs, what begins with '/' is a file.
bool shows_credential(const std::vector<std::string>& words);

/// A URL or address without the user and password before the '@', and without its query.
std::string without_credentials(std::string_view url);

/// Whether a program of a container or unit gets its account from this text: a name alone, no expression and no address.
bool is_account_name(std::string_view text);

/// A variable of the environment of a program.
struct Variable {
  std::string name;
  /// What stands in the file; without those parts that come from elsewhere.
  std::string value;
  /// Where the value comes from otherwise: "secret db-login, key password".
  std::string source;
  Place place;
};

/// Remarks upon a command that shows_credential(); `program` is what runs it.
void remark_upon_command(Maker& maker, std::string_view program, const std::vector<std::string>& words, Place place);

/// Takes the accounts that variables state ("POSTGRES_USER" beside "POSTGRES_PASSWORD"; "MAIL_API_KEY"), and remarks upon
/// credentials by their names and lines. Never takes over the value of one. `program` is whose variables they are: "service db".
void take_accounts(Maker& maker, std::string_view program, const std::vector<Variable>& variables);

/// The accounts of operating systems as which programs run; one that several programs run as is one account.
class SystemAccounts {
 public:
  explicit SystemAccounts(Maker& maker) : maker_(maker) {}

  /// Notes a user ("lysvik", "1000") and a group, which may be empty, as which a program ("service web") runs.
  void take(std::string_view user, std::string_view group, std::string_view program, Place place);
  /// Adds what was noted to the entries. Call last.
  void finish();

 private:
  Maker& maker_;
  std::vector<std::pair<std::string, Maker::Draft>> drafts_;
  /// By the name that documents show.
  std::map<std::string, std::size_t, std::less<>> positions_;
};

}  // namespace crosswalk::gathering
