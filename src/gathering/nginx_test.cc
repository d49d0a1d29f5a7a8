// SPDX-License-Identifier: Apache-2.0
#include "gathering/nginx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gathering/testing.h"

namespace crosswalk::gathering {
namespace {

using testing::HasSubstr;
using testing::Not;

Gathering read(std::string_view text) { return gather_deployment(DeploymentKind::nginx, text, "nginx.conf"); }

constexpr std::string_view portal = R"(# The portal of patients.
user www-data;
worker_processes auto;
error_log /var/log/nginx/error.log warn;
events { worker_connections 1024; }

http {
    include mime.types;
    server_tokens off;
    ssl_protocols TLSv1.2 TLSv1.3;
    access_log syslog:server=10.0.9.9:5514,tag=portal combined;
    proxy_cache_path /var/cache/nginx/portal keys_zone=p:10m;
    upstream app {
        server app1.portal.example:8443;
        server app2.portal.example:8443 backup;
        server unix:/run/app.sock;
    }
    server {
        listen 80 default_server;
        listen [::]:80 default_server;
        server_name portal.example www.portal.example;
        return 301 https://$host$request_uri;
    }
    server {
        listen 443 ssl http2;
        listen [::]:443 ssl http2;
        listen 443 quic reuseport;
        server_name portal.example;
        ssl_certificate /etc/nginx/tls/portal.pem;
        ssl_certificate_key /etc/nginx/tls/portal.key;
        add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
        add_header X-Request "#not a comment";
        client_max_body_size 20m;
        location / {
            proxy_pass https://app/;
            proxy_set_header Authorization "Basic c2VjcmV0OnNlY3JldA==";
            proxy_set_header Cookie $http_cookie;
        }
        location /admin {
            auth_basic "Administration";
            auth_basic_user_file /etc/nginx/admin.passwd;
            proxy_pass http://127.0.0.1:9000;
        }
        location ~ ^/api/(?<version>v[0-9]+)/ { proxy_pass http://$version.api.portal.example; }
    }
    server {
        listen 10.0.0.7:8444 ssl;
        server_name devices.portal.example;
        ssl_certificate /etc/nginx/tls/devices.pem;
        ssl_client_certificate /etc/nginx/tls/devices-ca.pem;
        ssl_verify_client on;
        allow 10.20.0.0/16;
        allow 10.21.0.0/16;
        deny all;
    }
    server { listen 127.0.0.1:8080; location /status { stub_status; } }
    server { listen unix:/run/nginx/status.sock; }
}
stream {
    server { listen 11112-11115 ssl; ssl_certificate /etc/nginx/tls/dicom.pem; proxy_pass pacs.hospital.example:104; }
    server { listen 514 udp; proxy_pass logs.hospital.example:514; }
}
mail {
    server { listen 993 ssl; protocol imap; }
}
)";

TEST(Nginx, TakesWhatServersListenAt) {
  const std::string interfaces = written(read(portal), "interfaces");
  EXPECT_THAT(
      interfaces,
      HasSubstr(
          "interfaces: default=open, direction=in, encryption=none, id=nginx-80, medium=network, name=nginx: portal.example, "
          "www.portal.example, port=80, protocol=HTTP, purpose=Answers with a redirection to HTTPS, transport=tcp\n"));
  EXPECT_THAT(interfaces,
              HasSubstr("interfaces: authentication=/admin: name and password (HTTP basic), default=open, direction=in, "
                        "encryption=TLSv1.2, TLSv1.3, certificate /etc/nginx/tls/portal.pem, id=nginx-443, medium=network, "
                        "name=nginx: portal.example, port=443, protocol=HTTPS (HTTP/2), transport=tcp\n"));
  EXPECT_THAT(
      interfaces,
      HasSubstr(
          "id=nginx-443-udp, medium=network, name=nginx: portal.example, port=443, protocol=HTTP/3 (QUIC), transport=udp\n"));
  EXPECT_THAT(interfaces,
              HasSubstr("interfaces: authentication=client certificate (on), authorities in /etc/nginx/tls/devices-ca.pem, "
                        "default=open, direction=in, encryption=TLSv1.2, TLSv1.3, certificate /etc/nginx/tls/devices.pem, "
                        "id=nginx-8444, medium=network, name=nginx: devices.portal.example at 10.0.0.7, "
                        "peer=10.20.0.0/16, 10.21.0.0/16, port=8444, protocol=HTTPS, transport=tcp\n"));
  EXPECT_THAT(interfaces,
              HasSubstr("id=nginx-8080, medium=network, name=nginx, peer=programs of the same machine (127.0.0.1), port=8080"));
  EXPECT_THAT(interfaces, HasSubstr("id=nginx-status.sock, medium=other, name=nginx, /run/nginx/status.sock"));
}

TEST(Nginx, TakesServersOfStreamAndMail) {
  const std::string interfaces = written(read(portal), "interfaces");
  EXPECT_THAT(interfaces,
              HasSubstr("interfaces: default=open, direction=in, encryption=TLS, certificate /etc/nginx/tls/dicom.pem, "
                        "id=nginx-11112-11115, medium=network, name=nginx, port=11112-11115, transport=tcp\n"));
  EXPECT_THAT(
      interfaces,
      HasSubstr(
          "interfaces: default=open, direction=in, id=nginx-514-udp, medium=network, name=nginx, port=514, transport=udp\n"));
  EXPECT_THAT(interfaces,
              HasSubstr("encryption=TLS, id=nginx-993, medium=network, name=nginx, port=993, protocol=imap, transport=tcp\n"));
}

TEST(Nginx, TakesPeersAsWaysOut) {
  const std::string interfaces = written(read(portal), "interfaces");
  EXPECT_THAT(interfaces,
              HasSubstr("interfaces: direction=out, encryption=TLS, id=out-HTTPS-app1.portal.example-8443, medium=network, "
                        "name=nginx to app1.portal.example (upstream app), peer=app1.portal.example, port=8443, protocol=HTTPS, "
                        "transport=tcp\n"));
  EXPECT_THAT(interfaces, HasSubstr("peer=app2.portal.example, port=8443"));
  EXPECT_THAT(
      interfaces,
      HasSubstr("name=nginx to pacs.hospital.example (stream, server), peer=pacs.hospital.example, port=104, transport=tcp\n"));
  EXPECT_THAT(
      interfaces,
      HasSubstr("name=nginx to logs.hospital.example (stream, server), peer=logs.hospital.example, port=514, transport=udp\n"));
  EXPECT_THAT(interfaces,
              HasSubstr("name=nginx to 10.0.9.9 (syslog), peer=10.0.9.9, port=5514, protocol=syslog, transport=udp\n"));
  const std::string remarks = read(portal).remarks.text();
  EXPECT_THAT(remarks, HasSubstr("nginx passes on to 127.0.0.1:9000 of the same machine"));
  EXPECT_THAT(remarks, HasSubstr("leads depends on variables"));
}

TEST(Nginx, TakesSettingsAccountsAndPlaces) {
  const Gathering made = read(portal);
  EXPECT_THAT(written(made, "hardening"),
              HasSubstr("hardening: default=off, id=nginx-server_tokens, setting=Version of nginx in answers, "
                        "where=nginx.conf, server_tokens of http\n"));
  EXPECT_THAT(written(made, "hardening"),
              HasSubstr("default=max-age=31536000; includeSubDomains, id=nginx-header-Strict-Transport-Security"));
  EXPECT_THAT(written(made, "hardening"), Not(HasSubstr("X-Request")));
  EXPECT_EQ(written(made, "accounts"),
            "accounts: id=os-www-data, kind=operating_system, name=www-data, purpose=Runs the worker processes of nginx\n");
  EXPECT_EQ(written(made, "data_places"),
            "data_places: data=error log of nginx, place=/var/log/nginx/error.log\n"
            "data_places: data=cache, place=/var/cache/nginx/portal\n");
  EXPECT_EQ(
      written(made, "logging"),
      "logging: export=access log of nginx by syslog to 10.0.9.9:5514, place=error log of nginx: /var/log/nginx/error.log\n");
}

TEST(Nginx, NamesCredentialsAndIncludes) {
  const Gathering made = read(portal);
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(remarks, HasSubstr("nginx.conf:36:13: warning: a credential stands in this file, in 'proxy_set_header'"));
  EXPECT_THAT(remarks, HasSubstr("nginx.conf:8:5: warning: 'include mime.types' names other files"));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("c2VjcmV0")));
}

TEST(Nginx, ReadsQuotesEscapesAndVariables) {
  const Gathering made = read(R"(server {
  listen 8081; # "a quote in a comment
  server_name 'a.example' "b\"c.example";
  location ~ "^/(?<x>\d{2})/" { set $y "${x}{}"; return 200 "a;b}"; }
  if ($host = 'a;b') { return 404; }
}
)");
  EXPECT_EQ(made.remarks.text(), "");
  EXPECT_EQ(said(made, "nginx-8081", "name"), "nginx: a.example, b\"c.example");
}

TEST(Nginx, LeavesBlocksOfLuaOut) {
  const Gathering made = read(R"(server {
  listen 8081;
  location / {
    content_by_lua_block {
      -- } in a comment
      local s = "}" .. '}' .. [[ } ]]
      --[==[ }
      } ]==]
      if s then ngx.say({a = {1}}) end
    }
  }
  server_tokens off;
}
)");
  EXPECT_EQ(said(made, "nginx-server_tokens", "default"), "off");
  EXPECT_THAT(made.remarks.text(), HasSubstr("nginx.conf:4:5: warning: nothing is taken from the code of content_by_lua_block"));
}

TEST(Nginx, SaysWhoMayConnectWhereOthersAreRefused) {
  const auto peer = [](const std::string& rules) {
    return said(read("server { listen 81; " + rules + " }"), "nginx-81", "peer");
  };
  EXPECT_EQ(peer("deny 10.0.0.1; allow 10.0.0.0/8; allow ::1; deny all; allow 11.0.0.0/8;"), "10.0.0.0/8, ::1 without 10.0.0.1");
  EXPECT_EQ(peer("allow 10.0.0.0/8; allow all; deny all;"), "");
  EXPECT_EQ(peer("allow 10.0.0.0/8;"), "");
  EXPECT_EQ(peer("deny all;"), "");
  const Gathering made = read("http { allow 10.0.0.0/8; deny all; server { listen 82; } server { listen 83; allow all; } }");
  EXPECT_EQ(said(made, "nginx-82", "peer"), "10.0.0.0/8");
  EXPECT_EQ(said(made, "nginx-83", "peer"), "");
}

TEST(Nginx, KnowsThePortWhereNoneIsWritten) {
  EXPECT_EQ(said(read("server { listen 10.1.1.1; }"), "nginx-80", "name"), "nginx at 10.1.1.1");
  EXPECT_THAT(read("server { server_name a; }").remarks.text(), HasSubstr("this server has no 'listen'"));
  const std::string remarks = read("server { listen $port; listen 99999; }").remarks.text();
  EXPECT_THAT(remarks, HasSubstr("nginx.conf:1:10: warning: the address of this 'listen' cannot be read"));
  EXPECT_THAT(remarks, HasSubstr("nginx.conf:1:24: warning: the address of this 'listen' cannot be read"));
}

TEST(Nginx, KnowsThePortOfPeersWhereNoneIsWritten) {
  const Gathering made = read(R"(upstream u { server u.example; }
server {
  listen 81;
  location /a { proxy_pass https://a.example/x; }
  location /b { proxy_pass http://b.example; }
  location /c { proxy_pass https://u; }
  location /d { fastcgi_pass d.example:9000; }
  location /e { proxy_pass http://user:hunter2@e.example; }
}
)");
  EXPECT_EQ(said(made, "out-HTTPS-a.example-443", "encryption"), "TLS");
  EXPECT_EQ(said(made, "out-HTTP-b.example-80", "peer"), "b.example");
  EXPECT_EQ(said(made, "out-HTTPS-u.example-80", "name"), "nginx to u.example (upstream u)");
  EXPECT_EQ(said(made, "out-FastCGI-d.example-9000", "protocol"), "FastCGI");
  EXPECT_EQ(said(made, "out-HTTP-e.example-80", "peer"), "e.example");
  EXPECT_THAT(made.remarks.text(), HasSubstr("nginx.conf:8:17: warning: a credential stands in this file, in 'proxy_pass'"));
  EXPECT_THAT(made.remarks.text() + written(made), Not(HasSubstr("hunter2")));
}

TEST(Nginx, ServersOfOnePortAreOneInterface) {
  const Gathering made = read(
      "server { listen 443 ssl; server_name a; ssl_protocols TLSv1.3; }\nserver { listen 443 ssl; server_name b; ssl_protocols "
      "TLSv1.2; }\n");
  EXPECT_EQ(written(made, "interfaces"),
            "interfaces: default=open, direction=in, encryption=TLSv1.3 (nginx: a); TLSv1.2 (nginx: b), id=nginx-443, "
            "medium=network, name=nginx: a; "
            "nginx: b, "
            "port=443, protocol=HTTPS, transport=tcp\n");
}

TEST(Nginx, WhatHoldsForOneServerOfAPortIsNotSaidOfTheOther) {
  const Gathering made = read(R"(
server { listen 80; server_name a; return 301 https://a; }
server { listen 80; server_name b; allow 10.0.0.0/8; deny all; }
server { listen 443 ssl; server_name a; }
server { listen 443 ssl; server_name b; ssl_verify_client on; add_header X-Frame-Options $frames; }
)");
  EXPECT_EQ(said(made, "nginx-80", "purpose"), "Answers with a redirection to HTTPS (nginx: a)");
  EXPECT_EQ(said(made, "nginx-80", "peer"), "10.0.0.0/8 (nginx: b)");
  EXPECT_EQ(said(made, "nginx-80", "encryption"), "none");
  EXPECT_EQ(said(made, "nginx-443", "authentication"), "client certificate (on) (nginx: b)");
  EXPECT_EQ(said(made, "nginx-443", "encryption"), "TLS");
  EXPECT_EQ(said(made, "nginx-header-X-Frame-Options", "default"), "");
  EXPECT_THAT(made.remarks.text(), HasSubstr("nginx.conf:5:63: warning: the value of 'add_header' depends on variables"));
}

TEST(Nginx, RefusesWhatDoesNotEnd) {
  EXPECT_THAT(read("server { listen 80;").remarks.text(), HasSubstr("nginx.conf:1:1: error: this block does not end"));
  EXPECT_EQ(said(read("server { listen 80;"), "nginx-80", "port"), "80");
  EXPECT_THAT(read("listen 80 }").remarks.text(), HasSubstr("this directive has no ';'"));
  EXPECT_THAT(read("}").remarks.text(), HasSubstr("a '}' without a '{'"));
  EXPECT_THAT(read("a \"b").remarks.text(), HasSubstr("nginx.conf:1:3: error: this quote does not end"));
  EXPECT_THAT(read("x_by_lua_block { \"").remarks.text(), HasSubstr("this block does not end"));
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "location / {";
  EXPECT_THAT(read(deep).remarks.text(), HasSubstr("too many blocks in each other"));
  EXPECT_THAT(read(std::string((1U << 20) + 1, ' ')).remarks.text(), HasSubstr("larger than 1 MiB"));
}

}  // namespace
}  // namespace crosswalk::gathering
