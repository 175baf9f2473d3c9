#!/usr/bin/python3
"""One run under a wrong clock: what it noted does not silence later runs, gives nothing up and prunes nothing."""
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()
RIGHT = "2026-03-02T09:00:00+02:00"  # a Monday
AHEAD = "2027-03-22T09:00:00+02:00"


def scene_with_note(now, config=CONFIG):
    scene = Scene(config, now=now)
    scene.meeting("2026-02-25.md", "2026-02-25", "- AP: Order rain gauges")
    return scene


def column(scene, query):
    with sqlite3.connect(scene.folder / "state.db") as state:
        return [row[0] for row in state.execute(query)]


# a run ahead between two right ones: the next Monday's digest and the next Tuesday's reminders are sent
scene = scene_with_note(RIGHT)
tap.silent(scene.run("run"), "a right run on Monday")
scene.now = "2026-03-03T09:00:00+02:00"
tap.silent(scene.run("run"), "a right run on Tuesday")
scene.mails()
scene.now = AHEAD
scene.run("run")
scene.mails()
scene.meeting("2026-03-04.md", "2026-03-04", "- DT: Paint the mast")
scene.now = "2026-03-09T09:00:00+02:00"
result = scene.run("run")
tap.ok(result.status == 65 and result.err.count("the clock went back: an earlier run saw 2027-03-22 09:00, now it is "
                                                "2026-03-09 09:00") == 1, "the next right run says so", result.err)
subjects = [m["Subject"] for m in scene.mails()]
tap.ok(len(subjects) == 1 and "Notes" in subjects[0], "Monday's digest is sent", subjects)
tap.silent(scene.run("run"), "it is said once")
scene.now = "2026-03-10T09:00:00+02:00"
tap.silent(scene.run("run"), "a run on Tuesday")
tap.is_(len(scene.mails()), 2, "Tuesday's reminders are sent")
out = scene.run("status").out
tap.ok("next 2026-03-16 08:00" in out, "status tells the next Monday", out)
scene.close()

# the first run of all was the wrong one
scene = scene_with_note(AHEAD)
scene.run("run")
scene.mails()
scene.now = RIGHT
scene.run("run")
tap.ok(any("Notes" in m["Subject"] for m in scene.mails()), "the first digest comes nevertheless")
scene.close()

# what waits is neither given up nor put off until that day
scene = scene_with_note(RIGHT)
(scene.folder / "mail").write_text("in the way")
tap.is_(scene.run("run").status, 75, "mail that cannot be delivered waits")
scene.now = AHEAD
tap.is_(scene.run("run").status, 75, "it waits after a run under a clock that is ahead")
states = column(scene, "SELECT state FROM deliveries")
tap.ok("failed" not in states, "nothing was given up", states)
(scene.folder / "mail").unlink()
scene.now = "2026-03-02T13:30:00+02:00"
scene.run("run")
tap.ok("deferred" not in column(scene, "SELECT state FROM deliveries"), "it is sent by the next right run",
       column(scene, "SELECT state || ' ' || next_at FROM deliveries"))
scene.close()

# runs that agree that time has passed do give up, also when each is a week after the other
for times in (("2026-03-20T09:00:00+02:00", "2026-03-20T14:00:00+02:00"),
              ("2026-03-09T09:00:00+02:00", "2026-03-16T09:00:00+02:00", "2026-03-23T09:00:00+02:00",
               "2026-03-30T09:00:00+03:00", "2026-04-06T09:00:00+03:00")):
    scene = scene_with_note(RIGHT)
    (scene.folder / "mail").write_text("in the way")
    scene.run("run", "weekly")
    scene.now = times[0]
    scene.run("run", "reminders")
    tap.is_(column(scene, "SELECT state FROM deliveries WHERE id = 1"), ["deferred"], "one run gives nothing up")
    for now in times[1:]:
        scene.now = now
        scene.run("run", "reminders")
    tap.is_(column(scene, "SELECT state FROM deliveries WHERE id = 1"), ["failed"], "runs that agree do")
    scene.close()

# nothing is pruned
scene = scene_with_note(RIGHT)
scene.run("run")
scene.meeting("2026-02-25.md", "2026-02-25", "- AP: Order two rain gauges")
scene.now = "2026-03-02T10:00:00+02:00"
scene.run("run")
TABLES = ("SELECT id FROM deliveries", "SELECT id FROM snapshots")
before = [set(column(scene, query)) for query in TABLES]
scene.now = AHEAD
scene.run("run", "weekly")
after = [set(column(scene, query)) for query in TABLES]
tap.ok(before[0] <= after[0] and before[1] <= after[1], "one run ahead prunes nothing", f"{before} {after}")
for now in ("2027-03-22T10:00:00+02:00", "2027-03-23T09:30:00+02:00"):
    scene.now = now
    scene.run("run")
last = [set(column(scene, query)) for query in TABLES]
tap.ok(not before[0] <= last[0], "runs that agree prune", last)
scene.close()

# what was said then counts as said now, not in the future
scene = scene_with_note(RIGHT)
scene.run("run")
scene.now = AHEAD
scene.note("broken.md", "---\ndatetime: [\n---\n")
tap.ok("broken.md" in scene.run("run").err, "a complaint under a clock that is ahead")
scene.now = RIGHT
scene.run("run")
said = column(scene, "SELECT said_at FROM complaints")
tap.ok(len(said) > 0 and max(said) < 1_773_000_000, "no sentence is said in the future", said)
scene.close()

# a state that an older tidings left so is healed, too
scene = scene_with_note(RIGHT)
scene.run("run")
scene.mails()
with sqlite3.connect(scene.folder / "state.db") as state:
    state.execute("DELETE FROM meta WHERE name LIKE 'clock%'")
    state.execute("UPDATE jobs SET last_success = last_success + 400 * 86400")
scene.meeting("2026-03-04.md", "2026-03-04", "- DT: Paint the mast")
scene.now = "2026-03-04T09:00:00+02:00"
scene.run("run")
scene.mails()
scene.now = "2026-03-09T09:00:00+02:00"
tap.silent(scene.run("run"), "a run a week after")
tap.ok(len(scene.mails()) >= 1, "sends the digest")
scene.close()

# both ends of the calendar
MONTHLY = CONFIG.replace('every: week, at: "Tue', 'every: month, at: "Tue')
for now in ("1971-01-01T00:00:00+14:00", "1971-01-01T00:00:00Z", "9998-12-31T23:59:59Z", "9998-12-31T23:59:59-12:00"):
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        scene = scene_with_note(now, MONTHLY.replace("Europe/Bucharest", zone))
        results = [scene.run(*words) for words in (["run"], ["status"], ["actions"], ["preview", "weekly"], ["run"])]
        tap.ok(all("CRITICAL" not in r.err and r.status in (0, 65) for r in results), f"{now} in {zone} is a time",
               [(r.status, r.err) for r in results])
        scene.close()
tap.done()
