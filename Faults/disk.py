"""What a power failure leaves of the files below a folder, worked out from the shim's trace of changes and syncs.

POSIX promises little: a file's bytes are there once it was synced, a name once its folder was. What was not synced may be there
in part, in any order, torn at sectors; names come back in the order in which they were given, up to some point.
"""

import os
import struct

HEADER = struct.Struct("<cHIQQ")
SECTOR = 512


class File:
    def __init__(self, content=b""):
        self.durable = bytearray(content)
        self.pending = []

    def apply(self, change):
        offset, data = change
        if data is None:
            if offset < len(self.durable):
                del self.durable[offset:]
            else:
                self.durable.extend(bytes(offset - len(self.durable)))
            return
        if offset > len(self.durable):
            self.durable.extend(bytes(offset - len(self.durable)))
        self.durable[offset : offset + len(data)] = data

    def sync(self):
        for change in self.pending:
            self.apply(change)
        self.pending = []


class Disk:
    def __init__(self, root, trace):
        self.root, self.trace = root, trace
        self.reset()

    def reset(self):
        """Believes that all that is there now is on disk."""
        open(self.trace, "wb").close()
        self.position = 0
        self.files, self.names, self.pending, self.folders = {}, {}, {}, {}
        for folder, _, names in os.walk(self.root):
            self.folders[os.stat(folder).st_ino] = folder
            self.pending[folder] = []
            for name in names:
                path = os.path.join(folder, name)
                self.names[path] = self.files[os.stat(path).st_ino] = File(open(path, "rb").read())

    def read_trace(self):
        """Takes in what the process has done; call it once the process has ended."""
        with open(self.trace, "rb") as file:
            data = file.read()
        at = 0
        while at + HEADER.size <= len(data):
            kind, path_length, length, number, offset = HEADER.unpack_from(data, at)
            at += HEADER.size
            path = data[at : at + path_length].decode()
            at += path_length
            body = data[at : at + length]
            at += length
            self.take(kind, path, body, number, offset)
        open(self.trace, "wb").close()

    def take(self, kind, path, body, number, offset):
        if kind == b"C":
            file = self.files[number] = File()
            self.name(path, ("give", path, file))
        elif kind in b"WT":
            file = self.files.setdefault(number, File())
            file.pending.append((offset, body if kind == b"W" else None))
        elif kind == b"S":
            self.files.setdefault(number, File()).sync()
        elif kind == b"R":
            self.name(path, ("move", path, body.decode()))
        elif kind == b"U":
            self.name(path, ("take", path, None))
        elif kind == b"D":
            folder = self.folders.get(number) or self.find(number)
            for change in self.pending.pop(folder, []):
                self.settle(change)

    def find(self, number):
        for folder, _, _ in os.walk(self.root):
            if os.stat(folder).st_ino == number:
                self.folders[number] = folder
                return folder

    def name(self, path, change):
        self.pending.setdefault(os.path.dirname(path), []).append(change)

    def settle(self, change):
        kind, path, other = change
        if kind == "give":
            self.names[path] = other
        elif kind == "take":
            self.names.pop(path, None)
        elif path in self.names:
            self.names[other] = self.names.pop(path)

    def fail(self, chance):
        """Puts the files into a state that a power failure may leave."""
        for folder, changes in self.pending.items():
            for change in changes[: chance.randint(0, len(changes))]:
                self.settle(change)
        keep = chance.choice([0, 0, 0.5, 0.9, 1])
        for file in set(self.names.values()):
            for offset, data in file.pending:
                if chance.random() >= keep:
                    continue
                if data is not None and chance.random() < 0.3:
                    data = data[: chance.randint(0, len(data)) // SECTOR * SECTOR]
                file.apply((offset, data))
            file.pending = []
        for folder, _, names in os.walk(self.root):
            for name in names:
                os.unlink(os.path.join(folder, name))
        for path, file in self.names.items():
            # The shared memory of the database's users is not meant to last; SQLite makes it anew.
            if path.endswith("-shm"):
                continue
            with open(path, "wb") as target:
                target.write(file.durable)
        self.reset()
