#!/usr/bin/python3
"""Thousands of notes in one commit: one list a webhook that mentions nobody, one digest, one reminder a person."""
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CHECKOUT, Scene, Tap, text_of

FILES = 5000
ID = "80351110224678912"
CONFIG = """\
notes: {root: notes, link: "https://git.example.org/n/{path}#L{line}"}
timezone: Europe/Bucharest
state: state.db
people:
  - {id: ana, name: Ana Pop, aliases: [AP], email: ana@example.org, discord: "%s", mention: true}
tracks:
  - {id: mast, name: Mast, aliases: [mast], post_to: ["discord:mast"]}
mail: {from: "Notes <notes@example.org>", via: "folder:mail"}
discord: {news: {via: "folder:discord"}, mast: {via: "folder:mast"}}
jobs:
  weekly:    {kind: digest, every: week, at: "Mon 08:00", to: ["list:all@lists.example.org", "discord:news"]}
  reminders: {kind: reminder, every: week, at: "Tue 08:00", to: [owners]}
  news:      {kind: post, to: ["discord:news"]}
""" % ID
FAILING = pathlib.Path(os.environ.get("TIDINGS_BUILD", CHECKOUT / "build")).resolve() / "fail/tidings"
tap = Tap()


def write(scene, names, text="Carry stone", team="yard"):
    for name in names:
        scene.meeting(f"{team}/{name}.md", "2026-03-05", f"- AP: {text} {name}", team=team)


def titles(payloads):
    return [p["embeds"][0].get("title", p.get("content")) for p in payloads]


def mentions(payloads):
    return [p for p in payloads if ID in json.dumps(p)]


def previewed(scene, out):
    """How many posts preview shows, and their bodies."""
    result = scene.run("preview", "news", "--out", out)
    tap.is_(result.status, 0, "preview works")
    folder = scene.folder / out
    return sorted(p.read_text() for p in folder.glob("*.json") if not p.name.endswith(".data.json")) if folder.exists() else []


def of_folder(scene, name):
    folder = scene.folder / name
    return sorted(folder.glob("*.json")) if folder.exists() else []


def settled():
    """A scene whose jobs have told what there was."""
    scene = Scene(CONFIG)
    scene.meeting("first.md", "2026-03-01", "- AP: Light the stove")
    tap.silent(scene.run("run"), "the first run")
    scene.mails()
    scene.payloads()
    scene.now = "2026-03-09T09:00:00+02:00"
    return scene


# the flood
scene = settled()
write(scene, range(FILES))
preview = previewed(scene, "out")
tap.silent(scene.run("run"), "the run with the flood")
told = [file.read_text() for file in of_folder(scene, "discord")]
posts = scene.payloads()
tap.is_(sorted(titles(posts)), [f"**Notes, week 10: {FILES} meetings, {FILES} new TODOs**", f"Notes: {FILES} meetings"],
        "one list and one digest in Discord")
listed = next(p for p in posts if "content" not in p)
tap.is_(mentions([listed]), [], "the list mentions nobody")
tap.is_(listed["allowed_mentions"], {"parse": []}, "and pings nobody")
text = listed["embeds"][0]["description"]
lines = text.splitlines()
tap.ok(len(text) <= 4096 and 10 < len(lines) < 70, "it is short", len(text))
tap.is_(lines[-1], f"- and {FILES - len(lines) + 2} more in the notes", "and says how many are not shown")
tap.ok("](https://git.example.org/n/yard/" in lines[1], "each that is shown has its link", lines[1])
tap.is_(len(preview), 1, "preview shows one post")
tap.ok(preview[0].strip() in told, "the one that is sent", preview[0])
mails = scene.mails()
tap.is_(sorted((m["To"], m["Subject"]) for m in mails),
        sorted([("all@lists.example.org", f"Notes, week 10: {FILES} meetings, {FILES} new TODOs"),
                ("Ana Pop <ana@example.org>", f"Your TODOs: {FILES + 1} open")]), "one digest and one reminder by mail")
tap.ok(all(len(text_of(m)) < 50_000 for m in mails), "which are short")
tap.silent(scene.run("run", "news"), "the next run")
tap.is_(scene.payloads(), [], "posts nothing")

# all of them are edited: the list stands there already
write(scene, range(FILES), text="Carry the heavy stone with")
tap.silent(scene.run("run", "news"), "the run after all were edited")
tap.is_(scene.payloads(), [], "posts nothing")

# one of them gets a TODO: now it is told by itself
scene.meeting("yard/7.md", "2026-03-05", "- AP: Carry the heavy stone with 7\n- AP: Sweep the stairs", team="yard")
tap.silent(scene.run("run", "news"), "the run after one got a TODO")
posts = scene.payloads()
tap.is_([title for title in titles(posts)], ["yard, Thu 5 Mar"], "it has its own post")
tap.is_(len(mentions(posts)), 1, "with who has it")

# a handful of new ones as ever
write(scene, [f"new-{i}" for i in range(10)])
preview = previewed(scene, "ten")
tap.silent(scene.run("run", "news"), "the run with ten new meetings")
posts = scene.payloads()
tap.is_((len(posts), len(mentions(posts)), len(preview)), (10, 10, 10), "ten are ten posts, which mention")
write(scene, [f"newer-{i}" for i in range(11)])
preview = previewed(scene, "eleven")
tap.silent(scene.run("run", "news"), "the run with eleven new meetings")
posts = scene.payloads()
tap.is_((titles(posts), mentions(posts), len(preview)), (["Notes: 11 meetings"], [], 1), "eleven are a list")
scene.close()

# what a webhook gets is counted for itself; one that is posted is edited whatever else comes
scene = settled()
write(scene, range(3), team="mast")
tap.silent(scene.run("run", "news"), "three meetings of a track")
tap.is_((len(scene.payloads()), len(of_folder(scene, "mast"))), (3, 3), "are posts in both webhooks")
write(scene, range(3), text="Carry the very heavy stone", team="mast")
write(scene, range(3, 9), team="mast")
write(scene, range(6), team="yard")
for file in of_folder(scene, "mast"):
    file.unlink()
tap.silent(scene.run("run", "news"), "twelve more, six of the track, with edits of three that are posted")
posts = scene.payloads()
tap.is_(sorted(titles(posts)), ["Notes: 12 meetings"] + ["mast, Thu 5 Mar"] * 3, "a list and three edits in the one")
tap.is_(len(of_folder(scene, "mast")), 9, "six posts and three edits in the other")
scene.close()

# the first run of all has no more posts than others
scene = Scene(CONFIG, now="2026-03-05T18:00:00+02:00")
write(scene, range(40))
tap.silent(scene.run("run", "news"), "a first run with 40 meetings of today")
tap.is_(titles(scene.payloads()), ["Notes: 40 meetings"], "has a list")
scene.close()

# hostile names take the room of nobody else, and nothing of them pings
scene = settled()
for i in range(30):
    scene.note(f"n{i}.md", f"---\ntitle: \"{i:02} @everyone <@{ID}> [x](https://evil.example.org) {'y' * 30000}\"\n"
                           "datetime: 2026-03-05T13:00:00+02:00\n---\n\n## TODOs\n\n- AP: Sweep\n")
tap.silent(scene.run("run", "news"), "thirty titles of 30 kB")
posts = scene.payloads()
tap.is_(len(posts), 1, "are one list")
tap.is_((posts[0]["allowed_mentions"], "content" in posts[0]), ({"parse": []}, False), "that pings nobody")
tap.ok(len([line for line in posts[0]["embeds"][0]["description"].splitlines() if line.startswith("- [")]) >= 10,
       "and shows ten at least", posts[0]["embeds"][0]["description"])
scene.close()

# killed anywhere, the list is posted once
if FAILING.exists() and "TIDINGS_SANITIZED" not in os.environ:
    seen = []
    for point in ("commit", "committed", "pwrite"):
        for number in (1, 2, 3, 5, 8, 13):
            scene = settled()
            write(scene, range(12))
            env = {"PATH": os.environ["PATH"], "TIDINGS_NOW": scene.now, "TIDINGS_FAIL": f"{point}:{number}",
                   "TIDINGS_TEMPLATES": str(CHECKOUT / "templates"), "HOME": str(scene.folder), "TZ": "UTC"}
            subprocess.run([str(FAILING), "run", "news"], cwd=scene.folder, env=env, capture_output=True, check=False)
            scene.run("run", "news")
            scene.run("run", "news")
            listed = [title for title in titles(scene.payloads()) if title.startswith("Notes: 12")]
            waits = "unknown" in scene.run("outbox", "list").out
            seen.append((point, number, len(listed) if listed or not waits else 1))
            scene.close()
    tap.is_([kill for kill in seen if kill[2] != 1], [], f"killed at {len(seen)} moments, the list is posted once")
tap.done()
