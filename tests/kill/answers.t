#!/usr/bin/python3
"""Killed between an answer and its commit, or before a mail of a Maildir is moved: nothing is lost, and nothing is done twice."""
import os
import pathlib
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CHECKOUT, CONFIG, Scene, Tap

FAILING = pathlib.Path(os.environ.get("TIDINGS_BUILD", CHECKOUT / "build")) / "fail/tidings"
ANSWERED = CONFIG.replace("reply_to: ana@example.org", "reply_to: ana@example.org, answers: answers@example.org").replace(
    "discord:", "answers: {trust: [mx.example.org]}\ndiscord:", 1)
POINTS = ["answer:1", "commit:1", "pwrite:1", "pwrite:3", "fsync:1", "fdatasync:1", "answer-moved:1", "rename:1"]
tap = Tap()


def answers(scene, point, *arguments, message=b""):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(scene.folder), "TIDINGS_NOW": scene.now, "LC_ALL": "C.UTF-8", "TIDINGS_FAIL": point,
                   "TIDINGS_TEMPLATES": str(CHECKOUT / "templates")}
    return subprocess.run([FAILING, "answers", *arguments], cwd=scene.folder, env=environment, input=message, capture_output=True, timeout=60,
                          check=False).returncode


def try_point(point, maildir):
    scene = Scene(ANSWERED, "2026-03-03T09:00:00+02:00")
    scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges\n- AP: Paint the mast")
    scene.run("run")
    item = next(a["id"] for a in scene.actions() if "Order" in a["text"])
    message = (f"From: ana@example.org\nMessage-ID: <1@example.org>\nSubject: Re\n"
               f"Authentication-Results: mx.example.org; dmarc=pass header.from=example.org\n\ndone {item}\n").encode()
    if maildir:
        for name in ("new", "cur", "tmp"):
            (scene.folder / "box" / name).mkdir(parents=True)
        (scene.folder / "box/new/1").write_bytes(message)
    way = ["--maildir", "box"] if maildir else []
    status = answers(scene, point, *way, message=message)
    killed = status == -signal.SIGKILL
    again = answers(scene, "", *way, message=message)
    action = next(a for a in scene.actions("--all") if a["id"] == item)
    tap.is_((again, action["state"], len(action["history"])), (0, "done", 1),
            f"{'a Maildir' if maildir else 'standard input'}, {'killed at' if killed else 'never at'} {point}: done, once")
    scene.close()
    return killed


if not FAILING.exists() or os.environ.get("TIDINGS_SANITIZED"):
    print("1..0 # SKIP there is no program with fail points, or this is not the plain program")
    sys.exit(0)
kills = sum(try_point(point, maildir) for point in POINTS for maildir in (False, True))
tap.ok(kills >= 8, f"{kills} kills")
tap.done()
