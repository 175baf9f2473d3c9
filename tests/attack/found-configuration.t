#!/usr/bin/python3
"""Somebody else's tidings.yaml lies where one happens to be: it is not used, and no command in it is run, unless it is named."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

NOBODY = 65534
TRAP = CONFIG.replace('via: "folder:mail"', 'via: {command: "touch trapped"}')
EVERY = (["check"], ["run"], ["deliver"], ["lint"], ["status"], ["actions"], ["outbox"], ["preview", "weekly"],
         ["parse", "notes/a.md"])

if os.geteuid() != 0:
    print("1..0 # SKIP only root can give a file away")
    sys.exit(0)
tap = Tap()


def new_scene():
    scene = Scene(TRAP)
    scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
    return scene


def refused(scene, path, what, words=EVERY, why="another user (65534)", **env):
    for command in words:
        result = scene.run(*command, env=env)
        tap.ok(result.status == 78 and why in result.err and str(path) in result.err and "-c " in result.err,
               f"{what}: {command[0]} refuses it and says how to name it", f"{result.status} {result.err}")
    tap.ok(not (scene.folder / "trapped").exists() and not (scene.folder / "state.db").exists(), "and does nothing that it says")


scene = new_scene()
config = scene.folder / "tidings.yaml"
os.chown(config, NOBODY, NOBODY)
refused(scene, "tidings.yaml", "a file of another user")
for command, env in ((["-c", "tidings.yaml", "status"], {}), (["status"], {"TIDINGS_CONFIG": "tidings.yaml"})):
    tap.is_(scene.run(*command, env=env).status, 0, "by -c or TIDINGS_CONFIG it is used")
scene.close()

# a link is of somebody's making, whoever owns what it leads to
scene = new_scene()
config = scene.folder / "tidings.yaml"
config.rename(scene.folder / "other.yaml")
config.symlink_to("other.yaml")
tap.is_(scene.run("status").status, 0, "a link of one's own is used")
os.chown(config, NOBODY, NOBODY, follow_symlinks=False)
refused(scene, "tidings.yaml", "a link of another user", words=[["check"], ["run"]])
config.unlink()
config.symlink_to("other.yaml")
os.chown(scene.folder / "other.yaml", NOBODY, NOBODY)
refused(scene, "tidings.yaml", "a link to a file of another user", words=[["check"], ["run"]])
scene.close()

scene = new_scene()
(scene.folder / "tidings.yaml").chmod(0o646)
refused(scene, "tidings.yaml", "a file that anybody may write to", words=[["check"], ["run"]], why="anybody may write to it")
(scene.folder / "tidings.yaml").chmod(0o664)
tap.is_(scene.run("status").status, 0, "one's own file is used")
scene.close()

# the home folder may be another user's, too, as with sudo
scene = new_scene()
own = scene.folder / "home" / "tidings" / "tidings.yaml"
own.parent.mkdir(parents=True)
(scene.folder / "tidings.yaml").rename(own)
os.chown(own, NOBODY, NOBODY)
refused(scene, own, "the file of another user's home", words=[["check"], ["run"]], XDG_CONFIG_HOME=str(scene.folder / "home"))
scene.close()
tap.done()
