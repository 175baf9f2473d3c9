#!/usr/bin/python3
"""carried: among more items than are kept in memory, one finds the action that it carries on, in whatever order files are read."""
import datetime
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

FIRST = datetime.date(2025, 9, 1)
WORDS = "anchor gauge mast panel cable sensor battery logger bracket fuse".split()


def day(number):
    return (FIRST + datetime.timedelta(number)).isoformat()


def items(number, count):
    return [f"AP: Mend {WORDS[i % 10]} m{number}k{i} of the {WORDS[number % 10]}" for i in range(count)]


def write(scene, folder, number, lines, name=None):
    scene.meeting(f"{folder}/{name or day(number)}.md", day(number), "\n".join(f"- {line}" for line in lines))


def states(scene, words):
    return [(a["state"], a["meetings"]) for a in scene.actions("--all") if words in a["text"]]


tap = Tap()

scene = Scene(now="2026-02-16T09:00:00+02:00")
for n in range(160):
    write(scene, "days", n, items(n, 8))
scene.run("run")
tap.is_(len(scene.actions("--all")), 160 * 8, "a first run makes an action of each item")
early = items(2, 8)[3]
write(scene, "days", 85, items(85, 8) + [f"[x] {early}"])
scene.run("run")
tap.is_(states(scene, "m2k3 "), [("done", 2)], "a file edited in the middle ends the action of one three months before it")
write(scene, "days", 90, items(90, 8) + [items(3, 8)[5]], name="extra")
write(scene, "days", 159, items(159, 8) + [f"[x] {items(75, 8)[1]}"])
scene.run("run")
tap.is_(states(scene, "m3k5 ") + states(scene, "m75k1 "), [("open", 2), ("done", 2)],
        "files far from each other in one run find theirs, each within its own months")
scene.close()

scene = Scene(now="2026-02-16T09:00:00+02:00")
for n in range(150):
    write(scene, "a", n, items(n, 30), name=f"{n:03}")
write(scene, "b", 40, [f"[x] {items(1, 30)[7]}"], name="001")
write(scene, "b", 41, [items(120, 30)[9]], name="002")
scene.run("run")
tap.is_(states(scene, "m1k7 ") + states(scene, "m120k9 "), [("done", 2), ("open", 2)],
        "in a first run, too, when days go back behind thousands of items")
tap.is_(len(scene.actions("--all")), 150 * 30, "and nothing is made twice")
scene.close()
tap.done()
