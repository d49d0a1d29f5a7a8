#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A WebDAV server on loopback that misbehaves as the names of its files say; prints its port.

ok.md is served whole; short.md is cut off half way; more.md is longer than listed; hang.md never comes; gone.md is not there any
more; locked.md is refused. With --hang-listing nothing is listed.
Every method that could change something is counted as an error: GET and PROPFIND are all that there is.
"""
import http.server
import socketserver
import sys
import time

TEXT = b"# Procedure\n\nAcme publishes a security advisory within 30 days after a fix is available.\n"
FILES = {name: len(TEXT) for name in ("ok.md", "short.md", "hang.md", "gone.md", "locked.md")}
FILES["more.md"] = 10
HANG_LISTING = "--hang-listing" in sys.argv
ONLY = [argument for argument in sys.argv[1:] if not argument.startswith("--")]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def names(self):
        return ONLY or sorted(FILES)

    def do_PROPFIND(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if HANG_LISTING:
            time.sleep(600)
        path = self.path.strip("/")
        if path and path not in self.names():
            return self.answer(404, b"")
        deep = self.headers.get("Depth", "1") != "0"
        rows = [self.row("/" + path, None if not path else path)]
        if not path and deep:
            rows += [self.row("/" + name, name) for name in self.names()]
        body = '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">' + "".join(rows) + "</d:multistatus>"
        self.answer(207, body.encode(), "application/xml")

    def row(self, href, name):
        if name is None:
            kind = "<d:resourcetype><d:collection/></d:resourcetype>"
        else:
            kind = "<d:resourcetype/><d:getcontentlength>%d</d:getcontentlength>" % FILES[name]
        return ("<d:response><d:href>" + href + "</d:href><d:propstat><d:prop>" + kind +
                "<d:getlastmodified>Wed, 01 Jan 2025 00:00:00 GMT</d:getlastmodified></d:prop>"
                "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>")

    def do_GET(self):
        name = self.path.strip("/")
        if name == "hang.md":
            time.sleep(600)
        if name == "gone.md":
            return self.answer(404, b"")
        if name == "locked.md":
            return self.answer(403, b"")
        if name == "short.md":
            self.send_response(200)
            self.send_header("Content-Length", str(len(TEXT)))
            self.end_headers()
            self.wfile.write(TEXT[: len(TEXT) // 2])
            self.close_connection = True
            return None
        return self.answer(200, TEXT)

    def answer(self, code, body, kind="text/plain"):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
