#!/usr/bin/python3
"""Servers that hold a run up, and notes that do: it has a deadline, ends in order, says so once a day, and loses nothing."""
import json
import os
import signal
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from discord_peer import DiscordPeer  # noqa: E402
from place import Place, mails  # noqa: E402
from smtp_peer import SmtpPeer, Stall  # noqa: E402
from tap import BUILD, WRAPPER, check, run_cases, same  # noqa: E402

CASES = []
SOON = "deadline: 1 second"  # of a run whose server is never heard of again
NEVER = "deadline: 1 hour"


def case(function):
    CASES.append(function)
    return function


def post(number):
    return ("community", json.dumps({"content": f"part {number}"}).encode())


def set_state(place, number, state):
    with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
        db.execute("UPDATE deliveries SET state = ? WHERE id = ?", (state, number))
    db.close()


@case
def mail_held_up():
    """a relay that stalls: the run ends with 75, what it was not handed is as it was, and the next run sends all, each once"""
    with SmtpPeer({"mail": [None, None, Stall()]}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ", timeout: 10 minutes, connections: 1", SOON)
        place.queue("mail", mails(5))
        place.run("run", status=75)
        check("this run came to its deadline of 1 second: 3 deliveries wait for the next one" in place.errors, place.errors)
        same(place.states(), {1: "sent", 2: "sent", 3: "queued", 4: "queued", 5: "queued"})
        place.configure(smtp.via, "", NEVER)
        place.run("run")
        same(sorted(m["to"][0] for m in smtp.messages), [f"rd{n}@example.org" for n in range(1, 6)])


@case
def said_once_a_day():
    """and that it came to its deadline is said once a day, whatever is left by then"""
    with SmtpPeer({"mail": Stall()}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ", timeout: 10 minutes", SOON)
        said = []
        for hour in (9, 10, 34):
            place.queue("mail", {f"{name}-{hour}": m for name, m in mails(2).items()})
            place.env["TIDINGS_NOW"] = f"2026-03-{2 + hour // 24:02}T{hour % 24:02}:00:00Z"
            place.run("run", status=75)
            said.append("deadline" in place.errors)
        same(said, [True, False, True])


@case
def post_held_up():
    """a webhook that stalls: no later run finds the lock held for ever"""
    with DiscordPeer(["stall"]) as peer, Place(hook=peer.via) as place:
        place.configure("smtp://127.0.0.1:1", ", timeout: 10 minutes", SOON)
        place.queue("discord", {f"post-{n}": post(n) for n in (1, 2)})
        place.run("run", status=75)
        same(place.states(), {1: "unknown", 2: "queued"})
        check("deadline" in place.errors and "had to end before there was an answer" in place.errors, place.errors)


@case
def deliver_held_up():
    """`deliver` has it, too"""
    with SmtpPeer({"mail": Stall()}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ", timeout: 10 minutes", SOON)
        place.queue("mail", mails(2))
        place.run("deliver", status=75)
        check("came to its deadline of 1 second: 2 deliveries wait" in place.errors, place.errors)


@case
def rate_held_up():
    """a pause of mail.rate is no reason to stay"""
    with SmtpPeer() as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ", rate: 1", SOON)
        place.queue("mail", mails(3))
        place.run("run", status=75)
        same(place.states(), {1: "sent", 2: "queued", 3: "queued"})


@case
def all_done():
    """a deadline that comes when nothing is left cuts nothing off, and is not told"""
    with SmtpPeer() as smtp, Place(smtp.via) as place:
        place.queue("mail", mails(1))
        stopped = fail(place, "mail.answered=stop", "deliver")
        stopped.send_signal(signal.SIGALRM)
        stopped.send_signal(signal.SIGCONT)
        same((stopped.wait(60), stopped.stderr.read()), (0, b""))
        same(place.states(), {1: "sent"})


def fail(place, point, *command):
    """The program at its fail point, stopped."""
    program = subprocess.Popen(WRAPPER + [os.path.join(BUILD, "fail", "tidings"), *place.command(*command)[1:]],
                               env={**place.env, "TIDINGS_FAIL": point}, stderr=subprocess.PIPE)
    os.waitid(os.P_PID, program.pid, os.WSTOPPED)
    return program


@case
def reading_held_up():
    """notes that take all of its time to read hold up no mail that waits, and nothing of them is kept by halves"""
    with SmtpPeer() as smtp, Place(smtp.via) as place:
        place.queue("mail", mails(2))
        place.file("notes/a.md", b"---\ndatetime: 2026-03-02T08:00:00+00:00\n---\n\n## TODOs\n\n- RD: x\n")
        set_state(place, 1, "sending")  # so that there is something to write before the notes are read
        # The deadline's own signal, in the moment that is meant.
        stopped = fail(place, "fdatasync=stop", "run")
        stopped.send_signal(signal.SIGALRM)
        stopped.send_signal(signal.SIGCONT)
        said = stopped.stderr.read().decode()
        same(stopped.wait(60), 75, said)
        check("came to its deadline of 10 minutes before everything was read and composed" in said, said)
        same(place.states()[2], "sent")
        with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
            same(db.execute("SELECT count(*) FROM files").fetchone(), (0,))
        place.clock(10)
        place.run("run")
        with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
            same(db.execute("SELECT count(*) FROM files").fetchone(), (1,))


@case
def written():
    """how it is written, and what is none"""
    with Place() as place:
        for good in ("30", "90 seconds", "1 minute", "12 hours", "24 h"):
            place.configure("folder:mail", "", f"deadline: {good}")
            place.run("check", status=None)
            check("deadline" not in place.errors, good, place.errors)
        for bad in ("0", "-1", "soon", "2 days", "25 hours", "1.5 minutes", "[1]", "99999999999999999999"):
            place.configure("folder:mail", "", f"deadline: {bad}")
            place.run("check", status=78)
            check("deadline" in place.errors, bad, place.errors)


if "TIDINGS_SANITIZED" in os.environ:  # there are no fail points
    CASES = [case for case in CASES if case not in (all_done, reading_held_up)]
run_cases(CASES)
