#!/usr/bin/python3
"""Old notes that come to be known later (an import, a wider include) are news to no digest and no post, and remind nobody."""
import datetime
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap, text_of

TODAY = datetime.date(2026, 3, 9)
tap = Tap()


def ago(days):
    return (TODAY - datetime.timedelta(days=days)).isoformat()


def settled(config=CONFIG):
    """A scene whose jobs have told what there was; its next run is that of Monday, 9 March."""
    scene = Scene(config)
    scene.meeting("notes/first.md", "2026-03-01", "- AP: Light the stove")
    scene.run("run", "weekly", "reminders", "news")
    scene.mails()
    scene.payloads()
    scene.now = f"{TODAY}T09:00:00+02:00"
    return scene


def tell(scene, name, *jobs):
    """Preview and run say the same."""
    folder = scene.folder / f"out-{scene.now[:10]}-{name.replace(' ', '-')}"
    scene.run("preview", "news", "--out", str(folder))
    shown = [p for p in folder.glob("*.json") if not p.name.endswith(".data.json")] if folder.exists() else []
    tap.silent(scene.run("run", *jobs), name)
    posts = scene.payloads()
    tap.is_(len(posts), len(shown), "as many posts as preview shows")
    return posts, scene.mails()


def titles(posts):
    return sorted(post["embeds"][0]["title"] for post in posts)


# an import of notes of years ago, with what was open in them
scene = settled()
for i in range(150):
    day = datetime.date(2022, 1, 3) + datetime.timedelta(days=7 * (i % 50))
    scene.meeting(f"2022/{i}.md", day.isoformat(), f"- AP: Carry stone s{i:03}x\n- DT: Carry log l{i:03}x by {day.isoformat()}")
posts, mails = tell(scene, "a run with 150 meetings of 2022", "news", "weekly", "reminders")
tap.is_(posts, [], "posts nothing")
tap.is_([m["Subject"] for m in mails if m["To"] == "all@lists.example.org"], [], "and has no digest about them")
tap.is_([m["Subject"] for m in mails], ["Your TODOs: 1 open"], "the one reminder is about what is open today")
tap.ok("stone" not in text_of(mails[0]) and "log" not in text_of(mails[0]), "and holds nothing of then", text_of(mails[0]))
tap.is_(len(scene.actions("--all")), 301, "all is known")
scene.meeting("2022/7.md", "2022-02-21", "- [x] AP: Carry stone s007x\n- DT: Carry log l007x\n- AP: Sweep the stairs")
scene.now = f"{TODAY + datetime.timedelta(days=1)}T09:00:00+02:00"
posts, _ = tell(scene, "an edit of one of them", "news")
tap.is_(posts, [], "is no reason for a post of 2022")
scene.close()

# what became stale in just the week of the digest: 1,000 items are not listed to be silent afterwards
scene = settled()
for i in range(100):
    scene.meeting(f"old/{i}.md", ago(92 + i % 4), "\n".join(f"- AP: Carry stone {i}/{k}" for k in range(10)))
posts, mails = tell(scene, "a run with 1,000 items that are stale since this week")
tap.is_(posts, [], "posts nothing")
tap.ok(all("stone" not in text_of(m) for m in mails), "lists none of them", "".join(map(text_of, mails)))
scene.close()

# that one which was open all the time is listed when it becomes stale, as ever
scene = Scene(now=f"{ago(7)}T09:00:00+02:00")
scene.meeting("a.md", ago(93), "- AP: Carry the old stone")
scene.run("run")
scene.mails()
scene.now = f"{TODAY}T09:00:00+02:00"
scene.run("run")
tap.ok(any("Carry the old stone" in text_of(m) for m in scene.mails()), "what becomes stale by itself is listed once more")
scene.close()

# 57 to 90 days ago: no news, but what is open is open
scene = settled()
for i in range(30):
    scene.meeting(f"winter/{i}.md", ago(60 + i), f"- AP: Carry stone {i}")
posts, mails = tell(scene, "a run with 30 meetings of 60 to 90 days ago")
tap.is_(posts, [], "posts nothing")
reminder = next(m for m in mails if m["To"] == "Ana Pop <ana@example.org>")
tap.is_([m["Subject"] for m in mails if "lists" in m["To"]], [], "and has no digest")
tap.is_(reminder["Subject"], "Your TODOs: 31 open", "their items are open like others")
scene.close()

# a wider include, in the way that it happens: an old folder and a present one at once
scene = settled(CONFIG.replace("root: notes,", "root: notes, include: [\"notes/*.md\"],"))
for i in range(100):
    scene.meeting(f"archive/{i}.md", ago(100 + 7 * i), f"- AP: Carry stone {i}")
for i in range(40):
    scene.meeting(f"yard/{i}.md", ago(1 + i), f"- DT: Carry log {i}", team="yard")
posts, _ = tell(scene, "before the include is wider")
tap.is_(posts, [], "nothing is new")
scene.now = f"{TODAY}T10:00:00+02:00"
file = scene.folder / "tidings.yaml"
file.write_text(file.read_text().replace('["notes/*.md"]', '["**/*.md"]'))
posts, mails = tell(scene, "after that", "news", "weekly")
tap.is_(titles(posts), ["Notes: 40 meetings"], "those of the last weeks are a list")
tap.ok("archive" not in json.dumps(posts), "without those of before")
digests = [m["Subject"] for m in mails if "lists" in m["To"]]
tap.is_(digests, ["Notes, 9 March 2026: 40 meetings, 7 new TODOs, 33 TODOs just noted"], "and so it is in the digest")
scene.close()

# real notes come late: how late is a setting
WEEK = "news_within: 1 weeks\nexpire_after: 3 days\n"
for setting, late, posted, digested in (("", 1, 1, 1), ("", 24, 1, 1), ("", 55, 1, 1), ("", 58, 0, 0),
                                        ("news_within: 20 days\n", 19, 1, 1), ("news_within: 20 days\n", 24, 0, 0),
                                        # at most expire_after, but a weekly digest is one of a week
                                        (WEEK, 2, 1, 1), (WEEK, 5, 0, 1), (WEEK, 10, 0, 0)):
    scene = settled(setting + CONFIG)
    scene.meeting("late.md", ago(late), "- AP: Carry the stone")
    posts, mails = tell(scene, f"a meeting told {late} days late, {' '.join(setting.split()) or 'by default'}", "news", "weekly")
    digests = [m for m in mails if "1 meeting" in m["Subject"]]
    tap.is_((len(posts), len(digests)), (posted, digested), f"posts and digests are {posted, digested}")
    scene.close()

# a post that is there is kept as the notes are, whatever its age
scene = settled()
scene.meeting("kept.md", ago(2), "- AP: Carry the stone")
posts, _ = tell(scene, "a meeting", "news")
tap.is_(titles(posts), ["firmware, Sat 7 Mar"], "is posted")
scene.now = "2026-11-09T09:00:00+02:00"
scene.meeting("kept.md", ago(2), "- [x] AP: Carry the stone")
posts, _ = tell(scene, "eight months later it is edited", "news")
tap.is_(titles(posts), ["firmware, Sat 7 Mar"], "and so is its post")
tap.ok("Done" in json.dumps(posts), "which says what is done", posts)
scene.close()
tap.done()
