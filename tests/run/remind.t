#!/usr/bin/python3
"""Reminders go out when they have news, show ten items, and say when it is the last time; what comes late is told apart."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap, text_of

NEWS = CONFIG.replace(", remind: always", "")
HOUR = "T09:00:00+02:00"
tap = Tap()


def scene_with(config=NEWS, now="2026-03-03"):
    return Scene(config, now + HOUR)


def reminders(scene, day, *names):
    """Who is reminded on that day: {address: text}."""
    scene.now = day + HOUR
    tap.silent(scene.run("run", *names), f"the run of {day} is silent")
    scene.payloads()
    return {m["To"].addresses[0].addr_spec: text_of(m).replace("\r\n", "\n") for m in scene.mails() if "lists" not in m["To"]}


def weeks(scene, days):
    return [sorted(address.split("@")[0] for address in reminders(scene, day)) for day in days]


# weekly, Tuesdays: what is known is told again after four weeks only, and to each person by what is the person's
scene = scene_with()
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges\n- DT: Paint the mast by 2026-03-25")
tap.is_(weeks(scene, ["2026-03-03", "2026-03-10", "2026-03-17"]), [["ana", "dan"], [], []], "nothing new: nobody is reminded")
found = reminders(scene, "2026-03-24")
tap.is_(sorted(found), ["dan@example.org"], "due within a week: its owner is")
tap.ok("due tomorrow" in found["dan@example.org"], "and reads when", found)
found = reminders(scene, "2026-03-31")
tap.is_(sorted(found), ["ana@example.org", "dan@example.org"], "newly overdue, and four quiet weeks: both are")
tap.ok("Overdue" in found["dan@example.org"] and "Order rain" in found["ana@example.org"], "each of what is theirs", found)
tap.is_(weeks(scene, ["2026-04-07", "2026-04-14", "2026-04-21"]), [[], [], []], "and then not for four weeks: overdue is no news twice")
scene.meeting("b.md", "2026-04-22", "- AP: Read the gauges")
tap.is_(weeks(scene, ["2026-04-28"]), [["ana", "dan"]], "a new item is news to its owner; the other's four weeks are over")
tap.is_(weeks(scene, ["2026-05-05"]), [[]], "once")
gauges = next(a for a in scene.actions() if "Order" in a["text"])
scene.run("snooze", gauges["id"], "2026-05-14")
tap.is_(weeks(scene, ["2026-05-12"]), [[]], "what sleeps is not told")
found = reminders(scene, "2026-05-19")
tap.ok("Order rain" in found.get("ana@example.org", ""), "what wakes is", found)
scene.close()

# the same twice on one day, and a preview, change nothing of it
scene = scene_with()
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges")
reminders(scene, "2026-03-03")
tap.is_(sorted(reminders(scene, "2026-03-03", "reminders")), [], "twice a day: once")
scene.now = "2026-03-10" + HOUR
out = scene.folder / "out"
scene.run("preview", "reminders", "--out", str(out))
tap.is_(len(list(out.rglob("*.eml"))) if out.exists() else 0, 0, "preview shows that there is none")
scene.now = "2026-03-31" + HOUR
scene.run("preview", "reminders", "--out", str(out))
tap.is_(len(list(out.rglob("*.eml"))), 1, "and after four weeks that there is one")
tap.is_(sorted(reminders(scene, "2026-03-31")), ["ana@example.org"], "which still goes out afterwards")
scene.close()

# the settings
scene = scene_with(NEWS.replace("to: [owners]", "to: [owners], quiet_for: 2 weeks"))
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges")
tap.is_(weeks(scene, ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24"]), [["ana"], [], ["ana"], []], "quiet_for: 2 weeks")
scene.close()
scene = scene_with(CONFIG)
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges")
tap.is_(weeks(scene, ["2026-03-03", "2026-03-10"]), [["ana"], ["ana"]], "remind: always")
scene.close()

# at most ten, and the page that has them all
scene = scene_with(NEWS.replace("state: state.db", "state: state.db\narchive: site\narchive_url: \"https://notes.example.org/\""))
scene.meeting("a.md", "2026-02-04", "\n".join(f"- AP: Chore {word}" for word in
              "alder birch cedar dogwood elm fir ginkgo hazel ilex juniper kapok larch maple".split()))
reminders(scene, "2026-03-03")
scene.meeting("b.md", "2026-03-05", "- AP: Feed the owl\n- AP: Weigh the crow by 2026-03-12\n- AP: Call the swan by 2026-05-12")
text = reminders(scene, "2026-03-10")["ana@example.org"]
lines = [line for line in text.splitlines() if line.startswith("- ")]
tap.is_(len(lines), 10, "ten items")
tap.ok(all(word in text for word in ("owl", "crow", "swan")), "what is due and what is new is among them", text)
tap.ok("\nand 6 more: https://notes.example.org/people/ana.html\n" in text, "one line says how many more there are, and where", text)
tap.ok(len(text.splitlines()) <= 60, "on at most 60 lines", text)
tap.ok("16 open in all" in " ".join(text.split()), "all are counted", text)
tap.ok((scene.folder / "site/people/ana.html").exists(), "the page is there")
scene.close()
scene = scene_with(NEWS.replace("to: [owners]", "to: [owners], max_items: 2"))
scene.meeting("a.md", "2026-03-02", "- AP: Feed the owl\n- AP: Weigh the crow\n- AP: Call the swan")
text = reminders(scene, "2026-03-03")["ana@example.org"]
tap.ok("\nand 1 more\n" in text, "without an archive the line is without a link", text)
scene.close()

# a year with a slip: nobody was told of it before, so it is not stale yet
scene = scene_with()
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges")
reminders(scene, "2026-03-03")
scene.meeting("slip.md", "2025-03-04", "- AP: Mend the fence\n- DT: Sweep the stairs")
found = reminders(scene, "2026-03-10")
tap.ok("Mend the fence" in found["ana@example.org"] and "Sweep the stairs" in found["dan@example.org"], "a meeting of last year by its date is told", found)
tap.ok("just noted" in found["ana@example.org"] and "new;" not in found["ana@example.org"], "as just noted", found)
tap.is_(sorted(a["text"] for a in scene.actions()), ["Mend the fence", "Order rain gauges", "Sweep the stairs"], "and is open")
tap.is_(weeks(scene, ["2026-04-07", "2026-05-05", "2026-06-02"]), [["ana", "dan"]] * 3, "it is told every four weeks")
found = reminders(scene, "2026-06-09")
tap.ok("For the last time" in found["ana@example.org"] and "are not listed again" in found["ana@example.org"], "after 90 days for the last time", found)
tap.is_(weeks(scene, ["2026-07-07"]), [[]], "and then not any more")
tap.is_(scene.actions(), [], "nothing is open")
scene.close()

# the digest says how many went
scene = scene_with()
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges\n- DT: Paint the mast")
scene.now = "2026-03-03" + HOUR
scene.run("run")
scene.mails()
scene.meeting("b.md", "2026-06-01", "- DT: Read the gauges")
scene.now = "2026-06-08" + HOUR
scene.run("run", "weekly")
text = next(text_of(m) for m in scene.mails())
tap.ok("2 TODOs, which nobody has touched for long, are not listed any more." in text.replace("\r\n", " ").replace("  ", " ").replace("\n", " "),
       "the digest of that week counts what is listed no more", text)
scene.close()

# what a person did about it counts as well
scene = scene_with()
scene.meeting("a.md", "2026-03-02", "- AP: Order rain gauges\n- AP: Paint the mast")
scene.run("run")
mast = next(a for a in scene.actions() if "mast" in a["text"])
scene.now = "2026-05-20" + HOUR
scene.run("reopen", mast["id"])
scene.now = "2026-06-20" + HOUR
tap.is_([a["text"] for a in scene.actions()], ["Paint the mast"], "an action that somebody touched is open for longer")
scene.close()

# late notes mention nobody, and their items are just noted
PINGS = NEWS.replace("email: ana@example.org", 'email: ana@example.org, discord: "80351110224678912", mention: true')
scene = scene_with(PINGS, "2026-03-02")
scene.meeting("a.md", "2026-02-25", "- DT: Paint the mast")
scene.run("run")
scene.mails(), scene.payloads()
scene.now = "2026-03-09" + HOUR
scene.meeting("late.md", "2026-02-20", "- AP: Order rain gauges")
scene.meeting("now.md", "2026-03-04", "- AP: Read the gauges")
tap.silent(scene.run("run"), "a run with a late meeting and one of the week")
posts = {p["embeds"][0]["title"]: p for p in scene.payloads()}
mail = next(m for m in scene.mails() if "lists" in m["To"])
digest = text_of(mail)
late, now = posts["firmware, Fri 20 Feb"], posts["firmware, Wed 4 Mar"]
tap.ok("<@" in now.get("content", ""), "the one of the week mentions its owner", now)
tap.ok("<@" not in str(late) and not late.get("allowed_mentions", {}).get("users"), "the late one mentions nobody", late)
tap.ok("just noted" in str(late) and "just noted" not in str(now), "and says that it is just noted", late)
tap.is_(mail["Subject"], "Notes, week 10: 2 meetings, 1 new TODO, 1 TODO just noted", "the digest counts them apart")
tap.is_(digest.count("just noted"), 2, "and says so at the item and at the meeting")
scene.close()

# a skeleton is no meeting until something stands in it
SKELETON = "TO FILL"
scene = scene_with(now="2026-03-02")
scene.meeting("a.md", "2026-02-25", "- DT: Paint the mast")
scene.run("run")
scene.mails(), scene.payloads()


def prepared(path, day):
    return scene.note(path, f"---\ndatetime: {day}T13:00:00+02:00\nteams: [firmware]\nparticipants: [AnaP]\n---\n\n## Agenda\n\n"
                            "- budgets\n- rain\n\n## Discussions\n\nTO FILL\n\n## TODOs and Decisions\n\nTO FILL\n")


def tell(now):
    scene.now = now + HOUR
    tap.silent(scene.run("run"), f"the run of {now}")
    return [p["embeds"][0] for p in scene.payloads()], [text_of(m) for m in scene.mails() if "lists" in m["To"]]


prepared("b.md", "2026-03-11")
prepared("c.md", "2026-03-12")
posts, digests = tell("2026-03-09")
tap.is_((len(posts), len(digests)), (0, 0), "what was prepared is neither posted nor in the digest")
scene.meeting("b.md", "2026-03-11", "- AP: Order rain gauges")
posts, _ = tell("2026-03-12")
tap.is_([p["title"] for p in posts], ["firmware, Wed 11 Mar"], "once something stands in it, it is posted")
tap.ok("Changed" not in str(posts[0]), "and nothing of it has changed", posts)
posts, _ = tell("2026-03-13")
tap.is_([p["title"] for p in posts], ["firmware, Thu 12 Mar"], "once its day is over, the empty one is, too")
posts, digests = tell("2026-03-16")
tap.is_(posts, [], "once")
tap.ok("2 meetings" in digests[0], "and the digest has both", digests)
posts, digests = tell("2026-03-23")
tap.is_((len(posts), len(digests)), (0, 0), "once, too")
scene.close()

# a meeting that was not posted, as it was too long ago, and is posted when somebody adds to it
scene = scene_with(now="2026-03-02")
scene.meeting("old.md", "2026-02-01", "- DT: Paint the mast")
scene.run("run")
scene.mails(), scene.payloads()
scene.meeting("old.md", "2026-02-01", "- DT: Paint the mast\n- AP: Order rain gauges")
posts, _ = tell("2026-03-09")
tap.ok(len(posts) == 1 and "Changed" not in str(posts[0]) and "Paint" in str(posts[0]), "its first post tells all of it, and no change", posts)
scene.meeting("old.md", "2026-02-01", "- [x] DT: Paint the mast\n- AP: Order rain gauges")
posts, _ = tell("2026-03-10")
tap.ok(len(posts) == 1 and "Changed" in str(posts[0]), "the next one tells what has changed", posts)
scene.close()
tap.done()
