// SPDX-License-Identifier: Apache-2.0
#include "extraction/encoding/converters.h"

#include <iconv.h>

#include <initializer_list>
#include <vector>

#include "extraction/encoding/locale.h"

namespace crosswalk::extraction {
namespace {

std::vector<iconv_t> open_converters() {
  std::vector<iconv_t> out;
  for (const char* name : {"ISO-8859-1",   "ISO-8859-2",
                           "ISO-8859-3",   "ISO-8859-4",
                           "ISO-8859-5",   "ISO-8859-6",
                           "ISO-8859-7",   "ISO-8859-8",
                           "ISO-8859-9",   "ISO-8859-10",
                           "ISO-8859-11",  "ISO-8859-13",
                           "ISO-8859-14",  "ISO-8859-15",
                           "ISO-8859-16",  "WINDOWS-1250",
                           "WINDOWS-1251", "WINDOWS-1252",
                           "WINDOWS-1253", "WINDOWS-1254",
                           "WINDOWS-1255", "WINDOWS-1256",
                           "WINDOWS-1257", "WINDOWS-1258",
                           "IBM850",       "IBM852",
                           "IBM855",       "IBM866",
                           "IBM437",       "KOI8-R",
                           "KOI8-U",       "MACINTOSH",
                           "MAC-CYRILLIC", "MAC-CENTRALEUROPE",
                           "TIS-620",      "VISCII",
                           "SHIFT_JIS",    "CP932",
                           "EUC-JP",       "ISO-2022-JP",
                           "EUC-KR",       "UHC",
                           "GB2312",       "GBK",
                           "GB18030",      "HZ-GB-2312",
                           "BIG5",         "EUC-TW",
                           "ISO-2022-KR",  "UTF-16",
                           "UTF-16LE",     "UTF-16BE",
                           "UTF-32",       "UTF-32LE",
                           "UTF-32BE",     "UTF-7"}) {
    out.push_back(::iconv_open("UTF-8", name));
  }
  return out;
}

}  // namespace

void load_converters() {
  // Never closed: the process needs them to its end. Nobody reads the pointer, which a compiler has to keep all the same, as
  // whoever looks for lost memory goes by it.
  [[gnu::used]] static const auto* const open = new std::vector<iconv_t>(open_converters());
  const UnicodeLocale loaded;
}

}  // namespace crosswalk::extraction
