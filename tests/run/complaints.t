#!/usr/bin/python3
"""cron mails every line: what is wrong is said once a day and not in every run; the exit status goes on telling."""
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()
scene = Scene(CONFIG.replace("folder:mail", "smtp://127.0.0.1:1"))
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
deep = "/".join(["d"] * 65) + "/x.md"
scene.note(f"b/{deep}", "")
first = scene.run("run")
tap.ok("/b/" in first.err and "mail.via" in first.err, "a folder that is too deep and a relay that is down are told", first.err)
tap.is_(first.status, 75, "and something is left to retry")
scene.now = "2026-03-02T09:15:00+02:00"
again = scene.run("run")
tap.is_((again.out, again.err), ("", ""), "a quarter of an hour later nothing is said")
tap.is_(again.status, 75, "but the exit status tells")
tap.is_(scene.run("deliver").status, 75, "that of deliver, too")
scene.now = "2026-03-02T09:16:00+02:00"
tap.is_([scene.run(c).status for c in ("run", "deliver")], [75, 75], "also when it is too early to try again")
tap.ok("/b/" in scene.run("-v", "run").err, "-v says it always")
scene.note(f"c/{deep}", "")
other = scene.run("run")
tap.ok("/c/" in other.err and "/b/" not in other.err, "what is new is told at once", other.err)
scene.now = "2026-03-03T09:30:00+02:00"
later = scene.run("run")
tap.ok("/b/" in later.err and "/c/" in later.err, "a day later it is told again", later.err)
shutil.rmtree(scene.folder / "notes/b")
shutil.rmtree(scene.folder / "notes/c")
scene.run("outbox", "drop", "--state=queued"), scene.run("outbox", "drop", "--state=deferred")
tap.is_([scene.run(c).status for c in ("run", "deliver")], [0, 0], "until nothing is left")
scene.close()
tap.done()
