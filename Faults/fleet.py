"""A fleet on loopback: three servers, workers that reach them through wires that can be cut, a collector, and a newsroom that notes
who asks it when."""

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

from newsroom import Newsroom


class Failure(Exception):
    pass


def nats_server():
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    for path in [os.environ.get("ONRECORD_NATS_SERVER"), cache + "/onrecord/nats-server", shutil.which("nats-server")]:
        if path and os.access(path, os.X_OK):
            found = re.search(r"v(\d+)\.(\d+)", subprocess.run([path, "--version"], capture_output=True, text=True).stdout)
            if found and (int(found[1]), int(found[2])) >= (2, 11):
                return path
    raise SystemExit("there is no nats-server of version 2.11 or newer: setup/cluster installs one")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Wire:
    """A way to a server. While it is cut nothing passes and nobody is told; what was on its way arrives when it is mended."""

    def __init__(self, port):
        self.target, self.is_cut = port, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            near, _ = self.listener.accept()
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near):
        while self.is_cut:
            time.sleep(0.05)
        try:
            far = socket.create_connection(("127.0.0.1", self.target), 2)
        except OSError:
            return near.close()
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        other = {near: far, far: near}
        try:
            while True:
                if self.is_cut:
                    time.sleep(0.05)
                    continue
                for end in select.select([near, far], [], [], 0.2)[0]:
                    piece = end.recv(1 << 16)
                    while self.is_cut:
                        time.sleep(0.05)
                    if not piece:
                        return
                    other[end].sendall(piece)
        except OSError:
            pass
        finally:
            near.close()
            far.close()


class WatchedNewsroom(Newsroom):
    """Notes each request: site, worker, when it began and ended."""

    FEEDS = 24

    def __init__(self, *arguments):
        self.requests, self.noting = [], threading.Lock()
        super().__init__(*arguments)

    def answer(self, request):
        began = time.monotonic()
        # As long as a server that is not the fastest takes.
        time.sleep(0.02)
        try:
            super().answer(request)
        finally:
            found = re.search(r"\+http://(\S+?)/?\)", request.headers.get("User-Agent", ""))
            site = request.headers.get("Host", "").split(":")[0]
            with self.noting:
                self.requests.append((site, found[1] if found else "?", began, time.monotonic()))


class Fleet:
    def __init__(self, program, workers, delay, seed, rate=4.0, newsroom=True, network=None):
        """On one machine, or (with a `Network`) server and worker 1, 2, 3 on machines of their own and all else at the switch."""
        self.program, self.delay = program, delay
        self.server_program = nats_server()
        self.folder = tempfile.mkdtemp(prefix="fleet-")
        self.newsroom = WatchedNewsroom(seed, rate) if newsroom else None
        self.network = network
        if network and self.newsroom:
            for machine in network.machines:
                network.on(machine, self.newsroom.listen)
        self.ports = [(4222, 6222) if network else (free_port(), free_port()) for _ in range(3)]
        self.servers = [None] * 3
        self.names = [f"w{number + 1}" for number in range(workers)]
        self.wires = {} if network else {name: [Wire(port) for port, _ in self.ports] for name in self.names}
        self.workers = {}
        self.collector = None
        self.start_servers()

    # Servers

    def host(self, number):
        return self.network.address(number) if self.network else "127.0.0.1"

    def addresses(self):
        return [f"{self.host(number)}:{port}" for number, (port, _) in enumerate(self.ports)]

    def on(self, machine):
        return self.network.command(machine) if self.network else []

    def start_server(self, number):
        routes = ", ".join(f"nats-route://{self.host(number)}:{route}" for number, (_, route) in enumerate(self.ports))
        path = f"{self.folder}/server{number}.conf"
        with open(path, "w") as file:
            file.write(
                f'server_name: s{number}\nlisten: "{self.host(number)}:{self.ports[number][0]}"\nmax_payload: 8MB\n'
                f'jetstream {{ store_dir: "{self.folder}/store{number}", max_mem: 256M, max_file: 8G, sync_interval: 10s }}\n'
                # Clients would find ways around a cut wire.
                f'cluster {{ name: fleet, no_advertise: true, listen: "{self.host(number)}:{self.ports[number][1]}", routes: [{routes}] }}\n'
            )
        self.servers[number] = subprocess.Popen(
            [*self.on(number), self.server_program, "-c", path, "-l", f"{self.folder}/server{number}.log"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill_server(self, number):
        self.servers[number].kill()
        self.servers[number].wait()

    def kill_servers(self):
        for number in range(3):
            self.kill_server(number)

    def start_servers(self):
        for number in range(3):
            self.start_server(number)

    def back_up(self):
        """Keeps what the servers hold; all of them are dead."""
        for number in range(3):
            shutil.copytree(f"{self.folder}/store{number}", f"{self.folder}/backup{number}")

    def restore(self):
        for number in range(3):
            shutil.rmtree(f"{self.folder}/store{number}")
            os.rename(f"{self.folder}/backup{number}", f"{self.folder}/store{number}")

    # The program

    def configuration(self, name, addresses, listen="off"):
        folder = f"{self.folder}/{name}"
        os.makedirs(folder, exist_ok=True)
        servers = ", ".join(f'"nats://{address}"' for address in addresses)
        with open(f"{folder}/feeds.conf", "w") as file:
            file.write(
                f'contact = "http://{name}/"\nallow_networks = ["127.0.0.0/8"]\nmin_free = "1MB"\n'
                f'[poll]\ninterval = "3s"\nmin_interval = "2s"\nmax_interval = "6s"\n[fetch]\nper_site = 1\ndelay = "{self.delay}s"\n'
                f'retry_for = "2h"\n[segments]\nmax_bytes = "256kB"\n[status]\nlisten = "{listen}"\n[stories]\nwindow = "off"\n'
                f'[cluster]\nservers = [{servers}]\nname = "{name}"\n'
            )
        return f"{folder}/feeds.conf"

    def spawn(self, name, command, configuration, machine=None):
        log = open(f"{self.folder}/{name}.log", "ab")
        return subprocess.Popen([*self.on(machine), self.program, *command, "--config", configuration], stdout=log, stderr=log)

    def command(self, *command, check=True):
        configuration = self.configuration("command", self.addresses())
        done = subprocess.run(
            [*self.on(None), self.program, *command, "--config", configuration], capture_output=True, text=True, timeout=60)
        if check and done.returncode:
            raise Failure(f"onrecord {' '.join(command)}: {done.stderr}")
        return done.stdout

    def start_worker(self, name, listen="off"):
        addresses = self.addresses() if self.network else [f"127.0.0.1:{wire.port}" for wire in self.wires[name]]
        machine = self.names.index(name) % 3 if self.network else None
        self.workers[name] = self.spawn(name, ["run"], self.configuration(name, addresses, listen), machine)

    def start_collector(self):
        configuration = self.configuration("collector", self.addresses())
        self.collector = self.spawn("collector", ["collect"], configuration)

    def kill_collector(self):
        self.collector.kill()
        self.collector.wait()

    def status(self):
        for _ in range(60):
            try:
                return json.loads(self.command("cluster", "status", "--json"))
            except (Failure, ValueError, subprocess.TimeoutExpired) as error:
                last = error
                time.sleep(0.5)
        raise Failure(f"no status: {last}")

    def import_feeds(self, feeds):
        path = f"{self.folder}/feeds.txt"
        with open(path, "w") as file:
            file.write("\n".join(feeds) + "\n")
        for _ in range(30):
            done = self.command("feeds", "import", path, check=False)
            listed = self.command("feeds", "list", check=False)
            if len(listed.split("\n")) - 1 >= len(feeds):
                return done
            time.sleep(1)
        raise Failure("the feeds could not be imported")

    def await_shards(self, seconds=60):
        """How long until every shard is somebody's."""
        began = time.monotonic()
        while self.status()["unowned_shards"]:
            if time.monotonic() - began > seconds:
                raise Failure(f"shards belong to nobody after {seconds} s: {len(self.status()['unowned_shards'])} of 256")
            time.sleep(0.2)
        return time.monotonic() - began

    def await_shares(self, seconds=60):
        """Until every worker that runs has shards of its own."""
        began = time.monotonic()
        while True:
            idle = set(self.workers) - {worker["name"] for worker in self.status()["workers"] if worker["shards"]}
            if not idle:
                return
            if time.monotonic() - began > seconds:
                raise Failure(f"no shards after {seconds} s: {', '.join(sorted(idle))}")
            time.sleep(0.5)

    # The output

    @property
    def out(self):
        return f"{self.folder}/collector/out"

    def records(self):
        names = sorted(n for n in os.listdir(self.out) if re.fullmatch(r"articles-.*\.jsonl", n)) if os.path.isdir(self.out) else []
        for name in [*names, "current.jsonl"]:
            path = f"{self.out}/{name}"
            if os.path.exists(path):
                with open(path, "rb") as file:
                    yield from (json.loads(line) for line in file if line.endswith(b"\n"))

    def missing(self):
        return set(self.newsroom.titles()) - {record["title"] for record in self.records()}

    def check(self):
        records = sorted(self.records(), key=lambda record: record["seq"])
        if [record["seq"] for record in records] != list(range(1, len(records) + 1)):
            raise Failure("the numbers have gaps or repeat")
        last, first = {}, []
        for record in records:
            if record["revision"] != last.get(record["id"], 0) + 1:
                raise Failure(f"revision {record['revision']} of {record['id']} follows {last.get(record['id'], 0)}")
            last[record["id"]] = record["revision"]
            if record["revision"] == 1:
                first.append(record["title"])
        if len(first) != len(set(first)):
            raise Failure(f"written twice: {sorted(t for t in set(first) if first.count(t) > 1)[:5]}")
        if left := set(self.newsroom.titles()) - set(first):
            raise Failure(f"never written: {sorted(left)[:5]} and {max(0, len(left) - 5)} more")
        verify = subprocess.run([self.program, "verify", self.out], capture_output=True, text=True)
        if verify.returncode:
            raise Failure(f"verify: {verify.stdout}{verify.stderr}")
        return len(first), len(records)

    def politeness(self):
        """Requests, those closer than half the delay behind the one before by the same worker and by another, and overlaps of two
        workers."""
        with self.newsroom.noting:
            requests = sorted(self.newsroom.requests, key=lambda request: request[2])
        before, own, across, overlaps = {}, 0, 0, 0
        for site, worker, began, ended in requests:
            if site in before:
                other, last, until = before[site]
                if began - last < self.delay / 2:
                    own, across = own + (other == worker), across + (other != worker)
                if other != worker and began < until:
                    overlaps += 1
            before[site] = (worker, began, ended)
        return len(requests), own, across, overlaps

    def close(self, keep=False):
        for process in [*self.workers.values(), self.collector, *self.servers]:
            if process and process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait()
        if self.newsroom:
            self.newsroom.close()
        if self.network:
            self.network.close()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)
