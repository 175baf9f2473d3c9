#!/usr/bin/python3
"""Whoever may write in the archive's folder (a web server's user) puts links there: nothing outside is written, read or deleted."""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap  # noqa: E402

ARCHIVE = CONFIG.replace("jobs:\n", "archive: web\njobs:\n")
tap = Tap()


class Community(Scene):
    """Two runs have been; `outside` is a folder that belongs to somebody else, `web` the archive."""

    def __init__(self, config=ARCHIVE):
        super().__init__(config)
        self.web, self.outside = self.folder / "web", self.folder / "outside"
        self.outside.mkdir()
        for name in ("precious.html", "vmm.html", "index.html", ".tidings-new", "gone.html"):
            (self.outside / name).write_text(f"precious {name}")
        self.turn = 0

    def go(self):
        """A run in which every page has something new."""
        self.turn += 1
        for name in ("AP", "DT"):
            self.meeting(f"{name}.md", "2026-02-24", f"{name}: Order lot {self.turn}.", team=f"team {name}")
        self.now = f"2026-03-{1 + self.turn:02}T10:00:00+02:00"
        return self.run("run", "weekly")

    def outsiders(self):
        return {p.relative_to(self.outside).as_posix(): p.read_bytes() for p in self.outside.rglob("*") if p.is_file()}

    def says(self, path, text):
        file = self.web / path
        return file.is_file() and not file.is_symlink() and text in file.read_text()


# a link where a folder should be
for folder in ("tracks", "people", "2026"):
    for way in ("whole", "dangling", "from the start", "a file", "empty"):
        scene = Community()
        if way != "from the start":
            scene.go()
        else:
            scene.web.mkdir()
        shutil.rmtree(scene.web / folder, ignore_errors=True)
        if way == "a file":
            (scene.web / folder).write_text("a file")
        elif way != "empty":
            (scene.web / folder).symlink_to("../nowhere" if way == "dangling" else "../outside")
        before = scene.outsiders()
        result = scene.go()
        tap.is_(scene.outsiders(), before, f"{folder}, {way}: nothing outside changes")
        if way == "empty":
            tap.silent(result, f"{folder}, {way}: it comes back")
            scene.close()
            continue
        tap.ok(result.status == 65 and len(result.err.splitlines()) == 1 and f"web/{folder}: is " in result.err and
               "take it away" in result.err, f"{folder}, {way}: a sentence", f"{result.status} {result.err}")
        tap.ok(not (scene.folder / "nowhere").exists(), f"{folder}, {way}: nothing is made where it leads")
        other = "tracks/team-ap.html" if folder == "people" else "people/ana.html"
        tap.ok(scene.says(other, f"Order lot {scene.turn}."), f"{folder}, {way}: the other pages are up to date")
        result = scene.run("run")
        tap.is_((result.status, result.err), (65, ""), f"{folder}, {way}: the next run is not well, and does not repeat it")
        (scene.web / folder).unlink()
        tap.silent(scene.run("run"), f"{folder}, {way}: taken away, it is made anew by the next run")
        tap.ok((scene.web / folder).is_dir() and any((scene.web / folder).iterdir()), f"{folder}, {way}: with its pages")
        scene.close()

# a link where a page should be: to a file outside, one that already says what the page does, a FIFO, a device, another name of a file
scene = Community()
scene.go()
for page in ("index.html", "style.css", "meetings.ics", "feed.xml", "people/ana.html", "2026/index.html"):
    (scene.web / page).unlink()
    (scene.web / page).symlink_to(scene.outside / "precious.html")
before = scene.outsiders()
tap.silent(scene.go(), "links for pages")
tap.is_(scene.outsiders(), before, "what they lead to is not written through")
tap.ok(scene.says("people/ana.html", "Order lot 2.") and scene.says("index.html", "<!DOCTYPE html>"), "pages stand there instead")
copy = scene.outside / "copy.html"
shutil.copy(scene.web / "index.html", copy)
(scene.web / "index.html").unlink()
(scene.web / "index.html").symlink_to(copy)
tap.silent(scene.run("run"), "a link to a file that says the same")
tap.ok(scene.says("index.html", "<!DOCTYPE html>"), "is no page, either")
os.unlink(scene.web / "people/ana.html")
os.mkfifo(scene.web / "people/ana.html")
os.unlink(scene.web / "people/dan.html")
os.link(scene.outside / "vmm.html", scene.web / "people/dan.html")
before = scene.outsiders()
tap.silent(scene.go(), "a FIFO, and another name of a file outside")
tap.ok(scene.says("people/ana.html", "Order lot 3.") and scene.says("people/dan.html", "Order lot 3."), "make way for pages")
tap.is_(scene.outsiders(), before, "and the file outside stays")
scene.close()

# the file that is written before it gets its name
for folder in (".", "tracks", "2026"):
    for make in ("link", "hard link", "FIFO"):
        scene = Community()
        scene.go()
        new = scene.web / folder / ".tidings-new"
        if make == "link":
            new.symlink_to(scene.outside / "precious.html")
        elif make == "hard link":
            os.link(scene.outside / "precious.html", new)
        else:
            os.mkfifo(new)
        before = scene.outsiders()
        tap.silent(scene.go(), f"a {make} in place of the new file in {folder}")
        tap.is_(scene.outsiders(), before, "leads nowhere")
        tap.ok(not os.path.lexists(new), "and is gone")
        scene.close()

# what the sweep may take away
scene = Community()
scene.go()
(scene.web / "people/old.html").symlink_to(scene.outside / "gone.html")
(scene.web / "tracks/old.html").write_text("of a track that is none any more")
before = scene.outsiders()
tap.silent(scene.go(), "pages of nobody")
tap.ok(not os.path.lexists(scene.web / "people/old.html") and not (scene.web / "tracks/old.html").exists(), "are taken away")
tap.is_(scene.outsiders(), before, "but not what a link among them leads to")
scene.close()

# the archive itself may be reached over a link: its owner wrote that into the configuration
scene = Community()
(scene.folder / "disk").mkdir()
(scene.folder / "web").symlink_to("disk")
tap.silent(scene.go(), "an archive behind a link")
tap.ok((scene.folder / "disk/people/ana.html").is_file() and scene.web.is_symlink(), "is written where the link leads")
tap.silent(scene.run("run"), "and is up to date then")
scene.close()

# in the way for good
scene = Community()
scene.go()
(scene.web / "people/ana.html").unlink()
(scene.web / "people/ana.html").mkdir()
result = scene.go()
tap.ok(result.status == 74 and "web/people/ana.html: cannot be replaced" in result.err, "a folder in place of a page is told of",
       f"{result.status} {result.err}")
tap.ok(scene.says("people/dan.html", "Order lot 2."), "and the other pages are up to date")
tap.ok(not os.path.lexists(scene.web / "people/.tidings-new"), "nothing is left")
scene.close()
tap.done()
