#!/usr/bin/python3
"""Another user of the machine reads secrets, or puts his own in their place; and what is written instead of sent."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

FILES = (CONFIG.replace('{via: "folder:discord"}', "{via: {file: hook}}")
         .replace('via: "folder:mail"', "via: {file: relay}"))
tap = Tap()


def new_scene():
    scene = Scene(FILES)
    scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
    for name, text in (("hook", f"folder:{scene.folder}/discord"), ("relay", f"folder:{scene.folder}/mail")):
        (scene.folder / name).write_text(f"{text}\n")
        (scene.folder / name).chmod(0o600)
    return scene


def modes(paths):
    return {f"{path.stat().st_mode & 0o7777:o}" for path in paths}


scene = new_scene()
tap.is_(scene.run("check").status, 0, "files that only their owner can read are used")
for name, key in (("hook", "discord"), ("relay", "mail")):
    file = scene.folder / name
    for mode in (0o644, 0o640, 0o604, 0o602, 0o620, 0o610):
        file.chmod(mode)
        result = scene.run("check")
        tap.ok(result.status == 78 and "tidings.yaml:" in result.err and f"the file {file}; run chmod 600 on it" in result.err
               and "folder:" not in result.err, f"{key}: mode {mode:o} is refused, with line and advice", result.err)
    file.chmod(0o400)
    tap.is_(scene.run("check").status, 0, "0400 is as good as 0600")
    file.chmod(0o600)
(scene.folder / "relay").chmod(0o644)
result = scene.run("run", "weekly")
tap.ok(result.status == 75 and f"the file {scene.folder}/relay; run chmod 600" in result.err,
       "a run says so and keeps what it would send", result.err)
(scene.folder / "relay").chmod(0o600)
real = scene.folder / "hook"
real.rename(scene.folder / "elsewhere")
real.symlink_to("elsewhere")
tap.is_(scene.run("check").status, 0, "a link to such a file is used")
(scene.folder / "elsewhere").chmod(0o644)
tap.is_(scene.run("check").status, 78, "judged by what it leads to")
scene.close()

scene = new_scene()
if os.geteuid() == 0:
    os.chown(scene.folder / "hook", 65534, 65534)
    result = scene.run("check")
    tap.ok(result.status == 78 and "belongs to another user (65534)" in result.err and "chown" in result.err,
           "a file of another user is refused", result.err)
scene.close()

# folder:DIR holds what people are mailed, with their addresses
for mask in (0o000, 0o022, 0o077):
    scene = Scene()
    scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
    old = os.umask(mask)
    scene.run("run")
    scene.now = "2026-03-02T12:00:00+02:00"
    scene.meeting("b.md", "2026-02-26", "- DT: Paint the mast")
    scene.run("run")
    scene.meeting("b.md", "2026-02-26", "- DT: Paint the mast twice")
    scene.now = "2026-03-02T13:00:00+02:00"
    for file in (scene.folder / "discord").iterdir():
        file.chmod(0o644)  # as a former version wrote it
    scene.run("run")  # which writes the edited post again
    os.umask(old)
    folders = [scene.folder / "mail", scene.folder / "discord"]
    tap.is_((modes(folders), modes(file for folder in folders for file in folder.iterdir())), ({"700"}, {"600"}),
            f"0600 in 0700, whatever the umask: {mask:03o}")
    scene.close()
tap.done()
