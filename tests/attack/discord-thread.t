#!/usr/bin/python3
"""Threads that have gone to sleep, or that a moderator has locked: an edit opens the one, and waits for the other."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from discord_peer import DiscordPeer  # noqa: E402
from post_notes import LONG, Notes, embed, text  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

CASES = []


def case(function):
    CASES.append(function)
    return function


def day(notes, number, status=0):
    notes.env["TIDINGS_NOW"] = f"2026-03-{number:02}T09:00:00Z"
    return notes.run("run", status=status)


@case
def archived():
    """an edit in an archived thread opens it, and nothing but the edit stays to be seen"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write()
        day(notes, 2)
        for number, todo in ((3, "Call."), (9, "Write.")):
            peer.archived.add("1001")
            notes.write(todos=[f"AP: {todo}"])
            day(notes, number)
            same(notes.errors, "")
            check(todo in text(peer.messages["1001"]), peer.messages)
            same((list(peer.messages), peer.archived), (["1001"], set()))
        same(peer.methods[1:], ["PATCH", "POST", "DELETE", "PATCH"] * 2)
        same(notes.states(), {1: "sent"})


@case
def knock_is_quiet():
    """what opens a thread notifies nobody, and when it cannot be taken away, the edit is made all the same"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write()
        day(notes, 2)
        peer.archived.add("1001")
        peer.script = [None, None, (500, {"message": "oops", "code": 0}, {})]
        notes.write(todos=["AP: Call."])
        day(notes, 3)
        knock = peer.posts[-1]
        same((knock["flags"], knock["allowed_mentions"]), (4096, {"parse": []}))
        check("Call." in text(peer.messages["1001"]))
        same(notes.states(), {1: "sent"})


@case
def knock_is_limited():
    """a limit on what opens the thread, or no answer, puts the edit off and no more"""
    for event in ((429, {"message": "slow", "retry_after": 1800}, {}), "close", (503, b"", {})):
        with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
            notes.write()
            day(notes, 2)
            peer.archived.add("1001")
            peer.script = [None, event]
            notes.write(todos=["AP: Call."])
            day(notes, 3, status=75)
            same(notes.states(), {1: "deferred"})
            day(notes, 4)
            check("Call." in text(peer.messages["1001"]))


@case
def locked():
    """edits in a locked thread wait, however long: told once, no failure, and the other posts go on"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write("one")
        notes.write("two")
        day(notes, 2)
        peer.archived.add("1001")
        peer.locked.add("1001")
        said = []
        for number in range(3, 20):
            notes.write("one", todos=[f"AP: Call {number} people."])
            notes.write("two", todos=[f"AP: Write {number} letters."])
            day(notes, number, status=75)
            said.append(notes.errors)
            check(f"Write {number} letters." in text(peer.messages["1002"]))
        same([bool(errors) for errors in said], [True] + [False] * 16, said)
        check("delivery 1 waits: 400 Thread is locked: its thread is locked" in said[0], said[0])
        same(notes.states(), {1: "queued", 2: "sent"})
        check("off " not in notes.run("status"))
        notes.write("three")
        asked = len(peer.requests)
        notes.clock(10)
        notes.env["TIDINGS_NOW"] = "2026-03-19T09:15:00Z"
        notes.run("run", status=75)
        same(len(peer.requests), asked + 1, "the locked one is asked for once a day")
        peer.locked.clear()
        day(notes, 20)
        check("Call 19 people." in text(peer.messages["1001"]), peer.messages["1001"])
        same(set(notes.states().values()), {"sent"})


@case
def locked_for_good():
    """a person may say that an edit in a locked thread is not to be made"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write("one")
        day(notes, 2)
        peer.archived.add("1001")
        peer.locked.add("1001")
        notes.write("one", todos=["AP: Call."])
        day(notes, 3, status=75)
        notes.run("outbox", "drop", "1")
        day(notes, 4)
        same(notes.states(), {1: "dropped"})


@case
def later_part():
    """parts that a post grows by wait for their locked thread, and hold up no other post"""
    with DiscordPeer(forum=True) as peer, Notes(peer.via, ", forum: {}") as notes:
        notes.write("one", todos=LONG[:3])
        day(notes, 2)
        peer.locked.add("1001")
        notes.write("one", todos=LONG)
        notes.write("two")
        day(notes, 3, status=75)
        same([embed(p)["title"] for p in peer.posts if "title" in embed(p)], ["Meeting one", "Meeting two"])
        peer.locked.clear()
        day(notes, 4)
        same(set(notes.states().values()), {"sent"})
        same(len({peer.threads[m] for m in peer.messages}), 2)


@case
def thread_of_configuration():
    """a thread that the configuration names and a moderator locks: posts are put off, an hour, then two, and none fails"""
    with DiscordPeer(thread="555") as peer, Notes(peer.via, ', thread: "555"') as notes:
        peer.archived.add("555")
        notes.write("one")
        day(notes, 2)
        same((len(peer.messages), peer.archived), (1, set()))
        peer.locked.add("555")
        notes.write("two")
        notes.clock(10)
        notes.run("run", status=75)
        check("its thread is locked" in notes.errors, notes.errors)
        notes.clock(10, 30)
        asked = len(peer.requests)
        notes.run("run", status=75)
        same(len(peer.requests), asked)
        peer.locked.clear()
        notes.clock(12)
        notes.run("run")
        same(len(peer.messages), 2)


run_cases(CASES)
