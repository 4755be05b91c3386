"""Machines with a network of their own (Linux network namespaces, for root only), whose connections can be cut in every way."""

import ctypes
import os
import subprocess
import threading

CLONE_NEWNET = 0x40000000


class Network:
    """Machines 0, 1, … at 10.77.0.1, 10.77.0.2, …, on one switch; the switch itself is at 10.77.0.254 and cannot be cut off."""

    def __init__(self, machines):
        self.prefix = f"fleet{os.getpid()}-"
        self.machines = range(machines)
        self.switch = self.prefix + "switch"
        self._ip("netns", "add", self.switch)
        self._ip("-n", self.switch, "link", "add", "name", "bridge", "type", "bridge")
        self._ip("-n", self.switch, "addr", "add", "10.77.0.254/24", "dev", "bridge")
        for name in ["lo", "bridge"]:
            self._ip("-n", self.switch, "link", "set", name, "up")
        for machine in self.machines:
            name, wire = self.namespace(machine), f"wire{machine}"
            self._ip("netns", "add", name)
            self._ip("-n", self.switch, "link", "add", "name", wire, "type", "veth", "peer", "name", "wire", "netns", name)
            self._ip("-n", self.switch, "link", "set", wire, "master", "bridge", "up")
            self._ip("-n", name, "addr", "add", f"{self.address(machine)}/24", "dev", "wire")
            for end in ["lo", "wire"]:
                self._ip("-n", name, "link", "set", end, "up")

    @staticmethod
    def _ip(*arguments):
        subprocess.run(["ip", *arguments], check=True)

    def namespace(self, machine):
        """Of a machine; `None` is the switch."""
        return self.switch if machine is None else f"{self.prefix}{machine}"

    @staticmethod
    def address(machine):
        return f"10.77.0.{machine + 1}"

    def command(self, machine):
        """What starts a program on a machine, put before it."""
        return ["ip", "netns", "exec", self.namespace(machine)]

    def on(self, machine, body):
        """Does something as on that machine, such as opening a socket, and returns what came of it."""
        outcome = []

        def work():
            with open(f"/run/netns/{self.namespace(machine)}") as namespace:
                if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), CLONE_NEWNET):
                    raise OSError(ctypes.get_errno(), "setns")
            outcome.append(body())

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        return outcome[0]

    # Cutting

    def unplug(self, machine):
        self._ip("-n", self.switch, "link", "set", f"wire{machine}", "down")

    def plug(self, machine):
        self._ip("-n", self.switch, "link", "set", f"wire{machine}", "up")

    def mute(self, machine, towards):
        """Nothing that a machine sends to another arrives there; nobody is told."""
        self._ip("-n", self.namespace(machine), "route", "add", "blackhole", f"{self.address(towards)}/32")

    def unmute(self, machine, towards):
        self._ip("-n", self.namespace(machine), "route", "del", "blackhole", f"{self.address(towards)}/32")

    def close(self):
        for machine in [*self.machines, None]:
            subprocess.run(["ip", "netns", "del", self.namespace(machine)], stderr=subprocess.DEVNULL)
