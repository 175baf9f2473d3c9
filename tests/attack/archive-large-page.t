#!/usr/bin/python3
"""Whoever may write notes makes a page larger than any reader, or than a template may make: the archive is there all the same."""
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CHECKOUT, CONFIG, Scene, Tap  # noqa: E402
from archive_site import broken_links, pages, read_feed  # noqa: E402

FAILING = pathlib.Path(os.environ.get("TIDINGS_BUILD", CHECKOUT / "build")).resolve() / "fail/tidings"
ARCHIVE = CONFIG.replace("jobs:\n", "archive: web\njobs:\n")
PAGE_MAX = 4 * 1024 * 1024
tap = Tap()


def files(scene):
    root = scene.folder / "web"
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def sizes(scene):
    return max(len(data) for data in files(scene).values())


def is_idle(scene):
    """Whether a run leaves the archive alone: at its first file it would be killed."""
    if "TIDINGS_SANITIZED" in os.environ:
        return True
    env = {"TIDINGS_FAIL": "archive.file:1", "TIDINGS_NOW": scene.now, "HOME": str(scene.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
           "TIDINGS_TEMPLATES": str(CHECKOUT / "templates"), "PATH": os.environ["PATH"]}
    return subprocess.run([str(FAILING), "run"], cwd=scene.folder, env=env, capture_output=True, check=False).returncode >= 0


# ten thousand items at a path of 2.4 kB
scene = Scene(ARCHIVE)
deep = "/".join("d" * 239 for _ in range(10))
scene.meeting("a.md", "2026-02-25", "DT: Paint the mast.")
scene.meeting(f"{deep}/a.md", "2026-02-24", "\n".join(f"- AP: Order lot {n} & <more>" for n in range(10000)))
tap.silent(scene.run("run", "weekly"), "10,000 items of one person")
found = pages(scene.folder / "web")
tap.is_(broken_links(scene.folder / "web", found), [], "every page is there")
tap.ok({"index.html", "people/ana.html", "people/dan.html", "tracks/firmware.html", "feed.xml"} <= set(files(scene)), "so are the feed and the index",
       sorted(files(scene)))
tap.ok(sizes(scene) < PAGE_MAX, "none is large", sizes(scene))
text = found["people/ana.html"].text
shown = text.count("Order lot")
tap.ok(f"and {10000 - shown} more" in re.sub(r"\s+", " ", text), "what does not stand there is counted", text[-600:])
tap.ok(is_idle(scene), "and the next run has nothing to do")
scene.close()

# a short path: as many as are useful
scene = Scene(ARCHIVE)
scene.meeting("a.md", "2026-02-24", "\n".join(f"- AP: Order lot {n}" for n in range(800)))
scene.run("run", "weekly")
text = pages(scene.folder / "web")["people/ana.html"].text
tap.ok(text.count("Order lot") == 500 and "and 300 more" in text, "500 of 800 items stand on a page", text[-300:])
scene.close()

# what is escaped grows: long items of quotes, each in a file of its own
scene = Scene(ARCHIVE)
for number in range(8):
    scene.meeting(f"{number}.md", "2026-02-24", "\n".join(f"- AP: {n} " + "'\"" * 1900 for n in range(number * 100, number * 100 + 100)))
tap.silent(scene.run("run", "weekly"), "800 items that are six times as long when they are escaped")
tap.ok(sizes(scene) < 3 * PAGE_MAX, "stay far below what a template may make", sizes(scene))
tap.is_(len(read_feed(scene.folder / "web/feed.xml")), 1, "the feed has the digest")
scene.close()

# a track for each item
scene = Scene(ARCHIVE)
for number in range(700):
    scene.meeting(f"{number}.md", "2026-02-24", f"- AP: Order lot {number}", team=f"team {number}")
tap.silent(scene.run("run", "weekly"), "a team for each of 700 files")
tap.is_(len(list((scene.folder / "web/tracks").iterdir())), 500, "500 tracks that only the notes name have a page")
tap.ok("and 200 more" in pages(scene.folder / "web")["index.html"].text, "and the index counts the others")
tap.is_(broken_links(scene.folder / "web", pages(scene.folder / "web")), [], "every link leads somewhere")
scene.close()

# a thousand meetings to come
scene = Scene(ARCHIVE)
for number in range(60):
    days = "\n\n".join(f"Next meeting: 2026-{3 + n // 28:02}-{1 + n % 28:02} {10 + n % 8}:00" for n in range(1, 28))
    scene.meeting(f"{number}.md", "2026-02-24", f"AP: Order.\n\n{days}", team=f"team {number}")
tap.silent(scene.run("run", "weekly"), "1,600 meetings to come")
tap.is_((scene.folder / "web/meetings.ics").read_text().count("BEGIN:VEVENT"), 500, "the calendar has the next 500")
scene.close()

# one page that cannot be made
scene = Scene(ARCHIVE.replace("archive: web\n", "archive: web\ntemplates: looks\n"))
scene.meeting("a.md", "2026-02-24", "AP: Order rain gauges.\n\nDT: Paint the mast.")
(scene.folder / "looks").mkdir()
scene.run("run", "weekly")
before = files(scene)
looks = scene.folder / "looks/archive_item.html.mustache"
# a section for each of a hundred items, in each of which there are all of them, and so on
looks.write_text("{{#is_person}}" + "{{#open}}" * 5 + "x{{item_html}}" + "{{/open}}" * 5 + "{{/is_person}}<li>{{{item_html}}}</li>\n")
scene.meeting("b.md", "2026-02-25", "\n".join(f"- AP: Order lot {n}" for n in range(100)))
scene.now = "2026-03-02T10:00:00+02:00"
result = scene.run("run")
tap.ok(result.status == 65 and len(result.err.splitlines()) == 1 and "the archive is not up to date: people/ana.html: " in result.err and
       "it stays as it was" in result.err, "one page that takes too much is told of by its name", f"{result.status} {result.err}")
after = files(scene)
tap.is_(after.get("people/ana.html"), before["people/ana.html"], "that page keeps what it said")
tap.ok(b"Order lot 7" in after["tracks/firmware.html"] and after["index.html"] != before["index.html"], "the others are up to date")
result = scene.run("run")
tap.is_((result.status, result.err), (65, ""), "the next run neither repeats it nor says that all is well")
tap.ok(is_idle(scene), "and does not try again what must fail again")
scene.now = "2026-03-03T11:00:00+02:00"
tap.ok(not is_idle(scene) or "TIDINGS_SANITIZED" in os.environ, "the next day it does")
result = scene.run("run")
tap.ok(result.status == 65 and "people/ana.html" in result.err, "and says so", f"{result.status} {result.err}")
scene.meeting("b.md", "2026-02-25", "\n".join(f"- AP: Order lot {n}" for n in range(3)))
tap.ok(scene.run("run").status == 0 and b"Order lot 2" in files(scene)["people/ana.html"], "when the notes change all is written")
scene.meeting("b.md", "2026-02-25", "\n".join(f"- AP: Order lot {n}" for n in range(100)))
scene.run("run")
looks.unlink()
tap.silent(scene.run("run"), "and when the template does")
scene.close()

# an empty page
scene = Scene(ARCHIVE.replace("archive: web\n", "archive: web\ntemplates: looks\n"))
(scene.folder / "looks").mkdir()
scene.meeting("a.md", "2026-02-24", "AP: Order rain gauges.")
scene.run("run", "weekly")
before = files(scene)
(scene.folder / "looks/archive_standing.html.mustache").write_text("{{! nothing }}\n \n")
result = scene.run("run")
tap.ok(result.status == 65 and re.search(r"\w+/\w+\.html: its template makes nothing.*; it and 2 other files stay as they were", result.err),
       "a page that says nothing is not written, and told of", f"{result.status} {result.err}")
tap.is_(files(scene), before, "all stay as they were")
scene.close()
tap.done()
