#!/usr/bin/python3
"""The notes are away, all or most of them: nothing is withdrawn, it is told once, and the status tells as long as it lasts."""
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap, text_of

tap = Tap()


def fill(count, config=CONFIG):
    scene = Scene(config)
    for number in range(count):
        scene.meeting(f"{number:02}.md", f"2026-02-{number % 20 + 1:02}", f"- AP: Number{number} of topic{number} at place{number}")
    scene.run("run")
    scene.mails()
    scene.payloads()
    return scene


def remove(scene, *numbers):
    for number in numbers:
        (scene.folder / "notes" / f"{number:02}.md").unlink()


# an empty folder, as of a disk that is not mounted
for count in (1, 3, 8):
    scene = fill(count)
    before = scene.actions()
    away = scene.folder / "away"
    shutil.copytree(scene.folder / "notes", away)
    remove(scene, *range(count))
    first = scene.run("run")
    tap.ok(first.status == 66 and ("all {} files" if count > 1 else "the only file").format(count) in first.err and len(first.err.splitlines()) == 1
           and "--accept-missing" in first.err, f"{count} files, an empty folder: one sentence, status 66", f"{first.status} {first.err}")
    tap.is_(scene.actions(), before, "every action is there")
    for hour in ("09:15", "10:00"):
        scene.now = f"2026-03-02T{hour}:00+02:00"
        again = scene.run("run")
        tap.is_((again.status, again.out, again.err), (66, "", ""), f"{hour}: said once, while the status goes on")
    for day in ("03", "04", "09", "11"):
        scene.now = f"2026-03-{day}T09:00:00+02:00"
        again = scene.run("run")
        tap.is_((again.status, again.err), (66, ""), f"on day {day}, too")
    tap.ok("was there" in scene.run("-v", "run").err or "were there" in scene.run("-v", "run").err, "-v says it always")
    tap.is_(scene.run("preview", "weekly").status, 66, "preview does not show the void")
    tap.is_((scene.mails(), scene.payloads()), ([], []), "nothing is sent")
    for file in away.iterdir():
        shutil.copy2(file, scene.folder / "notes" / file.name)
    result = scene.run("run")
    tap.ok(result.status == 0 and not result.err, "they are back: the run is silent", result.err)
    tap.is_([a["id"] for a in scene.actions()], [a["id"] for a in before], "with every action")
    tap.ok(len(scene.mails()) >= 1, "and what was due meanwhile is sent")
    remove(scene, *range(count))
    tap.ok(scene.run("run").status == 66, "away once more")
    scene.close()

# most of them, of which the rest says nothing
for gone, known, status in ((6, 11, 66), (6, 12, 0), (5, 6, 0), (10, 12, 66), (2, 3, 0), (4, 5, 0)):
    scene = fill(known)
    remove(scene, *range(gone))
    result = scene.run("run")
    tap.is_((result.status, len(scene.actions())), (status, known if status else known - gone), f"{gone} of {known} gone at once: {status}")
    scene.close()

# new files do not make up for those that are gone
scene = fill(8)
remove(scene, *range(8))
scene.meeting("new.md", "2026-03-01", "- DT: Tune the organ")
result = scene.run("run")
tap.is_((result.status, len(scene.actions()), scene.payloads()), (66, 8, []), "all gone and another one there: nothing is told of it")
scene.close()

# a narrower include is the same
scene = fill(8)
(scene.folder / "tidings.yaml").write_text(CONFIG.replace("root: notes", 'root: notes, include: ["00.md"]'))
tap.is_((scene.run("run").status, len(scene.actions())), (66, 8), "a pattern that chooses one of eight")
scene.close()

# what has moved is not gone, by whatever means
scene = fill(8)
(scene.folder / "notes/2026").mkdir()
for number in range(8):
    file = scene.folder / "notes" / f"{number:02}.md"
    if number < 4:
        file.rename(scene.folder / "notes/2026" / file.name)
    else:
        (scene.folder / "notes/2026" / file.name).write_bytes(file.read_bytes())
        file.unlink()
result = scene.run("-v", "run")
tap.ok(result.status == 0 and "8 renamed, 0 gone" in result.err, "eight files that moved into a folder", result.err)
tap.is_(len(scene.actions()), 8, "and their actions with them")
scene.close()

# a person's word
scene = fill(8)
remove(scene, *range(7))
scene.run("run")
tap.is_(scene.run("run", "--accept-missing").status, 0, "--accept-missing goes on")
tap.is_(len(scene.actions()), 1, "and what is gone is gone")
tap.silent(scene.run("run"), "the next run is as ever")
remove(scene, 7)
tap.is_((scene.run("run").status, scene.run("run", "--accept-missing").status, scene.run("run").status), (66, 0, 0), "down to none")
scene.close()

# what waits is delivered, and the postmaster is told instead of cron
scene = fill(8, CONFIG.replace("reply_to: ana@example.org", "reply_to: ana@example.org, postmaster: root@example.org"))
scene.meeting("09.md", "2026-03-02", "- DT: Tune the organ")
shutil.rmtree(scene.folder / "mail")
(scene.folder / "mail").write_text("in the way")
tap.is_(scene.run("run", "weekly").status, 75, "mail that cannot leave waits")
(scene.folder / "mail").unlink()
scene.now = "2026-03-02T12:00:00+02:00"
remove(scene, *range(8))
(scene.folder / "notes/09.md").unlink()
result = scene.run("run")
mails = {str(m["To"]): m for m in scene.mails()}
tap.is_((result.status, result.err, sorted(mails)), (66, "", ["all@lists.example.org", "root@example.org"]),
        "what waits is delivered, and the postmaster is told")
tap.ok("all 9 files" in text_of(mails["root@example.org"]).replace("\n", " "), "in the same words", text_of(mails["root@example.org"]))
result = scene.run("run")
tap.is_((result.status, result.err, scene.mails()), (66, "", []), "once")
scene.close()
tap.done()
