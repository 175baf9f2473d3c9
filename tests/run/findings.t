#!/usr/bin/python3
"""`status` and `run -v` end with how many of lint's findings change what is told."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()


def last(text):
    return text.splitlines()[-1] if text else text


scene = Scene()
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges")
tap.is_(last(scene.run("-v", "run").err), "lint: 0 findings change what is told", "nothing is to be mended")
tap.is_(last(scene.run("status").out), "lint     0 findings change what is told", "status says so, too")
scene.meeting("b.md", "2026-03-01", "- XY: Oil the mast by February 30\n- QZ: Paint it\n- AP: TBD")
scene.note("c.md", b"<<<<<<< HEAD\n=======\n>>>>>>> x\n")
wanted = "4 findings change what is told (unknown-owner 2, bad-date 1, merge-conflict 1): `tidings lint` shows them"
tap.is_(last(scene.run("-v", "run").err), f"lint: {wanted}", "dates, owners, and what is not read at all are counted; a placeholder is not")
tap.is_(last(scene.run("status").out), f"lint     {wanted}", "by status, too")
tap.ok("findings" not in scene.run("run").err, "without -v nothing is said")
(scene.folder / "tidings.yaml").write_text((scene.folder / "tidings.yaml").read_text() + "\nlint: {disable: [unknown-owner, merge-conflict]}\n")
tap.is_(last(scene.run("status").out), "lint     1 finding changes what is told (bad-date 1): `tidings lint` shows it", "what is disabled does not count")
notes = scene.folder / "notes"
notes.rename(scene.folder / "elsewhere")
status = scene.run("status")
tap.ok(status.status == 0 and "notes folder cannot be read" in last(status.out), "without the notes, status shows the rest", status.out + status.err)
scene.close()
tap.done()
