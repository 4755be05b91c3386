"""The status page as a browser shows it."""

import http.server
import itertools
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

import axe_core_python
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

sys.path.insert(0, os.path.dirname(__file__))
from town import HOSTILE, QUIET, Town  # noqa: E402

PICTURES = os.environ.get("SCREENSHOTS")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Proxy(http.server.BaseHTTPRequestHandler):
    """A reverse proxy that serves the page below a path, and has no answer at first where events are asked for."""

    target = ""
    refusals = 2

    def do_GET(self):
        if not self.path.startswith("/below/here/"):
            return self.send_error(404)
        if self.path.endswith("/events"):
            return self.events()
        with urllib.request.urlopen(self.target + self.path[len("/below/here"):]) as answer:
            self.send_response(answer.status)
            for name in ("Content-Type", "Content-Security-Policy"):
                self.send_header(name, answer.headers[name])
            self.end_headers()
            self.wfile.write(answer.read())

    def events(self):
        if Proxy.refusals > 0:
            Proxy.refusals -= 1
            return self.send_error(502)
        with urllib.request.urlopen(self.target + "/events") as answer:
            self.send_response(200)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.end_headers()
            try:
                while line := answer.readline():
                    self.wfile.write(line)
                    self.wfile.flush()
            except OSError:
                pass

    def log_message(self, *_):
        pass


class StatusPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        cls.town = Town()
        cls.address = f"http://127.0.0.1:{free_port()}"
        feeds = "\n".join(f'[[feed]]\nurl = "{url}"' for url in cls.town.feeds())
        (folder / "feeds.conf").write_text(
            'allow_networks = ["127.0.0.0/8"]\n[poll]\ninterval = "3s"\n[fetch]\ndelay = "0s"\nper_site = 16\n'
            f'[status]\nlisten = "{cls.address[7:]}"\n{feeds}\n')
        cls.log = open(folder / "log", "w+")
        cls.daemon = subprocess.Popen([os.environ["ONRECORD"], "run", "--config", folder / "feeds.conf"], stderr=cls.log)
        options = webdriver.ChromeOptions()
        for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        cls.browser = webdriver.Chrome(options, Service("/usr/bin/chromedriver"))
        cls.browser.set_window_size(1280, 900)
        cls.eventually(lambda: b"Ruth Halloran" in cls.get("/quotations") and b"Parish" in cls.get("/feeds"), 60)
        time.sleep(3)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.daemon.terminate()
        cls.daemon.wait(30)
        cls.log.close()
        cls.folder.cleanup()

    @classmethod
    def get(cls, path):
        try:
            with urllib.request.urlopen(cls.address + path) as answer:
                return answer.read()
        except OSError:
            return b""

    @staticmethod
    def eventually(condition, seconds=30):
        def holds():
            # What is looked at may be renewed, or its page left, while it is looked at.
            try:
                return condition()
            except (StaleElementReferenceException, NoSuchElementException):
                return False

        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError("not in time")
            time.sleep(0.2)

    def open(self, path):
        self.browser.get(self.address + path)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector).text

    def tearDown(self):
        wrong = [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]
        wrong = [message for message in wrong if "404" not in message and "/events" not in message]
        self.assertEqual(wrong, [], "the browser complains")

    # Each page

    def test_the_overview_tells_what_works_and_what_does_not(self):
        self.open("/")
        self.assertIn("1 of 135 feeds does not work", self.text("#health"))
        self.assertEqual([link.text for link in self.all("#health .choices a")],
                         ["135 in all", "✓ 134 working", "✗ 1 failing", "∅ 0 gone", "… 0 not polled yet"])
        self.assertIn("Articles in 24 hours", self.text("#facts"))
        self.assertIn("the server answers 404", self.text("#attention"))
        self.assertIn("Marrow Courier", self.text("#said"))
        self.assertEqual(len(self.all("#said li")), 6)
        self.assertEqual(len(self.all("#charts svg")), 2)

    def test_the_table_sorts(self):
        self.open("/feeds")
        self.browser.find_element(By.LINK_TEXT, "Health").click()
        self.assertIn("failing", self.text("#rows tr .health"))
        self.assertEqual(self.browser.find_element(By.CSS_SELECTOR, "th[aria-sort]").text.split()[0], "Health")
        self.browser.find_element(By.PARTIAL_LINK_TEXT, "Health").click()
        self.assertEqual(self.browser.find_element(By.CSS_SELECTOR, "th[aria-sort]").get_attribute("aria-sort"), "descending")
        self.assertIn("working", self.text("#rows tr .health"))

    def test_the_table_is_filtered_and_searched_and_has_pages(self):
        self.open("/feeds")
        self.assertEqual(len(self.all("#rows tr")), 100)
        self.browser.find_element(By.CSS_SELECTOR, "a[rel=next]").click()
        self.assertEqual(len(self.all("#rows tr")), QUIET + 5 - 100)
        self.open("/feeds")
        self.browser.find_element(By.ID, "q").send_keys("weirbridge post", Keys.ENTER)
        self.eventually(lambda: "1 of" in self.text("#count"))
        self.assertEqual(self.text("#rows tr th a"), "Weirbridge Post")
        self.open("/feeds")
        self.browser.find_element(By.PARTIAL_LINK_TEXT, "failing").click()
        self.assertEqual(len(self.all("#rows tr")), 1)
        self.assertIn("the server answers 404", self.text("#rows tr"))
        self.assertIn("failing", self.text("#choices [aria-current]"))

    def test_a_feeds_page_tells_all_of_it(self):
        self.open("/feeds?q=marrow+courier")
        self.browser.find_element(By.LINK_TEXT, "Marrow Courier").click()
        self.assertEqual(self.text("h1"), "Marrow Courier")
        self.assertIn("Night ferry sails again", self.text("#feed-items"))
        self.assertRegex(self.browser.find_element(By.LINK_TEXT, "Night ferry sails again").get_attribute("href"), "^http://.*/")
        self.assertIn("Idris Okafor", self.text("#feed-said"))
        self.assertIn("Nothing out of the ordinary", self.text("#feed-history"))

    def test_quotations_are_found_by_speaker_word_and_feed(self):
        self.open("/quotations")
        self.browser.find_element(By.ID, "speaker").send_keys("halloran", Keys.ENTER)
        self.eventually(lambda: self.all("#said li") and all("Halloran" in item.text for item in self.all("#said .who")))
        self.open("/quotations?q=quay")
        self.assertEqual(len(self.all("#said li")), 1)
        self.assertIn("Idris Okafor", self.text("#said"))
        self.open("/quotations")
        self.browser.find_element(By.XPATH, "//select[@id='from']/option[contains(., 'Tideline')]").click()
        self.browser.find_element(By.CSS_SELECTOR, "form button").click()
        self.eventually(lambda: "Mara Lindqvist" in self.text("#said") and "Okafor" not in self.text("#said"))

    # What must not happen

    def test_hostile_titles_stay_text(self):
        for path in ("/", "/feeds?q=script", "/quotations?q=doors", f"/feeds?q={urllib.request.quote(HOSTILE)}"):
            self.open(path)
            self.assertNotIn("broken in", self.browser.title)
            self.assertEqual(self.all("main script, main img"), [])
        self.open("/quotations")
        self.assertIn("<script>", self.text("#said"))

    def test_a_page_that_is_not_there_says_so(self):
        self.open("/nothing")
        self.assertEqual(self.text("h1"), "Not found")

    def test_it_works_below_a_path_of_a_reverse_proxy(self):
        Proxy.target = self.address
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.browser.get(f"http://127.0.0.1:{server.server_port}/below/here/")
        self.assertEqual(self.browser.execute_script("return document.styleSheets.length"), 1)
        # A proxy that had no answer for a while is asked again.
        self.eventually(lambda: self.text("#live") == "no answer")
        self.eventually(lambda: self.text("#live") == "live", 60)
        self.assertEqual(Proxy.refusals, 0)
        self.browser.find_element(By.LINK_TEXT, "Feeds").click()
        self.assertEqual(self.text("h1"), "Feeds")
        self.browser.find_element(By.ID, "q").send_keys("post", Keys.ENTER)
        self.eventually(lambda: "/below/here/feeds?q=post" in self.browser.current_url)
        self.browser.find_element(By.LINK_TEXT, "Weirbridge Post").click()
        self.assertEqual(self.text("h1"), "Weirbridge Post")
        self.browser.get("about:blank")
        server.shutdown()
        server.server_close()

    # Life

    def test_news_appears_by_itself(self):
        self.open("/quotations?speaker=donnelly")
        before = len(self.all("#said li"))
        self.eventually(lambda: self.text("#live") == "live")
        self.town.articles["Weirbridge Post"].append(
            ("Bakery on the hill", "The bakery bakes by night again. “Bread wants patience,” said Freya Donnelly, the baker, on Friday evening."))
        self.eventually(lambda: len(self.all("#said li")) > before, 60)
        self.assertIn("Bread wants patience", self.text("#said"))

    def test_the_renewing_can_be_paused(self):
        self.open("/")
        self.eventually(lambda: self.text("#live") == "live")
        self.browser.find_element(By.ID, "live").click()
        self.assertEqual(self.text("#live"), "paused")
        polls = self.text("#facts")
        time.sleep(6)
        self.assertEqual(self.text("#facts"), polls)
        self.browser.find_element(By.ID, "live").click()
        self.eventually(lambda: self.text("#facts") != polls)

    # For everybody

    def test_it_can_be_used_by_keyboard_alone(self):
        self.open("/feeds")
        self.browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        self.assertEqual(self.browser.switch_to.active_element.text, "Skip to the content")
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.assertEqual(self.browser.switch_to.active_element.get_attribute("id"), "main")
        reached = []
        for _ in range(20):
            self.browser.switch_to.active_element.send_keys(Keys.TAB)
            reached.append(self.browser.switch_to.active_element)
        self.assertIn("failing", " ".join(element.text for element in reached))
        self.assertIn("q", [element.get_attribute("id") for element in reached])
        self.assertIn("Next poll", [element.text for element in reached])

    def test_axe_finds_nothing(self):
        axe = next(pathlib.Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text()
        self.open("/feeds?q=marrow+courier")
        feed = self.browser.find_element(By.LINK_TEXT, "Marrow Courier").get_attribute("href")[len(self.address):]
        self.addCleanup(self.phone, False)
        for scheme, on_phone in (("light", False), ("dark", False), ("light", True)):
            self.phone(on_phone)
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            for path in ("/", "/feeds", "/feeds?sort=health", feed, "/quotations", "/nothing"):
                self.open(path)
                self.browser.execute_script(axe)
                found = self.browser.execute_async_script("axe.run().then(arguments[0])")["violations"]
                self.assertEqual([(path, scheme, on_phone, rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found], [])
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def test_nothing_is_wider_than_a_phone(self):
        try:
            self.open("/feeds?q=marrow+courier")
            feed = self.browser.find_element(By.LINK_TEXT, "Marrow Courier").get_attribute("href")[len(self.address):]
            # 320 points are what remains of 1280 at four times the size (WCAG 2.2, 1.4.10).
            for width, path in itertools.product((390, 320), ("/", "/feeds", feed, "/quotations")):
                self.phone(True, width)
                self.open(path)
                self.assertLessEqual(self.browser.execute_script("return document.documentElement.scrollWidth"), width, path)
        finally:
            self.phone(False)

    def phone(self, on, width=390):
        if on:
            self.browser.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride", {"width": width, "height": 844, "deviceScaleFactor": 2, "mobile": True})
        else:
            self.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    @unittest.skipUnless(PICTURES, "no folder for screenshots")
    def test_pictures(self):
        pathlib.Path(PICTURES).mkdir(parents=True, exist_ok=True)
        self.open("/feeds?q=marrow+courier")
        feed = self.browser.find_element(By.LINK_TEXT, "Marrow Courier").get_attribute("href")[len(self.address):]
        pages = {"overview": "/", "feeds": "/feeds?sort=new&dir=down", "broken": "/feeds?sort=health", "feed": feed, "quotations": "/quotations"}
        for form in ("desktop", "dark", "phone"):
            scheme = "dark" if form == "dark" else "light"
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            self.phone(form == "phone")
            for name, path in pages.items():
                self.open(path)
                time.sleep(0.3)
                self.browser.save_screenshot(f"{PICTURES}/{name}-{form}.png")
        self.phone(False)
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


if __name__ == "__main__":
    unittest.main()
