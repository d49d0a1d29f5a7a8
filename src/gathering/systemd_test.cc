// SPDX-License-Identifier: Apache-2.0
#include "gathering/systemd.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gathering/testing.h"

namespace crosswalk::gathering {
namespace {

using testing::HasSubstr;
using testing::Not;

Gathering read(std::string_view text, std::string_view file) { return gather_deployment(DeploymentKind::systemd, text, file); }

constexpr std::string_view receiver = R"([Unit]
Description=DICOM receiver
# A comment
ConditionKernelVersion=>=5.10
ConditionArchitecture=x86-64

[Service]
User=lysvik
Group=lysvik
ExecStart=/usr/bin/lysvik-receive \
  ; a comment between
  --config=/etc/lysvik/receive.conf
NoNewPrivileges=yes
ProtectSystem=full
ProtectSystem=strict
CapabilityBoundingSet=CAP_NET_ADMIN
CapabilityBoundingSet=
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_CHOWN
SystemCallFilter=@system-service
StateDirectory=lysvik/images lysvik/queue
LogsDirectory=%p
Environment="DB_USER=lysvik" DB_PASSWORD=in-the-clear 'NOTE=a b'
EnvironmentFile=-/etc/default/lysvik
LoadCredential=key:/etc/lysvik/server.key
)";

TEST(Systemd, TakesTheUserOfAService) {
  const Gathering made = read(receiver, "systemd/lysvik-receive.service");
  EXPECT_EQ(
      written(made, "accounts"),
      "accounts: credential=in the variable DB_PASSWORD of lysvik-receive.service, id=db-lysvik, kind=database, name=lysvik\n"
      "accounts: id=os-lysvik, kind=operating_system, name=lysvik (group lysvik), purpose=Runs lysvik-receive.service\n");
  EXPECT_EQ(entry_of(made, "os-lysvik")->find("name")->origin, "systemd/lysvik-receive.service, line 8");
}

TEST(Systemd, TakesTheLastOfASettingAndAllOfAListBehindAnEmptyOne) {
  EXPECT_EQ(written(read(receiver, "lysvik-receive.service"), "hardening"),
            "hardening: default=yes, id=lysvik-receive-NoNewPrivileges, setting=No gaining of privileges, "
            "where=lysvik-receive.service, [Service] NoNewPrivileges\n"
            "hardening: default=strict, id=lysvik-receive-ProtectSystem, setting=System directories read-only, "
            "where=lysvik-receive.service, [Service] ProtectSystem\n"
            "hardening: default=CAP_NET_BIND_SERVICE CAP_CHOWN, id=lysvik-receive-CapabilityBoundingSet, "
            "setting=Capabilities that may be had, where=lysvik-receive.service, [Service] CapabilityBoundingSet\n"
            "hardening: default=@system-service, id=lysvik-receive-SystemCallFilter, setting=System calls that may be used, "
            "where=lysvik-receive.service, [Service] SystemCallFilter\n");
}

TEST(Systemd, TakesDirectoriesAndCredentialsAsPlacesOfData) {
  EXPECT_EQ(written(read(receiver, "lysvik-receive.service"), "data_places"),
            "data_places: place=/var/lib/lysvik/images\n"
            "data_places: place=/var/lib/lysvik/queue\n"
            "data_places: data=logs, place=/var/log/lysvik-receive\n"
            "data_places: data=the credential key, place=/etc/lysvik/server.key\n");
}

TEST(Systemd, TakesConditionsAsRequirements) {
  EXPECT_EQ(written(read(receiver, "lysvik-receive.service"), "requirements"),
            "requirements: kind=operating_system, name=Linux, versions=kernel >=5.10\n"
            "requirements: kind=hardware, name=x86-64\n");
}

TEST(Systemd, NamesCredentialsAndFilesThatItDoesNotFollow) {
  const Gathering made = read(receiver, "lysvik-receive.service");
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(
      remarks,
      HasSubstr("lysvik-receive.service:23:1: warning: a credential of lysvik-receive.service stands in this file: DB_PASSWORD"));
  EXPECT_THAT(remarks, HasSubstr("EnvironmentFile= names another file"));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("in-the-clear")));
}

TEST(Systemd, NamesCredentialsInCommands) {
  const auto remarks = [](const std::string& command) {
    return read("[Service]\nUser=a\nExecStart=" + command + "\n", "a.service").remarks.text();
  };
  EXPECT_THAT(remarks("/bin/a --password hunter2"),
              HasSubstr("a.service:3:1: warning: a credential stands in the command of a.service"));
  EXPECT_THAT(remarks("/bin/a --db=postgres://u:hunter2@db/x"), HasSubstr("a credential stands in the command"));
  EXPECT_THAT(remarks("/bin/a --token=abc"), HasSubstr("a credential stands in the command"));
  EXPECT_EQ(remarks("/bin/a --token=${TOKEN} --password-file /etc/p --password $PW"), "");
}

TEST(Systemd, TakesAllKindsOfAddresses) {
  const Gathering made = read(R"([Unit]
Description=Ports of the receiver
[Socket]
ListenStream=104
ListenStream=10.0.0.5:2762
ListenStream=[::1]:8080
ListenStream=[fe80::1]:8081%eth1
ListenDatagram=0.0.0.0:514
ListenStream=/run/lysvik/api.sock
ListenStream=@abstract
ListenStream=vsock:2:1234
ListenFIFO=/run/lysvik/queue
ListenNetlink=kobject-uevent 1
SocketUser=lysvik
SocketMode=0660
Accept=no
MaxConnections=64
)",
                              "lysvik.socket");
  EXPECT_EQ(
      written(made),
      "interfaces: direction=in, id=lysvik-104, medium=network, name=Ports of the receiver (lysvik.socket), port=104, "
      "transport=tcp\n"
      "interfaces: direction=in, id=lysvik-2762, medium=network, name=Ports of the receiver (lysvik.socket) at 10.0.0.5, "
      "port=2762, "
      "transport=tcp\n"
      "interfaces: direction=in, id=lysvik-8080, medium=network, name=Ports of the receiver (lysvik.socket), "
      "peer=programs of the same machine (::1), port=8080, transport=tcp\n"
      "interfaces: direction=in, id=lysvik-8081, medium=network, name=Ports of the receiver (lysvik.socket) at fe80::1 on eth1, "
      "port=8081, transport=tcp\n"
      "interfaces: direction=in, id=lysvik-514-udp, medium=network, name=Ports of the receiver (lysvik.socket), port=514, "
      "transport=udp\n"
      "interfaces: authentication=rights of the file: SocketUser=lysvik, SocketMode=0660, direction=in, id=lysvik-api.sock, "
      "medium=other, name=Ports of the receiver (lysvik.socket): /run/lysvik/api.sock, peer=programs of the same machine\n"
      "interfaces: direction=in, id=lysvik-abstract, medium=other, name=Ports of the receiver (lysvik.socket): @abstract, "
      "peer=programs of the same machine\n"
      "interfaces: authentication=rights of the file: SocketUser=lysvik, SocketMode=0660, direction=in, id=lysvik-queue, "
      "medium=other, name=Ports of the receiver (lysvik.socket): /run/lysvik/queue, peer=programs of the same machine\n"
      "hardening: default=64, id=lysvik-MaxConnections, setting=Limit of connections, where=lysvik.socket, [Socket] "
      "MaxConnections\n");
  EXPECT_THAT(made.remarks.text(), HasSubstr("lysvik.socket:11:1: warning: the address of ListenStream is none of"));
  EXPECT_THAT(made.remarks.text(), HasSubstr("nothing is taken from ListenNetlink"));
}

TEST(Systemd, AnEmptyAddressTakesThoseBeforeBack) {
  const Gathering made = read("[Socket]\nListenStream=80\nListenDatagram=81\nListenStream=\nListenStream=443\n", "a.socket");
  EXPECT_EQ(written(made), "interfaces: direction=in, id=a-443, medium=network, name=a.socket, port=443, transport=tcp\n");
}

TEST(Systemd, ADropInIsPartOfItsUnit) {
  const Gathering made = read("[Service]\nPrivateTmp=true\n", "etc/lysvik.service.d/10-hardening.conf");
  EXPECT_EQ(said(made, "lysvik-PrivateTmp", "default"), "true");
  // Another file of the unit may name the user.
  EXPECT_EQ(made.remarks.text(), "");
}

TEST(Systemd, RemarksUponAServiceOfRootAndSpecifiers) {
  EXPECT_THAT(read("[Service]\nExecStart=/bin/a\n", "a.service").remarks.text(),
              HasSubstr("a.service names no user: systemd runs it as root"));
  const Gathering made = read("[Service]\nUser=%i\nStateDirectory=%N/x\n", "a@.service");
  EXPECT_THAT(made.remarks.text(), HasSubstr("User depends on the specifier %i"));
  EXPECT_EQ(written(made), "data_places: place=/var/lib/a@/x\n");
}

TEST(Systemd, TakesUsersThatAreMadeAndMounts) {
  EXPECT_EQ(written(read("[Service]\nDynamicUser=yes\n", "probe.service")),
            "accounts: id=os-probe, kind=operating_system, name=probe, purpose=Runs probe.service while it runs (DynamicUser)\n");
  const Gathering made =
      read("[Mount]\nWhat=//nas/images\nWhere=/srv/images\nType=cifs\nOptions=ro,password=abc\n", "srv-images.mount");
  EXPECT_EQ(written(made), "data_places: place=/srv/images (//nas/images, cifs)\n");
  EXPECT_THAT(made.remarks.text(), HasSubstr("a credential stands in the options of the mount"));
}

TEST(Systemd, TellsWhatCannotBeRead) {
  const Gathering made = read("User=x\n[Service]\nnothing here\n[Container]\nImage=x\n[Service]\nUser=a b\n", "a.service");
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(remarks, HasSubstr("a.service:1:1: warning: this stands before the first section"));
  EXPECT_THAT(remarks, HasSubstr("a.service:3:1: warning: this is no assignment"));
  EXPECT_THAT(remarks, HasSubstr("nothing is taken from the section [Container]"));
  EXPECT_THAT(remarks, HasSubstr("a.service:7:1: warning: the user of a.service is no name"));
  EXPECT_THAT(read("", "a.service").remarks.text(), HasSubstr("there is nothing in it"));
  EXPECT_THAT(read(std::string(300'000, 'x'), "a.service").remarks.text(), HasSubstr("larger than 256 KiB"));
}

TEST(Systemd, TellsWhatTimersDo) {
  EXPECT_THAT(read("[Timer]\nOnCalendar=daily\n", "a.timer").remarks.text(),
              HasSubstr("a.timer starts something by the clock (daily)"));
}

}  // namespace
}  // namespace crosswalk::gathering
