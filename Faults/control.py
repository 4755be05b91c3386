"""The page that the harness shares with the shim in the program under test; the fields are those of `struct control`."""

import mmap
import struct

FIELDS = ["calls", "kill_at", "kill_style", "fail_kinds", "fail_errno", "fail_skip", "fail_count", "fail_short", "fail_where", "failed", "clock_ms"]
WRITE, SYNC, NAME, OPEN, SHORTEN, READ = 1, 2, 4, 8, 16, 32
BEFORE, AFTER, MIDST = 0, 1, 2


class Control:
    def __init__(self, path):
        with open(path, "wb") as file:
            file.write(bytes(4096))
        self.file = open(path, "r+b")
        self.page = mmap.mmap(self.file.fileno(), 4096)
        self.clear()

    def __getitem__(self, field):
        return struct.unpack_from("<q", self.page, 8 * FIELDS.index(field))[0]

    def __setitem__(self, field, value):
        struct.pack_into("<q", self.page, 8 * FIELDS.index(field), value)

    def clear(self):
        """No faults; the clock stays as it is."""
        for field in FIELDS[:-1]:
            self[field] = 0
        self["kill_at"] = -1

    def fail(self, kinds, errno, count, skip=0, short=False, where=0):
        self["fail_count"] = 0
        self["fail_kinds"], self["fail_errno"], self["fail_skip"] = kinds, errno, skip
        self["fail_short"], self["fail_where"] = int(short), where
        self["fail_count"] = count
