"""Publishers who write for terminals, browsers and file systems instead of readers, and what of it may show where."""

import http.server
import json
import os
import re
import subprocess
import threading
import time
import urllib.error
import urllib.request

from world import Failure

ESCAPE = "\x1b]0;owned\x07\x1b[2J\u009b31m"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>"
PLACE = "../../../../tmp/onrecord-owned\0.jsonl"
SECRETS = ["s3cr3tw0rd", "pa55word", "0a1b2c3d4e5f6a7b8c9d0e1f"]
ITEMS = 4
PAGES = ["/", "/feeds", "/feed?id=1", "/feed?id=2", "/feed?id=3", "/quotations", "/status.json", "/metrics", "/healthz", "/readyz", "/none" + "?q=%3Cscript%3E"]


class Publisher(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.split("?")[0]
        if path.endswith("/moved"):
            # Written by hand, since the library would refuse to.
            return self.wfile.write(f"HTTP/1.1 302 {ESCAPE}\r\nLocation: /{ESCAPE}{MARKUP}\r\nContent-Length: 0\r\n\r\n".encode())
        if path.endswith("/broken"):
            return self.wfile.write(f"HTTP/1.1 500 {ESCAPE}{MARKUP}\r\nContent-Type: {ESCAPE}\r\n\r\n{ESCAPE}{MARKUP}".encode())
        if path.endswith("/none"):
            return self.answer("text/html", f"<title>{ESCAPE}{MARKUP}</title><p>{MARKUP}</p>")
        if path.startswith("/robots"):
            return self.answer("text/plain", f"User-agent: *\nDisallow: /x\n{ESCAPE}\n")
        if path.startswith("/page"):
            name = f"Ada {MARKUP} {ESCAPE}Amberg"
            text = f"<p>The council of Marrow has met again in its hall, as {name} tells those who ask {PLACE} about it.</p>" * 5
            return self.answer("text/html; charset=x-evil" + ESCAPE.replace("\x1b", ""), f"<h1>{ESCAPE}{MARKUP}</h1>{text}")
        origin = f"http://{self.headers['Host']}"
        items = [
            {"id": f"{PLACE}{n}", "url": f"{origin}/page/{n}?{MARKUP}" if n % 2 else None, "title": f"{n} {ESCAPE}{MARKUP}{PLACE}",
             "content_html": f"<p>{MARKUP}{PLACE} Item {n}.</p>", "authors": [{"name": ESCAPE + MARKUP}], "tags": [MARKUP, PLACE]}
            for n in range(ITEMS)
        ]
        self.answer("application/feed+json", json.dumps({
            "version": "https://jsonfeed.org/version/1.1", "title": ESCAPE + MARKUP, "home_page_url": "javascript:alert(1)",
            "authors": [{"name": PLACE}], "items": items}))

    def answer(self, kind, text):
        body = text.encode()
        self.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    def log_message(self, *_):
        pass


def trial(world, port, wait):
    """Lets the daemon read such feeds, and looks at its log, its folder, its status page and its messages."""
    server = http.server.ThreadingHTTPServer(("127.0.0.9", 0), Publisher)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.9:{server.server_address[1]}"
    text = open(world.configuration).read().replace('listen = "off"', f'listen = "127.0.0.1:{port}"')
    addresses = [
        f"http://ann:{SECRETS[1]}@{host}/feed.json?token={SECRETS[0]}", f"http://{host}/{SECRETS[2]}/moved?api_key={SECRETS[0]}",
        f"http://ann:{SECRETS[1]}@{host}/{SECRETS[2]}/broken", f"http://{host}/none?key={SECRETS[0]}",
    ]
    with open(world.configuration, "w") as file:
        file.write(text + "".join(f'[[feed]]\nurl = "{address}"\n' for address in addresses))
    try:
        world.start()
        wait(lambda: sum(host in r["source"]["feed"] for r in map(json.loads, world.lines())) >= ITEMS, "the hostile feed is not read")
        # The failing feeds have had their tries and say so.
        wait(lambda: fetch(port, "/status.json")[1].count("last_error") >= 2, "the status does not tell of failures")
        shown = {"onrecord status": run(world, "status"), "onrecord status URL": run(world, "status", addresses[0])}
        for path in PAGES:
            headers, body = fetch(port, path)
            shown[path] = body
            check_headers(path, headers)
            if "text/html" in headers["Content-Type"] and ("<script>alert" in body or re.search(r"<(img|svg)[^>]*on(error|load)=", body)):
                raise Failure(f"{path} shows markup from outside as markup")
            if re.search(r"href=[\"']?javascript:", body):
                raise Failure(f"{path} links to a script")
        world.stop()
        shown["the log"] = open(world.log.name, encoding="utf-8", errors="surrogateescape").read()
        shown["onrecord tail --quotes"] = run(world, "tail", "--quotes")
        for name, text in shown.items():
            if found := re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text):
                raise Failure(f"{name} has a control character: {text[max(0, found.start() - 80):found.end() + 20]!r}")
        shown["the records"] = b"\n".join(world.lines()).decode()
        for name, text in shown.items():
            if found := [secret for secret in SECRETS if secret in text]:
                raise Failure(f"{name} shows {found}")
        check_files(world)
        verified = subprocess.run([world.program, "verify", world.out], capture_output=True, text=True)
        if verified.returncode != 0:
            raise Failure(f"verify: {verified.stdout}{verified.stderr}")
        if world.validator:
            for line in world.lines():
                world.validator.validate(json.loads(line))
    finally:
        server.shutdown()
        server.server_close()


def run(world, *arguments):
    done = subprocess.run([world.program, *arguments, "--config", world.configuration], capture_output=True, timeout=60)
    return (done.stdout + done.stderr).decode(errors="surrogateescape")


def fetch(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.headers, error.read().decode()
    except OSError:
        return {}, ""


def check_headers(path, headers):
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or headers.get("X-Content-Type-Options") != "nosniff":
        raise Failure(f"{path} comes with the policy {policy!r}")


def check_files(world):
    """No name of a file comes from outside."""
    for folder, _, names in os.walk(world.root):
        for name in names:
            if not re.fullmatch(r"\.lock|current\.jsonl|manifest\.jsonl|articles-\d{8}T\d{6}Z-\d+\.jsonl(\.zst)?|state\.db(-wal|-shm|\.lock|\.crashes)?|added\.opml", name):
                raise Failure(f"an unexpected file: {os.path.join(folder, name)}")
    if os.path.exists("/tmp/onrecord-owned"):
        raise Failure("a name from outside has become a file")
