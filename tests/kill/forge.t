#!/usr/bin/python3
"""`tidings run` killed while it asks a forge: what was not saved is asked again, an item looks done once, and is told once."""
import glob
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import Program  # noqa: E402
from forge_peer import TOKEN, ForgePeer  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

if "TIDINGS_SANITIZED" in os.environ:
    print("1..0 # SKIP fail points are not for sanitizers and valgrind")
    sys.exit(0)

CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
people: [{{id: rd, name: Ruth Dane, aliases: [RD], email: rd@example.org}}]
mail: {{from: notes@example.org, via: "folder:out"}}
forge: {{github: {{url: "{url}", web: "https://github.com", token: {{file: token}}, owners: [acme]}}}}
jobs: {{reminders: {{kind: reminder, every: day, remind: always, to: [owners]}}}}
"""
NOTES = "---\ndatetime: 2026-03-01T08:00:00+00:00\nteams: [tool]\n---\n\n## TODOs\n\n* RD: Review acme/tool#1\n* RD: Call\n"


class Asking(Program):
    def __init__(self, peer):
        super().__init__()
        os.mkdir(os.path.join(self.path, "notes"))
        self.file("notes/2026-03-01.md", NOTES.encode())
        self.file("token", TOKEN.encode())
        self.file("tidings.yaml", CONFIG.format(url=peer.url).encode())
        for name in ("token", "tidings.yaml"):
            os.chmod(os.path.join(self.path, name), 0o600)

    def state(self):
        """(what is known of the pull request, state and number of the item)"""
        with sqlite3.connect(os.path.join(self.path, "state.db")) as db:
            links = db.execute("SELECT state FROM linked").fetchall()
            items = db.execute("SELECT state, looks FROM actions WHERE looks > 0").fetchall()
        return links, items

    def told(self):
        texts = [open(path, encoding="utf-8").read() for path in glob.glob(os.path.join(self.path, "out", "*.eml"))]
        return len(texts), sum(text.count("\nLooks done\n") for text in texts)


def killed(point):
    def case():
        with ForgePeer({"acme/tool#1": "merged"}) as peer, Asking(peer) as place:
            check(place.run(fail=point) != 0, "it was not killed")
            place.whole()
            asked = len(peer.requests)
            same(place.run(), 0, place.errors)
            same(place.run(), 0, place.errors)
            place.whole()
            same(place.state(), ([("merged",)], [("looks done", 1)]))
            same(place.told(), (1, 1))
            check(len(peer.requests) <= asked + 1, "asked again after the answer was saved")

    case.__doc__ = f"killed at {point}"
    return case


def known():
    """a run passes the points of asking, and what they are about is saved by the commit that queues"""
    with ForgePeer({"acme/tool#1": "merged"}) as peer, Asking(peer) as place:
        points = place.passed()
        for point in ("forge.send", "forge.answered", "forge.saved"):
            check(point in points, points)
        check(points.index("forge.saved") < len(points) - 1 - points[::-1].index("commit"), points)


if __name__ == "__main__":
    run_cases([known] + [killed(f"{point}:1") for point in ("forge.send", "forge.answered", "forge.saved")] +
              [killed(f"commit:{n}") for n in (1, 2, 3)] + [killed(f"committed:{n}") for n in (1, 2, 3)])
