"""A newsroom that publishes steadily and knows what it has published: the truth that the output is held against."""

import hashlib
import http.server
import random
import threading
import time
from email.utils import formatdate
from html import escape

FIRST = ["Ada", "Bruno", "Carla", "Dov", "Edda", "Farid", "Greta", "Hugo", "Ines", "Jonas"]
LAST = ["Amberg", "Bellweather", "Corrigan", "Dahlquist", "Eisner", "Fontaine", "Gallagher", "Hollis"]


class Story:
    def __init__(self, number, feed, origin):
        self.number, self.feed, self.edition = number, feed, 1
        self.title = f"Council of Marrow settles matter {number}"
        # Every fourth has no page of its own: it is known by its guid alone.
        self.has_link = number % 4 != 3
        self.path = f"/news/{number}.html"
        self.link = origin + self.path
        self.at = time.time()

    def text(self):
        chosen = random.Random(self.number * 100 + self.edition)
        name = f"{chosen.choice(FIRST)} {chosen.choice(LAST)}"
        last = name.split()[1]
        return [
            f"The council of Marrow has settled matter {self.number} after a long evening in the town hall, as edition {self.edition} of this report tells.",
            f"\u201cWe have talked about number {self.number} for long enough,\u201d said {name}, who leads the council.",
            f"{last} said that the town would pay {chosen.randint(2, 900)} crowns for it before the winter comes.",
        ]


class Newsroom:
    """Feeds on several loopback addresses; `publish` adds stories until `close`."""

    FEEDS = 6
    SHOWN = 150

    def __init__(self, seed, rate):
        self.random = random.Random(seed)
        self.rate = rate
        self.lock = threading.Lock()
        self.stories = []
        self.polls = 0
        newsroom = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                newsroom.answer(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *_):
                pass

        self._serve = lambda port: Server(("", port), Handler)
        self.servers = []
        self.port = 0
        self.listen()
        self.is_open = True
        threading.Thread(target=self._publish, daemon=True).start()

    def listen(self):
        """Answers at the same port also where the caller's thread is: in another network."""
        server = self._serve(self.port)
        self.port = server.server_address[1]
        self.servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def origin(self, feed):
        return f"http://127.0.0.{feed + 2}:{self.port}"

    def feeds(self):
        # One address carries a secret, which must show nowhere.
        return [self.origin(f) + f"/feed{f}.xml" + ("?token=s3cr3tw0rd" if f == 0 else "") for f in range(self.FEEDS)]

    def _publish(self):
        while self.is_open:
            time.sleep(self.random.expovariate(self.rate))
            with self.lock:
                # Once each: who edits an item again within ten minutes has to wait for the next look.
                first = [story for story in self.stories[-20:] if story.edition == 1]
                if self.random.random() < 0.15 and first:
                    self.random.choice(first).edition += 1
                else:
                    feed = self.random.randrange(self.FEEDS)
                    self.stories.append(Story(len(self.stories), feed, self.origin(feed)))

    def titles(self):
        """What has been published so far."""
        with self.lock:
            return [story.title for story in self.stories]

    def editions(self):
        """What the stories that have been published so far say now."""
        with self.lock:
            return {story.title: story.edition for story in self.stories}

    def close(self):
        self.is_open = False
        for server in self.servers:
            server.shutdown()
            server.server_close()

    # The pages

    def answer(self, request):
        path = request.path.split("?")[0]
        if path.startswith("/feed"):
            self.polls += 1
            body, kind = self.feed(int(path[5:].split(".")[0])), "application/rss+xml"
        elif path.startswith("/news/"):
            body, kind = self.page(int(path[6:].split(".")[0])), "text/html; charset=utf-8"
        else:
            return self.send(request, 404, b"", "text/plain", None)
        tag = '"' + hashlib.sha1(body).hexdigest() + '"'
        if request.headers.get("If-None-Match") == tag:
            return self.send(request, 304, b"", kind, tag)
        self.send(request, 200, body, kind, tag)

    def send(self, request, status, body, kind, tag):
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        if tag:
            request.send_header("ETag", tag)
        request.end_headers()
        request.wfile.write(body)

    def feed(self, number):
        with self.lock:
            own = [s for s in self.stories if s.feed == number][-self.SHOWN :]
            items = [(s, " ".join(s.text())) for s in own]
        rows = []
        for story, text in reversed(items):
            # The second feed gives new guids at each poll, as some publishers do.
            guid = f"{story.number}" if number != 1 or not story.has_link else f"{story.number}-{time.time()}"
            link = f"<link>{story.link}</link>" if story.has_link else ""
            rows.append(
                f"<item><title>{escape(story.title)}</title>{link}<guid isPermaLink='false'>{guid}</guid>"
                f"<pubDate>{formatdate(story.at)}</pubDate><description>{escape(text)}</description></item>"
            )
        return (
            f"<rss version='2.0'><channel><title>Marrow {number}</title><link>{self.origin(number)}/</link>"
            f"<description>x</description>{''.join(rows)}</channel></rss>"
        ).encode()

    def page(self, number):
        with self.lock:
            story = self.stories[number]
            paragraphs = "".join(f"<p>{escape(p)}</p>" for p in story.text())
        return (
            f"<!DOCTYPE html><html lang='en'><head><title>{escape(story.title)}</title></head><body><nav><a href='/'>Home</a></nav>"
            f"<article><h1>{escape(story.title)}</h1>{paragraphs}</article></body></html>"
        ).encode()
