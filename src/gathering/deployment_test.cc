// SPDX-License-Identifier: Apache-2.0
#include "gathering/deployment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "gathering/credentials.h"
#include "gathering/image.h"
#include "gathering/interpolation.h"
#include "gathering/maker.h"
#include "gathering/network.h"
#include "gathering/testing.h"

namespace crosswalk::gathering {
namespace {

using testing::HasSubstr;

TEST(Deployment, KnowsFilesByNameAndContent) {
  using K = DeploymentKind;
  EXPECT_EQ(kind_of("deploy/docker-compose.yml", ""), K::compose);
  EXPECT_EQ(kind_of("compose.override.yaml", ""), K::compose);
  EXPECT_EQ(kind_of("stack.yaml", "version: \"3\"\nservices:\n  # one\n  a: {image: x}\n"), K::compose);
  EXPECT_EQ(kind_of("stack.json", "{\"services\": {\"a\": {\"image\": \"x\"}}}"), K::compose);
  EXPECT_EQ(kind_of("web.yaml", "---\napiVersion: v1\nkind: Service\n"), K::kubernetes);
  EXPECT_EQ(kind_of("all.json", "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[]}"), K::kubernetes);
  EXPECT_EQ(kind_of("/etc/systemd/system/lysvik.service", ""), K::systemd);
  EXPECT_EQ(kind_of("lysvik.socket.d/ports.conf", "[Socket]\n"), K::systemd);
  EXPECT_EQ(kind_of("unit.conf", "[Unit]\nDescription=x\n"), K::systemd);
  EXPECT_EQ(kind_of("nginx.conf", ""), K::nginx);
  EXPECT_EQ(kind_of("sites-enabled/default", "server {\n  listen 80;\n}\n"), K::nginx);
  EXPECT_EQ(kind_of("conf.d/tls.conf", "ssl_protocols TLSv1.3;\n"), K::nginx);
}

TEST(Deployment, KnowsWhatIsNoDeploymentFile) {
  EXPECT_EQ(kind_of("releases/4.3.0.yaml", "release:\n  product: x\n"), std::nullopt);
  EXPECT_EQ(kind_of("notes.md", "server {\n listen 80;\n}\n"), std::nullopt);
  EXPECT_EQ(kind_of("my.conf", "key = value\n"), std::nullopt);
  EXPECT_EQ(kind_of("README", "server is a word\n"), std::nullopt);
  EXPECT_EQ(kind_of("", ""), std::nullopt);
  EXPECT_EQ(kind_of("ci.yml", "services:\n  - postgres\njob:\n  image: x\n"), std::nullopt);
  EXPECT_EQ(kind_of("services.yaml", "services:\n  App\\Controller:\n    public: true\n"), std::nullopt);
  EXPECT_EQ(kind_of("sbom.json", "{\"bomFormat\": \"CycloneDX\", \"services\": []}"), std::nullopt);
}

TEST(Deployment, EntriesStandInTheOrderOfGroups) {
  const Gathering made = gather_deployment(
      DeploymentKind::compose,
      "services:\n  a: {image: \"x:1\", user: app, read_only: true, platform: linux/arm64, ports: [\"1:1\"]}\n", "c");
  std::vector<std::string> groups;
  for (const Gathered& each : made.entries) groups.push_back(each.group);
  EXPECT_EQ(groups, (std::vector<std::string>{"requirements", "interfaces", "hardening", "accounts", "items"}));
}

TEST(Deployment, WhatItGivesIsWhatReleaseFilesMaySay) {
  const std::vector<std::pair<DeploymentKind, std::string>> all = {
      {DeploymentKind::compose,
       "services: {a: {image: \"x:1\", user: a, ports: [\"1-3:1-3/sctp\", \"5:5\"], devices: [/dev/sr0], environment: "
       "{X_API_KEY: }}}"},
      {DeploymentKind::systemd, "[Socket]\nListenStream=/x\nListenDatagram=5\nListenSequentialPacket=6\n[Service]\nUser=a\n"},
      {DeploymentKind::nginx, "http { server { listen 80; proxy_pass http://a; } access_log /x; }"},
      {DeploymentKind::kubernetes, "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}"},
  };
  for (const auto& [kind, text] : all) {
    for (const Gathered& each : gather_deployment(kind, text, "f").entries) {
      const release::GroupSpec* group = release::find_group(each.group);
      ASSERT_NE(group, nullptr) << each.group;
      for (const auto& [name, fact] : each.entry.facts) {
        const release::FieldSpec* field = group->find(name);
        ASSERT_NE(field, nullptr) << each.group << "." << name;
        if (field->kind == release::FieldKind::word) {
          EXPECT_THAT("|" + std::string(field->words) + "|", HasSubstr("|" + fact.texts.at(0) + "|"));
        }
      }
    }
  }
}

/// A release file of what was gathered, each fact with its value and origin in quotes.
std::string release_file_of(const Gathering& gathering) {
  const auto quoted = [](const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
    return out + "\"";
  };
  std::string out = "release: {product: x, version: \"1\"}\n";
  std::string group;
  for (const Gathered& each : gathering.entries) {
    const bool list = release::find_group(each.group)->list;
    if (group != each.group) out += each.group + ":\n";
    group = each.group;
    out += list ? "  - {" : "  {";
    for (const auto& [name, fact] : each.entry.facts) {
      std::string texts;
      for (const std::string& text : fact.texts) texts += (texts.empty() ? "" : ", ") + quoted(text);
      if (fact.texts.size() > 1) texts = "[" + texts + "]";
      out += name + ": {value: " + texts + ", origin: " + quoted(fact.origin) + "}, ";
    }
    out += "}\n";
  }
  return out;
}

TEST(Deployment, WhatItGivesMakesAReleaseFileWithoutMistakes) {
  const std::string folder = std::string(CROSSWALK_SOURCE_DIR) + "/src/gathering/testdata/fuzz/deployment/";
  for (const char* name : {"compose.yaml", "kubernetes.yaml", "receiver.service", "ports.socket", "nginx.conf"}) {
    std::ifstream stream(folder + name);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const auto kind = kind_of(name, bytes);
    ASSERT_TRUE(kind) << name;
    const Gathering made = gather_deployment(*kind, bytes, name);
    EXPECT_FALSE(made.entries.empty()) << name;
    packs::Diagnostics diagnostics;
    const auto facts = release::read_release(release_file_of(made), name, diagnostics);
    ASSERT_TRUE(facts) << name << "\n" << diagnostics.text();
    release::check_release(*facts, {}, diagnostics);
    EXPECT_EQ(diagnostics.text(), "") << name;
  }
}

Gathered interface_of(const std::string& id, std::initializer_list<std::pair<const char*, const char*>> facts) {
  Gathered out;
  out.group = "interfaces";
  out.entry.facts["id"] = {{id}, 1, 1, "f, line 1"};
  for (const auto& [name, text] : facts) out.entry.facts[name] = {{text}, 2, 3, "g, line 2"};
  return out;
}

TEST(Deployment, MergesInterfacesOfTheSamePort) {
  Gathering made;
  made.entries.push_back(
      interface_of("a", {{"port", "443"}, {"transport", "tcp"}, {"direction", "in"}, {"name", "x"}, {"default", "closed"}}));
  made.entries.push_back(interface_of("b", {{"port", "443"}, {"transport", "udp"}, {"direction", "in"}, {"name", "x"}}));
  made.entries.push_back(interface_of("c", {{"port", "443"},
                                            {"transport", "tcp"},
                                            {"direction", "in"},
                                            {"name", "y"},
                                            {"default", "open"},
                                            {"can_be_closed", "yes"}}));
  made.entries.push_back(interface_of(
      "d", {{"port", "443"}, {"transport", "tcp"}, {"direction", "in"}, {"can_be_closed", "no"}, {"protocol", "HTTPS"}}));
  made.entries.push_back(interface_of("e", {{"port", "443"}, {"transport", "tcp"}, {"direction", "out"}, {"peer", "p"}}));
  made.entries.push_back(interface_of("f", {{"port", "443"}, {"transport", "tcp"}, {"direction", "out"}, {"peer", "q"}}));
  made.entries.push_back(interface_of("g", {{"direction", "in"}}));
  made.entries.push_back(interface_of("h", {{"direction", "in"}}));
  merge_interfaces(made);
  EXPECT_EQ(written(made),
            "interfaces: default=open, direction=in, id=a, name=x; y, port=443, protocol=HTTPS (in part), transport=tcp\n"
            "interfaces: direction=in, id=b, name=x, port=443, transport=udp\n"
            "interfaces: direction=out, id=e, peer=p, port=443, transport=tcp\n"
            "interfaces: direction=out, id=f, peer=q, port=443, transport=tcp\n"
            "interfaces: direction=in, id=g\n"
            "interfaces: direction=in, id=h\n");
  EXPECT_THAT(made.remarks.text(), HasSubstr("g:2:3: warning: 'can_be_closed' of port 443 is said in two ways"));
}

TEST(Deployment, AnotherSourceMayJustNotKnow) {
  Gathering made;
  made.entries.push_back(interface_of("a", {{"port", "443"}, {"transport", "tcp"}, {"direction", "in"}, {"name", "web"}}));
  made.entries.push_back(interface_of(
      "b", {{"port", "443"}, {"transport", "tcp"}, {"direction", "in"}, {"name", "nginx"}, {"encryption", "TLSv1.3"}}));
  for (auto& [name, fact] : made.entries[1].entry.facts) fact.origin = "other, line 7";
  merge_interfaces(made);
  EXPECT_EQ(written(made), "interfaces: direction=in, encryption=TLSv1.3, id=a, name=web; nginx, port=443, transport=tcp\n");
  EXPECT_EQ(made.entries[0].entry.find("port")->origin, "g, line 2; other, line 7");
}

TEST(Deployment, NamesOfCredentials) {
  for (const char* name : {"POSTGRES_PASSWORD", "apiKey", "API_KEY", "dbPassword", "JWT_SECRET", "AUTH_TOKEN",
                           "AWS_SECRET_ACCESS_KEY", "PASSWORD2", "smtp-pass", "signing.key"}) {
    EXPECT_TRUE(names_credential(name)) << name;
  }
  for (const char* name :
       {"PASSWORD_MIN_LENGTH", "PWD", "PUBLIC_KEY", "TOKEN_TTL", "PASSWORD_FILE", "USER", "", "SECRET_NAME", "compass", "1"}) {
    EXPECT_FALSE(names_credential(name)) << name;
  }
}

TEST(Deployment, ValuesWithCredentials) {
  for (const char* value : {"postgres://u:p@h/d", "Server=db;Password=x", "-----BEGIN RSA PRIVATE KEY-----",
                            "https://h/?token=abc", "a redis://:pw@h", "username=a,password=b"}) {
    EXPECT_TRUE(holds_credential(value)) << value;
  }
  for (const char* value : {"postgres://u@h/d", "postgres://u:@h/d", "https://h:80/a@b", "password", "", "Server=db;Encrypt=yes",
                            "http://h/@a:b", "pg://u:${PW}@h"}) {
    EXPECT_FALSE(holds_credential(value)) << value;
  }
  EXPECT_EQ(without_credentials("https://u:p@h:1/x?token=y"), "https://h:1/x");
  EXPECT_EQ(without_credentials("u:p@h"), "h");
}

TEST(Deployment, NamesOfImages) {
  const auto image = read_image("localhost:5000/a/b:1.0_x");
  ASSERT_TRUE(image);
  EXPECT_EQ(image->registry, "localhost:5000");
  EXPECT_EQ(image->path, "a/b");
  EXPECT_EQ(image->tag, "1.0_x");
  EXPECT_EQ(read_image("nginx")->purl(), "");
  EXPECT_EQ(read_image("library/nginx:1.27")->purl(), "pkg:docker/library/nginx@1.27");
  EXPECT_EQ(read_image("nginx@sha256:" + std::string(64, 'a'))->purl(),
            "pkg:oci/nginx@sha256:" + std::string(64, 'a') + "?repository_url=docker.io%2Flibrary%2Fnginx");
  for (const char* text : {"", "a b", ":x", "a:", "a@sha256:zz", "a//b", "-a", "a/", "http://a/b"}) {
    EXPECT_FALSE(read_image(text)) << text;
  }
}

TEST(Deployment, VariablesOfCompose) {
  EXPECT_EQ(interpolate("a$$b ${X:-1}${Y-2} $$").text, "a$b 12 $");
  EXPECT_EQ(interpolate("${A:-${B:-deep}}").text, "deep");
  EXPECT_EQ(interpolate("$A-${B}${C:?m}${D:+x}").unknown, (std::vector<std::string>{"A", "B", "C", "D"}));
  for (const char* text : {"${", "${}", "${1}", "$", "$-", "${A:x}"}) {
    EXPECT_TRUE(interpolate(text).malformed || interpolate(text).text == "$") << text;
  }
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "${A:-";
  EXPECT_TRUE(interpolate(deep + std::string(10'000, '}')).malformed);
}

TEST(Deployment, PortsAndHosts) {
  EXPECT_EQ(read_ports("1-65535")->text(), "1-65535");
  for (const char* text : {"0", "65536", "", "-", "1-", "-1", "2-1", "1-2-3", "a", "99999999999"})
    EXPECT_FALSE(read_ports(text)) << text;
  EXPECT_EQ(read_host_port("[::1]:80")->host, "::1");
  EXPECT_FALSE(read_host_port("[::1]x"));
  EXPECT_FALSE(read_host_port("[::1"));
  EXPECT_FALSE(read_host_port(":80"));
  EXPECT_EQ(read_url("HTTPS://u:p@h:1/x?y")->host.host, "h");
}

TEST(Deployment, TextIsOneLineAndIdsAreUnique) {
  Maker maker("f");
  for (int i = 0; i < 3; ++i) {
    auto draft = maker.begin("interfaces", {1, 1});
    draft.say("name",
              "a\n\x1b[31m\xE2\x80\xAE"
              "b",
              {1, 1});
    maker.add(std::move(draft), "a b/c");
  }
  auto draft = maker.begin("interfaces", {1, 1});
  draft.say("name", std::string(3000, 'x'), {4, 5});
  maker.add(std::move(draft), "a-b-c-2");
  const Gathering made = maker.finish();
  EXPECT_EQ(written(made),
            "interfaces: id=a-b-c, name=a \\x1B[31m\\u{202E}b\n"
            "interfaces: id=a-b-c-2, name=a \\x1B[31m\\u{202E}b\n"
            "interfaces: id=a-b-c-3, name=a \\x1B[31m\\u{202E}b\n"
            "interfaces: id=a-b-c-2-2\n");
  EXPECT_THAT(made.remarks.text(), HasSubstr("f:4:5: warning: 'name' is too long"));
}

/// Files that are made to take long; each has to be done with in well under the seconds that an ordinary machine may need for it.
TEST(Deployment, HostileFilesTakeNoLongerThanTheirSize) {
  const auto repeat = [](std::string_view text, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += text;
    return out;
  };
  constexpr std::size_t size = 300'000;
  std::string keys = "services: {a: {environment: {";
  for (int i = 0; keys.size() < size; ++i) keys += "A" + std::to_string(i) + "_USER: x, ";
  std::string mounts = "services: {a: {volumes: [";
  for (int i = 0; mounts.size() < size; ++i) mounts += "v" + std::to_string(i) + ":/x,";
  const std::vector<std::pair<DeploymentKind, std::string>> all = {
      {DeploymentKind::compose, keys + "}}}"},
      {DeploymentKind::compose, mounts + "]}}"},
      {DeploymentKind::compose, "services: {" + std::string(300'000, 'n') + ": {ports: [" + repeat("'1:1',", size) + "]}}"},
      {DeploymentKind::kubernetes, repeat("{{", size)},
      {DeploymentKind::kubernetes, repeat("---\n", size)},
      {DeploymentKind::kubernetes, "{apiVersion: v1, kind: Service, metadata: {name: " + std::string(300'000, 'n') +
                                       "}, spec: {type: NodePort, ports: [" + repeat("{nodePort: 1},", size) + "]}}"},
      {DeploymentKind::systemd, "[Socket]\nService=" + std::string(100'000, 'n') + "\n" + repeat("ListenStream=1\n", 150'000)},
      {DeploymentKind::systemd, "[Service]\n" + repeat("\\\n", 200'000)},
      {DeploymentKind::nginx, "http { server { " + repeat("listen 1;", size / 2) + repeat("location / {}", size / 2) + "}}"},
      {DeploymentKind::nginx, "http { " + repeat("server{listen 1;}", size / 2) + repeat("allow 1;", size / 2) + "}"},
      {DeploymentKind::nginx, "location " + std::string(300'000, 'n') + " {" + repeat("server_tokens x;", size) + "}"},
      {DeploymentKind::nginx, repeat("{", size)},
      {DeploymentKind::nginx, "a_by_lua_block { " + repeat("--[[", size)},
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const Gathering made = gather_deployment(all[i].first, all[i].second, "f");
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_LE(made.entries.size(), Maker::most_entries);
    EXPECT_LE(made.remarks.items().size(), Maker::most_remarks + 2);
    EXPECT_LT(std::chrono::duration_cast<std::chrono::seconds>(took).count(), 20) << "file " << i;
  }
}

}  // namespace
}  // namespace crosswalk::gathering
