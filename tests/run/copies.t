#!/usr/bin/python3
"""Copies that sync programs and editors leave beside a meeting: told once, announced never."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

tap = Tap()
COPIES = ("a.sync-conflict-20260226-101010-ABCDEFG.md", "a (conflicted copy 2026-02-26).md", "a (Dana's conflicted copy 2026-02-26).md",
          "~$a.md", "#a#.md")
scene = Scene()
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges")
scene.run("run")
scene.mails()
tap.is_(len(scene.payloads()), 1, "the meeting is posted")
before = scene.actions()
for name in COPIES:
    scene.meeting(name, "2026-03-02", "- AP: Order rain gauges\n- DT: Paint the mast")
    result = scene.run("run")
    tap.ok(result.status == 65 and len(result.err.splitlines()) == 1 and f"{name}: is " in result.err and "not read" in result.err,
           f"{name}: one sentence", f"{result.status} {result.err}")
    tap.is_((scene.actions(), scene.payloads(), scene.mails()), (before, [], []), "nothing of it is known or told")
    tap.silent(scene.run("run"), "it is said once")
lint = scene.run("lint")
tap.ok(lint.status == 65 and all(name in lint.err for name in COPIES) and "same-meeting" not in lint.out, "lint tells all of them", lint.err)
lint = scene.run("lint", "--chosen", "--", f"notes/{COPIES[0]}")
tap.is_((lint.status, lint.out), (0, ""), "and checks none of them")
for name in COPIES:
    (scene.folder / "notes" / name).unlink()
tap.silent(scene.run("run"), "when they are gone, nothing is said")
tap.is_(scene.actions(), before, "and nothing is closed")
scene.close()
tap.done()
