#!/usr/bin/python3
"""archive: the pages, feed and calendar that runs over some weeks leave, and what becomes of them when something is in the way."""
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CHECKOUT, CONFIG, Scene, Tap, text_of  # noqa: E402
from archive_site import broken_links, pages, read_calendar, read_feed  # noqa: E402

FAILING = pathlib.Path(os.environ.get("TIDINGS_BUILD", CHECKOUT / "build")).resolve() / "fail/tidings"
URL = "https://notes.example.org/a/"
ARCHIVE = CONFIG.replace("jobs:\n", "archive: web\njobs:\n")
ON_WEB = ARCHIVE.replace("archive: web\n", f"archive: web\narchive_url: {URL[:-1]}\n") \
    .replace('to: ["list:all@lists.example.org"]', 'to: ["list:all@lists.example.org"], calendar: link')
tap = Tap()


def contents(scene):
    """Every file of the archive by its name, and when it was last written."""
    root = scene.folder / "web"
    return {p.relative_to(root).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in root.rglob("*") if p.is_file()}


def texts(scene):
    return {name: data for name, (data, _) in contents(scene).items()}


def week(scene, number, fail=None):
    """The notes of that week, and the run of the Monday after it; with `fail` killed there."""
    day = 2 + 7 * number
    scene.meeting(f"fw/{number}.md", f"2026-02-{day:02}",
                  f"AP: Order rain gauges for lot {number} & <b>more</b>, ask shop@example.com.\n\n"
                  f"DT: Paint mast {number} by February {day + 10}, 2026.\n\n"
                  f"[Nobody](https://example.com/u@example.org): Sweep {number}.\n\n"
                  f"Next meeting: February {day + 9}, 2026, 17:00", team="Firmware & <co>" if number else "firmware")
    scene.now = f"2026-02-{day + 7:02}T09:00:00+02:00"
    return scene.run("run", "weekly") if fail is None else run_failing(scene, fail, "weekly")


def run_failing(scene, fail, *jobs):
    env = {"TIDINGS_FAIL": fail, "TIDINGS_NOW": scene.now, "TIDINGS_TEMPLATES": str(CHECKOUT / "templates"),
           "HOME": str(scene.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.environ["PATH"]}
    return subprocess.run([str(FAILING), "run", *jobs], cwd=scene.folder, env=env, capture_output=True, check=False)


scene = Scene(ON_WEB)
for number in range(3):
    tap.silent(week(scene, number), f"run of week {number}")
    mail = scene.mails()[-1]
    page = re.search(rf"{re.escape(URL)}(2026/\S+\.html)", text_of(mail))
    tap.ok(page and (scene.folder / "web" / page[1]).is_file(), "the mail links to a page that is there", text_of(mail))
    tap.ok(f'href="{URL}{page[1]}"' in mail.get_body(("html",)).get_content(), "in HTML, too")
    tap.ok(f"{URL}meetings.ics" in text_of(mail), "and it links to the calendar", text_of(mail))
root = scene.folder / "web"
found = pages(root)
tap.is_([problem for page in found.values() for problem in page.problems], [], "the pages are well-formed, without script and style")
tap.is_(broken_links(root, found), [], "every relative link leads somewhere")
tap.is_(sorted(found), ["2026/2026-02-09-weekly.html", "2026/2026-02-16-weekly.html", "2026/2026-02-23-weekly.html", "2026/index.html",
                        "index.html", "people/ana.html", "people/dan.html", "tracks/firmware-co.html", "tracks/firmware.html"],
        "a page for each digest, the year, each track and person")
tap.ok("Order rain gauges for lot 2 & <b>more</b>, ask shop@…." in found["people/ana.html"].text, "text is escaped, addresses are cut",
       found["people/ana.html"].text)
tap.is_([name for name, data in texts(scene).items() if name != "meetings.ics" and re.search(rb"[\w.]@[\w-]+\.", re.sub(rb"https?:[^\s\"<&]*", b"", data))],
        [], "no mail address is published")
tap.ok(b'href="https://example.com/u@example.org"' in texts(scene)["2026/2026-02-23-weekly.html"], "an address of the web stays whole")
entries = read_feed(root / "feed.xml")
tap.is_([entry["link"] for entry in entries], [URL + f"2026/2026-02-{day}-weekly.html" for day in ("23", "16", "09")], "the feed has the digests")
tap.ok("&lt;b&gt;more" in entries[0]["content"] and entries[0]["type"] == "html", "with their content", entries[0]["content"])
events = read_calendar(root / "meetings.ics")
tap.is_([event["DTSTART"] for event in events], ["20260225T150000Z"], "the calendar has the meeting to come, in UTC")

# the same again
before = contents(scene)
tap.silent(scene.run("run"), "a run without news")
tap.is_(contents(scene), before, "touches nothing")
(root / "people").joinpath("gone.html").write_text("old")
(root / "index.html").unlink()
(root / "tracks/firmware.html").write_text("spoilt")
scene.run("run")
tap.is_(texts(scene), {name: data for name, (data, _) in before.items()}, "what was spoilt or is nobody's is mended when the index is gone")
for gone in ("people/ana.html", "2026/2026-02-09-weekly.html", "tracks/firmware.html", "style.css", "meetings.ics"):
    (root / gone).unlink()
    scene.run("run")
    tap.ok((root / gone).is_file(), f"{gone} comes back when it was taken away")
tap.is_(run_failing(scene, "archive.file:1").returncode, 0, "the run after that makes no page")
for path in sorted(root.rglob("*"), reverse=True):
    path.unlink() if path.is_file() else path.rmdir()
scene.run("run")
tap.is_(texts(scene), {name: data for name, (data, _) in before.items()}, "made anew it is the same to the byte")
scene.now = "2026-02-23T09:30:00+02:00"
done = scene.actions("--owner", "ana")[0]["id"]
tap.silent(scene.run("done", done), "an action is done")
scene.run("run")
tap.ok(f"<code>{done}</code>".encode() not in texts(scene)["people/ana.html"], "its page knows", texts(scene)["people/ana.html"])
again = read_calendar(root / "meetings.ics")[0]
scene.meeting("fw/2.md", "2026-02-16", "AP: Order.\n\nNext meeting: February 25, 2026, 18:30", team="Firmware & <co>")
scene.now = "2026-02-23T10:00:00+02:00"
scene.run("run")
moved = read_calendar(root / "meetings.ics")[0]
tap.ok(moved["UID"] == again["UID"] and int(moved["SEQUENCE"]) > int(again["SEQUENCE"]) and moved["DTSTART"] == "20260225T163000Z",
       "a meeting that moves keeps its UID, and its SEQUENCE grows", (again, moved))
tap.silent(scene.run("run", "weekly"), "the job by its name, the same day")
tap.is_(sorted(p.name for p in (root / "2026").glob("2026-02-23-*")), ["2026-02-23-weekly-2.html", "2026-02-23-weekly.html"],
        "has a page of its own for what is new")
tap.is_(broken_links(root, pages(root)), [], "and all links still lead somewhere")
scene.close()

# in the way
scene = Scene(ARCHIVE)
(scene.folder / "web").write_text("a file")
result = week(scene, 0)
tap.ok(result.status == 74 and len(result.err.splitlines()) == 1 and "the archive is not up to date: " in result.err,
       "a folder that cannot be is told of in one sentence", f"{result.status} {result.err}")
mails = scene.mails()
tap.is_(len(mails), 1, "and the mail goes out")
tap.ok("View on the web" not in text_of(mails[0]), "without archive_url it links nowhere")
result = scene.run("run")
tap.is_((result.status, result.err), (74, ""), "the next run tries again and does not repeat itself")
(scene.folder / "web").unlink()
tap.silent(scene.run("run"), "once it can be made")
tap.is_(broken_links(scene.folder / "web", pages(scene.folder / "web")), [], "all is there")
tap.is_([entry["link"] for entry in read_feed(scene.folder / "web/feed.xml")], ["2026/2026-02-09-weekly.html"], "the feed's links are relative")
scene.close()

# killed
if "TIDINGS_SANITIZED" not in os.environ:
    whole = Scene(ARCHIVE)
    week(whole, 0)
    week(whole, 1)
    wanted = texts(whole)
    whole.close()
    for point in [f"archive.file:{n}" for n in range(1, len(wanted) + 1, 2)] + ["rename:1", "rename:4", "fsync:9", "write:7"]:
        scene = Scene(ARCHIVE)
        week(scene, 0)
        status = week(scene, 1, point).returncode
        result = scene.run("run")
        tap.ok(status == -9 and result.status == 0 and texts(scene) == wanted, f"killed at {point}, the next run repairs it",
               f"{status} {result.status} {result.err} {sorted(texts(scene))}")
        scene.close()

# the configuration
for text, line in ((CONFIG.replace("jobs:\n", f"archive_url: {URL}\njobs:\n"), r'"archive_url" means nothing without "archive"'),
                   (ARCHIVE.replace("archive: web", "archive: web\narchive_url: notes.example.org"), r'"archive_url" must start with "https://"'),
                   (ARCHIVE.replace("archive: web", "archive: web\narchive_url: https://a.example/?x"), r'"archive_url" must be the plain address'),
                   (ARCHIVE.replace('example.org"]}', 'example.org"], calendar: link}', 1), r'needs "archive_url"')):
    scene = Scene(text)
    result = scene.run("check")
    tap.ok(result.status == 78 and re.search(rf"^(tidings: )?tidings.yaml:\d+:\d+: .*{line}", result.err, re.MULTILINE), line, result.err)
    scene.close()
tap.done()
