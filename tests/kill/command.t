#!/usr/bin/python3
"""`tidings run` killed while programs post for it: nothing lost, nothing handed over twice."""
import collections
import json
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import Program, spread  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

MEETINGS = 4
EACH = 4
NAMES = ("commit", "committed", "fdatasync", "write", "command.started", "command.ended")
CONFIG = """\
notes: {root: notes}
timezone: UTC
state: state.db
commands: {chat: {via: {command: [./post]}}}
jobs: {news: {kind: post, to: ["command:chat"]}}
"""
MEETING = "---\ndatetime: 2026-03-02T08:00:00+00:00\ntitle: Meeting %d\n---\n\n## TODOs\n\n* @p: Look after mast %d.\n"
POST = "#!/bin/sh\ncat >/dev/null\necho \"$TIDINGS_KEY\" >>log\n"

if "TIDINGS_SANITIZED" in os.environ:
    print("1..0 # SKIP fail points are not for sanitizers and valgrind")
    sys.exit(0)


class CommandRun(Program):
    def __init__(self):
        super().__init__()
        os.mkdir(os.path.join(self.path, "notes"))
        for n in range(MEETINGS):
            self.file(f"notes/{n}.md", (MEETING % (n, n)).encode())
        self.file("tidings.yaml", CONFIG.encode())
        os.chmod(self.file("post", POST.encode()), 0o755)

    def posted(self):
        path = os.path.join(self.path, "log")
        if not os.path.exists(path):
            return collections.Counter()
        with open(path, encoding="utf-8") as log:
            return collections.Counter(log.read().split("\n")[:-1])

    def judge(self):
        self.whole()
        time.sleep(0.2)  # for a program that outlives us
        with sqlite3.connect(os.path.join(self.path, "state.db")) as db:
            states = dict(db.execute("SELECT key, state FROM deliveries").fetchall())
        same(len(states), MEETINGS, "queued")
        posted = self.posted()
        for key, state in states.items():
            check(state in ("sent", "unknown"), key, state)
            check(posted[key] == 1 or (state == "unknown" and posted[key] == 0), key, "is", state, "and was posted", posted[key])
        check(list(states.values()).count("unknown") <= 1, states)


with CommandRun() as once:
    POINTS = collections.Counter(once.passed())
    once.judge()


def known():
    """a run passes commits, and each step of handing over"""
    for name in NAMES:
        check(POINTS[name] > 0, name, "is not passed; these are:", json.dumps(POINTS))


def at(point):
    def killed():
        for number in spread(POINTS[point], EACH):
            with CommandRun() as run:
                run.run(fail=f"{point}:{number}")
                for _ in range(3):
                    run.run()
                run.judge()
    killed.__doc__ = f"killed at {point}"
    return killed


run_cases([known] + [at(name) for name in NAMES if POINTS[name]], jobs=2)
