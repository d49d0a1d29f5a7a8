// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "fetching/protocol.h"
#include "platform/confinement.h"
#include "platform/program.h"

namespace crosswalk::fetching {

/// Sends requests through a helper (crosswalk-opinion, crosswalk-fetch): only they have code for the network, this program
/// connects to nothing.
/// The helper is started with the first request, may write no file and start no process, has limited memory, and is killed and
/// started anew when it does not answer in time.
class Fetcher {
 public:
  /// `helper`: the path of the program. `package`: the Debian package that it is in, for people who lack it. `unsandboxed`:
  /// whether to go on where the system offers no confinement.
  /// Errors: program_missing, saying what to install; sandbox_unavailable.
  static base::Result<Fetcher> create(const std::string& helper, const std::string& package, bool unsandboxed);

  /// Sends one request and waits for the answer, at most little longer than the request says. A helper that fails is an answer
  /// with the problem "not_sent"; where the user wants to end, "timed_out".
  FetchAnswer fetch(const FetchRequest& request);

 private:
  Fetcher() = default;

  std::string helper_;
  std::shared_ptr<const platform::ReadyConfinement> confinement_;
  std::optional<platform::Program> program_;
};

}  // namespace crosswalk::fetching
