// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <span>
#include <string>

#include "base/result.h"

namespace crosswalk::store {

/// What brings a database from one layout to the next; the first one makes it. SQL of several statements.
using Migration = const char*;

/// Makes the last layout in an empty database, within the transaction that the caller began. False: it could not be done.
bool make_layout(sqlite3* database, std::span<const Migration> migrations);

/// Brings a database to the last layout: migration N makes layout N+1, which stands in `PRAGMA user_version`. All in one
/// transaction. Where it holds a layout already a copy is put beside it first, as "PATH.layout-N"; one that is there is replaced.
///
/// Errors: not_writable, disk_full; register_newer where its layout is newer than the last.
base::Result<void> migrate(sqlite3* database, const std::string& path, std::span<const Migration> migrations);

/// Puts a copy of a database into the file `path`, whole or not at all. Errors: not_writable, disk_full.
base::Result<void> copy_database(sqlite3* database, const std::string& path);

}  // namespace crosswalk::store
