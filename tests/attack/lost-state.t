#!/usr/bin/python3
"""A state that was deleted, or put back from a copy of some days ago: `adopt --as-told` sends nothing again; without it, what is sent
again is the same mail, which receivers can tell."""
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()
DAYS = [f"2026-03-{day:02}" for day in range(2, 11)]


def at(scene, day, hour="09:00"):
    scene.now = f"{day}T{hour}:00+02:00"


def put_back(scene, copy):
    for left in scene.folder.glob("state.db*"):
        left.unlink()
    if copy:
        shutil.copy(copy, scene.folder / "state.db")


def live(scene, days):
    """A meeting and a run on each day."""
    for number, day in enumerate(days):
        at(scene, day)
        scene.meeting(f"{day}.md", day, f"- AP: Number{day} of topic{number}\n- DT: Paint mast {number} of place{day}")
        scene.run("run")


def sent(scene):
    return ([(str(m["To"]), m["Message-ID"]) for m in scene.mails()], scene.payloads())


for lost in ("deleted", "five days old"):
    scene = Scene()
    live(scene, DAYS[:3])
    shutil.copy(scene.folder / "state.db", scene.folder / "kept.db")
    live(scene, DAYS[3:])
    sent(scene)
    before = {a["text"] for a in scene.actions()}
    put_back(scene, scene.folder / "kept.db" if lost != "deleted" else None)
    at(scene, DAYS[-1], "10:00")
    result = scene.run("adopt", "--as-told")
    tap.ok(result.status == 0 and not result.err and 1 <= len(result.out.splitlines()) <= 2
           and f"{len(DAYS)} files, 3 jobs" in result.out, f"a state that is {lost}: adopt --as-told says what it took", result.out + result.err)
    tap.is_(sent(scene), ([], []), "and sends nothing")
    tap.silent(scene.run("run"), "a run after it")
    tap.is_(sent(scene), ([], []), "sends nothing again")
    tap.is_({a["text"] for a in scene.actions()}, before, "and everything is known")
    at(scene, "2026-03-11")
    scene.meeting("2026-03-11.md", "2026-03-11", "- AP: Tune the organ")
    tap.silent(scene.run("run"), "a new meeting")
    mails, posts = sent(scene)
    tap.ok(mails == [] and len(posts) == 1 and "Tune the organ" in str(posts), "is posted, alone", str(posts))
    at(scene, "2026-03-16")
    scene.run("run")
    mails, posts = sent(scene)
    tap.is_(([to for to, _ in mails], posts), (["all@lists.example.org"], []), "and the next digest comes in its time")
    scene.close()

# What waited in the copy was sent meanwhile.
scene = Scene()
live(scene, DAYS[:1])
sent(scene)
for folder in ("mail", "discord"):
    shutil.rmtree(scene.folder / folder)
    (scene.folder / folder).write_text("in the way")
at(scene, DAYS[1], "09:00")
scene.meeting("late.md", DAYS[1], "- AP: Tune the organ")
tap.is_(scene.run("run", "weekly", "reminders", "news").status, 75, "mail and posts wait")
shutil.copy(scene.folder / "state.db", scene.folder / "kept.db")
for folder in ("mail", "discord"):
    (scene.folder / folder).unlink()
at(scene, DAYS[1], "13:00")
scene.run("run")
waited = sent(scene)
tap.ok(len(waited[0]) == 3 and len(waited[1]) == 1, "and leave later", str(waited))
put_back(scene, scene.folder / "kept.db")
result = scene.run("adopt", "--as-told")
tap.ok("4 deliveries that waited" in result.out, "put back, they are counted", result.out)
tap.silent(scene.run("run"), "and the next run")
tap.is_(sent(scene), ([], []), "sends none of them")
rows = scene.run("outbox", "list", "--all").out
tap.is_((rows.count(" dropped "), rows.count("adopt")), (4, 4), "they are listed as dropped, and by whom")
scene.run("outbox", "retry", "--state=dropped")
scene.run("run")
tap.is_(sent(scene), waited, "a person may send them all the same")
scene.close()

# Most files are gone, too: that is a question of its own.
scene = Scene()
live(scene, DAYS)
for file in list((scene.folder / "notes").iterdir())[1:]:
    file.unlink()
result = scene.run("adopt", "--as-told")
tap.ok(result.status == 66 and result.out == "", "with most files gone it refuses, as a run does", result.out + result.err)
tap.is_(scene.run("adopt", "--as-told", "--accept-missing").status, 0, "unless it is told to go on")
tap.is_(len(scene.actions()), 2, "and then they are gone")
scene.close()

# Without `adopt`: the same digest is the same mail.
for lost in ("deleted", "a week old"):
    scene = Scene(CONFIG.replace("at: \"Tue 08:00\", ", ""))
    live(scene, [f"2026-02-{day}" for day in range(17, 20)])
    at(scene, "2026-02-23")
    scene.run("run")
    shutil.copy(scene.folder / "state.db", scene.folder / "kept.db")
    sent(scene)
    for text in ("Wind the clock", "Order gauges", "Tune the organ"):
        scene.meeting("2026-02-24.md", "2026-02-24", f"- AP: {text}\n- DT: Paint the mast")
        scene.run("run", "news")
    at(scene, "2026-03-02")
    scene.meeting("2026-02-26.md", "2026-02-26", "- AP: Call the shop")
    scene.run("run")
    first = sent(scene)[0]
    tap.is_(len(first), 3, f"a state that is {lost}: first a digest and two reminders")
    put_back(scene, scene.folder / "kept.db" if lost != "deleted" else None)
    scene.run("run")
    tap.is_(sent(scene)[0], first, "then the same ones with the same Message-IDs")
    scene.close()

# The same digest of a first run over the same notes, whatever the state counted before.
scene = Scene()
scene.meeting("a.md", "2026-02-26", "- AP: Order rain gauges")
scene.meeting("b.md", "2026-02-25", "- DT: Paint the mast")
scene.run("run", "weekly")
first = sent(scene)[0]
put_back(scene, None)
for text in ("One", "Two", "Three"):
    scene.meeting("b.md", "2026-02-25", f"- DT: {text}")
    scene.run("run", "reminders")
scene.meeting("b.md", "2026-02-25", "- DT: Paint the mast")
sent(scene)
scene.run("run", "weekly")
tap.is_(sent(scene)[0], first, "a digest's Message-ID does not depend on the state's age")
scene.run("run", "weekly")
scene.run("run", "weekly")
ids = sent(scene)[0]
tap.ok(len(ids) <= 1, "with nothing new a digest by name is sent at most once more", str(ids))
scene.meeting("b.md", "2026-02-25", "- DT: Paint the mast\n- AP: Buy paint")
scene.run("run", "weekly")
second = sent(scene)[0]
tap.ok(len(second) == 1 and second[0] not in first + ids, "after an edit on the same day it is another mail", str(second))
scene.meeting("b.md", "2026-02-25", "- DT: Paint the mast\n- AP: Buy blue paint")
scene.run("run", "weekly")
third = sent(scene)[0]
tap.ok(len(third) == 1 and third[0] not in first + second, "and after another one, too", str(third))
scene.close()
tap.done()
