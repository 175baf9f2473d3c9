#!/usr/bin/python3
"""`tidings run` in hard times: a full disk, a locked state, two at once, few descriptors, a network that goes away."""
import fcntl
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import Run, Sink, learn, seeded, spread  # noqa: E402
from discord_peer import DiscordPeer  # noqa: E402
from post_harness import PostRun, learn_posts  # noqa: E402
from tap import check, run_cases, same  # noqa: E402
from tls import Authority  # noqa: E402

if "TIDINGS_SANITIZED" in os.environ:
    print("1..0 # SKIP fail points are not for sanitizers and valgrind")
    sys.exit(0)

MEGABYTES = 1024 * 1024
EVERY = int(os.environ.get("TIDINGS_KILLS", "24")) >= 100  # write, and not some
CASES = []
POINTS, _ = learn()
SCRATCH = tempfile.TemporaryDirectory(prefix="tidings-hardship-")
AUTHORITY = Authority(SCRATCH.name)
TLS = {"tls": AUTHORITY.context("IP:127.0.0.1"), "implicit": True}
TRUST = f', ca_file: "{AUTHORITY.ca_file}"'


def case(function):
    CASES.append(function)
    return function


def full(point, most):
    def disk_full():
        for number in spread(POINTS[point], POINTS[point] if EVERY else most):
            with Sink() as sink, Run(sink.via) as run:
                status = run.run(fail=f"{point}:{number}=full")
                check(status in (0, 74), f"{point}:{number}: exit", status, run.errors)
                check(status == 0 or "state.db" in run.errors[-1], run.errors)
                run.finish()
                run.judge(sink)

    disk_full.__doc__ = f"the disk is full from some {point} on: a sentence, status 74, and nothing is lost"
    return disk_full


CASES += [full("pwrite", 16), full("fdatasync", 6)]


@case
def full_posting():
    """the disk is full while meetings are posted and edited: nothing is lost, twice comes only what a person says again"""
    points, _ = learn_posts()
    for edition in (1, 2):
        for number in spread(points[edition - 1]["pwrite"], points[edition - 1]["pwrite"] if EVERY else 8):
            with DiscordPeer() as peer, PostRun(peer, seeded(number)) as run:
                for now in (1, 2):
                    run.write(now)
                    if now == edition:
                        status = run.run(fail=f"pwrite:{number}=full")
                        check(status in (0, 74), f"pwrite:{number}: exit", status, run.errors)
                    run.finish()
                    run.judge()


@case
def locked():
    """another tidings at work: this one leaves quietly, and delivers nothing"""
    with Sink() as sink, Run(sink.via) as run:
        with open(os.path.join(run.path, "state.db.lock"), "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            same(run.run(), 0)
            same(run.errors, [""])
        same(sink.messages, [])
        run.finish()
        same(run.judge(sink), 0)


@case
def locked_by_others():
    """another program that holds the database makes the run end with 69 and a sentence"""
    with Sink() as sink, Run(sink.via) as run:
        path = os.path.join(run.path, "state.db")
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("PRAGMA journal_mode = WAL")
            other.execute("BEGIN IMMEDIATE")
            same(run.run(), 69, run.errors)
            check("in use by another program" in run.errors[-1], run.errors)
            other.execute("ROLLBACK")
        other.close()
        run.finish()
        same(run.judge(sink), 0)


@case
def two_at_once():
    """of runs that are started together one works; none comes twice"""
    with Sink() as sink, Run(sink.via, count=40) as run:
        children = []
        for _ in range(4):
            run.minutes = 0  # an hour later they would say that the first one is stuck
            children.append(run.start())
        for child in children:
            _, errors = child.communicate(timeout=120)
            same((child.returncode, errors), (0, b""))
        run.finish()
        same(run.judge(sink), 0)


@case
def made_first():
    """a run that finds no lock, and another one that makes it and does the work before it can: it goes on, and sends nothing"""
    with Sink() as sink, Run(sink.via) as run:
        with run.held("file.missing"):
            same(run.run(), 0, run.errors)
        same(run.judge(sink), 0)


@case
def locked_out():
    """a program that is no tidings cannot write while a first run has not committed: SQLite's own locks hold until then"""
    with Sink() as sink, Run(sink.via) as run:
        with run.held("commit"):
            db = sqlite3.connect(os.path.join(run.path, "state.db"), timeout=0, isolation_level=None)
            try:
                db.execute("BEGIN IMMEDIATE")
                check(False, "it could")
            except sqlite3.OperationalError as error:
                same(str(error), "database is locked")
            finally:
                db.close()
        same(run.judge(sink), 0)


@case
def clock_back():
    """a clock that goes back by an hour between runs keeps nothing back for good and sends nothing twice"""
    with Sink({"rcpt": [None, "451 later", None, "451 later"]}) as sink, Run(sink.via) as run:
        run.minutes = 120
        same(run.run(), 75)
        run.minutes = 60
        same(run.run(), 75)
        same(sorted(set(run.states())), ["deferred", "sent"])
        run.minutes = 180
        run.finish()
        same(run.judge(sink), 0)


@case
def few_descriptors():
    """with 16 descriptors everything arrives"""
    with Sink() as sink, Run(sink.via, count=150) as run:
        same(run.run(limits=[(resource.RLIMIT_NOFILE, 16)]), 0, run.errors)
        run.finish()
        same(run.judge(sink), 0)


@case
def few_descriptors_tls():
    """the same with TLS, and with a name to resolve"""
    for host in ("127.0.0.1", "localhost"):
        with Sink(tls=AUTHORITY.context("IP:127.0.0.1" if host[0] == "1" else "DNS:localhost"), implicit=True) as sink:
            with Run(f"smtps://{host}:{sink.port}", count=60, more=TRUST) as run:
                same(run.run(limits=[(resource.RLIMIT_NOFILE, 16)]), 0, run.errors)
                run.finish()
                same(run.judge(sink), 0)


@case
def few_descriptors_posting():
    """the same for posts and their edits"""
    with DiscordPeer() as peer, PostRun(peer, seeded(0)) as run:
        for edition in (1, 2):
            run.write(edition)
            same(run.run(limits=[(resource.RLIMIT_NOFILE, 16)]), 0, run.errors)
            same(run.judge(), 0)


@case
def little_memory():
    """with little address space a run works, or ends, and the next one goes on"""
    for size in (400, 120, 60, 40):
        with Sink() as sink, Run(sink.via, count=60) as run:
            child = run.start(limits=[(resource.RLIMIT_AS, size * MEGABYTES)])
            child.communicate(timeout=120)
            check(size < 400 or child.returncode == 0, "exit", child.returncode)
            run.finish()
            run.judge(sink)


class Proxy:
    """Passes bytes between a client and the sink, until so many have gone to the sink: then the network is away."""

    def __init__(self, port, limit):
        self.server, self.left, self.lock = port, limit, threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open, self.away = [], False
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.away:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self.server))
            self.open += [client, server]
            threading.Thread(target=self.pump, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client, False), daemon=True).start()

    def pump(self, source, target, counted):
        try:
            while data := source.recv(4096):
                with self.lock:
                    part = data[: self.left] if counted else data
                    self.left -= len(part) if counted else 0
                    gone = counted and self.left == 0
                if not self.away:
                    target.sendall(part)
                if gone:
                    self.cut()
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.away = True
        for end in self.open:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def network_gone(more, **server):
    def gone():
        scheme = "smtps" if server else "smtp"
        with Sink(**server) as sink, Run(f"{scheme}://127.0.0.1:{sink.port}", more=more) as run:
            run.finish()
            size = sum(len(m["data"]) + 150 for m in sink.messages)
        in_doubt = 0
        for step in range(12):
            with Sink(**server) as sink:
                proxy = Proxy(sink.port, 20 + size * step // 12)
                with Run(f"{scheme}://127.0.0.1:{proxy.port}", more=more) as run:
                    same(run.run(), 75, run.errors)
                    run.configure(f"{scheme}://127.0.0.1:{sink.port}")
                    run.minutes = 120
                    run.finish()
                    run.judge(sink)
                    in_doubt += sum(row[0] for row in run.rows("doubts"))
                proxy.listener.close()
        check(in_doubt <= 12, in_doubt, "in doubt")

    gone.__doc__ = f"the network goes away at any byte{' of TLS' if server else ''}: nothing is lost, twice comes only what is in doubt"
    return gone


CASES += [network_gone(""), network_gone(TRUST, **TLS)]
if __name__ == "__main__":
    run_cases(CASES, jobs=3)
