// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace crosswalk::extraction {

/// Loads the conversions of the character encodings that documents are found in, and the locale of file names in archives: within
/// a sandbox no module can be opened. To be called before a process that reads files is locked in. Converters that stay open keep
/// them loaded. All others are unknown to iconv then, also those that a hostile file may name.
void load_converters();

}  // namespace crosswalk::extraction
