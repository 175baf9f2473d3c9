#!/usr/bin/python3
"""A run that is killed while it writes the archive leaves no file behind for good, in whichever folder it was."""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CHECKOUT, CONFIG, Scene, Tap  # noqa: E402

FAILING = pathlib.Path(os.environ.get("TIDINGS_BUILD", CHECKOUT / "build")).resolve() / "fail/tidings"
ARCHIVE = CONFIG.replace("jobs:\n", "archive: web\njobs:\n")
tap = Tap()


def tidings(scene, fail, *jobs, log=None):
    env = {"TIDINGS_FAIL": fail, "TIDINGS_NOW": scene.now, "TIDINGS_TEMPLATES": str(CHECKOUT / "templates"), "HOME": str(scene.folder),
           "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.environ["PATH"]}
    if log is not None:
        env["TIDINGS_FAIL_LOG"] = str(log)
    return subprocess.run([str(FAILING), "run", *jobs], cwd=scene.folder, env=env, capture_output=True, check=False).returncode


def left(scene):
    root = scene.folder / "web"
    return sorted(p.relative_to(root).as_posix() for p in root.rglob(".tidings-new"))


def fresh():
    scene = Scene(ARCHIVE)
    scene.meeting("a.md", "2026-02-24", "AP: Order rain gauges.")
    return scene


# put there by hand, with all pages as they are
scene = fresh()
scene.run("run", "weekly")
for folder in (".", "tracks", "people", "2026"):
    (scene.folder / "web" / folder / ".tidings-new").write_text("half a page")
tap.silent(scene.run("run"), "a run")
tap.is_(left(scene), [], "sweeps every folder")
(scene.folder / "web/2026/.tidings-new").write_text("half a page")
(scene.folder / "web/2026/mine.txt").write_text("mine")
scene.now = "2026-03-03T10:00:00+02:00"
tap.silent(scene.run("run"), "a run of the next day")
tap.is_((left(scene), (scene.folder / "web/2026/mine.txt").read_text()), ([], "mine"), "too, and nothing else in the folders of years")
scene.close()

# killed at each point between the first file and the last
if "TIDINGS_SANITIZED" not in os.environ:
    scene = fresh()
    tidings(scene, "none", "weekly", log=scene.folder / "log")
    points = (scene.folder / "log").read_text().split()
    first = points.index("archive.file")
    last = len(points) - 1 - points[::-1].index("archive.file")
    scene.close()
    kills, littered = set(), 0
    for place in range(first, last + 1):
        if points[place] in ("write", "fsync", "rename"):
            kills.add((points[place], points[:place + 1].count(points[place])))
    tap.ok({"write", "fsync", "rename"} == {point for point, _ in kills}, "a run writes, syncs and renames", sorted(kills))
    for point, number in sorted(kills)[::2]:
        scene = fresh()
        status = tidings(scene, f"{point}:{number}", "weekly")
        littered += bool(left(scene))
        result = scene.run("run")
        tap.ok(status == -9 and result.status == 0 and not left(scene), f"killed at {point} {number}: the next run sweeps it",
               f"{status} {result.status} {left(scene)}")
        scene.close()
    tap.ok(littered > 5, "kills do leave such files", littered)

    # a call that fails: nothing is left even before the next run
    for point, number in sorted(kills)[1::3]:
        scene = fresh()
        status = tidings(scene, f"{point}:{number}=error", "weekly")
        tap.ok(status == 74 and not left(scene), f"{point} {number} that fails leaves nothing", f"{status} {left(scene)}")
        result = scene.run("run")
        tap.ok(result.status == 0 and len(list((scene.folder / "web").rglob("*.html"))) == 6, "and the next run does the rest",
               f"{result.status} {result.err}")
        scene.close()
tap.done()
