#!/usr/bin/python3
"""The main job: what is new, changed and gone is told once, and nothing when there is nothing to say."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap, text_of

tap = Tap()
scene = Scene()
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges by March 6, 2026.\n\nDT/AP: Paint the mast.")
scene.meeting("old.md", "2025-06-10", "DT: Sell the old boat.")
scene.meeting("later.md", "2026-04-20", "DT: Plan the summer.")
tap.silent(scene.run("run"), "a first run with everything due is silent")
mails, payloads = scene.mails(), scene.payloads()
tap.is_([m["To"].addresses[0].addr_spec for m in mails if m["To"].addresses[0].addr_spec.startswith("all@")],
        ["all@lists.example.org"], "one digest for the list")
tap.is_(sorted(m["To"].addresses[0].addr_spec for m in mails)[1:], ["ana@example.org", "dan@example.org"],
        "a reminder for each owner")
digest = text_of(next(m for m in mails if "all@" in str(m["To"])))
tap.ok("Order twenty rain gauges" in digest and "Paint the mast" in digest, "the digest has this week's actions", digest)
tap.ok("boat" not in digest, "and not those of last year", digest)
tap.ok("summer" not in digest, "nor of a day to come: a first run replays the past", digest)
(scene.folder / "notes" / "later.md").unlink()
tap.is_(payloads, [], "what is older than a day is not posted in a first run")

tap.silent(scene.run("run"), "a second run is silent")
tap.is_((scene.mails(), scene.payloads()), ([], []), "and sends nothing")
tap.ok(" 0 read" in scene.run("-v", "run").err, "and opens no file")

scene.now = "2026-03-02T12:00:00+02:00"
scene.meeting("b.md", "2026-03-02", "DT: Paint the mast!\n\nAP: Call the shop.")
tap.silent(scene.run("run"), "a new meeting")
tap.is_((scene.mails(), len(scene.payloads())), ([], 1), "is posted at once, and mailed when the week is over")
paint = [a for a in scene.actions() if "Paint" in a["text"]]
tap.is_([(a["first"], a["last"], a["meetings"]) for a in paint], [("2026-02-25", "2026-03-02", 2)],
        "the item of the later meeting is the same action carried on")

scene.now = "2026-03-03T08:05:00+02:00"
tap.silent(scene.run("run"), "the hour of the reminders")
tap.is_(len(scene.mails()), 2, "they are sent")

scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges by March 6, 2026.  \n\n\n\nDT/AP:  Paint the mast.")
tap.ok(" 1 read, 0 new or changed" in scene.run("-v", "run").err, "an edit of white space is read and is no change")
(scene.folder / "notes" / "b.md").rename(scene.folder / "notes" / "c d.md")
tap.ok("0 new or changed, 1 renamed, 0 gone" in scene.run("-v", "run").err, "a rename is no news")
tap.is_(scene.payloads(), [], "and is not posted again")

scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges by March 6, 2026.\n\nDT/AP: ~~Paint the mast.~~\n\n"
              "AP: Buy blue paint.")
tap.silent(scene.run("run"), "an edited file")
tap.is_(len(scene.payloads()), 1, "is posted as a change")
tap.is_([a["state"] for a in scene.actions("--all") if "Paint" in a["text"]], ["done"],
        "a struck item ends the action, in all its copies")

scene.now = "2026-03-09T08:05:00+02:00"
tap.silent(scene.run("run"), "a week later")
mails = scene.mails()
tap.is_([str(m["To"]) for m in mails], ["all@lists.example.org"], "the digest is due, the reminders are not")
digest = text_of(mails[0])
tap.ok("Call the shop" in digest and "Buy blue paint" in digest, "it tells of the new meeting and of the edit", digest)
tap.ok("Order twenty rain gauges" in digest, "and of what is overdue since", digest)

shop = next(a for a in scene.actions() if "shop" in a["text"])
tap.silent(scene.run("done", shop["id"]), "done by id")
scene.now = "2026-03-10T08:05:00+02:00"
tap.silent(scene.run("run"), "the next reminder")
mails = scene.mails()
tap.is_([str(m["To"].addresses[0].addr_spec) for m in mails], ["ana@example.org"], "goes to who has something open")
tap.ok("Call the shop" not in text_of(mails[0]), "without what is done", text_of(mails[0]))

(scene.folder / "notes" / "c d.md").unlink()
tap.ok("1 gone" in scene.run("-v", "run").err, "a file that went away is noticed")
tap.ok("1 gone" not in scene.run("-v", "run").err, "once")
scene.close()
tap.done()
