#!/usr/bin/python3
"""What may have arrived, what failed for good, and who is told of it."""
import email
import email.policy
import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import DiscordPeer  # noqa: E402
from place import Place, mails  # noqa: E402
from smtp_peer import Close, SmtpPeer  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

CASES = []


def case(function):
    CASES.append(function)
    return function


def recipients(smtp):
    return [m["to"][0] for m in smtp.messages]


def doubts(place):
    with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
        return dict(db.execute("SELECT id, doubts FROM deliveries"))


@case
def repeated():
    """mail that may have arrived is sent again after a while, byte for byte the same message"""
    with SmtpPeer({"dot": [None, Close()]}) as smtp, Place(smtp.via) as place:
        place.queue("mail", mails(3))
        place.run("deliver", status=75)
        same(place.states(), {1: "sent", 2: "unknown", 3: "sent"})
        check("sent again later" in place.errors, place.errors)
        check("in doubt delivery 2 to rd2@example.org" in place.run("status"))
        check(" 1 unknown" in place.run("status"))
        place.clock(9, 1)
        place.run("deliver", status=75)
        same(place.states()[2], "unknown", "not before its back-off")
        place.clock(10)
        place.run("deliver")
        same(place.states(), {1: "sent", 2: "sent", 3: "sent"})
        same(smtp.messages[-1]["data"], dict(mails(3).values())["rd2@example.org"])
        same(doubts(place), {1: 0, 2: 1, 3: 0})
        check("doubts     1\n" in place.run("outbox", "show", "2"))


@case
def waiting():
    """with `unknown: wait` it waits for a person however long"""
    with SmtpPeer({"dot": [Close()]}) as smtp, Place() as place:
        place.configure(smtp.via, ", unknown: wait")
        place.queue("mail", mails(1))
        place.run("deliver", status=69)
        for hour in (10, 14, 20):
            place.clock(hour)
            place.run("deliver")
        same(smtp.messages, [])
        place.run("outbox", "retry", "1")
        place.run("deliver")
        same(recipients(smtp), ["rd1@example.org"])


@case
def doubted_for_days():
    """a server that never says what became of a message is asked for the time of give_up, then a person is"""
    with SmtpPeer({"dot": [Close()] * 100}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, "", "give_up: 1 day")
        place.queue("mail", mails(1))
        for day in (2, 3, 4, 5):
            for hour in range(0, 24, 3):
                place.env["TIDINGS_NOW"] = f"2026-03-{day:02}T{hour:02}:00:00Z"
                place.run("deliver", status=None)
        same(place.states(), {1: "unknown"})
        check(5 < smtp.verbs().count("DATA") < 12, smtp.verbs().count("DATA"))


@case
def given_up():
    """a recipient that is deferred for the time of give_up has failed, and is never tried again"""
    with SmtpPeer({"rcpt": ["451 4.2.0 later"] * 100}) as smtp, Place() as place:
        place.configure(smtp.via, "", "give_up: 2 days")
        place.queue("mail", mails(1))
        for day in (2, 3, 4, 5):
            place.env["TIDINGS_NOW"] = f"2026-03-{day:02}T12:00:00Z"
            place.run("deliver", status=None)
        same(place.states(), {1: "failed"})
        same(smtp.verbs().count("RCPT"), 3)


@case
def posts():
    """a post that may have arrived waits for a person; with `unknown: retry` it is posted again"""
    for more, wanted in (("", 1), (", unknown: retry", 2)):
        with DiscordPeer(["take-and-close"]) as discord, Place(hook=discord.via) as place:
            place.configure("smtp://127.0.0.1:1", hook_more=more)
            place.queue("discord", {"post": ("community", json.dumps({"content": "x"}).encode())})
            place.run("deliver", status=75 if more else 69)
            place.run("deliver", status=75 if more else 0)
            place.clock(12)
            place.run("deliver", status=0)
            same(len(discord.posts), wanted)
            same(place.states(), {1: "sent" if more else "unknown"})


@case
def thread():
    """posts go into the thread that the configuration names"""
    with DiscordPeer(thread="1098765432109876543") as discord, Place(hook=discord.via) as place:
        place.configure("smtp://127.0.0.1:1", hook_more=', thread: "1098765432109876543"')
        place.queue("discord", {"post": ("community", json.dumps({"content": "x"}).encode())})
        place.run("deliver")
        same(len(discord.posts), 1)
        place.configure("smtp://127.0.0.1:1", hook_more=", thread: general")
        place.run("deliver", status=78)
        check("is the number of a thread" in place.errors, place.errors)


@case
def split():
    """a split post resumes at the part that is missing, in order, and repeats none"""
    broken = (500, {"message": "oops"}, {})
    with DiscordPeer([None, broken, None, None]) as discord, Place(hook=discord.via) as place:
        parts = {f"part-{n}": ("community", json.dumps({"content": f"part {n}"}).encode()) for n in range(1, 5)}
        place.queue("discord", parts)
        place.run("deliver", status=75)
        same(place.states(), {1: "sent", 2: "unknown", 3: "queued", 4: "queued"})
        place.run("outbox", "retry", "2")
        place.clock(10)
        place.run("deliver")
        same([p["content"] for p in discord.posts], [f"part {n}" for n in range(1, 5)])
    later = (429, {"message": "slow", "retry_after": 1800}, {})
    with DiscordPeer([None, None, later]) as discord, Place(hook=discord.via) as place:
        place.queue("discord", parts)
        place.run("deliver", status=75)
        place.clock(12)
        place.run("deliver")
        same([p["content"] for p in discord.posts], [f"part {n}" for n in range(1, 5)])


@case
def postmaster():
    """the postmaster gets one plain mail about what failed or is unknown, and no second one"""
    with SmtpPeer({"rcpt": ["550 5.1.1 nobody"], "dot": [Close()]}) as smtp, Place() as place:
        place.configure(smtp.via, ", postmaster: \"Root <root@example.org>\", unknown: wait")
        place.queue("mail", mails(3))
        place.run("deliver", status=69)
        same(recipients(smtp), ["rd3@example.org", "root@example.org"])
        message = email.message_from_bytes(smtp.messages[-1]["data"], policy=email.policy.default)
        text = message.get_body(preferencelist=("plain",)).get_content()
        same(str(message["Subject"]), "tidings: 2 deliveries need a look")
        same(message["Auto-Submitted"], "auto-generated")
        for word in ("failed: delivery 1", "550 5.1.1 nobody", "unknown: delivery 2", "rd2@example.org", "assume-sent"):
            check(word in text, word, "is not in", text)
        check("rd3@" not in text, text)
        for hour in (10, 18):
            place.clock(hour)
            place.run("deliver")
        same(len(smtp.messages), 2)


@case
def postmaster_unknown():
    """a report that is refused is not reported"""
    with SmtpPeer({"rcpt": ["550 5.1.1 nobody"] * 9}) as smtp, Place() as place:
        place.configure(smtp.via, ", postmaster: root@example.org")
        place.queue("mail", mails(1))
        place.run("deliver", status=69)
        place.clock(12)
        place.run("deliver")
        same(place.states(), {1: "failed", 2: "failed"})


run_cases(CASES)
