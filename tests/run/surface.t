#!/usr/bin/python3
"""What the command line refuses, what it shows on a terminal, and who shares a mailbox."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

tap = Tap()
scene = Scene()
scene.meeting("a.md", "2026-02-25", "- AP: Order \x1b[31mred\x07 gauges\n- \x1b[2JX: Clear the screen", team="\"fi\\erm\"")

for words in (["actions", "x"], ["status", "x"], ["deliver", "x"], ["check", "x"]):
    result = scene.run(*words)
    tap.ok(result.status == 64, f"{words[0]} does not swallow what it does not take", result.err)
for words in (["run", "wekly"], ["preview", "wekly"]):
    tap.ok('did you mean "weekly"' in scene.run(*words).err, f"{words[0]} guesses which job was meant")
for words in (["actions", "--json", "--help"], ["preview", "weekly", "-h"], ["parse", "--help"]):
    result = scene.run(*words)
    tap.ok(result.status == 0 and result.out.startswith(f"Usage: tidings [-c FILE] [-v] {words[0]}"),
           f"{' '.join(words)} shows the help", result.err)
tap.is_(scene.run("parse", "nowhere.md").status, 74, "a file that is not there is not bad data")

tap.silent(scene.run("run"), "a run over notes with control characters")
for words in (["actions"], ["status"]):
    out = scene.run(*words).out
    tap.ok("\x1b" not in out and "\x07" not in out, f"{words[0]} shows nothing that a terminal would obey", repr(out))

for now in ("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
    scene.now = now
    result = scene.run("run", "weekly")
    tap.ok(result.status == 64 and "between the years" in result.err, f"no clock at {now}", result.err)
scene.close()

scene = Scene(CONFIG.replace("dan@example.org", "ana@example.org"))
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges\n- DT: Paint the mast")
tap.silent(scene.run("run", "reminders"), "reminders to two people with one mailbox")
tap.is_(sorted(m["To"].addresses[0].display_name for m in scene.mails()), ["Ana Pop", "Dan Ţurcanu"], "each has one")
scene.close()

scene = Scene(CONFIG.replace(", email: ana@example.org}", "}"))
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges\n- DT: Paint the mast")
scene.run("run")
out = scene.run("status").out
tap.ok("unmailed Ana Pop: owner of 1 open action" in out and "Dan" not in out, "status names who cannot be mailed", out)
scene.close()

scene = Scene(CONFIG.replace('"folder:mail"', "{env: NOT_THERE}"))
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
result = scene.run("run", "weekly")
tap.ok(result.status == 75 and "NOT_THERE" in result.err, "mail without its secret is left to retry, and is no bad data",
       f"{result.status} {result.err}")
scene.close()

# the notes' folder is away, as when a disk is not mounted
scene = Scene()
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges")
(scene.folder / "mail").write_text("in the way")
tap.is_(scene.run("run", "weekly").status, 75, "mail that cannot be delivered now waits")
(scene.folder / "mail").unlink()
(scene.folder / "notes").rename(scene.folder / "elsewhere")
scene.now = "2026-03-02T12:00:00+02:00"
result = scene.run("run")
tap.ok(result.status == 74 and "notes.root" in result.err, "a run without the notes says so", result.err)
tap.is_(len(scene.mails()), 1, "and delivers what waits")
(scene.folder / "elsewhere").rename(scene.folder / "notes")
tap.ok("0 gone" in scene.run("-v", "run").err, "and nothing is taken for gone")
scene.close()

scene = Scene(CONFIG.replace("root: notes,", "root: notes, max_size: 300,"))
scene.meeting("a.md", "2026-02-25", "- AP: Order rain gauges\n" + 300 * "\n")
tap.ok("max_size" in scene.run("run").err, "a file that is too long is refused")
tap.ok(" 0 read" in scene.run("-v", "run").err, "and left alone")
(scene.folder / "tidings.yaml").write_text(CONFIG)
tap.ok(" 1 new or changed" in scene.run("-v", "run").err, "until notes.max_size is raised")
scene.close()

scene = Scene()
for day in ("03", "10", "17", "24"):
    scene.meeting(f"2026-02-{day}.md", f"2026-02-{day}", f"- AP: Number{day} of topic{day} for place{day}")
scene.run("run")
scene.now = "2026-02-16T08:30:00+02:00"
out = scene.run("preview", "weekly", "--out", "past").out
page = next(iter((scene.folder / "past").glob("*.txt")), None)
text = page.read_text() if page else ""
tap.ok("Number10" in text and "Number17" not in text and "Number24" not in text,
       "preview shows a past week as it was, also after later successes", out + text)
scene.close()
tap.done()
