#!/usr/bin/python3
"""A file that is moved and edited in one pull is the same meeting: it keeps its post and its actions, and is no news."""
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

TALK = ["The mast is up.", "The yard needs gravel.", "Nobody has the key.", "The pump leaks at the joint."]
tap = Tap()


def text_of_file(day, todos, team=None, title=None, talk=()):
    head = "".join(f"{key}: {value}\n" for key, value in (("title", title), ("teams", team and f"[{team}]")) if value)
    return (f"---\n{head}datetime: {day}T13:00:00+02:00\nparticipants:\n  - AnaP\n---\n\n## Discussions\n\n"
            + "\n\n".join(f"AP: {line}" for line in talk) + f"\n\n## TODOs\n\n{todos}\n")


def write(scene, path, *arguments, **more):
    scene.note(path, text_of_file(*arguments, **more))


def remove(scene, *paths):
    for path in paths:
        (scene.folder / "notes" / path).unlink()


def rows(scene):
    """How many posts there are, in Discord or on their way."""
    database = sqlite3.connect(scene.folder / "state.db")
    count = database.execute("SELECT count(*) FROM deliveries WHERE job = 'news'").fetchone()[0]
    database.close()
    return count


def ids(scene):
    return {action["text"]: action["id"] for action in scene.actions("--all")}


def run(scene, now=None, *options):
    """What the run posts and mails: titles and subjects."""
    scene.now = now or scene.now
    tap.silent(scene.run("run", *options, "news", "weekly"), f"a run at {scene.now[5:16]}")
    return sorted(p["embeds"][0]["title"] for p in scene.payloads()), [m["Subject"] for m in scene.mails()]


def settled(config=CONFIG, now="2026-03-02T09:00:00+02:00"):
    scene = Scene(config, now=now)
    write(scene, "stays.md", "2026-03-01", "- AP: Light the stove", team="hall", talk=["It is cold."])
    run(scene)
    return scene


# one file that was posted: moved, with a title
scene = settled()
write(scene, "a.md", "2026-03-03", "- AP: Order rain gauges\n- DT: Paint the mast", team="yard", talk=TALK)
tap.is_(run(scene, "2026-03-04T09:00:00+02:00")[0], ["yard, Tue 3 Mar"], "a meeting is posted")
before, known = rows(scene), ids(scene)
remove(scene, "a.md")
write(scene, "2026/yard.md", "2026-03-03", "- AP: Order rain gauges\n- DT: Paint the mast\n- AP: Buy bolts", team="yard",
      title="Yard meeting", talk=TALK + ["The gate squeaks."])
posts, mails = run(scene, "2026-03-05T09:00:00+02:00")
tap.is_((posts, mails), (["Yard meeting"], ["Notes, 4–5 March 2026: 1 changed note, 1 new TODO"]),
        "moved and edited, it is a changed note")
tap.is_(rows(scene), before, "and its post is edited in place")
tap.is_({t: i for t, i in ids(scene).items() if t in known}, known, "its actions keep their ids")
tap.is_([a["path"] for a in scene.actions() if a["text"] == "Paint the mast"], ["2026/yard.md"], "and stand where they are now")
tap.is_(run(scene, "2026-03-05T10:00:00+02:00"), ([], []), "the next run says nothing")
scene.close()

# ten files, each gets a title, as in the winter clean-up of every community
scene = settled()
for i in range(10):
    write(scene, f"2026-02-{10 + i}.md", f"2026-02-{10 + i}", f"- AP: Carry stone s{i}x", talk=[f"{line} ({i})" for line in TALK])
posts, _ = run(scene, "2026-03-03T09:00:00+02:00")
tap.is_(len(posts), 10, "ten meetings are posted")
before, known = rows(scene), ids(scene)
for i in range(10):
    remove(scene, f"2026-02-{10 + i}.md")
    write(scene, f"2026/02-{10 + i}.md", f"2026-02-{10 + i}", f"- AP: Carry stone s{i}x", title="Hall meeting",
          talk=[f"{line} ({i})" for line in TALK])
posts, mails = run(scene, "2026-03-04T09:00:00+02:00")
tap.is_((posts, mails), (["Hall meeting"] * 10, []), "all moved with a title: ten edits, no digest")
tap.is_((rows(scene), ids(scene)), (before, known), "no new post, no new action")
scene.close()

# ten old ones that were never posted: silence
scene = Scene()
for i in range(10):
    write(scene, f"2025-06-{10 + i}.md", f"2025-06-{10 + i}", f"- AP: Carry stone s{i}x", talk=TALK)
run(scene)
for i in range(10):
    remove(scene, f"2025-06-{10 + i}.md")
    write(scene, f"2025/06-{10 + i}.md", f"2025-06-{10 + i}", f"- AP: Carry stone s{i}x", title="Hall meeting", talk=TALK)
tap.is_(run(scene, "2026-03-09T09:00:00+02:00"), ([], []), "ten of last year are no news wherever they go")
scene.close()

# two meetings of one day, and what they may be mixed up with
scene = settled()
write(scene, "a.md", "2026-03-03", "- AP: Order rain gauges", team="yard", talk=TALK[:2])
write(scene, "b.md", "2026-03-03", "- AP: Wash the flags", team="yard", talk=TALK[2:])
run(scene, "2026-03-04T09:00:00+02:00")
before, known = rows(scene), ids(scene)
remove(scene, "a.md", "b.md")
write(scene, "x/one.md", "2026-03-03", "- AP: Wash the flags", team="yard", title="Second", talk=TALK[2:])
write(scene, "x/two.md", "2026-03-03", "- AP: Order rain gauges", team="yard", title="First", talk=TALK[:2])
posts, mails = run(scene, "2026-03-05T09:00:00+02:00")
tap.is_((posts, rows(scene), ids(scene)), (["First", "Second"], before, known), "two of one day and team are not mixed up")
tap.is_({a["text"]: a["path"] for a in scene.actions() if a["path"].startswith("x/")},
        {"Wash the flags": "x/one.md", "Order rain gauges": "x/two.md"}, "each is itself")
remove(scene, "x/one.md", "x/two.md")
write(scene, "y/c.md", "2026-03-03", "- AP: Mend the roof", team="yard", talk=["There is a hole.", "Rain comes in."])
posts, mails = run(scene, "2026-03-06T09:00:00+02:00")
tap.is_((posts, rows(scene)), (["yard, Tue 3 Mar"], before + 1), "a third one of that day is a new one")
scene.close()

# equal stubs: nobody can say which is which, so none is taken for the other
scene = settled()
for name in ("a", "b"):
    write(scene, f"{name}.md", "2026-03-03", "- AP: Prepare the agenda", team="yard", talk=TALK)
run(scene, "2026-03-04T09:00:00+02:00")
before = rows(scene)
remove(scene, "a.md", "b.md")
for name in ("c", "d"):
    write(scene, f"{name}.md", "2026-03-03", f"- AP: Prepare the agenda\n- AP: Say {name}", team="yard", talk=TALK)
posts, mails = run(scene, "2026-03-05T09:00:00+02:00")
tap.is_(rows(scene), before + 2, "two that cannot be told apart are new")
scene.close()

# in two pulls: it is gone in one run, and back, moved and edited, in a later one; the same in the other order is two files
scene = settled()
write(scene, "a.md", "2026-03-03", "- AP: Order rain gauges", team="yard", talk=TALK)
run(scene, "2026-03-04T09:00:00+02:00")
before, known = rows(scene), ids(scene)
remove(scene, "a.md")
tap.is_(run(scene, "2026-03-04T10:00:00+02:00"), ([], []), "it is gone")
write(scene, "2026/a.md", "2026-03-03", "- AP: Order rain gauges", team="yard", title="Yard meeting", talk=TALK)
posts, mails = run(scene, "2026-03-05T09:00:00+02:00")
tap.is_((posts, mails, rows(scene), ids(scene)), (["Yard meeting"], [], before, known), "a day later it is back, and the same")
scene.close()

# what is only alike by its template is not the same: next week's notes from last week's file
scene = settled()
write(scene, "notes.md", "2026-03-03", "- AP: Order rain gauges", team="yard", talk=TALK)
run(scene, "2026-03-04T09:00:00+02:00")
before = rows(scene)
remove(scene, "notes.md")
write(scene, "next/notes.md", "2026-03-10", "- AP: Order rain gauges", team="yard", talk=TALK)
posts, mails = run(scene, "2026-03-11T09:00:00+02:00")
tap.is_((posts, rows(scene)), (["yard, Tue 10 Mar"], before + 1), "a meeting of another day is another meeting")
scene.close()

# very many at once, of one day and alike but for their names: in time that grows as they do
scene = settled()
for i in range(1000):
    write(scene, f"a{i}.md", "2026-03-03", f"- AP: Carry stone s{i}x", team="yard", talk=TALK)
tap.is_(run(scene, "2026-03-04T09:00:00+02:00")[0], ["Notes: 1000 meetings"], "a thousand are listed")
before = rows(scene)
for i in range(1000):
    remove(scene, f"a{i}.md")
    write(scene, f"b/a{i}.md", "2026-03-03", f"- AP: Carry stone s{i}x\n- DT: Say {i}", team="yard", talk=TALK)
posts, mails = run(scene, "2026-03-05T09:00:00+02:00")
tap.is_((posts, rows(scene)), (["Notes: 1000 meetings"], before), "moved and edited, their list is")
for i in range(1000):
    remove(scene, f"b/a{i}.md")
    write(scene, f"c{i}.md", "2026-03-03", "- AP: Carry some stone", team="yard", talk=TALK)
posts, mails = run(scene, "2026-03-06T09:00:00+02:00", "--accept-missing")
tap.is_((posts, rows(scene)), (["Notes: 1000 meetings"], before + 1), "a thousand that cannot be told apart are one more list")
scene.close()
tap.done()
