// SPDX-License-Identifier: Apache-2.0
#include "gathering/compose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gathering/testing.h"

namespace crosswalk::gathering {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view pacs = R"(name: lysvik
x-common: &common
  restart: unless-stopped
  user: "10001:10001"
  read_only: true
  cap_drop: [ALL]
  security_opt:
    - no-new-privileges:true

services:
  web:
    <<: *common
    image: registry.kvitholm.example:5000/lysvik/web:4.3.0@sha256:5d0e9f7c1b2a3948576a6b7c8d9e0f11223344556677889900aabbccddeeff00
    ports:
      - "443:8443"
      - "127.0.0.1:9100:9100"
      - target: 8444
        published: "${ADMIN_PORT:-8444}"
        host_ip: 10.20.0.5
        protocol: tcp
        app_protocol: https
        name: administration
    environment:
      LYSVIK_DB_USER: lysvik
      LYSVIK_DB_PASSWORD_FILE: /run/secrets/db_password
    secrets: [db_password]
    volumes:
      - images:/srv/images
      - ./tls:/etc/lysvik/tls:ro
    deploy:
      resources:
        limits: {memory: 2G}
        reservations: {cpus: "0.5", memory: 1G}
    logging:
      driver: syslog
      options:
        syslog-address: "tcp+tls://logs.hospital.example:6514"
  dicom:
    <<: *common
    image: registry.kvitholm.example:5000/lysvik/dicom:4.3.0
    profiles: [legacy]
    ports:
      - "11112:11112"
      - "104-106:104-106/tcp"
    devices:
      - "/dev/ttyUSB0:/dev/ttyUSB0"
  db:
    image: postgres:15.4
    expose: ["5432"]
    environment:
      - POSTGRES_USER=lysvik
      - POSTGRES_PASSWORD=hunter2-in-clear
    volumes:
      - type: volume
        source: db
        target: /var/lib/postgresql/data
networks:
  back:
    internal: true
volumes:
  images:
    driver_opts: {type: nfs, device: ":/export/images"}
  db: {}
secrets:
  db_password:
    file: ./secrets/db_password.txt
)";

Gathering read(std::string_view text) { return gather_deployment(DeploymentKind::compose, text, "deploy/compose.yaml"); }

TEST(Compose, TakesPublishedPortsAsInterfaces) {
  const Gathering made = read(pacs);
  EXPECT_EQ(
      written(made, "interfaces"),
      "interfaces: default=open, direction=in, id=web-443, medium=network, name=web, port=443, transport=tcp\n"
      "interfaces: default=open, direction=in, id=web-9100, medium=network, name=web, peer=programs of the same machine "
      "(127.0.0.1), port=9100, transport=tcp\n"
      "interfaces: default=open, direction=in, id=web-8444, medium=network, name=web: administration at 10.20.0.5, port=8444, "
      "protocol=https, transport=tcp\n"
      "interfaces: direction=out, encryption=TLS, id=logs-syslog, medium=network, name=Logs by syslog, "
      "peer=logs.hospital.example, "
      "port=6514, protocol=syslog, transport=tcp\n"
      "interfaces: default=closed, direction=in, id=dicom-11112, medium=network, name=dicom, port=11112, transport=tcp\n"
      "interfaces: default=closed, direction=in, id=dicom-104-106, medium=network, name=dicom, port=104-106, transport=tcp\n"
      "interfaces: id=dicom-ttyUSB0, medium=serial, name=/dev/ttyUSB0 for service dicom\n");
}

TEST(Compose, EveryFactHasItsOriginAndPlace) {
  const Gathering made = read(pacs);
  const release::Entry* web = entry_of(made, "web-443");
  ASSERT_NE(web, nullptr);
  EXPECT_EQ(web->find("port")->origin, "deploy/compose.yaml, line 15");
  EXPECT_EQ(web->find("port")->line, 15);
  EXPECT_EQ(web->find("port")->column, 9);
  for (const Gathered& each : made.entries) {
    for (const auto& [name, fact] : each.entry.facts) {
      EXPECT_THAT(fact.origin, testing::StartsWith("deploy/compose.yaml, line ")) << each.group << " " << name;
      EXPECT_GT(fact.line, 0);
    }
  }
}

TEST(Compose, SaysNoPurposeThatNobodyWrote) {
  for (const Gathered& each : read(pacs).entries) {
    if (each.group == "interfaces") {
      EXPECT_EQ(each.entry.find("purpose"), nullptr);
    }
    if (each.group == "hardening") {
      EXPECT_EQ(each.entry.find("effect_on_security"), nullptr);
    }
  }
}

TEST(Compose, TakesUsersAndPairsOfNameAndPasswordAsAccounts) {
  EXPECT_EQ(
      written(read(pacs), "accounts"),
      "accounts: credential=in the file /run/secrets/db_password (variable LYSVIK_DB_PASSWORD_FILE of service web), "
      "id=db-lysvik, "
      "kind=database, name=lysvik\n"
      "accounts: id=os-10001, kind=operating_system, name=10001 (group 10001), purpose=Runs service web; Runs service dicom\n");
}

TEST(Compose, NamesACredentialInTheFileByNameAndLineAndNeverShowsIt) {
  const Gathering made = read(pacs);
  EXPECT_THAT(made.remarks.text(),
              HasSubstr("deploy/compose.yaml:52:9: warning: a credential of service db stands in this file: POSTGRES_PASSWORD"));
  EXPECT_THAT(written(made) + made.remarks.text(), Not(HasSubstr("hunter2")));
}

TEST(Compose, TakesWhatConfinesContainersAlsoWhereItIsMerged) {
  const std::string settings = written(read(pacs), "hardening");
  EXPECT_THAT(settings, HasSubstr("hardening: default=true, id=web-read-only, setting=Root file system read-only, "
                                  "where=deploy/compose.yaml, services.web.read_only\n"));
  EXPECT_THAT(settings, HasSubstr("default=ALL, id=dicom-cap-drop"));
  EXPECT_THAT(settings, HasSubstr("default=no-new-privileges:true, id=web-security-opt"));
  EXPECT_THAT(settings, HasSubstr("default=2G, id=web-limit-memory, setting=Limit of memory"));
  EXPECT_THAT(settings, HasSubstr("default=true, id=network-back-internal"));
  EXPECT_EQ(entry_of(read(pacs), "web-read-only")->find("default")->line, 5);
}

TEST(Compose, TakesImagesAsItems) {
  EXPECT_EQ(written(read(pacs), "items"),
            "items: id=image-web, name=registry.kvitholm.example:5000/lysvik/web, "
            "purl=pkg:oci/web@sha256:5d0e9f7c1b2a3948576a6b7c8d9e0f11223344556677889900aabbccddeeff00?"
            "repository_url=registry.kvitholm.example:5000%2Flysvik%2Fweb&tag=4.3.0, version=4.3.0\n"
            "items: id=image-dicom, name=registry.kvitholm.example:5000/lysvik/dicom, "
            "purl=pkg:docker/lysvik/dicom@4.3.0?repository_url=registry.kvitholm.example:5000, version=4.3.0\n"
            "items: id=image-postgres, name=postgres, purl=pkg:docker/postgres@15.4, version=15.4\n");
}

TEST(Compose, TakesVolumesAndSecretsAsPlacesOfData) {
  EXPECT_EQ(written(read(pacs), "data_places"),
            "data_places: data=the secret db_password, place=./secrets/db_password.txt\n"
            "data_places: place=volume images (nfs, :/export/images) (service web: /srv/images)\n"
            "data_places: place=volume db (service db: /var/lib/postgresql/data)\n");
}

TEST(Compose, TakesWhatIsReservedAsRequirement) {
  EXPECT_EQ(written(read(pacs), "requirements"),
            "requirements: kind=hardware, name=cpus for service web, versions=0.5 reserved\n"
            "requirements: kind=hardware, name=memory for service web, versions=1G reserved\n");
}

TEST(Compose, TellsWhatItSawAndDidNotTake) {
  const std::string remarks = read(pacs).remarks.text();
  EXPECT_THAT(remarks, HasSubstr("compose.yaml:49:14: warning: port 5432 of service db is exposed to other services alone"));
  EXPECT_THAT(remarks, HasSubstr("service web only reads /etc/lysvik/tls"));
  EXPECT_THAT(remarks, HasSubstr("is the default of the variable ADMIN_PORT"));
  EXPECT_THAT(remarks, HasSubstr("nothing says as which user service db runs"));
  EXPECT_THAT(remarks, Not(HasSubstr("as which user service web runs")));
}

TEST(Compose, ReadsAllFormsOfShortPorts) {
  const Gathering made = read(R"(services:
  a:
    ports:
      - 3000
      - "3001-3002"
      - 8000:80
      - "9090-9091:8080-8081"
      - "127.0.0.1::5000"
      - "6060:6060/udp"
      - "[::1]:7000:7000"
      - "0.0.0.0:7001:7001/sctp"
)");
  EXPECT_EQ(said(made, "a-8000", "port"), "8000");
  EXPECT_EQ(said(made, "a-9090-9091", "port"), "9090-9091");
  EXPECT_EQ(said(made, "a-6060-udp", "transport"), "udp");
  EXPECT_EQ(said(made, "a-7000", "peer"), "programs of the same machine (::1)");
  EXPECT_EQ(said(made, "a-7001-sctp", "transport"), "other");
  EXPECT_EQ(said(made, "a-7001-sctp", "protocol"), "sctp");
  EXPECT_EQ(said(made, "a-7001-sctp", "name"), "a");
  EXPECT_EQ(made.entries.size(), 8U);
  EXPECT_THAT(made.remarks.text(),
              HasSubstr("compose.yaml:4:9: warning: a port of service a is published at a port that is chosen"));
}

TEST(Compose, RemarksUponPortsThatAreNone) {
  const Gathering made = read(
      "services:\n  a:\n    ports: [\"0:80\", \"70000:80\", \"x:80\", \"80:\", \"9-5:9-5\", [1], {target: 80, published: "
      "99999}]\n");
  EXPECT_EQ(written(made, "interfaces"), "");
  EXPECT_EQ(made.remarks.items().size(), 8U);
}

TEST(Compose, TellsVariablesOfWhichNothingIsKnown) {
  const Gathering made = read(R"(services:
  a:
    image: "app:${TAG:?say which}"
    user: ${UID}
    ports: ["${PORT}:80", "$$5:80", "${BAD:80}:80"]
)");
  EXPECT_EQ(written(made), "");
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(remarks, HasSubstr("the image of service a depends on the variable TAG"));
  EXPECT_THAT(remarks, HasSubstr("depends on the variable UID"));
  EXPECT_THAT(remarks, HasSubstr("compose.yaml:5:13: warning: a port of service a depends on the variable PORT"));
  EXPECT_THAT(remarks, HasSubstr("has an expression that cannot be read"));
}

TEST(Compose, ADefaultThatIsACredentialIsNotShown) {
  const Gathering made = read(R"(services:
  a:
    environment:
      ADMIN_PASSWORD: ${ADMIN_PASSWORD:-changeme99}
      OTHER_PASSWORD: ${OTHER_PASSWORD}
      DATABASE_URL: postgres://app:s3cr3t@db:5432/app
      SAFE_URL: postgres://app:${PW}@db:5432/app
      PASSWORD_MIN_LENGTH: "12"
      MAIL_API_KEY:
)");
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(remarks, HasSubstr("compose.yaml:4:23: warning: a credential of service a stands in this file: ADMIN_PASSWORD"));
  EXPECT_THAT(remarks, HasSubstr("service a has a credential, OTHER_PASSWORD, and nothing says of which account it is"));
  EXPECT_THAT(remarks, HasSubstr("stands in this file: DATABASE_URL"));
  EXPECT_THAT(remarks, Not(HasSubstr("SAFE_URL")));
  EXPECT_THAT(remarks, Not(HasSubstr("MIN_LENGTH")));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("changeme99")));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("s3cr3t")));
  EXPECT_EQ(written(made, "accounts"),
            "accounts: credential=in the variable MAIL_API_KEY of service a (from the environment in which it is started), "
            "id=key-MAIL_API_KEY, kind=api_key, name=MAIL_API_KEY\n");
}

TEST(Compose, NamesCredentialsWhereverTheyStand) {
  const Gathering made = read(R"(services:
  cache:
    user: app
    command: redis-server --requirepass first-secret
    logging: {driver: splunk, options: {splunk-token: second-secret, splunk-url: "https://logs.example:8088"}}
    build: {context: ., args: {NPM_TOKEN: third-secret}}
    volumes: ["share:/srv", ".:/code", "C:\\data:/data"]
  other:
    user: app
    command: ["run", "--password", "${PW}", "--password-file", "/run/secrets/x"]
volumes:
  share: {driver_opts: {type: cifs, o: "username=a,password=fifth-secret", device: "//nas/share"}}
)");
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(remarks, HasSubstr("compose.yaml:4:14: warning: a credential stands in the command of service cache"));
  EXPECT_THAT(remarks, HasSubstr("stands in this file: splunk-token"));
  EXPECT_THAT(remarks, HasSubstr("stands in this file: NPM_TOKEN"));
  EXPECT_THAT(remarks, HasSubstr("a credential stands in the options of the volume share"));
  EXPECT_THAT(remarks, Not(HasSubstr("command of service other")));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("-secret")));
  EXPECT_EQ(written(made, "data_places"),
            "data_places: place=volume share (cifs, //nas/share) (service cache: /srv)\n"
            "data_places: place=. (service cache: /code)\n"
            "data_places: place=C:\\data (service cache: /data)\n");
  EXPECT_EQ(said(made, "logs-splunk", "encryption"), "TLS");
}

TEST(Compose, RemarksUponWhatGivesAwayTheHost) {
  const std::string remarks = read(R"(services:
  a:
    image: tool
    privileged: true
    network_mode: host
    ports: ["80:80"]
    expose: [8080]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
)")
                                  .remarks.text();
  EXPECT_THAT(remarks, HasSubstr(":4:17: warning: service a is privileged"));
  EXPECT_THAT(remarks, HasSubstr("have no effect in the host's network"));
  EXPECT_THAT(remarks, HasSubstr("every port that it opens is open on the host"));
  EXPECT_THAT(remarks, HasSubstr("socket of the container engine"));
  EXPECT_THAT(remarks, HasSubstr("names no version"));
}

TEST(Compose, NamesFilesThatItDoesNotFollow) {
  const std::string remarks =
      read("include: [other.yaml]\nservices:\n  a:\n    extends: {file: base.yaml, service: b}\n    env_file: .env\n")
          .remarks.text();
  EXPECT_THAT(remarks, HasSubstr("'include' names other files"));
  EXPECT_THAT(remarks, HasSubstr("'extends' names other files"));
  EXPECT_THAT(remarks, HasSubstr("'env_file' names other files"));
}

TEST(Compose, ReadsAllDocumentsOfAFile) {
  const Gathering made = read("services: {a: {ports: [\"80:80\"]}}\n---\nservices: {b: {ports: [\"81:81\"]}}\n");
  EXPECT_NE(entry_of(made, "a-80"), nullptr);
  EXPECT_NE(entry_of(made, "b-81"), nullptr);
}

TEST(Compose, RefusesWhatIsNoComposeFile) {
  EXPECT_THAT(read("just text").remarks.text(), HasSubstr("there are no services in it"));
  EXPECT_THAT(read("a: [1\n").remarks.text(), HasSubstr("not YAML"));
  EXPECT_TRUE(read("").entries.empty());
  EXPECT_TRUE(read("services: {a: 5, b: [x], c: }").entries.empty());
}

TEST(Compose, KeepsWithinItsLimits) {
  std::string many = "services:\n  a:\n    ports:\n";
  for (int i = 1; i <= 3000; ++i) many += "      - \"" + std::to_string(i) + ":80\"\n";
  const Gathering made = read(many);
  EXPECT_EQ(made.entries.size(), 2000U);
  EXPECT_THAT(made.remarks.text(), HasSubstr("1000 entries more than 2000 are left out"));
}

TEST(Compose, TheSamePortOfTwoServicesIsOneInterface) {
  const Gathering made =
      read("services:\n  a: {ports: [\"10.0.0.1:443:443\"]}\n  b: {profiles: [x], ports: [\"10.0.0.2:443:443\"]}\n");
  EXPECT_EQ(written(made, "interfaces"),
            "interfaces: default=open, direction=in, id=a-443, medium=network, name=a at 10.0.0.1; b at 10.0.0.2, port=443, "
            "transport=tcp\n");
  EXPECT_EQ(entry_of(made, "a-443")->find("name")->origin, "deploy/compose.yaml, line 2; deploy/compose.yaml, line 3");
}

}  // namespace
}  // namespace crosswalk::gathering
