#!/usr/bin/python3
"""A job is queued whole or not at all: a message that cannot be made keeps back those that were made before it."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap

# Renders for who has nothing overdue; for others it would never end.
TEMPLATE = "{{greeting}}\n{{#sections}}{{#late}}{{> endless}}{{/late}}{{/sections}}\n"

tap = Tap()
scene = Scene(CONFIG + "templates: own\n", now="2026-03-03T09:00:00+02:00")
(scene.folder / "own").mkdir()
(scene.folder / "own" / "reminder.txt.mustache").write_text(TEMPLATE)
(scene.folder / "own" / "endless.txt.mustache").write_text("{{> endless}}")
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.\n\nDT: Paint the mast by March 1, 2026.")

result = scene.run("run")
tap.is_(result.status, 65, "a template that fails for the second reader is a problem of its job")
tap.ok('job "reminders": ' in result.err and "endless.txt.mustache:1:" in result.err, "and told", result.err)
tap.is_([str(m["To"]) for m in scene.mails()], ["all@lists.example.org"], "other jobs go on")
tap.ok("reminders" not in scene.run("outbox", "list", "--all").out, "the first reader's message is not queued")
tap.ok("0 queued" in scene.run("-v", "run").err, "nor in the next run")
tap.is_(scene.mails(), [], "nor sent")

(scene.folder / "own" / "endless.txt.mustache").write_text("LATE")
scene.run("run")
tap.is_(sorted(m["To"].addresses[0].addr_spec for m in scene.mails()), ["ana@example.org", "dan@example.org"],
        "once the template is right, both are")
scene.close()
tap.done()
