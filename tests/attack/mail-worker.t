#!/usr/bin/python3
"""Whoever breaks, as a mail server, into the process that talks to it finds one that can write no file and start no program."""
import pathlib
import socket
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap  # noqa: E402

ME = pathlib.Path("/proc/self").resolve().name


def status(pid):
    try:
        lines = pathlib.Path("/proc", pid, "status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def youngest_descendant():
    """Of this test: the program's worker, whatever wrapper the program runs in."""
    parents = {path.name: status(path.name).get("PPid") for path in pathlib.Path("/proc").glob("[0-9]*")}
    pid = ME
    while True:
        children = [child for child, parent in parents.items() if parent == pid]
        if not children:
            return pid
        pid = max(children, key=int)


class Server(threading.Thread):
    """Takes each message, and looks at who brings the first one."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.seen, self.limits, self.taken = {}, "", 0

    def look(self):
        pid = youngest_descendant()
        self.seen = status(pid)
        try:
            self.limits = pathlib.Path("/proc", pid, "limits").read_text()
        except OSError as problem:
            self.limits = str(problem)

    def run(self):
        connection, _ = self.listener.accept()
        lines = connection.makefile("rwb")

        def say(text):
            lines.write(text.encode() + b"\r\n")
            lines.flush()

        say("220 mail.example.org")
        for line in lines:
            verb = line[:4].upper()
            if verb == b"MAIL" and not self.seen:
                self.look()
            if verb == b"DATA":
                say("354 go on")
                while lines.readline() not in (b".\r\n", b""):
                    pass
                self.taken += 1
            say("221 bye" if verb == b"QUIT" else "250 fine")


def limit(limits, name):
    return next((line[len(name):].split()[:2] for line in limits.splitlines() if line.startswith(name)), limits)


def main():
    tap = Tap()
    server = Server()
    server.start()
    scene = Scene(CONFIG.replace("folder:mail", f"smtp://127.0.0.1:{server.port}"))
    scene.meeting("a.md", "2026-02-25", "AP: Oil the mast")
    result = scene.run("run")
    tap.ok(result.status == 0 and server.taken > 0, "mail is brought all the same", f"{result.err}\n{server.taken}")
    tap.is_(server.seen.get("NoNewPrivs"), "1", "it gains no rights by a program")
    tap.is_(limit(server.limits, "Max file size"), ["0", "0"], "it writes to no file")
    tap.is_(limit(server.limits, "Max processes"), ["0", "0"], "it starts no process")
    tap.is_(limit(server.limits, "Max core file size"), ["0", "0"], "it leaves no core with what it knew")
    scene.close()
    tap.done()


main()
