#!/usr/bin/python3
"""Whoever may write the notes makes symbolic links in them: nothing that a link leads to is read, and each is told once."""
import os
import pathlib
import shlex
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import scene as scenes
from scene import CHECKOUT, CONFIG, TIDINGS, Scene, Tap

SECRET = "ghp-hush-hush"
CHOSEN = CONFIG.replace("root: notes,", 'root: notes, include: ["talks/**/*.md", "**/.hidden/*.md"], exclude: ["talks/private/**"],') \
    + "archive: web\n"
SECRET_NOTE = f"---\ndatetime: 2026-02-26T13:00:00+02:00\n---\n\n## Discussions\n\n{SECRET}\n\n## TODO\n\n- AP: Keep {SECRET}\n"
tap = Tap()


def everything_written(scene):
    """All bytes that left: mail, posts, pages."""
    text = b""
    for folder in ("mail", "discord", "web"):
        for file in sorted((scene.folder / folder).rglob("*")):
            text += file.read_bytes() if file.is_file() else b""
    return text.decode("utf-8", "replace")


def new_scene(config=CHOSEN):
    scene = Scene(config)
    scene.meeting("talks/a.md", "2026-02-25", "- AP: Order rain gauges", discussion="AP: Ordinary words.")
    scene.note(".git/config", f'[remote "origin"]\n\turl = https://oauth2:{SECRET}@git.example.org/notes\n\n'
                              f"## TODO\n\n- AP: Keep {SECRET}\n")
    scene.note("talks/private/staff.md", SECRET_NOTE)
    scene.note("talks/.drafts/x.md", SECRET_NOTE)
    scene.note("plans/next.md", SECRET_NOTE)
    (scene.folder / "outside.md").write_text(SECRET_NOTE)
    return scene


def link(scene, target, name):
    path = scene.folder / "notes" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def refused(make, told, what):
    """A link of that kind shows nothing, and is told once, with where it leads."""
    scene = new_scene()
    make(scene)
    first = scene.run("run")
    tap.ok("Ordinary words" in everything_written(scene) and SECRET not in everything_written(scene),
           f"{what}: nothing of it is published", everything_written(scene)[:2000])
    told = [told] if isinstance(told, str) else told
    lines = [line for line in first.err.splitlines() if "is a link" in line]
    tap.ok(len(lines) == 1 and all(word in lines[0] for word in ["talks/evil.md: ", *told]), "it is told with where it leads",
           first.err)
    tap.ok(first.status == 65, "and the status tells", first.status)
    scene.now = "2026-03-04T09:00:00+02:00"
    tap.silent(scene.run("run"), "two days later nothing is said")
    shown = scene.run("check")
    tap.ok(told[0] in shown.err and shown.status == 78, "check shows it", shown.err)
    shown = scene.run("lint")
    tap.ok(told[0] in shown.err and shown.status == 65 and SECRET not in shown.out + shown.err, "and lint does",
           shown.out + shown.err)
    scene.close()


def evil(target):
    return lambda scene: link(scene, target, "talks/evil.md")


def through_folder(scene):
    link(scene, "../.git", "talks/folder")
    link(scene, "folder/config", "talks/evil.md")


def to_link(scene):
    link(scene, "../../.git/config", "talks/not-chosen/second")
    link(scene, "not-chosen/second", "talks/evil.md")


def every_kind():
    refused(evil("../.git/config"), ".git/config", "a link to the checkout's configuration")
    refused(lambda s: link(s, s.folder / "notes/.git/config", "talks/evil.md"), ".git/config", "an absolute one")
    refused(through_folder, ".git/config", "one through a link to a folder")
    refused(to_link, ".git/config", "a link to a link")
    refused(evil("private/staff.md"), "talks/private/staff.md", "a link to what exclude names")
    refused(evil("../plans/next.md"), "plans/next.md", "a link to what include does not choose")
    refused(evil(".drafts/x.md"), "talks/.drafts/x.md", "a link to a hidden folder")
    refused(evil("../../outside.md"), "out of the notes folder", "a link that leads out")
    refused(evil("../../nowhere.md"), "out of the notes folder", "one that leads out to nothing")
    refused(evil("../../tidings.yaml"), "out of the notes folder", "a link to the configuration")
    refused(evil("gone/nowhere.md"), ["talks/gone/nowhere.md", "not there"], "a link to nothing")
    refused(evil("evil.md"), "cannot be followed", "a link to itself")


every_kind()

# include may name a hidden folder: its files are read as they are, but not through a link
scene = new_scene()
scene.meeting("old/.hidden/b.md", "2026-02-24", "- DT: Paint the mast", discussion="AP: Words of the hidden.")
link(scene, "../old/.hidden/b.md", "talks/evil.md")
result = scene.run("run")
tap.ok("Words of the hidden" in everything_written(scene), "a hidden folder that include names is read")
tap.ok("old/.hidden/b.md, which is hidden" in result.err, "but a link to its file is not followed", result.err)
tap.is_(sorted((a["path"], a["meetings"]) for a in scene.actions()), [("old/.hidden/b.md", 1), ("talks/a.md", 1)],
        "it is one meeting")
scene.close()

# a link to a chosen file is a second name of one meeting: said by nobody, told to nobody twice
scene = new_scene()
tap.silent(scene.run("run"), "a meeting")
link(scene, "a.md", "talks/latest.md")
link(scene, scene.folder / "notes/talks/a.md", "talks/absolute.md")
link(scene, "latest.md", "talks/of-a-link.md")
scene.now = "2026-03-02T12:00:00+02:00"
tap.silent(scene.run("run"), "links to it are nothing to be told of")
tap.is_(scene.payloads(), [], "and nothing to be posted")
tap.is_([(a["path"], a["meetings"]) for a in scene.actions()], [("talks/a.md", 1)], "and its action is of one meeting")
tap.silent(scene.run("lint"), "lint reads it once")
scene.close()

# a known file whose place is taken by a link is gone, whatever was known of it
scene = new_scene()
scene.meeting("talks/evil.md", "2026-02-26", "- DT: Paint the mast")
tap.silent(scene.run("run"), "a meeting")
(scene.folder / "notes/talks/evil.md").unlink()
link(scene, "private/staff.md", "talks/evil.md")
scene.now = "2026-03-09T09:00:00+02:00"
result = scene.run("-v", "run")
tap.ok(" 1 gone" in result.err and "read as notes before" not in result.err, "that becomes a link is gone", result.err)
tap.is_([a["path"] for a in scene.actions()], ["talks/a.md"], "with its actions")
tap.ok(SECRET not in everything_written(scene), "and what the link leads to is not read")
scene.close()

# what was read through a link before (as if the link had always been there: its inode is that of the file it leads to)
scene = new_scene()
evil_note = scene.note("talks/evil.md", SECRET_NOTE)
scene.run("run", "news")
tap.ok(SECRET in str(scene.actions()), "a link that a former version followed")
evil_note.rename(scene.folder / "notes/plans/secret.md")
link(scene, "../plans/secret.md", "talks/evil.md")
scene.now = "2026-03-09T09:00:00+02:00"
result = scene.run("run")
tap.ok(SECRET not in everything_written(scene), "is published no more", everything_written(scene)[:2000])
tap.ok("plans/secret.md, which" in result.err and "evil.md: was read as notes before" in result.err, "who runs tidings is warned",
       result.err)
tap.ok(SECRET not in str(scene.actions()), "its actions are gone")
tap.silent(scene.run("run"), "and nothing is said again")
scene.close()

# a root that is a link is as good as its folder, and what is absolute below it is below it
scene = new_scene()
(scene.folder / "notes").rename(scene.folder / "checkout")
(scene.folder / "notes").symlink_to("checkout")
link(scene, scene.folder / "notes/plans/next.md", "talks/evil.md")
link(scene, scene.folder / "notes/nowhere.md", "talks/evil2.md")
result = scene.run("run")
tap.ok("Ordinary words" in everything_written(scene) and SECRET not in everything_written(scene), "the root may be a link")
tap.ok("evil.md: is a link to plans/next.md," in result.err and "evil2.md: is a link to nowhere.md," in result.err,
       "and where links lead is told from there", result.err)
scene.close()

# ten thousand links make no mail of ten thousand sentences
scene = new_scene()
exposed = scene.note("talks/zzz.md", SECRET_NOTE)
scene.run("run", "news")
exposed.rename(scene.folder / "notes/plans/secret.md")
link(scene, "../plans/secret.md", "talks/zzz.md")
for number in range(199):
    link(scene, "../plans/secret.md", f"talks/many/{number:04}.md")
result = scene.run("run")
tap.ok("zzz.md: was read as notes before" in result.err, "among many links, what was read before is not hidden", result.err)
tap.ok(len(result.err.splitlines()) == 22 and "more than 20" in result.err and "tidings check" in result.err,
       "of many links some are named", result.err)
tap.silent(scene.run("run"), "once")
tap.is_(scene.run("check").err.count("plans/secret.md, which"), 200, "check names all")
scene.close()

# lint --chosen, as hooks and CI call it, looks at no link
scene = new_scene()
link(scene, "../.git/config", "talks/evil.md")
link(scene, "../plans", "talks/sub")
result = scene.run("lint", "--chosen", "--", "notes/talks/evil.md", "notes/talks/sub/next.md", "notes/talks/none.md")
tap.ok("evil" not in result.out + result.err and "next" not in result.out and SECRET not in result.out and "none.md" in result.out,
       "lint --chosen leaves links out", result.out + result.err)
scene.close()

# a kernel or a container without openat2(2) does not make it less
with tempfile.TemporaryDirectory(prefix="tidings-test-") as folder:
    for code in ("ENOSYS", "EPERM"):
        program = pathlib.Path(folder) / code
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(str(CHECKOUT / "tests/lib/without-openat2"))} {code} '
                           f'{shlex.quote(os.path.abspath(TIDINGS))} "$@"\n')
        program.chmod(0o755)
        scenes.TIDINGS = str(program)
        refused(evil("../.git/config"), ".git/config", f"openat2: {code}")
tap.done()
