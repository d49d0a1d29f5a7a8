#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A client of CSAF as others write them: from a host's name to documents that are verified.

    csaf_client.py HOST CA GNUPGHOME

Looks for the metadata at the well-known place and by security.txt, takes all documents of the ROLIE feeds and of the directories,
and verifies hashes and signatures with the published key alone. Prints a line for each document; ends with 1 where anything differs.
"""
import csv
import hashlib
import io
import json
import os
import ssl
import subprocess
import sys
import tempfile
import urllib.request

HOST, CA, HOME = sys.argv[1:]


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


OPENER = urllib.request.build_opener(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=CA)), NoRedirects,
                                     urllib.request.ProxyHandler({}))


def get(url):
    assert url.startswith("https://"), url
    with OPENER.open(url, timeout=20) as answer:
        return answer.read()


def gpg(*arguments):
    return subprocess.run(["gpg", "--batch", "--quiet", "--no-options", *arguments], env={**os.environ, "GNUPGHOME": HOME}, check=True,
                          capture_output=True).stdout


def verify(signature, bytes_):
    with tempfile.NamedTemporaryFile() as file, tempfile.NamedTemporaryFile() as what:
        file.write(signature)
        file.flush()
        what.write(bytes_)
        what.flush()
        gpg("--trust-model", "always", "--verify", file.name, what.name)


def main():
    metadata_bytes = get(f"https://{HOST}/.well-known/csaf/provider-metadata.json")
    fields = [line.split(": ", 1) for line in get(f"https://{HOST}/.well-known/security.txt").decode().splitlines() if ": " in line]
    assert [get(value) for name, value in fields if name == "CSAF"] == [metadata_bytes]
    metadata = json.loads(metadata_bytes)
    assert metadata["role"] == "csaf_trusted_provider"
    for key in metadata["public_openpgp_keys"]:
        with tempfile.NamedTemporaryFile() as file:
            file.write(get(key["url"]))
            file.flush()
            shown = gpg("--with-colons", "--show-keys", file.name).decode()
            assert f":{key['fingerprint']}:" in shown, shown
            gpg("--import", file.name)
    by_feed, by_index = {}, {}
    for distribution in metadata["distributions"]:
        for feed in distribution.get("rolie", {}).get("feeds", []):
            assert feed["tlp_label"] == "WHITE"
            for entry in json.loads(get(feed["url"]))["feed"]["entry"]:
                links = {}
                for link in entry["link"]:
                    links.setdefault(link["rel"], []).append(link["href"])
                assert links["self"] == [entry["content"]["src"]]
                document = get(links["self"][0])
                for url in links["hash"]:
                    algorithm = {".sha256": hashlib.sha256, ".sha512": hashlib.sha512}[url[-7:]]
                    assert get(url).decode().split()[0] == algorithm(document).hexdigest(), url
                for url in links["signature"]:
                    verify(get(url), document)
                by_feed[links["self"][0]] = document
        if "directory_url" in distribution:
            base = distribution["directory_url"]
            names = get(base + "index.txt").decode().split()
            changes = list(csv.reader(io.StringIO(get(base + "changes.csv").decode())))
            assert sorted(row[0] for row in changes) == sorted(names)
            assert [row[1] for row in changes] == sorted((row[1] for row in changes), reverse=True)
            for name in names:
                by_index[base + name] = get(base + name)
    assert by_feed == by_index
    for url, document in sorted(by_feed.items()):
        tracking = json.loads(document)["document"]["tracking"]
        print(tracking["id"], tracking["version"], url)


main()
