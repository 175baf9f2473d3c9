#!/usr/bin/python3
"""Files that change their place: a rename is no news whatever stands there afterwards, and what went is noticed."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

tap = Tap()


def scan(scene, *options):
    result = scene.run("-v", "run", *options)
    return next((line for line in result.err.splitlines() if line.startswith("scan:")), result.err)


scene = Scene()
for name in ("a.md", "b.md", "c.md"):
    scene.meeting(name, "2026-02-25", "- AP: Order rain gauges")
scan(scene)
tap.is_([a["meetings"] for a in scene.actions()], [3], "three copies of one file are three meetings")
for name in ("a.md", "b.md", "c.md"):
    (scene.folder / "notes" / name).unlink()
tap.ok("3 gone" in scan(scene, "--accept-missing"), "copies that go together are all noticed")
tap.ok("0 gone" in scan(scene), "at once")
scene.close()

scene = Scene()
notes = scene.folder / "notes"
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
scan(scene)
scene.mails()
scene.payloads()
scene.now = "2026-03-02T12:00:00+02:00"
(notes / "a.md").rename(notes / "b.md")
scene.meeting("a.md", "2026-03-02", "- DT: Paint the mast")
tap.ok(" 1 new or changed, 1 renamed, 0 gone" in scan(scene), "a file that made room for another is renamed")
posts = str(scene.payloads())
tap.ok("Paint the mast" in posts and "gauges" not in posts, "and only the other is news", posts)
tap.is_(sorted((a["text"], a["path"]) for a in scene.actions()), [("Order rain gauges", "b.md"), ("Paint the mast", "a.md")],
        "each action is where it is now")
tap.ok(" 0 read, 0 new or changed" in scan(scene), "and known there")

scene.now = "2026-03-02T13:00:00+02:00"
before = {a["text"]: a["id"] for a in scene.actions()}
(notes / "a.md").rename(notes / "x")
(notes / "b.md").rename(notes / "a.md")
(notes / "x").rename(notes / "b.md")
tap.ok(" 0 new or changed, 2 renamed, 0 gone" in scan(scene), "two files that change places are renamed")
tap.is_(scene.payloads(), [], "and no news")
tap.is_({a["text"]: a["id"] for a in scene.actions()}, before, "their actions keep their ids")

(notes / "a.md").rename(notes / "b.md")
tap.ok(" 0 new or changed, 1 renamed" in scan(scene), "a file that takes another's place is renamed")
tap.is_([(a["text"], a["path"]) for a in scene.actions()], [("Order rain gauges", "b.md")], "the other one's actions are gone")

# the same inode, size and time, but other bytes: as after `rm` and `tar x`
first = (notes / "b.md").read_bytes()
stat = (notes / "b.md").stat()
(notes / "b.md").rename(notes / "c.md")
(notes / "c.md").write_bytes(first.replace(b"rain gauges", b"wind gauges"))
os.utime(notes / "c.md", ns=(stat.st_mtime_ns, stat.st_mtime_ns))
tap.ok(" 1 new or changed, 1 renamed, 0 gone" in scan(scene), "what only looks like the same file is read: it was edited, too")
tap.is_([a["text"] for a in scene.actions()], ["Order wind gauges"], "and understood")

# what went in one run and is back in a later one, made anew: under another path with the same bytes, or where it stood
before = [(a["id"], a["text"]) for a in scene.actions()]
bytes_of = (notes / "c.md").read_bytes()
for path, told, name in (("d.md", " 0 new or changed, 1 renamed, 0 gone", "another path"), ("d.md", " 1 read, 0 new or changed", "its path")):
    for file in notes.glob("*.md"):
        file.unlink()
    tap.ok(" 1 gone" in scan(scene, "--accept-missing"), "a file goes")
    (notes / path).write_bytes(bytes_of)
    tap.ok(told in scan(scene), f"and is back in a later run, under {name}")
    tap.is_([(a["id"], a["text"]) for a in scene.actions()], before, "with its action")
scene.close()
tap.done()
