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
tap.done()
