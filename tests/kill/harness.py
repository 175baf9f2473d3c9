"""harness.py - a program with fail points, a sink, and what must be true of both when all is over."""
import collections
import contextlib
import datetime
import os
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "peers", "lib"))
from smtp_peer import SmtpPeer  # noqa: E402
from tap import BUILD, Folder, check, same  # noqa: E402

PROGRAM = os.path.abspath(os.path.join(BUILD, "fail", "tidings"))
RECIPIENTS = int(os.environ.get("TIDINGS_RECIPIENTS", "12"))
RESTARTS_MAX = 12

CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
people:
{people}
mail: {{from: "Notes <notes@example.org>", via: "{via}"{more}}}
jobs:
  reminders: {{kind: reminder, every: week, at: "Mon 08:00", to: [owners]}}
"""
MEETING = "---\ndatetime: 2026-02-25T13:00:00+00:00\nteams:\n  - firmware\n---\n\n## TODOs and Decisions\n\n{todos}\n"


class Sink(SmtpPeer):
    """An SMTP server that only takes: what must arrive is counted here."""

    def counts(self):
        return collections.Counter(m["to"][0] for m in self.messages)


class Program(Folder):
    """A folder with a configuration, and the program with fail points over it."""

    def __init__(self):
        super().__init__()
        self.restarts, self.minutes, self.errors = 0, 0, []
        self.env = {"PATH": os.environ["PATH"], "HOME": self.path, "LC_ALL": "C.UTF-8", "TZ": "UTC",
                    "TIDINGS_TEMPLATES": os.path.join(HERE, "..", "..", "templates")}

    def clock(self):
        now = datetime.datetime(2026, 3, 2, 9) + datetime.timedelta(minutes=self.minutes)
        return {"TIDINGS_NOW": now.isoformat() + "Z"}

    def start(self, fail=None, log=None, limits=()):
        """Starts `tidings run`; the clock goes on by half an hour from start to start."""
        env = {**self.env, **self.clock()}
        self.minutes += 30
        if fail:
            env["TIDINGS_FAIL"] = fail
        if log:
            env["TIDINGS_FAIL_LOG"] = log

        def limit():
            for what, how_much in limits:
                resource.setrlimit(what, (how_much, how_much))

        return subprocess.Popen([PROGRAM, "run"], cwd=self.path, env=env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit)

    def run(self, **how):
        child = self.start(**how)
        out, err = child.communicate(timeout=120)
        check(not out, "standard output:", out)
        self.errors.append(err.decode())
        return child.returncode

    def passed(self):
        """Runs as if nothing happened; the points that were passed, in order."""
        log = os.path.join(self.path, "points")
        same(self.run(log=log), 0, self.errors)
        with open(log, encoding="ascii") as lines:
            points = lines.read().split()
        os.unlink(log)
        return points

    @contextlib.contextmanager
    def held(self, point):
        """A run stands at a point for as long as this lasts; then it goes on, as if nothing had happened."""
        child = self.start(fail=f"{point}=stop")
        _, status = os.waitpid(child.pid, os.WUNTRACED)
        check(os.WIFSTOPPED(status), f"it did not come to {point}", status)
        try:
            yield
        finally:
            child.send_signal(signal.SIGCONT)
            _, errors = child.communicate(timeout=120)
        same((child.returncode, errors), (0, b""))

    def ask(self, *arguments):
        """Another command, as a person gives it."""
        done = subprocess.run([PROGRAM, *arguments], cwd=self.path, env={**self.env, **self.clock()}, capture_output=True,
                              timeout=120, check=False)
        same(done.returncode, 0, (arguments, done.stderr))

    def whole(self):
        """The state is."""
        with sqlite3.connect(os.path.join(self.path, "state.db")) as db:
            same(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            same(db.execute("PRAGMA foreign_key_check").fetchall(), [])


class Run(Program):
    """Notes with an action for each of RECIPIENTS people."""

    def __init__(self, via, count=RECIPIENTS, more=""):
        super().__init__()
        self.count, self.more = count, more
        os.mkdir(os.path.join(self.path, "notes"))
        self.file("notes/2026-02-25.md", MEETING.format(
            todos="\n".join(f"* @p{n:03}: Look after mast {n}." for n in range(count))).encode())
        os.utime(os.path.join(self.path, "notes", "2026-02-25.md"), (1_700_000_000, 1_700_000_000))
        self.configure(via)

    def configure(self, via):
        people = "\n".join(f"  - {{id: p{n:03}, name: Person {n:03}, aliases: [\"@p{n:03}\"], email: p{n:03}@example.org}}"
                           for n in range(self.count))
        self.file("tidings.yaml", CONFIG.format(people=people, via=via, more=self.more).encode())

    def finish(self):
        """Restarts until a run is content."""
        for _ in range(RESTARTS_MAX):
            self.restarts += 1
            status = self.run()
            if status == 0 and set(self.states()) == {"sent"}:
                return
            check(status in (0, 69, 75), "exit", status, self.errors[-1])
        check(False, "never done:", collections.Counter(self.states()), self.errors[-1])

    def rows(self, columns):
        with sqlite3.connect(os.path.join(self.path, "state.db")) as db:
            return db.execute(f"SELECT {columns} FROM deliveries").fetchall()

    def states(self):
        return [row[0] for row in self.rows("state")]

    def judge(self, sink):
        """Nothing lost; twice only what the ledger doubts, as the same message; the state whole.  How many came twice."""
        self.whole()
        counts = sink.counts()
        doubts = dict(self.rows("recipient, doubts"))
        wanted = {f"p{n:03}@example.org" for n in range(self.count)}
        same(set(doubts), wanted, "queued")
        same(wanted - set(counts), set(), "lost")
        for recipient, count in counts.items():
            check(count <= 1 + doubts[recipient], recipient, "came", count, "times, doubted", doubts[recipient])
        bodies = collections.defaultdict(set)
        for message in sink.messages:
            bodies[message["to"][0]].add(message["data"])
        for recipient, different in bodies.items():
            same(len(different), 1, f"messages to {recipient}")
            same(len(re.findall(rb"^Message-ID: ", next(iter(different)), re.MULTILINE | re.IGNORECASE)), 1)
        return sum(count - 1 for count in counts.values())


def kill_later(child, seconds):
    """SIGKILL after that time, unless it is over before.  TRUE when it was killed."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
    child.communicate()
    return child.returncode == -signal.SIGKILL


class Plain:
    """Mail to a relay, by libesmtp."""
    name = "plain"

    def sink(self):
        return Sink()

    def run(self, sink, count=RECIPIENTS):
        return Run(sink.via, count)


class Tls:
    """Mail with TLS, by libcurl."""
    name = "TLS"

    def __init__(self, authority):
        self.authority, self.context = authority, authority.context("IP:127.0.0.1")

    def sink(self):
        return Sink(tls=self.context, implicit=True)

    def run(self, sink, count=RECIPIENTS):
        return Run(f"smtps://127.0.0.1:{sink.port}", count, f', ca_file: "{self.authority.ca_file}"')


def learn(way=Plain(), count=RECIPIENTS):
    """The points that a run passes, with how often; and how long one takes that does not write them down."""
    with way.sink() as sink, way.run(sink, count) as run:
        points = collections.Counter(run.passed())
    with way.sink() as sink, way.run(sink, count) as run:
        began = time.monotonic()
        same(run.run(), 0, run.errors)
        return points, time.monotonic() - began


def spread(passes, most):
    """Up to `most` of 1..passes: both ends and an even spread."""
    if passes <= most:
        return list(range(1, passes + 1))
    return sorted({1 + round(k * (passes - 1) / (most - 1)) for k in range(most)})


def seeded(seed):
    return random.Random(f"{os.environ.get('TIDINGS_SEED', 'tidings')}/{seed}")
