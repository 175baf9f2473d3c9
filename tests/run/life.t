#!/usr/bin/python3
"""The life of an action: carried on, changed, finished, reopened, snoozed, dropped, withdrawn, stale."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap, text_of

tap = Tap()


def open_texts(scene):
    return sorted(a["text"] for a in scene.actions())


def one(scene, word, *arguments):
    """The only action with that word; None when there is none, an error when there are several."""
    found = [a for a in scene.actions("--all", *arguments) if word in a["text"]]
    assert len(found) <= 1, found
    return found[0] if found else None


def states(scene, word):
    return [a["state"] for a in scene.actions("--all") if word in a["text"]]


def run(scene, now=None):
    if now is not None:
        scene.now = now
    result = scene.run("run")
    assert result.status == 0 and not result.out and not result.err, (result.status, result.out, result.err)


def digest(scene, now, job="weekly"):
    """What a named job sends then, as text; "" when it sends nothing."""
    scene.now = now
    result = scene.run("run", job)
    assert result.status == 0 and not result.err, (result.status, result.err)
    scene.payloads()
    return "\n".join(text_of(m) for m in scene.mails())


def carried_on():
    scene = Scene()
    scene.meeting("1.md", "2026-01-21", "AP: Order twenty rain gauges for the roof.\n\nDT: Paint the old mast blue.")
    scene.meeting("2.md", "2026-02-04", "Ana: Order the twenty rain gauges for the roof\n\nAP: Paint the old mast blue.")
    scene.meeting("3.md", "2026-02-25", "AP/DT: ORDER twenty rain gauges for the **roof**!")
    run(scene)
    gauges = one(scene, "gauges") or one(scene, "ORDER")
    tap.is_((gauges["first"], gauges["last"], gauges["meetings"]), ("2026-01-21", "2026-02-25", 3),
            "nearly the same words of the same owner in later meetings: one action, with its first date and its meetings")
    tap.is_((gauges["path"], gauges["owners"]), ("3.md", ["AP", "DT"]), "its wording is the latest")
    tap.is_(states(scene, "Paint"), ["open", "open"], "the same words of another owner are another action")
    text = digest(scene, "2026-03-02T09:00:00+02:00")
    tap.ok("5 weeks" in text and "3 meetings" in text, "the digest tells for how long and in how many meetings", text)
    scene.meeting("0.md", "2026-01-07", "AP: Order twenty rain gauges for the roof")
    run(scene, "2026-03-02T10:00:00+02:00")
    again = one(scene, "ORDER")
    tap.is_((again["id"], again["first"], again["meetings"]), (gauges["id"], "2026-01-07", 4),
            "notes of an earlier meeting that come later make it older, and no other")
    scene.close()


def far_apart():
    scene = Scene()
    scene.meeting("1.md", "2025-05-07", "AP: Check the fire extinguishers.")
    run(scene, "2025-05-08T09:00:00+02:00")
    scene.meeting("2.md", "2026-02-25", "AP: Check the fire extinguishers.")
    run(scene, "2026-03-02T09:00:00+02:00")
    found = scene.actions("--all")
    tap.is_(sorted(a["first"] for a in found), ["2025-05-07", "2026-02-25"],
            "what comes again after it had expired is another action")
    tap.is_(len({a["id"] for a in found}), 2, "with an id of its own")
    scene.close()


def done_where_it_stands():
    scene = Scene()
    scene.meeting("1.md", "2026-02-04", "AP: Oil the weather vane.\n\nDT: Sweep the long stairs.\n\nAP: Buy a new ladder.")
    scene.meeting("2.md", "2026-02-11", "AP: Oil the weather vane.\n\nDT: Sweep the long stairs.\n\nAP: Buy a new ladder.")
    run(scene)
    scene.meeting("1.md", "2026-02-04", "AP: ~~Oil the weather vane.~~\n\nDT: Sweep the long stairs.\n\nAP: Buy a new ladder.")
    run(scene)
    tap.is_(states(scene, "vane"), ["done"], "a mark in the original file ends the action")
    scene.meeting("2.md", "2026-02-11", "AP: Oil the weather vane.\n\n- [x] DT: Sweep the long stairs.\n\nAP: Buy a new ladder.")
    run(scene)
    tap.is_(states(scene, "stairs"), ["done"], "so does one in a later meeting's copy")
    tap.is_(states(scene, "vane"), ["done"], "an edit of another copy does not bring it back")
    tap.silent(scene.run("done", one(scene, "ladder")["id"].upper()), "done by its id, in capitals")
    scene.meeting("3.md", "2026-02-25", "AP: Oil the weather vane.\n\nDT: Sweep the long stairs!\n\nAP: Buy a new ladder")
    run(scene)
    tap.is_(open_texts(scene), [], "nor does a copy in a later meeting, however it was finished")
    scene.meeting("1.md", "2026-02-04", "AP: Buy a new ladder.")
    scene.meeting("2.md", "2026-02-11", "AP: Oil the weather vane.\n\n- [x] DT: Sweep the very long stairs.")
    run(scene)
    tap.is_((open_texts(scene), len(scene.actions("--all"))), ([], 3), "nor does its mark's going away with its line")
    text = digest(scene, "2026-03-02T09:10:00+02:00")
    tap.ok("Open" not in text or "vane" not in text.split("Open")[-1], "the digest asks nobody for it", text)
    scene.close()


def reopened():
    scene = Scene()
    scene.meeting("1.md", "2026-02-04", "- [x] AP: Oil the weather vane.\n- [ ] DT: Sweep the stairs.")
    run(scene)
    tap.is_(states(scene, "vane"), ["done"], "done from the first on")
    scene.meeting("1.md", "2026-02-04", "- [ ] AP: Oil the weather vane.\n- [ ] DT: Sweep the stairs.")
    run(scene)
    tap.is_(states(scene, "vane"), ["open"], "a mark taken back where it stood reopens")
    vane, stairs = one(scene, "vane")["id"], one(scene, "stairs")["id"]
    scene.meeting("1.md", "2026-02-04", "- [x] AP: Oil the weather vane.\n- [x] DT: Sweep the stairs.")
    run(scene)
    tap.silent(scene.run("reopen", vane, stairs), "reopened by command")
    tap.is_(len(open_texts(scene)), 2, "both are open again")
    scene.meeting("1.md", "2026-02-04", "- [x] AP: Oil the weather vane.\n- [x] DT: Sweep the stairs.\n- [ ] AP: Rest.")
    run(scene)
    tap.is_(states(scene, "vane"), ["open"], "and the mark that stood there before does not end it again")
    scene.meeting("2.md", "2026-02-18", "- [x] AP: Oil the weather vane.")
    run(scene)
    tap.is_((states(scene, "vane"), states(scene, "stairs")), (["done"], ["open"]), "a new mark does")
    scene.close()


def written_twice():
    scene = Scene()
    twice = "AP: Oil the weather vane.\n\nDT: Sweep the stairs.\n\n- [x] AP: Oil the  weather vane\n- AP: Buy rope."
    scene.meeting("1.md", "2026-02-25", twice)
    run(scene)
    tap.is_((states(scene, "vane"), states(scene, "stairs")), (["done"], ["open"]),
            "an item that stands twice in a file, once with a mark, is done")
    tap.ok("Oil" not in str(scene.payloads()), "and is not told as to do")
    scene.meeting("2.md", "2026-02-26", "AP/DT: Wash the car.\n\nDT: Call the plumber.\n\nDT/AP: Wash the car.")
    run(scene)
    car = one(scene, "car")
    tap.is_((car["meetings"], len(scene.actions())), (1, 4), "twice without a mark it is one action")
    scene.payloads()
    scene.meeting("2.md", "2026-02-26", "AP/DT: Wash the car.\n\nDT: Call the plumber.\n\nDT/AP: ~~Wash the car.~~")
    run(scene)
    tap.is_((one(scene, "car")["id"], states(scene, "car")), (car["id"], ["done"]), "a mark on the second one ends it")
    posted = str(scene.payloads())
    tap.ok("Done**" in posted and "New**" not in posted, "which is told as done, and nothing as new", posted)
    scene.meeting("3.md", "2026-02-27", "AP: Ask Ion to call Ada.\n\nAP: Ask Ada to call Ion.\n\nDT: Ask Ion to call Ada.")
    run(scene)
    tap.is_(len([a for a in scene.actions() if "Ask" in a["text"]]), 3,
            "the same words in another order, or of another owner, are another item")
    scene.meeting("2.md", "2026-02-26", "AP/DT: Wash the car.\n\nDT: Call the plumber.\n\nDT/AP: Wash the car.")
    run(scene)
    tap.is_(states(scene, "car"), ["open"], "and is taken back there")
    scene.close()


def once_more():
    scene = Scene()
    scene.meeting("01.md", "2026-01-07", "- [x] AP: Prepare the agenda.\n- [x] DT: Send the report by January 20, 2026.\n"
                                         "- AP: Fill the shelf.\n- [x] AP: Tidy up by Friday.")
    scene.meeting("02.md", "2026-01-14", "- AP: Prepare the agenda.\n- DT: Send the report by January 20, 2026.\n"
                                         "- AP: Tidy up by Friday.")
    run(scene, "2026-01-15T09:00:00+02:00")
    first, report = one(scene, "agenda"), one(scene, "report")
    tap.is_([states(scene, w) for w in ("agenda", "report", "Tidy")], [["done"]] * 3, "copied along they stay finished")
    tap.silent(scene.run("drop", one(scene, "shelf")["id"]), "and one is dropped")
    for day in ("2026-02-04", "2026-03-04", "2026-04-07"):
        scene.meeting(f"{day}.md", day, "- AP: Prepare the agenda!\n- AP: Fill the shelf.")
        run(scene, f"{day}T20:00:00+02:00")
    tap.is_(states(scene, "agenda") + states(scene, "shelf"), ["done", "dropped"], "for 90 days, from meeting to meeting")
    scene.meeting("2026-04-08.md", "2026-04-08", "- AP: Prepare the agenda.\n- AP: Fill the shelf.")
    run(scene, "2026-04-08T20:00:00+02:00")
    tap.is_(sorted(states(scene, "agenda")), ["done", "open"], "after that it is to be done once more")
    tap.is_(states(scene, "shelf"), ["dropped"], "but what was given up later is still given up")
    again = [a for a in scene.actions() if "agenda" in a["text"]][0]
    tap.ok(again["id"] != first["id"] and (again["first"], again["meetings"]) == ("2026-04-08", 1),
           "as another action, with a first day of its own", again)
    scene.meeting("2026-04-15.md", "2026-04-15", "- AP: Prepare the agenda.")
    run(scene, "2026-04-15T20:00:00+02:00")
    tap.is_([(a["id"], a["meetings"]) for a in scene.actions()], [(again["id"], 2)], "which is carried on as any other")
    tap.silent(scene.run("done", again["id"]), "and finished")
    scene.meeting("2026-04-22.md", "2026-04-22", "- AP: Prepare the agenda.")
    run(scene, "2026-04-22T20:00:00+02:00")
    tap.is_(scene.actions(), [], "neither of them comes back")
    tap.is_([a["last"] for a in scene.actions("--all") if a["id"] == first["id"]], ["2026-04-07"], "nor do they mix")
    scene.meeting("03.md", "2026-01-28", "- DT: Send the report by February 20, 2026.\n- AP: Tidy up by Friday.")
    run(scene)
    tap.is_([(a["id"] == report["id"], a["due"]) for a in scene.actions()], [(False, "2026-02-20")],
            "a deadline of its own makes another action; the same words copied along do not")
    scene.close()


def dropped_and_snoozed():
    scene = Scene()
    scene.meeting("1.md", "2026-02-25", "AP: Oil the weather vane.\n\nDT: Sweep the stairs.\n\nDT: Learn to juggle.")
    run(scene)
    ids = {word: one(scene, word)["id"] for word in ("vane", "stairs", "juggle")}
    tap.silent(scene.run("drop", ids["juggle"]), "dropped")
    scene.meeting("2.md", "2026-02-26", "DT: Learn to juggle.")
    run(scene)
    tap.is_(states(scene, "juggle"), ["dropped"], "what was dropped is not taken up by a copy")
    tap.silent(scene.run("reopen", ids["juggle"]), "reopened")
    tap.is_(states(scene, "juggle"), ["open"], "it is open again")
    tap.silent(scene.run("snooze", ids["stairs"], "2026-03-20"), "snoozed")
    tap.ok("stairs" not in " ".join(open_texts(scene)), "it is not listed before its day")
    scene.mails()
    tap.ok("stairs" not in digest(scene, "2026-03-10T08:05:00+02:00", "reminders"), "and nobody is reminded of it")
    tap.ok("stairs" in digest(scene, "2026-03-24T08:05:00+02:00", "reminders"), "from its day on they are")
    for arguments in (("snooze", ids["stairs"], "soon"), ("snooze", ids["stairs"]), ("done",)):
        tap.is_(scene.run(*arguments).status, 64, f"{' '.join(arguments)} is no use")
    result = scene.run("done", ids["vane"], "zzzzz")
    tap.ok(result.status == 65 and "zzzzz" in result.err, "an id that is none is told", result.err)
    tap.is_(states(scene, "vane"), ["open"], "and nothing is done of that command")
    typo = ids["vane"][:3] + ids["vane"][4:]
    tap.ok(f"did you mean {ids['vane']}?" in scene.run("done", typo).err, "with a guess at what was meant")
    scene.close()


def stale():
    scene = Scene()
    scene.meeting("1.md", "2025-11-05", "AP: Oil the weather vane.\n\nDT: Sweep the stairs.")
    run(scene, "2025-11-05T15:00:00+02:00")
    scene.meeting("2.md", "2025-12-03", "DT: Sweep the stairs.")
    run(scene, "2025-12-03T15:00:00+02:00")
    scene.mails()
    seen = {}
    for day in ("2026-01-27", "2026-02-03", "2026-02-10", "2026-02-17"):
        text = digest(scene, f"{day}T09:00:00+02:00", "reminders")
        seen[day] = ("vane" in text, "stairs" in text)
    tap.is_(seen, {"2026-01-27": (True, True), "2026-02-03": (True, True), "2026-02-10": (True, True),
                   "2026-02-17": (False, True)},
            "what nobody touched for 90 days is listed once more, then silent; a later meeting keeps another")
    tap.is_(open_texts(scene), ["Sweep the stairs."], "nor is it listed")
    tap.is_(states(scene, "vane"), ["open"], "but with --all")
    scene.meeting("1.md", "2025-11-05", "AP: Oil the weather vane.\n\nDT: Sweep the stairs.\n\nDT: Rest.")
    tap.ok("vane" not in digest(scene, "2026-02-24T09:00:00+02:00", "reminders"), "an edit beside it does not wake it")
    scene.close()


def expiring_sooner():
    scene = Scene(CONFIG.replace("state: state.db", "state: state.db\nexpire_after: 3 weeks"))
    scene.meeting("1.md", "2026-01-07", "AP: Oil the weather vane.\n\nDT: Sweep the stairs.")
    scene.meeting("2.md", "2026-01-28", "AP: Oil the weather vane.")
    run(scene, "2026-01-28T15:00:00+02:00")
    tap.is_((one(scene, "vane")["meetings"], open_texts(scene)), (2, ["Oil the weather vane.", "Sweep the stairs."]),
            "expire_after: in three weeks it is carried on")
    scene.meeting("3.md", "2026-02-19", "AP: Oil the weather vane.")
    run(scene, "2026-02-19T15:00:00+02:00")
    tap.is_([a["first"] for a in scene.actions() if "vane" in a["text"]], ["2026-02-19"], "a day more and it is another")
    tap.ok("stairs" not in str(open_texts(scene)), "and what nobody touched is silent")
    scene.close()


def the_same_ids():
    scene = Scene()
    scene.meeting("1.md", "2026-01-21", "AP: Order twenty rain gauges.\n\nDT: Paint the mast.\n\nXQ: Sleep.")
    scene.meeting("2.md", "2026-02-04", "AP: Order the twenty rain gauges.\n\n- [x] DT: Paint the mast.")
    run(scene)
    ids = [a["id"] for a in scene.actions("--all")]
    tap.ok(len(set(ids)) == 3 and all(len(i) == 5 and i.isalnum() and i == i.lower() and not set(i) & set("ilou")
                                      for i in ids), "ids are five letters and digits without look-alikes", ids)
    for file in scene.folder.glob("state.db*"):
        file.unlink()
    run(scene)
    tap.is_([a["id"] for a in scene.actions("--all")], ids, "the same from the same notes after the state was lost")
    scene.close()


def edited():
    scene = Scene()
    items = {"keep": "AP: Keep the north door shut.", "word": "DT: Write the annual report of the station for the board.",
             "owner": "AP: Mend the south window of the hut.", "fin": "DT: Water the plants.",
             "gone": "AP: Sell the old boat.", "due": "DT: Call the plumber by March 5, 2026."}
    scene.meeting("0.md", "2026-01-07", "AP: Buy rope.")
    run(scene)
    scene.meeting("1.md", "2026-02-25", "\n\n".join(items.values()))
    run(scene)
    scene.mails(), scene.payloads()
    ids = {word: one(scene, word)["id"] for word in ("door", "report", "window", "plants", "boat", "plumber")}
    items["word"] = "DT: Write the annual report of the station for the whole board."
    items["owner"] = "DT: Mend the south window of the hut."
    items["fin"] = "- [x] DT: Water the plants."
    items["gone"] = "DT: Learn Esperanto together."
    items["due"] = "DT: Call the plumber by March 9, 2026."
    scene.meeting("1.md", "2026-02-25", "\n\n".join(items.values()), discussion="AP: The mast is up.\n\nDT: It leans.")
    run(scene, "2026-03-02T12:00:00+02:00")
    tap.is_({word: one(scene, word)["id"] for word in ids if word != "boat"},
            {word: ids[word] for word in ids if word != "boat"}, "reworded, re-owned, finished: the id stays")
    tap.is_((one(scene, "window")["owners"], one(scene, "plumber")["due"]), (["DT"], "2026-03-09"),
            "with its new owner and its new date")
    tap.is_([s for w in ("door", "report", "window", "plants", "boat", "plumber") for s in states(scene, w)],
            ["open", "open", "open", "done", "open"], "finished is done; withdrawn is not listed")
    payloads = scene.payloads()
    tap.is_(len(payloads), 1, "the edit is posted once")
    posted = str(payloads)
    tap.ok("Esperanto" in posted, "what was added is in it", posted)
    tap.ok("It leans" in posted, "and what was said", posted)
    for line in ("Handed over**\n- **Dan Ţurcanu**: Mend the south window of the hut. (before: Ana Pop)",
                 "Changed**\n- **Dan Ţurcanu**: Write the annual report of the station for the whole board.\n"
                 "- **Dan Ţurcanu**: Call the plumber", "Done**\n- **Dan Ţurcanu**: Water the plants.",
                 "Taken out**\n- **Ana Pop**: Sell the old boat."):
        tap.ok(line in payloads[0]["embeds"][0]["description"], line.split("**")[0] + " in the post", payloads)
    result = scene.run("done", ids["boat"])
    tap.ok(result.status == 65 and "edited away" in result.err, "what was edited away cannot be finished", result.err)
    items["gone"] = "AP: Sell the old boat."
    scene.meeting("1.md", "2026-02-25", "\n\n".join(items.values()))
    run(scene)
    tap.is_(one(scene, "boat")["id"], ids["boat"], "written in again it is the same action") if one(scene, "boat") else \
        tap.ok(False, "written in again it is the same action", scene.actions("--all"))
    scene.close()


def exchanged():
    scene = Scene()
    scene.meeting("1.md", "2026-02-25", "AP: Mend the window.\n\nDT: Mend the door.")
    run(scene)
    window, door = one(scene, "window")["id"], one(scene, "door")["id"]
    scene.meeting("1.md", "2026-02-25", "DT: Mend the window.\n\nAP: Mend the door.")
    run(scene)
    tap.is_((one(scene, "window")["id"], one(scene, "door")["id"]), (window, door), "two owners that change places keep their ids")
    scene.meeting("1.md", "2026-02-25", "DT: Mend the window.\n\nMend the door.")
    run(scene)
    tap.is_(states(scene, "door"), [], "what became a note is no action any more")
    scene.close()


def written_again():
    scene = Scene()
    scene.meeting("1.md", "2026-02-25", "AP: Mend the window.\n\nDT: Mend the door.\n\nAP: Mend the roof.")
    run(scene)
    ids = {word: one(scene, word)["id"] for word in ("window", "door", "roof")}
    scene.run("done", ids["window"])
    scene.run("drop", ids["door"])
    scene.meeting("1.md", "2026-02-25", "Nothing to do.")
    run(scene)
    tap.is_(scene.actions("--all"), [], "actions that were edited away are in no list")
    scene.meeting("1.md", "2026-02-25", "AP: Mend the window.\n\nDT: Mend the door.\n\nAP: Mend the roof.")
    run(scene)
    tap.is_({w: (one(scene, w)["id"], one(scene, w)["state"]) for w in ids},
            {"window": (ids["window"], "done"), "door": (ids["door"], "dropped"), "roof": (ids["roof"], "open")},
            "written in again they are what they were: what a person finished does not come back")
    scene.note("moved.md", (scene.folder / "notes" / "1.md").read_text().replace("roof.", "whole roof."))
    (scene.folder / "notes" / "1.md").unlink()
    run(scene)
    roof = one(scene, "roof")
    tap.is_((roof["id"], roof["path"], states(scene, "window")), (ids["roof"], "moved.md", ["done"]),
            "nor when its file is renamed and edited at once")
    scene.close()


def listed():
    scene = Scene()
    scene.meeting("1.md", "2025-12-10", "AP: Order twenty rain gauges for the **roof** of the old mill, as in [the "
                  "list](https://example.org/x), and tell everybody who wants one.\n\nXQ: Sell the boat by December 20, 2025.")
    scene.meeting("2.md", "2026-02-10", "DT/AP: Sweep the stairs by March 6, 2026.\n\nEveryone: Clean up.", team="roof")
    scene.meeting("3.md", "2026-02-11", "- [x] DT: Write it.\n- [ ] Fix the lamp.\n- DT: Sleep.", team="Lamps")
    run(scene)
    scene.run("snooze", one(scene, "Sleep")["id"], "2026-05-01")
    words = ("gauges", "boat", "stairs", "Clean", "lamp", "Write", "Sleep")

    def order(*arguments):
        return [w for a in scene.actions(*arguments) for w in words if w in a["text"]]

    for arguments, wanted in (
            ([], "gauges boat stairs Clean lamp"), (["--sort=age"], "gauges boat stairs Clean lamp"),
            (["--sort=due"], "boat stairs gauges Clean lamp"), (["--sort=owner"], "gauges stairs Clean boat lamp"),
            (["--sort", "track"], "boat gauges lamp stairs Clean"), (["--owner", "ana"], "gauges stairs Clean"),
            (["--owner", "Dan Turcanu"], "stairs Clean"), (["--owner", "XQ"], "boat"), (["--owner", "everyone"], "Clean"),
            (["--owner", "-"], "boat lamp"), (["--track", "ROOF"], "stairs Clean"), (["--overdue"], "boat"),
            (["--owner=DT", "--all"], "stairs Clean Write Sleep"), (["--owner", "ana", "--track", "roof"], "stairs Clean"),
            (["--track", "cellar"], "")):
        tap.is_(" ".join(order(*arguments)), wanted, f"actions {' '.join(arguments)}")
    shown = scene.run("actions", "--all").out
    tap.ok(max(map(len, shown.splitlines())) <= 80, "for people it fits into 80 columns", shown)
    gauges = one(scene, "gauges")["id"]
    tap.ok(f"{gauges}  Ana Pop: Order twenty rain gauges for the roof of the old mill, as in the\n       list, and tell"
           in shown, "under the id stand who and what, as text", shown)
    for part in ("XQ (unknown): Sell the boat", "overdue by 72 days; open 11 weeks; firmware; 1.md:18", "(nobody): Fix",
                 "due Fri 6 Mar; open 2 weeks; roof; 2.md:16", "done 2026-03-02; Lamps; 3.md:16", "snoozed until 2026-05-01"):
        tap.ok(part in shown, f"and {part}", shown)
    for arguments, said in ((["--sort=dew"], "did you mean due?"), (["ana"], "takes no argument")):
        result = scene.run("actions", *arguments)
        tap.ok(result.status == 64 and said in result.err and not result.out, f"actions {arguments[0]} is no use", result.err)
    scene.close()


for part in (carried_on, far_apart, done_where_it_stands, written_twice, once_more, reopened, dropped_and_snoozed, stale,
             expiring_sooner, the_same_ids, edited, exchanged, written_again, listed):
    print(f"# {part.__name__}", flush=True)
    part()
tap.done()
