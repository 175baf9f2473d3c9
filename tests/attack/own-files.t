#!/usr/bin/python3
"""tidings' own files are no notes, whatever include chooses, wherever they lie, and under whatever name."""
import os
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

HOOK = "https://discord.com/api/webhooks/1/hush-hush"
EVERYTHING = (CONFIG.replace('root: notes,', 'root: ., include: ["**/*", "**/.*"],')
              .replace('{via: "folder:discord"}', '{via: {file: hook}}')
              .replace('via: "folder:mail"', 'oauth: {file: token}, via: "folder:mail"') + "archive: web\n")
NAMES = ("tidings.yaml", "hook", "token", "state.db")
tap = Tap()


def new_scene():
    scene = Scene(EVERYTHING)
    scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
    for name in ("hook", "token"):
        (scene.folder / name).write_text(f"{HOOK}\n")
        (scene.folder / name).chmod(0o600)
    scene.age(scene.folder / "tidings.yaml")
    return scene


def files_read(scene):
    """The notes that are known, by path, as the state has them."""
    with sqlite3.connect(f"file:{scene.folder}/state.db?mode=ro", uri=True) as state:
        return sorted(bytes(path).decode() for path, in state.execute("SELECT path FROM files WHERE gone_at = 0"))


scene = new_scene()
scene.run("run")
scene.now = "2026-03-02T12:00:00+02:00"
scene.meeting("b.md", "2026-02-26", "- DT: Paint the mast")
scene.run("run")
scene.run("run")
tap.ok(len(list((scene.folder / "mail").iterdir())) > 0 and (scene.folder / "web/index.html").exists(), "mails and pages are there")
tap.is_(files_read(scene), ["notes/a.md", "notes/b.md"], "and only the notes are read")
result = scene.run("lint", "--format=json")
tap.ok(not any(name in result.out for name in (*NAMES, "web/", "mail/")), "lint reads no other either", result.out)
scene.close()

# the folders are told of, because somebody may have notes in them
scene = new_scene()
scene.meeting("../web/c.md", "2026-02-26", "- DT: Paint the mast")
result = scene.run("run", "weekly")
tap.ok(f"{scene.folder}/web: what include chooses in this folder is not read" in result.err, "notes in the archive's folder are told of",
       result.err)
tap.ok("web" not in scene.run("run", "weekly").err, "once")
tap.ok("notes/a.md" in files_read(scene) and "web/c.md" not in files_read(scene), "and not read")
scene.close()

# other names: hard links, as whoever shares the disk may make them
scene = new_scene()
scene.run("run", "weekly")
for name in NAMES[:-1]:
    os.link(scene.folder / name, scene.folder / "notes" / f"{name}.md")
result = scene.run("run", "weekly")
for name in NAMES[:-1]:
    tap.ok(f"notes/{name}.md: is another name (a hard link) of {scene.folder}/{name}" in result.err, f"a hard link to {name} is told of",
           result.err)
tap.is_(files_read(scene), ["notes/a.md"], "and none is read")
result = scene.run("run", "weekly")
tap.ok("hard link" not in result.err and result.status == 0, "nor told again", result.err)
tap.is_(scene.run("check").err.count("hard link"), len(NAMES) - 1, "check shows them")
# a state file with two names has two logs, so no run begins
os.link(scene.folder / "state.db", scene.folder / "notes" / "state.db.md")
result = scene.run("run", "weekly")
tap.ok(result.status == 74 and "2 names (hard links)" in result.err, "a hard link to state.db ends the run with a sentence", result.err)
tap.is_(files_read(scene), ["notes/a.md"], "and is not read")
scene.close()

# symbolic links to what include chooses
scene = new_scene()
scene.run("run", "weekly")
for name in NAMES:
    (scene.folder / "notes" / f"{name}.md").symlink_to(f"../{name}")
(scene.folder / "notes/page.md").symlink_to("../web/index.html")
result = scene.run("run", "weekly")
for name in NAMES:
    tap.ok(f"notes/{name}.md: is a link to {name}, which is tidings' own" in result.err, f"a link to {name} is told of", result.err)
tap.ok("page.md: is a link to web/index.html, which is tidings' own" in result.err, "and one to a page", result.err)
tap.is_(files_read(scene), ["notes/a.md"], "none is read")
scene.close()

# the configuration lies in the notes and is named through a link: its file is the same
scene = Scene(CONFIG.replace("root: notes,", 'root: notes, include: ["**/*"],'))
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
(scene.folder / "tidings.yaml").rename(scene.folder / "notes/settings")
(scene.folder / "tidings.yaml").symlink_to("notes/settings")
scene.run("run", "weekly")
tap.is_(files_read(scene), ["a.md"], "a configuration among the notes that is named through a link")
scene.close()

# what a former version took for notes (renamed in after it was known) is gone, and told of
scene = new_scene()
body = (scene.folder / "hook").read_bytes()
other = scene.note("hook2", body)
scene.run("run", "weekly")
tap.ok("notes/hook2" in files_read(scene), "a file is known")
other.chmod(0o600)
config = scene.folder / "tidings.yaml"
config.write_text(config.read_text().replace("{file: hook}", "{file: notes/hook2}"))
(scene.folder / "hook").unlink()
result = scene.run("run", "weekly")
tap.ok("notes/hook2: was read as notes before" in result.err, "that it was a secret's is told when it is", result.err)
tap.is_(files_read(scene), ["notes/a.md"], "and it is read no more")
scene.close()
tap.done()
