// SPDX-License-Identifier: Apache-2.0
#include "fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace crosswalk::fetching {
namespace {

constexpr std::uint64_t kMostHead = 64 << 10;
constexpr std::int64_t kMostConnecting = 15'000;

struct CleanUp {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// What came so far.
struct Coming {
  std::string body;
  std::uint64_t most = 0;
  std::uint64_t head = 0;
  bool too_large = false;
  bool loopback_only = false;
  bool elsewhere = false;
};

std::size_t take_body(const char* bytes, std::size_t size, std::size_t count, void* to) {
  auto& coming = *static_cast<Coming*>(to);
  if (size * count > coming.most - coming.body.size()) {
    coming.too_large = true;
    return 0;
  }
  coming.body.append(bytes, size * count);
  return size * count;
}

std::size_t take_head(const char* /*bytes*/, std::size_t size, std::size_t count, void* to) {
  auto& coming = *static_cast<Coming*>(to);
  coming.head += size * count;
  coming.too_large = coming.too_large || coming.head > kMostHead;
  return coming.too_large ? 0 : size * count;
}

bool is_loopback(const curl_sockaddr& address) {
  if (address.family == AF_INET) {
    sockaddr_in place{};
    std::memcpy(&place, &address.addr, sizeof place);
    return (ntohl(place.sin_addr.s_addr) >> 24U) == 127;
  }
  if (address.family == AF_INET6 && address.addrlen >= sizeof(sockaddr_in6)) {
    sockaddr_in6 place{};
    // libcurl keeps longer addresses behind the member than its type says.
    std::memcpy(&place, static_cast<const void*>(&address.addr), sizeof place);
    return IN6_IS_ADDR_LOOPBACK(&place.sin6_addr) != 0;
  }
  return false;
}

/// Asked for a socket with the address that it will be connected to, after all names were resolved.
curl_socket_t open_socket(void* to, curlsocktype purpose, curl_sockaddr* address) {
  auto& coming = *static_cast<Coming*>(to);
  if (purpose != CURLSOCKTYPE_IPCXN || (coming.loopback_only && !is_loopback(*address))) {
    coming.elsewhere = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::string problem_of(CURLcode code, const Coming& coming) {
  if (coming.too_large) return "too_large";
  if (coming.elsewhere) return "not_sent";
  switch (code) {
    case CURLE_OK:
      return "none";
    case CURLE_OPERATION_TIMEDOUT:
      return "timed_out";
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return "no_connection";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
      return "no_trust";
    case CURLE_FILESIZE_EXCEEDED:
      return "too_large";
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_FAILED_INIT:
    case CURLE_OUT_OF_MEMORY:
    case CURLE_BAD_FUNCTION_ARGUMENT:
      return "not_sent";
    default:
      return "cut_off";
  }
}

}  // namespace

FetchAnswer fetch(const FetchRequest& request) {
  FetchAnswer out;
  out.problem = "not_sent";
  // Each request has a handle, hence a connection, of its own: nothing is left from one to the next.
  const std::unique_ptr<CURL, CleanUp> handle(curl_easy_init());
  if (handle == nullptr) return out;
  Coming coming;
  coming.most = request.most_bytes;
  coming.loopback_only = request.loopback_only;
  bool set = true;
  const auto option = [&](CURLoption name, auto value) { set = set && curl_easy_setopt(handle.get(), name, value) == CURLE_OK; };

  std::unique_ptr<curl_slist, CleanUp> head;
  const auto add = [&](const std::string& line) {
    curl_slist* const longer = curl_slist_append(head.get(), line.c_str());
    set = set && longer != nullptr;
    if (longer != nullptr) {
      static_cast<void>(head.release());
      head.reset(longer);
    }
  };
  const bool posting = request.method == Method::post;
  if (posting) {
    add("Content-Type: application/json");
    add("Accept: application/json");
    // The answer to it would only cost time.
    add("Expect:");
  }
  if (!request.key.empty()) add("Authorization: Bearer " + request.key);

  option(CURLOPT_URL, request.url.c_str());
  option(CURLOPT_PROTOCOLS_STR, request.loopback_only ? "http" : "https");
  option(CURLOPT_FOLLOWLOCATION, 0L);
  option(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  option(CURLOPT_HTTP09_ALLOWED, 0L);
  option(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // An empty proxy is none, whatever the environment says.
  option(CURLOPT_PROXY, request.proxy.c_str());
  option(CURLOPT_NOPROXY, "");
  option(CURLOPT_NOSIGNAL, 1L);
  option(CURLOPT_SSL_VERIFYPEER, 1L);
  option(CURLOPT_SSL_VERIFYHOST, 2L);
  option(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!request.ca_file.empty()) {
    option(CURLOPT_CAINFO, request.ca_file.c_str());
    option(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  option(CURLOPT_TIMEOUT_MS, static_cast<long>(request.milliseconds));
  option(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(request.milliseconds, kMostConnecting)));
  option(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.most_bytes));
  option(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  option(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&coming));
  option(CURLOPT_HEADERFUNCTION, &take_head);
  option(CURLOPT_HEADERDATA, static_cast<void*>(&coming));
  option(CURLOPT_WRITEFUNCTION, &take_body);
  option(CURLOPT_WRITEDATA, static_cast<void*>(&coming));
  option(CURLOPT_HTTPHEADER, head.get());
  if (posting) {
    option(CURLOPT_POST, 1L);
    option(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    option(CURLOPT_POSTFIELDS, request.body.data());
  } else {
    option(CURLOPT_HTTPGET, 1L);
    option(CURLOPT_USERAGENT, "crosswalk-fetch");
  }
  // What could not be set might be what keeps it here.
  if (!set) return out;

  const CURLcode code = curl_easy_perform(handle.get());
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  out.problem = problem_of(code, coming);
  out.status = static_cast<int>(std::clamp(status, 0L, 999L));
  const char* location = nullptr;
  curl_easy_getinfo(handle.get(), CURLINFO_REDIRECT_URL, &location);
  if (location != nullptr) out.location = location;
  if (out.problem == "none") out.body = std::move(coming.body);
  return out;
}

}  // namespace crosswalk::fetching
