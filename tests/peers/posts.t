#!/usr/bin/python3
"""Meetings as posts: made once, edited in place, against a server that behaves as Discord does."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import HOOK, TOKEN, DiscordPeer, error  # noqa: E402
from post_notes import LONG, ME, Notes, check_asked, embed, text  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

CASES = []


def case(function):
    CASES.append(function)
    return function


@case
def edited():
    """a changed meeting edits its post and says what has changed; one that is as it was asks nothing"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        same(peer.methods, ["POST"])
        same(embed(peer.posts[0])["title"], "Meeting one")
        check("<t:1772438400:F>" in text(peer.posts[0]), text(peer.posts[0]))
        same(peer.posts[0]["content"], f"<@{ME}>")
        same(peer.posts[0]["allowed_mentions"], {"parse": [], "users": [ME]})
        notes.go()
        same(len(peer.requests), 1)
        notes.write(todos=["AP: Ask for a board.", "II: Write to the vendor."])
        notes.go()
        same(peer.methods, ["POST", "PATCH"])
        same(peer.requests[1][0], f"/api/v10/webhooks/{HOOK}/{TOKEN}/messages/1001")
        same(list(peer.messages), ["1001"])
        shown = text(peer.messages["1001"])
        check("## Changed: 1 TODO added" in shown and shown.count("Write to the vendor.") == 2, shown)
        same(peer.messages["1001"]["allowed_mentions"], {"parse": [], "users": [ME]})
        notes.go()
        same(len(peer.requests), 2)
        same(notes.states(), {1: "sent"})
        check_asked(peer)


@case
def unmentioned():
    """who has nothing to do any more is taken out of the content, too"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(todos=["[x] AP: Ask for a board."])
        notes.go()
        same(peer.messages["1001"]["content"], "")
        same(peer.messages["1001"]["allowed_mentions"], {"parse": []})


@case
def same_payload():
    """notes that changed where a post does not show it ask nothing"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        with open(os.path.join(notes.path, "notes/one.md"), encoding="utf-8") as source:
            text_of_notes = source.read()
        notes.file("notes/one.md", text_of_notes.replace("teams:", "tags: [board]\nteams:").encode())
        notes.go()
        same(peer.methods, ["POST"])


@case
def heads():
    """another title or time is told"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(title="Another name")
        notes.go()
        same(embed(peer.messages["1001"])["title"], "Another name")
        check("About the meeting: **title**." in text(peer.messages["1001"]), text(peer.messages["1001"]))


@case
def renamed():
    """a file under another name keeps its post"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        os.rename(os.path.join(notes.path, "notes/one.md"), os.path.join(notes.path, "notes/two.md"))
        notes.go()
        notes.write("two", todos=["AP: Ask for a board.", "II: Write to the vendor."], title="Meeting one")
        notes.go()
        same(peer.methods, ["POST", "PATCH"])


@case
def deleted():
    """a post that a person deleted stays deleted, until a person says retry"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write("one")
        notes.write("two")
        notes.go()
        peer.delete("1001")
        for todo in ("Call.", "Write."):
            notes.write("one", todos=[f"AP: {todo}"])
            notes.write("two", todos=[f"AP: {todo}"])
            notes.go()
        same(peer.methods, ["POST", "POST", "PATCH", "PATCH", "PATCH"])
        same(list(peer.messages), ["1002"])
        check("Write." in text(peer.messages["1002"]))
        same(notes.states(), {1: "dropped", 2: "sent"})
        check("somebody deleted it in Discord" in notes.row(1), notes.row(1))
        notes.run("outbox", "retry", "1")
        notes.write("one", todos=["AP: Sing."])
        notes.go()
        same(list(peer.messages), ["1002", "1003"])
        check("Sing." in text(peer.messages["1003"]))


def broken(event, doc):
    def retried():
        with DiscordPeer([None, event, event]) as peer, Notes(peer.via) as notes:
            notes.write()
            notes.go()
            notes.write(todos=["AP: Call."])
            notes.go(status=75)
            same(notes.states(), {1: "deferred"})
            notes.write(todos=["AP: Write."])
            notes.go(status=75)
            notes.go()
            same(peer.methods, ["POST", "PATCH", "PATCH", "PATCH"])
            same(len(peer.messages), 1)
            check("Write." in text(peer.messages["1001"]), peer.messages)
            same(notes.states(), {1: "sent"})

    retried.__doc__ = f"an edit is repeated after {doc}, with what the notes say by then"
    return retried


CASES.append(broken((500, {"message": "Internal Server Error", "code": 0}, {}), "500"))
CASES.append(broken((503, b"<html>unavailable</html>", {}), "503 in HTML"))
CASES.append(broken("close", "a connection that closed"))
CASES.append(broken("take-and-close", "an edit that was taken without a word"))


@case
def old_edits():
    """the quota for edits of old messages holds up the edits, not the posts"""
    quota = error(30046, retry_after=1800)
    with DiscordPeer([None, None, quota]) as peer, Notes(peer.via) as notes:
        notes.write("one")
        notes.write("two")
        notes.go()
        for name in ("one", "two", "three"):
            notes.write(name, todos=["AP: Call."])
        notes.go(status=75)
        same(peer.methods, ["POST", "POST", "PATCH", "POST"])
        same(notes.states(), {1: "deferred", 2: "queued", 3: "sent"})
        notes.write("four")
        notes.clock(10, 5)
        notes.run("run", status=75)
        same(peer.methods[4:], ["PATCH", "POST"], "what waits for its time holds nothing up")
        notes.go()
        same(len(peer.messages), 4)
        check(all("Call." in text(peer.messages[m]) for m in ("1001", "1002")), peer.messages)


@case
def limited_edit():
    """a short limit is waited out by an edit, too"""
    limit = (429, {"message": "slow", "retry_after": 0.2, "global": False}, {"Retry-After": "1"})
    with DiscordPeer([None, limit]) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go()
        notes.write(todos=["AP: Call."])
        notes.go()
        same(peer.answers, [200, 429, 200])
        check("Call." in text(peer.messages["1001"]))


@case
def grown_and_shrunk():
    """a post that needs more parts posts them behind its own; one that needs fewer says so in them, and can grow again"""
    with DiscordPeer() as peer, Notes(peer.via) as notes:
        notes.write(todos=LONG[:3])
        notes.go()
        same(len(peer.messages), 1)
        notes.write(todos=LONG)
        notes.go()
        count = len(peer.messages)
        check(count > 2, "parts", count)
        same(peer.methods, ["POST", "PATCH"] + ["POST"] * (count - 1))
        same([embed(m)["footer"]["text"].split()[-1] for m in peer.messages.values()],
             [f"{n}/{count}" for n in range(1, count + 1)])
        check(all(embed(m)["footer"]["text"].startswith("Meeting one · ") for m in list(peer.messages.values())[1:]))
        urls = [embed(m)["url"] for m in peer.messages.values() if "url" in embed(m)]
        same(len(urls), len(set(urls)), "urls")
        notes.write(todos=LONG[:3])
        notes.go()
        same(len(peer.messages), count)
        for message in list(peer.messages.values())[1:]:
            check("The notes have become shorter" in text(message), message)
            check("footer" not in embed(message), message)
        asked = len(peer.requests)
        notes.go()
        same(len(peer.requests), asked)
        notes.write(todos=LONG)
        notes.go()
        same(set(peer.methods[asked:]), {"PATCH"})
        whole = "\n".join(text(m) for m in peer.messages.values())
        same(re.findall(r"^- Item ([0-9]+)", whole.split("## TODOs")[1], re.MULTILINE), [str(n) for n in range(40)])
        check("and 20 more" in whole, whole)


@case
def shrunk_unsent():
    """parts that were not sent yet and are not needed any more are never posted"""
    later = (429, {"message": "slow", "retry_after": 1800}, {})
    with DiscordPeer([None, later]) as peer, Notes(peer.via) as notes:
        notes.write(todos=LONG)
        notes.go(status=75)
        notes.write(todos=LONG[:3])
        notes.go()
        same(peer.methods, ["POST", "POST", "PATCH"])
        same(len(peer.messages), 1)
        same(notes.states(), {1: "sent"})


@case
def doubted():
    """a post that may have arrived waits for a person, who then posts what the notes say by then"""
    with DiscordPeer(["close"]) as peer, Notes(peer.via) as notes:
        notes.write()
        notes.go(status=69)
        notes.write(todos=["AP: Call."])
        notes.go(status=0)
        same(notes.states(), {1: "unknown"})
        same(peer.methods, ["POST"])
        notes.run("outbox", "retry", "1")
        notes.go()
        same(list(peer.messages), ["1001"])
        check("Call." in text(peer.messages["1001"]))


def off(code, sentence):
    def switched_off():
        with DiscordPeer() as peer, Notes(peer.via) as notes:
            notes.write("zero")
            notes.go()
            peer.refuse = code
            notes.write("zero", todos=["AP: Call."])
            notes.write("one")
            notes.go(status=75)
            check(sentence in notes.errors and "left alone" in notes.errors, notes.errors)
            asked = len(peer.requests)
            same(asked, 2)
            for name in ("two", "three"):
                notes.write(name)
                notes.go(status=75)
                same(notes.errors, "")
            notes.env["TIDINGS_NOW"] = "2026-03-22T09:00:00Z"
            notes.run("run", status=75)
            notes.run("deliver", status=75)
            same(len(peer.requests), asked, "nothing is asked of it")
            status = notes.run("status")
            check("off      discord.community since 2026-03-02 10:00, 4 waiting: " in status and sentence in status, status)
            notes.run("check", status=78)
            check("discord.community is switched off" in notes.errors and sentence in notes.errors, notes.errors)
            check(all(state in ("queued", "sent") for state in notes.states().values()), notes.states())
            with open(os.path.join(notes.path, "state.db"), "rb") as state:
                check(TOKEN.encode() not in state.read(), "the token is in the state file")

            with DiscordPeer() as other:
                notes.env["HOOK"] = other.via
                notes.run("check")
                notes.write("zero", todos=["AP: Sing."])
                notes.run("run")
                same([embed(m)["title"] for m in other.messages.values()],
                     [f"Meeting {n}" for n in ("one", "two", "three")])
                same(other.methods.count("PATCH"), 1, "the post of the webhook of before is not there")
                check("off " not in notes.run("status"))

    switched_off.__doc__ = f"{code} switches the webhook off until its settings change, and nothing is lost"
    return switched_off


CASES.append(off(10015, "404 Unknown Webhook: the webhook is not there any more"))
CASES.append(off(50027, "401 Invalid Webhook Token: the token in the webhook's URL is wrong"))


@case
def folder():
    """written to a folder, an edit is the same file with what the post is to say now"""
    with DiscordPeer() as peer, Notes(peer.via, via='"folder:out"') as notes:
        notes.write()
        notes.go()
        out = os.path.join(notes.path, "out")
        names = os.listdir(out)
        same(len(names), 1)
        notes.write(todos=["AP: Call."])
        notes.go()
        same(os.listdir(out), names)
        with open(os.path.join(out, names[0]), encoding="utf-8") as source:
            check("Call." in text(json.load(source)))
        notes.settings()
        notes.write(todos=["AP: Sing."])
        notes.go()
        same(peer.methods, ["POST"], "Discord never had it")
        notes.settings(via='"folder:out"')
        notes.write(todos=["AP: Dance."])
        notes.go()
        notes.settings()
        notes.write(todos=["AP: Sleep."])
        notes.go()
        same(peer.methods, ["POST", "PATCH"], "and has it still")
        check("Sleep." in text(peer.messages["1001"]))


@case
def bad_edit():
    """an edit that is refused names the place, and the other posts go on"""
    bad = (400, {"code": 50035, "message": "Invalid Form Body", "errors": {"embeds": {"0": {"title": {"_errors": [
        {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}]}}}}}, {})
    with DiscordPeer([None, None, bad]) as peer, Notes(peer.via) as notes:
        notes.write("one")
        notes.write("two")
        notes.go()
        notes.write("one", todos=["AP: Call."])
        notes.write("two", todos=["AP: Call."])
        notes.go(status=69)
        check("embeds.0.title: Must be 256" in notes.errors, notes.errors)
        same(notes.states(), {1: "failed", 2: "sent"})
        notes.write("one", todos=["AP: Sing."])
        notes.go()
        same(notes.states(), {1: "sent", 2: "sent"})
        same(len(peer.messages), 2)


run_cases(CASES)
