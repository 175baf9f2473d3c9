#!/usr/bin/python3
"""A run that hangs keeps all others out: after an hour they say so, once a day, and their status tells each time."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "lib"))
from held import Held, Tap

tap = Tap()
held = Held(now="2026-03-02T09:00:00+02:00")
scene = held.scene

lock = (scene.folder / "state.db.lock").read_text()
tap.ok(f"process={held.process.pid}\n" in lock and "2026-03-02T07:00:00Z" in lock, "the lock file names process and start", lock)

scene.now = "2026-03-02T10:00:00+02:00"
tap.silent(scene.run("run"), "for an hour another run leaves quietly")
tap.silent(scene.run("deliver"), "and so does deliver")
tap.ok(f"process {held.process.pid}, for 60 minutes" in scene.run("-v", "run").err, "-v says who is at work")
result = scene.run("done", "abcde")
tap.ok(result.status == 75 and f"process {held.process.pid}" in result.err, "and so does a command that cannot wait", result.err)

scene.now = "2026-03-02T12:00:00+02:00"
first = scene.run("run")
tap.is_(first.status, 75, "after an hour the status tells")
tap.ok(f"process {held.process.pid}, for 3 hours" in first.err and f"kill {held.process.pid}" in first.err,
       "and a sentence says who, how long, and what to do", first.err)
for now in ("2026-03-02T12:15:00+02:00", "2026-03-03T11:45:00+02:00"):
    scene.now = now
    again = scene.run("deliver")
    tap.is_((again.status, again.err), (75, ""), f"at {now} the status tells alone")
scene.now = "2026-03-03T12:01:00+02:00"
tap.ok("for 27 hours" in scene.run("run").err, "a day later it is said again")
scene.now = "2026-03-03T12:02:00+02:00"
tap.ok("for 27 hours" in scene.run("-v", "run").err, "-v says it always")

scene.now = "2026-03-02T08:00:00+02:00"
tap.silent(scene.run("run"), "a clock that is behind makes no age")

held.process.kill()
held.process.wait()
scene.now = "2026-03-02T12:30:00+02:00"
(scene.folder / "state.db.lock").write_text("[tidings]\nprocess=1\nsince=1\nuptime=1\n")
config = scene.folder / "tidings.yaml"
config.write_text(config.read_text().replace(held.tarpit.via, "folder:mail"))
tap.ok(scene.run("run").status in (0, 75), "what an older holder left there keeps nobody out")
held.close()
tap.done()
