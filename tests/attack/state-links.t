#!/usr/bin/python3
"""The state file by other names: no link leads past the lock, and a second name of the file itself is refused."""
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "lib"))
from held import CONFIG, Held, Scene, TIDINGS, Tap

tap = Tap()


def other_name(scene, state):
    """A configuration of the same community that names the state file so."""
    path = scene.folder / f"by-{state.replace('/', '-')}.yaml"
    path.write_text((scene.folder / "tidings.yaml").read_text().replace("state: state.db", f"state: {state}"))
    return ("-c", path.name)


def make_links(scene):
    (scene.folder / "link.db").symlink_to("state.db")
    (scene.folder / "again.db").symlink_to(scene.folder / "link.db")
    (scene.folder / "elsewhere").symlink_to(".")


held = Held(before=make_links)
scene = held.scene
for name in ("link.db", "again.db", "elsewhere/state.db", "elsewhere/link.db"):
    result = scene.run(*other_name(scene, name), "-v", "run")
    tap.ok(result.status == 0 and "at work with this state file" in result.err, f"{name}: a second run is kept out", result.err)
    tap.is_(scene.run(*other_name(scene, name), "outbox", "retry", "1").status, 75, f"{name}: and so is a command")
lock = scene.folder / "state.db.lock"
lock.rename(scene.folder / "was.lock")
result = scene.run("-v", "run")
tap.ok(result.status == 0 and "at work with this state file" in result.err, "without its lock file, too", result.err)

os.link(scene.folder / "state.db", scene.folder / "hard.db")
for command in (("run",), ("deliver",), ("preview", "weekly"), ("status",), ("actions",), ("outbox",)):
    result = scene.run(*other_name(scene, "hard.db"), *command)
    tap.ok(result.status == 74 and "hard.db" in result.err and "2 names" in result.err,
           f"{command[0]}: a hard link is refused", f"{result.status} {result.err}")
held.close()

# One file at two places, by a mount: as when a container is given the state file alone.
scene = Scene(CONFIG)
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
scene.run("run")
(scene.folder / "mounted.db").touch()
script = 'mount --bind state.db mounted.db || exit 99; exec "$@"'
try:
    mounts = shutil.which("unshare") and subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", "true"],
                                                        cwd=scene.folder, capture_output=True, check=False).returncode == 0
except OSError:
    mounts = False
scene.close()
if mounts:
    held = Held(before=lambda scene: None)
    scene = held.scene
    (scene.folder / "mounted.db").touch()
    options = other_name(scene, "mounted.db")
    result = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", TIDINGS, *options, "-v", "run"], cwd=scene.folder,
                            env={**os.environ, "TIDINGS_NOW": scene.now}, capture_output=True, check=False)
    tap.ok(result.returncode == 0 and b"at work with this state file" in result.stderr, "a mount of the file: a second run is kept out",
           result.stderr)
    held.close()
else:
    tap.ok(True, "a mount of the file # SKIP nothing can be mounted here")

scene = Scene(CONFIG)
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
(scene.folder / "kept").mkdir()
(scene.folder / "state.db").symlink_to("kept/./later.db")
tap.silent(scene.run("run"), "a link to a state file that is not there yet")
tap.ok((scene.folder / "kept/later.db").stat().st_size > 0 and (scene.folder / "state.db").is_symlink(), "makes it where the link says")
tap.is_(len(scene.actions()), 1, "and it is read there")
scene.close()
tap.done()
