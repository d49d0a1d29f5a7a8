// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "document/document.h"

namespace crosswalk::facts {

/// The language that most of a document's prose is written in: an ISO 639-1 code, or "und" where too little tells.
///
/// Told from scripts and from the commonest words of each language. English wins where it is near the first place: documents
/// that mix English with terms of another language are English. Code blocks and notation do not count.
std::string language_of(const document::Document& document);

}  // namespace crosswalk::facts
