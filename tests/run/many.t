#!/usr/bin/python3
"""many: a file with many meetings, one below the other: each is told once, keeps its actions and its post, and has its line."""
import os
import pathlib
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from archive_site import broken_links, pages
from scene import CHECKOUT, CONFIG, Scene, Tap, text_of

FAILING = pathlib.Path(os.environ.get("TIDINGS_BUILD", CHECKOUT / "build")).resolve() / "fail/tidings"
tap = Tap()


def part(day, *todos, heading=None, said="The mast is up."):
    items = "".join(f"- {todo}\n" for todo in todos)
    return f"## {heading or day}\n\nPresent: AnaP, DanT\n\n### Discussions\n\nAP: {said}\n\n### TODOs\n\n{items}\n"


def sync(*parts, head="# Weather sync 2026\n\n"):
    return head + "".join(parts)


def actions(scene, *options):
    return sorted((a["text"], a["first"], a["line"], a["path"]) for a in scene.actions(*options))


def posts(scene):
    return [(p.get("edit"), p["content"] if "content" in p else str(p)) for p in scene.payloads()]


def told(scene):
    """All that a run says to anybody, as one text."""
    return "\n".join([text_of(mail) for mail in scene.mails()] + [str(payload) for payload in scene.payloads()])


def whole(scene):
    database = sqlite3.connect(scene.folder / "state.db")
    rows = database.execute("PRAGMA integrity_check").fetchall() + database.execute("PRAGMA foreign_key_check").fetchall()
    database.close()
    return rows


# the newest on top, week by week
scene = Scene(now="2026-03-02T09:00:00+02:00")
first = part("2026-02-25", "AP: Order rain gauges", "DT: Paint the mast")
scene.note("sync.md", sync(first))
result = scene.run("run")
tap.is_((result.status, result.err), (0, ""), "a file with one dated heading is read")
tap.ok("Order rain gauges" in told(scene), "and told")
ids = {a["text"]: a["id"] for a in scene.actions()}

scene.now = "2026-03-05T09:00:00+02:00"
second = part("2026-03-04", "DT: Weigh the anchor", said="The anchor drags.")
scene.note("sync.md", sync(second, first))
result = scene.run("run", "news")
tap.is_((result.status, result.err), (0, ""), "a second meeting makes it a file with two")
said = told(scene)
tap.ok("Weigh the anchor" in said and "rain gauges" not in said, "only the new one is posted", said)
tap.is_({a["text"]: a["id"] for a in scene.actions() if a["text"] in ids}, ids, "the actions of the first keep their ids")
tap.is_(actions(scene), [("Order rain gauges", "2026-02-25", 25, "sync.md"), ("Paint the mast", "2026-02-25", 26, "sync.md"),
                         ("Weigh the anchor", "2026-03-04", 13, "sync.md")], "each has the day of its meeting and its own line")
tap.ok("sync.md#L3" in said, "and the post leads to its heading", said)
scene.run("run", "news")
tap.is_(told(scene), "", "the next run has nothing to tell")

scene.now = "2026-03-12T09:00:00+02:00"
third = part("2026-03-11", "AP: Order rain gauges", "AP: Call the harbour")
scene.note("sync.md", sync(third, second, first))
scene.run("run", "news")
said = told(scene)
tap.ok("Call the harbour" in said and "Weigh the anchor" not in said, "a third one is posted alone", said)
gauges = next(a for a in scene.actions() if "gauges" in a["text"])
tap.is_((gauges["id"], gauges["meetings"], gauges["first"], gauges["line"]), (ids["Order rain gauges"], 2, "2026-02-25", 13),
        "an action that is in two of its meetings is carried on from one to the other")
weigh = next(a for a in scene.actions() if "anchor" in a["text"])
tap.is_(weigh["line"], 26, "what moved down is found where it is now")

# edits
second = second.replace("- DT: Weigh", "- [x] DT: Weigh")
scene.note("sync.md", sync(third, second, first))
scene.run("run", "news")
said = told(scene)
tap.ok("anchor" in said.lower() and "Call the harbour" not in said, "an older one that is edited has its own post edited", said)
tap.is_([a["text"] for a in scene.actions() if "anchor" in a["text"]], [], "and what is ticked there is done")

before = [(a["id"], a["text"]) for a in scene.actions()]
corrected = sync(third.replace("2026-03-11", "2026-03-10"), second, first)
scene.note("sync.md", corrected)
scene.run("run", "news")
said = told(scene)
tap.is_([(a["id"], a["text"]) for a in scene.actions() if a["first"] == "2026-03-10"],
        [(i, t) for i, t in before if "harbour" in t], "a meeting whose date is corrected is the same one")
tap.ok("10 March" in said and "anchor" not in said, "and its post is edited", said)

# a rename, with and without an edit
notes = scene.folder / "notes"
(notes / "sync.md").rename(notes / "weather.md")
scene.run("run", "news")
tap.is_(told(scene), "", "a rename is no news")
tap.is_([a["path"] for a in scene.actions()], ["weather.md"] * 3, "all its meetings are where the file is")
(notes / "weather.md").unlink()
(notes / "old").mkdir()
before = sorted((a["id"], a["text"]) for a in scene.actions())
scene.note("old/sync-2026.md", corrected.replace("The anchor drags.", "The anchor drags a bit."))
scene.run("run", "news")
after = sorted((a["id"], a["text"]) for a in scene.actions())
tap.is_([a["path"] for a in scene.actions()], ["old/sync-2026.md"] * 3, "a file that is renamed and edited keeps its meetings")
tap.is_(after, before, "and their actions")
tap.is_(whole(scene), [("ok",)], "the state is whole")
scene.run("run")
scene.mails(), scene.payloads()

# gone and back
(notes / "old" / "sync-2026.md").rename(scene.folder / "aside")
scene.run("run", "--accept-missing")
tap.is_(scene.actions(), [], "what stood in a file that is gone is not listed")
(scene.folder / "aside").rename(notes / "old" / "sync-2026.md")
scene.run("run")
tap.is_(sorted((a["id"], a["text"]) for a in scene.actions()), after, "and is again when it is back")
tap.is_(told(scene), "", "without news")

# one again, and many again
text = (notes / "old" / "sync-2026.md").read_text()
scene.note("old/sync-2026.md", sync(first.replace("mast is up", "mast is down")))
scene.run("run")
scene.mails(), scene.payloads()
tap.is_(sorted(a["text"] for a in scene.actions()), ["Order rain gauges", "Paint the mast"], "one again: the other meetings are gone")
scene.note("old/sync-2026.md", text)
scene.run("run")
tap.is_(sorted((a["id"], a["text"]) for a in scene.actions()), after, "many again: they are back with their actions")
tap.is_(whole(scene), [("ok",)], "the state is whole")
scene.close()

# at the end, week by week
scene = Scene(now="2026-03-02T09:00:00+02:00")
parts = [part("2026-02-18", "AP: Tar the roof"), part("2026-02-25", "DT: Sweep the yard")]
scene.note("log.md", sync(*parts))
scene.run("run")
scene.mails(), scene.payloads()
for day, todo in (("2026-03-04", "AP: Mend the fence"), ("2026-03-11", "DT: Cut the hedge")):
    scene.now = f"{day}T20:00:00+02:00"
    parts.append(part(day, todo))
    scene.note("log.md", sync(*parts))
    scene.run("run", "news")
    said = str(scene.payloads())
    tap.ok(todo[4:] in said and said.count("log.md#L") >= 1 and "Sweep" not in said, f"what is added at the end on {day} is posted alone", said)
scene.close()

# the first sight of fifty
scene = Scene(now="2026-03-02T09:00:00+02:00")
scene.meeting("other.md", "2026-02-25", "- AP: Order rain gauges")
scene.run("run")
scene.mails(), scene.payloads()
old = [part(f"2024-{month:02}-{day:02}", f"AP: Chore {month} {day}") for month in range(12, 2, -1) for day in (28, 21, 14, 7, 1)]
scene.note("years.md", sync(*old, head="# Sync\n\n"))
scene.now = "2026-03-02T10:00:00+02:00"
result = scene.run("-v", "run")
tap.ok("Chore" not in told(scene), "fifty old meetings that come at once are not told", result.err)
tap.ok("51 " in result.err or "50 " in result.err, "though they are read", result.err)
scene.now = "2026-03-09T09:00:00+02:00"
scene.note("years.md", sync(part("2026-03-08", "DT: Oil the hinge"), *old, head="# Sync\n\n"))
scene.run("run")
said = told(scene)
tap.ok("Oil the hinge" in said and "Chore" not in said, "and a new one above them is told alone", said)
scene.close()

# fifty in the very first run
scene = Scene(now="2026-03-02T09:00:00+02:00")
scene.note("years.md", sync(*old, head="# Sync\n\n"))
result = scene.run("run")
tap.is_((result.status, "Chore" in str(scene.payloads())), (0, False), "a first run with fifty old ones posts none")
scene.close()

# one undated meeting that becomes many, with an action of long ago in it
scene = Scene(now="2026-03-02T09:00:00+02:00")
scene.note("mixed.md", "# Sync 2026\n\n## 2026-02-25\n\n### TODOs\n\n- AP: Order rain gauges\n\n## Long ago\n\n### TODOs\n\n- DT: Paint the mast\n")
scene.run("run")
ids = {a["text"]: a["id"] for a in scene.actions()}
scene.run("done", ids["Paint the mast"])
scene.mails(), scene.payloads()
scene.note("mixed.md", "# Sync 2026\n\n## 2026-02-25\n\n### TODOs\n\n- AP: Order rain gauges\n\n## 2025-03-05\n\n### TODOs\n\n- DT: Paint the mast\n")
scene.now = "2026-03-02T12:00:00+02:00"
scene.run("run")
tap.is_([(a["id"], a["text"], a["state"]) for a in scene.actions("--all")],
        [(ids["Paint the mast"], "Paint the mast", "done"), (ids["Order rain gauges"], "Order rain gauges", "open")],
        "whatever day an item gets when its file becomes many, it is the same action")
scene.close()

# many that were taken for one, as an older tidings did, or one who forgot the year
WHOLE = part("2026-02-25", "AP: Order rain gauges") + part("18 February", "DT: Paint the mast", said="The mast rusts.")
for order in ("the newest on top", "the newest at the end"):
    scene = Scene(now="2026-03-02T09:00:00+02:00")
    old = WHOLE if "top" in order else part("2026-02-18", "DT: Paint the mast", said="The mast rusts.") + part("25 February", "AP: Order rain gauges")
    scene.note("sync.md", sync(old, head="# Sync\n\n"))
    scene.run("run")
    tap.ok("rain gauges" in told(scene), f"{order}: two meetings, taken for one, are told")
    ids = {a["text"]: a["id"] for a in scene.actions()}
    new = part("2026-03-04", "DT: Weigh the anchor", said="The anchor drags.")
    scene.note("sync.md", sync(*((new, old) if "top" in order else (old, new)), head="# Sync 2026\n\n"))
    scene.now = "2026-03-05T09:00:00+02:00"
    scene.run("run", "news")
    said = str(scene.payloads())
    tap.ok("anchor drags" in said and "Taken out" not in said, "when it becomes many, the new one is posted", said)
    tap.is_({a["text"]: a["id"] for a in scene.actions() if a["text"] in ids}, ids, "the actions keep their ids")
    tap.is_({a["text"]: a["first"] for a in scene.actions()},
            {"Order rain gauges": "2026-02-25", "Paint the mast": "2026-02-18", "Weigh the anchor": "2026-03-04"},
            "and have the days of their own meetings")
    scene.now = "2026-03-09T09:00:00+02:00"
    scene.run("run", "weekly")
    said = told(scene)
    tap.ok("anchor drags" in said and "mast rusts" not in said and "Taken out" not in said, "the digest has it alone, too", said)
    tap.is_(whole(scene), [("ok",)], "the state is whole")
    scene.close()

# an archive and a preview
ARCHIVE = CONFIG.replace("jobs:\n", "archive: web\njobs:\n")
PARTS = [part("2026-02-25", "AP: Order rain gauges"), part("2026-02-18", "DT: Paint the mast")]
scene = Scene(ARCHIVE)
scene.note("sync.md", sync(*PARTS, head="---\nteams: [firmware]\n---\n# Sync 2026\n\n"))
result = scene.run("preview", "weekly", "--out", "out")
tap.is_((result.status, result.err), (0, ""), "a preview of a first run has them")
tap.ok("sync.md#L6" in "".join(p.read_text() for p in (scene.folder / "out").rglob("*.txt")), "with links to the headings")
scene.run("run")
root = scene.folder / "web"
found = pages(root)
tap.is_(([problem for page in found.values() for problem in page.problems], broken_links(root, found)), ([], []), "the archive's pages are whole")
links = [link for link in found["tracks/firmware.html"].links if "sync.md" in link]
tap.is_(sorted(set(links)), [f"https://git.example.org/n/sync.md#L{line}" for line in (16, 18, 28, 6)], "and its links lead to each meeting and item")
scene.note("sync.md", sync(*PARTS, head="---\nteams: [firmware]\n---\n# Sync 2026\n\nWe meet in the attic.\n\n"))
scene.run("run")
links = [link for link in pages(root)["tracks/firmware.html"].links if "sync.md" in link]
tap.is_(sorted(set(links)), [f"https://git.example.org/n/sync.md#L{line}" for line in (18, 20, 30, 8)], "also after everything has moved down")
scene.close()

# killed while a file becomes many
for fail in ("commit:1", "committed:1", "commit:2"):
    scene = Scene(now="2026-03-02T09:00:00+02:00")
    scene.note("sync.md", sync(first))
    scene.run("run")
    scene.mails(), scene.payloads()
    scene.now = "2026-03-05T09:00:00+02:00"
    scene.note("sync.md", sync(second, first))
    env = {"TIDINGS_FAIL": fail, "TIDINGS_NOW": scene.now, "TIDINGS_TEMPLATES": str(CHECKOUT / "templates"), "HOME": str(scene.folder),
           "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.environ["PATH"]}
    subprocess.run([str(FAILING), "run", "news"], cwd=scene.folder, env=env, capture_output=True, check=False)
    said = [str(payload) for payload in scene.payloads()]
    scene.run("run", "news")
    said += [str(payload) for payload in scene.payloads()]
    tap.is_((len([one for one in said if "anchor drags" in one]), whole(scene)), (1, [("ok",)]), f"killed at {fail}, it is told once")
    scene.close()
tap.done()
