#!/usr/bin/python3
"""Whoever writes `- [x] RD: same words` into any file ends RD's action.  RD's next reminder says so and where, with the way
back; and it comes even when nothing else is open, if the mark stands where the item did not."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap, text_of

TITLE = "Marked done since the last reminder"
BOTH = "AP: Oil the weather vane.\n\nAP: Buy a new ladder.\n\nDT: Sweep the long stairs."

tap = Tap()


def reminders(scene, now, job="reminders"):
    """Who got one then: name -> mail."""
    scene.now = now
    result = scene.run("run", job)
    assert result.status == 0 and not result.err, (result.status, result.err)
    return {mail["To"].split("@")[0].split("<")[-1]: mail for mail in scene.mails()}


def silent_run(scene, now):
    scene.now = now
    result = scene.run("run")
    assert result.status == 0 and not result.err, (result.status, result.err)
    scene.mails()
    scene.payloads()


def section(mail):
    """The section's text; "" when the mail has none."""
    text = text_of(mail)
    return text[text.index(TITLE):].split("\nDone with one?")[0] if TITLE in text else ""


def started(todos=BOTH, config=CONFIG):
    """Notes of which everybody was reminded on Tuesday, 3 March."""
    scene = Scene(config)
    scene.meeting("2026/a.md", "2026-02-25", todos)
    reminders(scene, "2026-03-03T09:00:00+02:00")
    return scene


def in_another_file():
    scene = started()
    scene.note("elsewhere/notes.md", "---\ndatetime: 2026-03-04T13:00:00+02:00\n---\n\n## TODO\n\n- nothing\n\n"
                                     "- [x] AP: Oil the weather vane\n")
    silent_run(scene, "2026-03-04T09:00:00+02:00")
    got = reminders(scene, "2026-03-10T09:00:00+02:00")
    told = section(got["ana"])
    tap.ok("Oil the weather vane" in told, "Ana's reminder says that it was marked done", text_of(got["ana"]))
    tap.ok("elsewhere/notes.md:9" in told, "by which file and line", told)
    link = "https://git.example.org/n/elsewhere/notes.md#L9"
    tap.ok(link in text_of(got["ana"]) and link in got["ana"].get_body(("html",)).get_content(), "with its address")
    tap.ok(TITLE in got["ana"].get_body(("html",)).get_content(), "in HTML as well")
    tap.ok("take its mark away there, or type “tidings reopen ID”" in " ".join(told.split()), "and how to take it back", told)
    tap.ok("ladder" in text_of(got["ana"]) and "ladder" not in told, "what is open stands above it")
    tap.is_(section(got["dan"]), "", "Dan is told of nothing that is not his")
    tap.is_(section(reminders(scene, "2026-03-17T09:00:00+02:00")["ana"]), "", "the next one does not say it again")
    vane = [a["id"] for a in scene.actions("--all") if "vane" in a["text"]][0]
    tap.ok(vane in told and scene.run("reopen", vane).status == 0, "the id that it gives is the action's")
    tap.ok("vane" in text_of(reminders(scene, "2026-03-24T09:00:00+02:00")["ana"]), "opened again it is reminded of")
    scene.note("elsewhere/notes.md", "---\ndatetime: 2026-03-04T13:00:00+02:00\n---\n\n## TODO\n\n- [x] AP: Oil the weather vane!\n")
    silent_run(scene, "2026-03-25T09:00:00+02:00")
    scene.close()


def nothing_else_open():
    scene = started("AP: Oil the weather vane.\n\nDT: Sweep the long stairs.")
    scene.meeting("2026/b.md", "2026-03-04", "- [x] AP: Oil the weather vane\n- [x] DT: Sweep the long stairs, all of them")
    scene.meeting("2026/a.md", "2026-02-25", "AP: Oil the weather vane.\n\nDT: ~~Sweep the long stairs.~~")
    silent_run(scene, "2026-03-04T09:00:00+02:00")
    got = reminders(scene, "2026-03-10T09:00:00+02:00")
    tap.ok("ana" in got and "2026/b.md" in section(got["ana"]), "nothing else is open: it comes for a mark in another file",
           list(got))
    tap.is_(got["ana"]["Subject"] if "ana" in got else "", "Your TODOs: 1 marked done", "and says so in its subject")
    tap.ok("dan" not in got, "but not for one where the item stood: somebody ticked it off as usual", list(got))
    tap.is_(sorted(reminders(scene, "2026-03-17T09:00:00+02:00")), [], "then there is none")
    scene.close()


def where_it_stood():
    scene = started()
    scene.meeting("2026/a.md", "2026-02-25", BOTH.replace("AP: Oil the weather vane.", "- [x] AP: Oil the weather vane."))
    got = reminders(scene, "2026-03-10T09:00:00+02:00")
    tap.ok("2026/a.md" in section(got["ana"]), "a mark where it stood is told in a reminder that comes anyway", text_of(got["ana"]))
    scene.close()


def by_command():
    scene = started()
    vane = [a["id"] for a in scene.actions() if "vane" in a["text"]][0]
    scene.run("done", vane)
    tap.is_(section(reminders(scene, "2026-03-10T09:00:00+02:00")["ana"]), "", "what Ana ended by command nobody tells her")
    scene.close()


def taken_from_them():
    """Others may have had it, too: by the mark's line they do not."""
    scene = started("AP/DT: Weigh the anchor.\n\nAP: Buy a new ladder.\n\nDT: Sweep the long stairs.")
    scene.note("b.md", "---\ndatetime: 2026-03-04T13:00:00+02:00\nparticipants: [AnaP, DanT]\n---\n\n## TODO\n\n- [x] AP: Weigh the anchor.\n")
    got = reminders(scene, "2026-03-10T09:00:00+02:00")
    tap.ok("anchor" in section(got["dan"]) and "with Ana Pop" in section(got["dan"]).replace("\n", " "),
           "an owner whom the mark does not name is told, and with whom", section(got["dan"]))
    scene.close()
    scene = started()
    scene.meeting("2026/a.md", "2026-02-25", BOTH.replace("AP: Oil the weather vane.", "- [x] DT: Oil the weather vane."))
    got = reminders(scene, "2026-03-10T09:00:00+02:00")
    tap.ok("vane" in section(got["ana"]), "so is the owner whom the line named before the mark", text_of(got["ana"]))
    scene.close()


def covered_up():
    """The mark and its file may go again before anybody is told."""
    scene = started()
    bad = scene.note("b.md", "---\ndatetime: 2026-03-04T13:00:00+02:00\n---\n\n## TODO\n\n- [x] AP: Oil the weather vane\n")
    silent_run(scene, "2026-03-04T09:00:00+02:00")
    scene.note("b.md", "---\ndatetime: 2026-03-04T13:00:00+02:00\n---\n\n## TODO\n\n- None\n")
    silent_run(scene, "2026-03-05T09:00:00+02:00")
    bad.unlink()
    silent_run(scene, "2026-03-06T09:00:00+02:00")
    told = section(reminders(scene, "2026-03-10T09:00:00+02:00")["ana"])
    tap.ok("vane" in told and "b.md:7" in told, "a mark that was taken away again is told all the same", told)
    scene.close()


def after_the_reminder():
    """There is one reminder a day: what is marked after it is for the next."""
    scene = started()
    scene.note("b.md", "---\ndatetime: 2026-03-03T13:00:00+02:00\n---\n\n## TODO\n\n- [x] AP: Oil the weather vane\n")
    tap.is_(sorted(reminders(scene, "2026-03-03T12:00:00+02:00")), [], "a second one on that day is not sent")
    got = reminders(scene, "2026-03-10T09:00:00+02:00")
    tap.ok("vane" in section(got["ana"]), "and loses nothing", text_of(got["ana"]))
    scene.close()


def long_before():
    """However short a time the state keeps what was sent, a mark is kept until it is told."""
    scene = started(config=CONFIG + "keep: 1 day\n")
    scene.note("b.md", "---\ndatetime: 2026-03-03T13:00:00+02:00\n---\n\n## TODO\n\n- [x] AP: Oil the weather vane\n")
    for day in range(4, 10):
        silent_run(scene, f"2026-03-{day:02}T09:00:00+02:00")
    tap.ok("vane" in section(reminders(scene, "2026-03-10T09:00:00+02:00")["ana"]), "keep: 1 day forgets no mark before")
    scene.close()


def new_notes():
    """What is done when it is first seen was nobody's to do."""
    scene = started()
    scene.meeting("old/1.md", "2026-01-07", "- [x] AP: Wax the floor.\n- AP: Order rain gauges.")
    scene.meeting("old/2.md", "2026-01-14", "- [x] AP: Order rain gauges.")
    got = reminders(scene, "2026-03-10T09:00:00+02:00")
    tap.is_(section(got["ana"]), "", "an import of old notes tells of no marks")
    scene.close()
    scene = Scene()
    scene.meeting("1.md", "2026-01-07", "- [x] AP: Wax the floor.\n- AP: Order rain gauges.\n- AP: Buy rope.")
    scene.meeting("2.md", "2026-01-14", "- [x] AP: Order rain gauges.")
    tap.is_(section(reminders(scene, "2026-03-03T09:00:00+02:00")["ana"]), "", "nor does a first run")
    scene.close()


def for_a_channel():
    config = CONFIG.replace("to: [owners]", "to: [owners, \"discord:news\"]")
    scene = started(config=config)
    scene.payloads()
    scene.note("b.md", "---\ndatetime: 2026-03-04T13:00:00+02:00\nparticipants: [AnaP]\n---\n\n## TODO\n\n- [x] AP: Oil the weather vane\n")
    reminders(scene, "2026-03-10T09:00:00+02:00")
    posts = [p for p in scene.payloads() if "embeds" in p and TITLE in p["embeds"][0].get("description", "")]
    tap.is_(len(posts), 1, "a reminder to a channel says it, too")
    text = posts[0]["embeds"][0]["description"] if posts else ""
    tap.ok("[b.md:8](https://git.example.org/n/b.md#L8)" in text and "Ana Pop" in text, "where, and whose it was", text)
    scene.close()


in_another_file()
nothing_else_open()
where_it_stood()
by_command()
taken_from_them()
covered_up()
after_the_reminder()
long_before()
new_notes()
for_a_channel()
tap.done()
