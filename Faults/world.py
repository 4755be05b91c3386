"""One machine: its disk, the daemon that runs on it, a reader that follows the output, and what has to hold of them."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from control import Control
from disk import Disk

try:
    import jsonschema
except ImportError:
    jsonschema = None


class Failure(Exception):
    pass


class Reader:
    """A live `tail -F` on the growing segment: sees each line once, or something is wrong.

    After a power failure a reader begins anew as well, behind the lines that it had got and those that it finds in the folder.
    """

    def __init__(self, path, seen):
        self.seen = seen
        self.known = len(seen)
        self.process = subprocess.Popen(
            ["tail", "-q", "-n", "+1", "-F", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        # A growing segment keeps its name for half a second: whoever waits for the processor for longer misses it, whatever the daemon does.
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, -10)
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()
        # It has to watch before anything happens.
        while not any("inotify" in target for target in descriptors(self.process.pid)):
            time.sleep(0.005)

    def _read(self):
        rest = b""
        while piece := os.read(self.process.stdout.fileno(), 1 << 16):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                # What it had before the power failure it passes over.
                if (number := sequence(line)) is None or number > self.known:
                    self.seen.append(line)

    def close(self):
        self.process.kill()
        self.process.wait()
        self.thread.join()


def descriptors(process):
    folder = f"/proc/{process}/fd"
    for name in os.listdir(folder):
        try:
            yield os.readlink(os.path.join(folder, name))
        except OSError:
            pass


EDITION = re.compile(r"as edition (\d+) of this report")


def parsed(line):
    """A line's JSON; `None` where it has none."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def sequence(line):
    return (parsed(line) or {}).get("seq")


# Finished segments are compressed, and go once they are read: all that the daemon does beside writing them.
TIDY = 'compress = true\nkeep_bytes = "200kB"\n'


class World:
    def __init__(self, program, shim, newsroom, chance, is_tidy=False):
        self.program, self.shim, self.newsroom, self.chance = program, shim, newsroom, chance
        self.folder = tempfile.mkdtemp(prefix="faults-")
        self.root = os.path.join(self.folder, "disk")
        self.out = os.path.join(self.root, "out")
        self.state = os.path.join(self.root, "state", "state.db")
        os.makedirs(self.out)
        os.makedirs(os.path.dirname(self.state))
        self.log = open(os.path.join(self.folder, "log"), "ab")
        self.configuration = os.path.join(self.folder, "feeds.conf")
        feeds = "".join(f'[[feed]]\nurl = "{url}"\n' for url in newsroom.feeds())
        with open(self.configuration, "w") as file:
            file.write(
                f'output = "{self.out}"\nstate = "{self.state}"\nallow_networks = ["127.0.0.0/8"]\n'
                '[poll]\ninterval = "1s"\nmin_interval = "1s"\nmax_interval = "1s"\n[fetch]\ndelay = "0s"\nper_site = 8\n'
                'retry_for = "20s"\n[segments]\nmax_bytes = "24kB"\nmax_age = "8s"\n' + TIDY * is_tidy + '[status]\nlisten = "off"\n' + feeds
            )
        self.control = Control(os.path.join(self.folder, "control"))
        self.trace = os.path.join(self.folder, "trace")
        self.disk = Disk(self.root, self.trace)
        self.seen = []
        # What a consumer with a cursor has read, and which records it has parsed.
        self.consumed = [] if is_tidy else None
        self.found = {}
        self.reader = None
        self.process = None
        self.lives = 0
        self.valid = 0
        self.validator = jsonschema and jsonschema.Draft202012Validator(
            json.loads(subprocess.run([program, "schema"], capture_output=True, check=True).stdout))

    # The daemon

    def start(self):
        # Bytes that a power failure has torn the daemon writes again at its start; until then there is nothing to follow.
        if self.reader is None and not self.is_torn():
            self.take(self.lines())
            # Of a file that is not there yet `tail` takes notice once a second only.
            with open(os.path.join(self.out, "current.jsonl"), "ab"):
                self.disk.reset()
            self.reader = Reader(os.path.join(self.out, "current.jsonl"), self.seen)
        self.control["calls"] = 0
        self.lives += 1
        self.process = self.launch("run", "--config", self.configuration, "--verbose")

    def is_torn(self):
        path = os.path.join(self.out, "current.jsonl")
        return os.path.exists(path) and b"\0" in open(path, "rb").read()

    def take(self, found):
        """What a reader that begins anew finds in the folder, behind what it had seen before."""
        if (both := min(len(found), len(self.seen))) and found[:both] != self.seen[:both]:
            raise Failure("lines have changed that a reader had seen")
        self.seen += found[both:]

    def launch(self, *arguments):
        environment = dict(
            os.environ, LD_PRELOAD=self.shim, FAULT_ROOT=self.root, FAULT_CONTROL=os.path.join(self.folder, "control"),
            FAULT_TRACE=self.trace, SWIFT_BACKTRACE="enable=no")
        return subprocess.Popen([self.program, *arguments], stdout=self.log, stderr=self.log, env=environment)

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """`kill -9`; what the process had written is in the system's hands."""
        self.process.kill()
        self.ended()

    def ended(self, by=signal.SIGKILL):
        """Waits for the end of the process, which no other signal may have brought."""
        status = self.process.wait(timeout=60)
        self.process = None
        self.disk.read_trace()
        if status < 0 and -status not in (signal.SIGKILL, by):
            raise Failure(f"the daemon crashed by signal {-status}")
        return status

    def is_listening(self):
        """Whether the program has taken SIGTERM into its own hands; before that, while it is being loaded, the system does what it does."""
        try:
            status = open(f"/proc/{self.process.pid}/status").read()
        except OSError:
            return False
        caught = next((line for line in status.splitlines() if line.startswith("SigCgt:")), "SigCgt: 0")
        return bool(int(caught.split()[1], 16) >> signal.SIGTERM - 1 & 1)

    def terminate(self):
        """SIGTERM, which has to end the daemon in good order at any moment from its first own instruction on."""
        listening = self.is_listening()
        self.process.send_signal(signal.SIGTERM)
        status = self.ended(by=signal.SIGKILL if listening else signal.SIGTERM)
        if status != 0 and (listening or status != -signal.SIGTERM):
            raise Failure(f"SIGTERM ended it with {status}")

    def stop(self):
        """SIGTERM to a daemon that is up, which has to end it in good order."""
        while self.is_running() and not self.is_listening():
            time.sleep(0.005)
        self.process.send_signal(signal.SIGTERM)
        before = time.monotonic()
        status = self.ended()
        if status != 0 or time.monotonic() - before > 30:
            raise Failure(f"SIGTERM ended it with {status} after {time.monotonic() - before:.0f} s")

    def power_failure(self):
        if self.process:
            self.kill()
        self.reader.close()
        self.reader = None
        self.disk.fail(self.chance)

    def changed_by_hand(self):
        """After the harness itself has changed files."""
        self.disk.reset()

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
        if self.reader:
            self.reader.close()
            self.reader = None
        self.log.close()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # What has to hold

    def lines(self):
        """All lines in order: those that are there, behind those whose segments were removed once the consumer had read them."""
        lines = self.present()
        removed = (sequence(lines[0]) or 1) - 1 if lines and self.consumed is not None else 0
        if removed > (len(self.consumed) if self.consumed is not None else 0):
            raise Failure(f"{removed} records were removed before the consumer had read them")
        return (self.consumed[:removed] if removed else []) + lines

    def present(self):
        """The lines that are there, by the manifest and the growing segment."""
        lines, names = [], []
        manifest = os.path.join(self.out, "manifest.jsonl")
        if os.path.exists(manifest):
            # What an end has cut short or torn is mended by the next start, and `verify` looks at it after that.
            names = [entry["file"] for entry in map(parsed, open(manifest, "rb")) if entry]
            if self.consumed is not None:
                names = [name for name in names if os.path.exists(os.path.join(self.out, name))]
        if os.path.exists(os.path.join(self.out, "current.jsonl")):
            names.append("current.jsonl")
        # Renamed and not listed yet.
        unlisted = [name for name in os.listdir(self.out) if name.startswith("articles-") and name.endswith(".jsonl") and name not in names]
        if unlisted:
            at = names.index("current.jsonl") if "current.jsonl" in names else len(names)
            names[at:at] = sorted(unlisted, key=lambda name: int(name.split("-")[2].split(".")[0]))
        for name in names:
            with open(os.path.join(self.out, name), "rb") as file:
                lines += file.read().split(b"\n")[:-1]
        return lines

    def settle(self, patience=180):
        """Lets a sound daemon catch up with what has been published, and ends it."""
        self.control.clear()
        if not self.is_running():
            if self.process:
                self.ended()
            self.start()
        wanted = self.newsroom.editions()
        end = time.monotonic() + patience
        while True:
            if not self.is_running():
                status = self.ended()
                if status == 0:
                    raise Failure("the daemon ended by itself")
                # Trouble that only a new start can mend ends the daemon, as systemd starts it again.
                self.start()
            try:
                have = self.written()
            except FileNotFoundError:
                # Renamed between the two looks.
                continue
            missing = sorted(title for title, edition in wanted.items() if have.get(title, 0) < edition)
            if not missing:
                break
            if time.monotonic() > end:
                told = [(title, wanted[title], have.get(title)) for title in missing[:3]]
                raise Failure(f"{len(missing)} published items have no record of what they say now: {told}")
            time.sleep(0.1)
        self.stop()
        self.check()

    def written(self):
        """Of each title the last edition that has a record."""
        have = {}
        for line in self.lines():
            if line not in self.found:
                # What a power failure has torn and the daemon has not mended yet is passed over.
                if not (record := parsed(line)):
                    continue
                # In its own words: the feed's, beside them, may be older.
                edition = EDITION.search(record.get("text", ""))
                self.found[line] = (record["title"], int(edition[1]) if edition else 0)
            title, edition = self.found[line]
            have[title] = edition
        return have

    def consume(self, lines):
        """Lets a consumer with a cursor go on, which may be cut off: it gets all, in order, and only its last ones again."""
        command = [self.program, "tail", "--cursor", "reader", "--config", self.configuration]
        if self.chance.random() < 0.3:
            with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
                got = process.stdout.read(self.chance.randrange(1 << 15))
                process.kill()
                # What it has put into the pipe is the reader's, who is not cut off.
                got += process.stdout.read()
            got = got[: got.rfind(b"\n") + 1].split(b"\n")[:-1]
        else:
            got = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n")[:-1]
        if not got:
            return
        at = sequence(got[0]) - 1
        if at > len(self.consumed):
            raise Failure(f"the consumer got nothing between {len(self.consumed)} and {at}")
        self.consumed[at : at + len(got)] = got
        if self.consumed != lines[: len(self.consumed)]:
            raise Failure("the consumer has read what is not there")
        self.changed_by_hand()

    def check_compressed(self):
        """A compressed segment is the segment, and whole."""
        for name in os.listdir(self.out):
            if name.endswith(".zst") and shutil.which("zstd"):
                whole = subprocess.run(["zstd", "-dqc", os.path.join(self.out, name)], capture_output=True)
                plain = os.path.join(self.out, name.removesuffix(".zst"))
                if whole.returncode or not os.path.exists(plain) or whole.stdout != open(plain, "rb").read():
                    raise Failure(f"{name} is not {os.path.basename(plain)}")

    def check(self):
        """Holds output and reader against what was published, with the daemon down."""
        verified = subprocess.run([self.program, "verify", self.out], capture_output=True, text=True)
        if verified.returncode != 0:
            raise Failure(f"verify: {verified.stdout}{verified.stderr}")
        lines = self.lines()
        records = [json.loads(line) for line in lines]
        if [r["seq"] for r in records] != list(range(1, len(records) + 1)):
            raise Failure("the numbers have a gap")
        if len({(r["id"], r["revision"]) for r in records}) != len(records):
            raise Failure("a revision stands twice")
        first = [r["title"] for r in records if r["event"] == "new"]
        if len(set(first)) != len(first):
            raise Failure(f"written twice: {[t for t in first if first.count(t) > 1][:3]}")
        if foreign := set(first) - set(self.newsroom.titles()):
            raise Failure(f"never published: {sorted(foreign)[:3]}")
        last = {}
        for r in records:
            if (r["revision"] == 1) != (r["event"] == "new") or r["revision"] != last.get(r["id"], 0) + 1:
                raise Failure(f"revision {r['revision']} of {r['id']} follows {last.get(r['id'], 0)}")
            last[r["id"]] = r["revision"]
        if self.validator:
            for r in records[self.valid :]:
                self.validator.validate(r)
            self.valid = len(records)
        self.check_reader(lines)
        if self.consumed is not None:
            self.check_compressed()
            self.consume(lines)

    def check_reader(self, lines):
        if self.reader is None:
            self.take(lines)
        end = time.monotonic() + 10
        while len(self.seen) < len(lines) and time.monotonic() < end:
            time.sleep(0.02)
        if self.seen != lines:
            for number, (got, written) in enumerate(zip(self.seen, lines), 1):
                if got != written:
                    raise Failure(f"the reader's line {number} is {got[:90]!r}, written was {written[:90]!r}")
            raise Failure(f"the reader saw {len(self.seen)} lines of {len(lines)}")

    def check_secrets(self):
        """A feed address's token stands in no log and no record."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                if name == "feeds.conf" or "/state/" in path or "/backup-" in path or name == "trace":
                    continue
                if b"s3cr3tw0rd" in open(path, "rb").read():
                    raise Failure(f"a secret stands in {name}")
