#!/usr/bin/python3
"""Two communities and one state file: each would take the other's files for gone.  The state knows whose it is."""
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()
COMMANDS = (["run"], ["run", "weekly"], ["deliver"], ["preview", "weekly"], ["done", "abcde"], ["snooze", "abcde", "2026-04-01"],
            ["outbox", "retry", "1"], ["outbox"], ["actions"], ["status"])


def look(scene, path="state.db"):
    return (scene.folder / path).read_bytes()


def both_named(scene, result, theirs, ours):
    names = [str((scene.folder / path).resolve()) for path in (*theirs, *ours)]
    return (result.status == 78 and len(result.err.splitlines()) == 1 and "tidings adopt" in result.err
            and all(name in result.err for name in names))


def two(first=CONFIG, second=CONFIG.replace("root: notes", "root: others")):
    scene = Scene(first)
    scene.meeting("2026-02-25.md", "2026-02-25", "- AP: Order rain gauges")
    scene.note("../others/2026-02-26.md", "---\ndatetime: 2026-02-26T13:00:00+02:00\n---\n\n## TODOs\n\n- DT: Tune the organ\n")
    (scene.folder / "other.yaml").write_text(second)
    return scene


def other(scene, *arguments):
    return scene.run("-c", "other.yaml", *arguments)


scene = two()
tap.silent(scene.run("run"), "the first community")
scene.mails()
before = look(scene)
for command in COMMANDS:
    result = other(scene, *command)
    tap.ok(both_named(scene, result, ("notes", "tidings.yaml"), ("others", "other.yaml")),
           f"the second: {' '.join(command)} names both and what to do", f"{result.status} {result.err}")
result = other(scene, "check")
tap.ok(result.status == 78 and "tidings adopt" in result.err, "check says it, too", result.err)
tap.is_(look(scene), before, "the state is as it was")
tap.is_([a["text"] for a in scene.actions()], ["Order rain gauges"], "and the first community has its actions")

result = other(scene, "adopt")
tap.ok(result.status == 0 and result.out.startswith("adopted") and "others" in result.out, "adopt", result.out + result.err)
tap.is_(len(result.out.splitlines()), 1, "says in one line what it did")
tap.is_(other(scene, "status").status, 0, "then it is the second's")
tap.is_(scene.run("status").status, 78, "and no longer the first's")
tap.ok(other(scene, "adopt").out.startswith("known"), "once more changes nothing")
scene.close()

# What moves is not another community.
scene = two()
scene.run("run")
scene.mails()
(scene.folder / "conf").mkdir()
moved = CONFIG.replace("root: notes", "root: ../notes").replace("state: state.db", "state: ../state.db").replace("folder:mail", "folder:../mail")
(scene.folder / "tidings.yaml").rename(scene.folder / "conf/club.yaml")
(scene.folder / "conf/club.yaml").write_text(moved)
tap.silent(scene.run("-c", "conf/club.yaml", "run"), "a configuration that was moved goes on")
shutil.move(scene.folder / "notes", scene.folder / "checkout")
(scene.folder / "conf/club.yaml").write_text(moved.replace("../notes", "../checkout"))
tap.silent(scene.run("-c", "conf/club.yaml", "run"), "and so do notes that were moved after it")
shutil.copytree(scene.folder / "checkout", scene.folder / "clone")
shutil.rmtree(scene.folder / "checkout")
(scene.folder / "clone").rename(scene.folder / "checkout")
tap.silent(scene.run("-c", "conf/club.yaml", "run"), "notes that were cloned anew to the same place")
(scene.folder / "again").symlink_to("conf")
tap.silent(scene.run("-c", "again/club.yaml", "run"), "a configuration by another path")
tap.is_(scene.mails(), [], "nothing of that is sent again")
scene.close()

# The same notes folder, of which each reads some files.
scene = two(CONFIG.replace("root: notes", 'root: notes, include: ["a/*.md"]'), CONFIG.replace("root: notes", 'root: notes, include: ["b/*.md"]'))
scene.meeting("a/1.md", "2026-02-25", "- AP: Order rain gauges")
scene.meeting("b/1.md", "2026-02-26", "- DT: Tune the organ")
scene.run("run")
result = other(scene, "run")
tap.ok(result.status == 78 and "chooses other files of" in result.err and "tidings.yaml" in result.err and "other.yaml" in result.err,
       "two configurations that read different files of one folder", result.err)
(scene.folder / "other.yaml").write_text((scene.folder / "tidings.yaml").read_text().replace("\n  news:", "\n  posts:"))
tap.silent(other(scene, "run"), "that read the same files may share a state")
scene.close()


# A state that an older tidings left knows nobody.
def forget(scene):
    with sqlite3.connect(scene.folder / "state.db") as database:
        database.execute("DELETE FROM meta WHERE name LIKE 'identity.%'")
    database.close()


def many(scene, count):
    for number in range(count):
        scene.meeting(f"{number}.md", "2026-02-20", f"- AP: Number{number} of topic{number} at place{number}")


scene = two()
many(scene, 6)
scene.run("run")
forget(scene)
before = look(scene)
result = other(scene, "run")
tap.ok(result.status == 78 and "7 files, of which 0" in result.err and "tidings adopt" in result.err, "it is refused to other notes", result.err)
tap.is_(other(scene, "preview", "weekly").status, 78, "a preview, too")
tap.is_(look(scene), before, "and left as it is")
for number in range(4):
    (scene.folder / "notes" / f"{number}.md").write_text("Something else.\n")
tap.is_(scene.run("run").status, 78, "and to notes of which most are others")
for number in range(1, 4):
    scene.meeting(f"{number}.md", "2026-02-20", f"- AP: Number{number} of topic{number} at place{number}")
tap.silent(scene.run("run"), "notes that have most of its files take it over")
tap.is_(other(scene, "run").status, 78, "and then it is theirs")
forget(scene)
tap.ok(other(scene, "adopt").status == 0 and other(scene, "status").status == 0, "or a person says whose it is")
scene.close()
tap.done()
