// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace crosswalk::platform {

/// The value of an environment variable; empty where it is unset.
std::string environment(const std::string& name);

/// The folder of the running program, absolute. Errors: not_readable.
base::Result<std::string> executable_folder();
/// The running program itself, absolute. Errors: not_readable.
base::Result<std::string> executable_path();

/// The user's folder for settings of Crosswalk. Need not exist; empty where neither XDG_CONFIG_HOME nor HOME is set.
/// Source: XDG Base Directory Specification 0.8.
std::string config_folder();
/// The user's folder for what can be made again. Need not exist; empty where neither XDG_CACHE_HOME nor HOME is set.
/// Source: XDG Base Directory Specification 0.8.
std::string cache_folder();
/// The user's folder for what is kept from run to run and is no setting, such as logs. Need not exist; empty where neither
/// XDG_STATE_HOME nor HOME is set.
/// Source: XDG Base Directory Specification 0.8.
std::string state_folder();

/// The user's folder for data of Crosswalk that were fetched. Need not exist; empty where neither XDG_DATA_HOME nor HOME is set.
/// Source: XDG Base Directory Specification 0.8.
std::string user_data_folder();

/// The folder that holds packs/ and schemas/: the environment variable CROSSWALK_DATA if it is set; the source folder for a
/// program in its build tree; ../share/crosswalk beside the program's folder otherwise. Errors: not_found.
base::Result<std::string> data_folder();

}  // namespace crosswalk::platform
