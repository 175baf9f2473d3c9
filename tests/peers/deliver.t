#!/usr/bin/python3
"""`tidings deliver` and `tidings outbox`: an outbox, its configuration, and servers."""
import json
import os
import signal
import sqlite3
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import DiscordPeer  # noqa: E402
from place import Place, mails  # noqa: E402
from smtp_peer import Close, SmtpPeer, Stall  # noqa: E402
from tap import check, mail, run_cases, same  # noqa: E402
from tls import Authority  # noqa: E402

CASES = []


def case(function):
    CASES.append(function)
    return function


def posts(count):
    return {f"post-{n}": ("community", json.dumps({"content": f"part {n}"}).encode()) for n in range(1, count + 1)}


@case
def both():
    """mail and posts are sent once, and a second run has nothing to do"""
    with SmtpPeer() as smtp, DiscordPeer() as discord, Place(smtp.via, discord.via) as place:
        place.queue("mail", mails(3))
        place.queue("discord", posts(2))
        place.run("deliver")
        same(place.errors, "")
        place.run("deliver")
        same(sorted(m["to"][0] for m in smtp.messages), [f"rd{n}@example.org" for n in (1, 2, 3)])
        same(smtp.connections, 1)
        same([p["content"] for p in discord.posts], ["part 1", "part 2"])
        same(set(place.states().values()), {"sent"})
        same(place.run("outbox"), "")
        check("remote id  1001" in place.run("outbox", "show", "4"))
        check("Subject: Number 1\n" in place.run("outbox", "show", "1"))


@case
def down():
    """a server that is down costs one attempt; when it is back, each message arrives once"""
    with Place() as place:
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            place.configure(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
            place.queue("mail", mails(3))
            place.run("deliver", status=75)
            same(place.states(), {1: "deferred", 2: "queued", 3: "queued"})
            same(place.errors.count("\n"), 1, place.errors)
        with SmtpPeer() as smtp:
            place.configure(smtp.via)
            place.clock(10)
            place.run("deliver")
            same(sorted(m["to"][0] for m in smtp.messages), [f"rd{n}@example.org" for n in (1, 2, 3)])


@case
def filters():
    """outbox lists and moves by state, job and recipient; what does not fit stays"""
    with SmtpPeer({"rcpt": ["550 5.1.1 nobody", "550 5.1.1 nobody", "451 4.2.0 later"]}) as smtp, Place(smtp.via) as place:
        place.queue("mail", mails(5))
        place.run("deliver", status=75)
        same(place.states(), {1: "failed", 2: "failed", 3: "deferred", 4: "sent", 5: "sent"})
        lines = place.run("outbox", "list", "--state=failed").splitlines()
        same([line.split()[0] for line in lines if "since" in line], ["2", "1"])
        same(place.run("outbox", "list", "--recipient=RD3@example.org").count("until"), 1)
        same(place.run("outbox", "list", "--job=other"), "")
        same(place.run("outbox", "list", "--state=sent").count(" since "), 2)
        place.run("outbox", "retry", "--state=failed", "--recipient=rd2@example.org")
        same(place.states(), {1: "failed", 2: "queued", 3: "deferred", 4: "sent", 5: "sent"})
        place.run("outbox", "drop", "--job=weekly")
        same(place.states(), {1: "dropped", 2: "dropped", 3: "dropped", 4: "sent", 5: "sent"})
        place.run("outbox", "drop", "--job=weekly", status=65)
        place.run("outbox", "assume-sent", "--state=failed", status=65)
        place.run("outbox", "retry", "--state=fialed", status=64)
        check("queued, sending, sent" in place.errors, place.errors)
        place.run("outbox", "retry", "1", "--state=failed", status=64)
        place.run("outbox", "retry", status=64)
        place.run("outbox", "retry", "--state=dropped")
        place.run("deliver")
        same(sorted(m["to"][0] for m in smtp.messages), [f"rd{n}@example.org" for n in range(1, 6)])


@case
def stored_once():
    """what several get is in the outbox once"""
    with Place() as place:
        place.queue("discord", {f"post-{n}": ("community", b'{"content": "x"}') for n in range(5)})
        with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
            same(db.execute("SELECT count(*), (SELECT count(*) FROM bodies) FROM deliveries").fetchall(), [(5, 1)])


@case
def paced():
    """mail.rate bounds how much goes in a minute"""
    with SmtpPeer() as smtp, Place() as place:
        place.configure(smtp.via, ", rate: 240")
        place.queue("mail", mails(21))
        began = time.monotonic()
        place.run("deliver")
        same(len(smtp.messages), 21)
        check(time.monotonic() - began >= 5, "20 messages at 240 a minute are worth five seconds")


@case
def token():
    """mail.oauth logs in with what a command prints; without a user in the URL it says what is missing"""
    with Place() as place:
        authority = Authority(place.path)
        with SmtpPeer(tls=authority.context("IP:127.0.0.1"), tokens={"XOAUTH2": {"me": "t0ken"}}) as smtp:
            more = f', ca_file: {authority.ca_file}, oauth: {{command: "echo t0ken"}}'
            place.configure(f"smtp://me@127.0.0.1:{smtp.port}", more)
            place.queue("mail", mails(2))
            place.run("deliver")
            same(len(smtp.messages), 2)
            place.configure(f"smtps://127.0.0.1:{smtp.port}", more)
            place.queue("mail", {"mail-9": ("rd9@example.org", mails(1)["mail-1"][1])})
            place.run("deliver", status=75)
            check("USER@HOST" in place.errors and "t0ken" not in place.errors, place.errors)


@case
def refused():
    """one recipient refused for good and one for now do not stop the others"""
    with SmtpPeer({"rcpt": ["550 5.1.1 nobody", "451 4.2.0 later"]}) as smtp, Place(smtp.via) as place:
        place.queue("mail", mails(3))
        place.run("deliver", status=75)
        same(place.states(), {1: "failed", 2: "deferred", 3: "sent"})
        check("550 5.1.1 nobody" in place.errors, place.errors)
        check("550 5.1.1 nobody" in place.run("outbox", "list"))


@case
def order():
    """a post that waits for its next attempt holds those behind it, also in the runs before that"""
    later = (429, {"message": "slow", "retry_after": 1800}, {})
    with DiscordPeer([None, later]) as discord, Place(hook=discord.via) as place:
        place.queue("discord", posts(3))
        place.run("deliver", status=75)
        place.clock(9, 10)
        place.run("deliver", status=75)
        same(place.states(), {1: "sent", 2: "deferred", 3: "queued"})
        place.clock(10)
        place.run("deliver")
        same([p["content"] for p in discord.posts], ["part 1", "part 2", "part 3"])


@case
def killed():
    """killed at a final dot, only that message is in doubt, and what a person says about it counts"""
    with SmtpPeer({"dot": [None, Stall()]}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ", unknown: wait")
        place.queue("mail", mails(3))
        child = subprocess.Popen(place.command("deliver"), env=place.env)
        check(smtp.stalled.wait(60), "the server never got there")
        child.send_signal(signal.SIGKILL)
        child.wait(60)
        same(place.states(), {1: "sent", 2: "sending", 3: "queued"})
        place.run("deliver", status=0)
        same(place.states(), {1: "sent", 2: "unknown", 3: "sent"})
        same([m["to"][0] for m in smtp.messages], ["rd1@example.org", "rd3@example.org"])
        place.run("outbox", "retry", "2")
        place.run("deliver")
        same([m["to"][0] for m in smtp.messages], [f"rd{n}@example.org" for n in (1, 3, 2)])


@case
def in_doubt():
    """a message that may have arrived is not sent again by itself"""
    with SmtpPeer({"dot": [Close(), Close()]}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ", unknown: wait")
        place.queue("mail", mails(2))
        place.run("deliver", status=69)
        place.clock(15)
        place.run("deliver")
        same(place.states(), {1: "unknown", 2: "unknown"})
        place.run("outbox", "assume-sent", "1")
        place.run("outbox", "drop", "2")
        same(place.states(), {1: "sent", 2: "dropped"})


@case
def patience():
    """mail.timeout bounds the wait for a reply"""
    with SmtpPeer({"mail": [None, Stall()]}) as smtp, Place() as place:
        place.configure(smtp.via, ", timeout: 1 second, connections: 1")
        place.queue("mail", mails(3))
        place.run("deliver", status=75)
        same(place.states(), {1: "sent", 2: "deferred", 3: "sent"})


@case
def tls():
    """mail.ca_file is trusted for TLS, and nothing is sent without it"""
    with tempfile.TemporaryDirectory(prefix="tidings-tls-") as scratch, Place() as place:
        authority = Authority(scratch)
        with SmtpPeer(tls=authority.context("IP:127.0.0.1"), implicit=True) as smtp:
            via = smtp.via.replace("smtp:", "smtps:")
            place.configure(via)
            place.queue("mail", mails(2))
            place.run("deliver", status=75)
            same(smtp.verbs(), [])
            place.configure(via, f", ca_file: {authority.ca_file}")
            place.clock(10)
            place.run("deliver")
            same([m["to"][0] for m in smtp.messages], ["rd1@example.org", "rd2@example.org"])


@case
def words():
    """a word or a number that outbox does not know is refused, and nothing is done by halves"""
    with Place() as place:
        place.queue("mail", mails(2))
        place.run("outbox", "drop", "1", "99", status=65)
        same(place.states(), {1: "queued", 2: "queued"})
        place.run("outbox", "drop", "x", status=64)
        place.run("outbox", "drop", status=64)
        place.run("outbox", "assume-send", "1", status=64)
        check("assume-sent" in place.errors, place.errors)
        place.run("outbox", "show", "99", status=65)


@case
def no_secret():
    """a secret that is not there keeps its rows and says where it should be"""
    with Place() as place:
        del place.env["HOOK"]
        place.queue("discord", posts(2))
        place.run("deliver", status=75)
        same(place.states(), {1: "queued", 2: "queued"})
        check("HOOK" in place.errors, place.errors)


@case
def unknown_webhook():
    """a webhook that left the configuration keeps its rows"""
    with Place() as place:
        place.queue("discord", {"post-1": ("nowhere", b'{"content":"x"}')})
        place.run("deliver", status=75)
        same(place.states(), {1: "queued"})
        check("discord.nowhere" in place.errors, place.errors)


run_cases(CASES)
