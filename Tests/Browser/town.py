"""A small news site of an invented town: a few papers with articles, many quiet feeds, and one that means harm."""

import html
import http.server
import threading

HOSTILE = '<script>document.title="broken in"</script><img src=x onerror=\'document.title="broken in"\'>'

PAPERS = {
    "Weirbridge Post": [
        ("Harbour wall to be mended before winter",
         "The harbour wall will be mended before the winter storms, said Ruth Halloran, the harbour master of Marrow. "
         "“We have the stone and we have the men,” she said on Monday. The council voted for it after a long evening."),
        ("School roof gets slate",
         "The school on the hill gets a roof of slate. “It will be dry by Michaelmas,” promised Lucia Brandt, whose firm won "
         "the work against two others. Parents had asked for it for years."),
    ],
    "Marrow Courier": [
        ("Night ferry sails again",
         "The night ferry sails again from the first of May. “Nobody will have to sleep on the quay,” said Idris Okafor, who "
         "runs the line. Tickets cost as much as they did last year, and bicycles go free."),
        ("Library opens on Sundays",
         "The library opens on Sundays from June. “Children asked for it, so we did it,” said Paul Adeyemi, the librarian. "
         "According to the town hall, two students will look after the reading room."),
    ],
    "Tideline Review": [
        ("What the seagrass keeps",
         "Seagrass holds the sand of the sound in place. “Where it goes, the beach goes after it,” said Mara Lindqvist, a "
         "biologist at the University of Weirbridge. She counts the shoots twice a year."),
    ],
    HOSTILE: [
        (HOSTILE, "Somebody tries the doors. “" + HOSTILE + " is no way to greet a reader,” said Freya Donnelly, an editor."),
    ],
}
QUIET = 130


class Town:
    """Serves the site on loopback; articles can be added while it runs."""

    def __init__(self):
        self.articles = {name: list(articles) for name, articles in PAPERS.items()}
        town = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body, kind = town.answer(self.path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write((body or "not here").encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def feeds(self):
        papers = [f"{self.address}/paper{number}.xml" for number in range(len(PAPERS))]
        return papers + [f"{self.address}/quiet{number}.xml" for number in range(QUIET)] + [f"{self.address}/broken.xml"]

    def answer(self, path):
        names = list(PAPERS)
        # The address of the examples in the documentation, and a page that advertises it.
        path = "/paper0.xml" if path == "/rss.xml" else path
        if path == "/":
            return ('<!DOCTYPE html><html lang=en><head><title>Weirbridge Post</title><link rel="alternate" type="application/rss+xml" '
                    'href="/rss.xml"></head><body><p>News of the town</p></body></html>'), "text/html; charset=utf-8"
        if path.startswith("/paper"):
            number = int(path[6:-4])
            items = "".join(
                f"<item><title>{html.escape(title)}</title><link>{self.address}/article/{number}/{place}</link></item>"
                for place, (title, _) in enumerate(self.articles[names[number]]))
            return self.feed(names[number], items), "application/rss+xml"
        if path.startswith("/quiet"):
            return self.feed(f"Parish of {path[6:-4]}", ""), "application/rss+xml"
        if path.startswith("/article/"):
            number, place = map(int, path[9:].split("/"))
            title, text = self.articles[names[number]][place]
            return (f"<!DOCTYPE html><html lang=en><head><title>{html.escape(title)}</title></head><body><article><h1>{html.escape(title)}"
                    f"</h1><p>{html.escape(text)}</p></article></body></html>"), "text/html; charset=utf-8"
        return None, "text/plain"

    def feed(self, title, items):
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{html.escape(title)}</title><link>{self.address}/</link>{items}</channel></rss>'
