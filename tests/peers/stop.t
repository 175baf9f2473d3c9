#!/usr/bin/python3
"""SIGTERM: the message in hand is finished, the rest waits for the next run, and nobody waits for long."""
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import DiscordPeer  # noqa: E402
from place import Place, mails  # noqa: E402
from smtp_peer import SmtpPeer, Stall  # noqa: E402
from tap import SLOW, check, run_cases, same  # noqa: E402
from tls import Authority  # noqa: E402

SECONDS = 10 * SLOW  # five are promised; as many for a busy machine
ONE = ", connections: 1"
CONNECTIONS = 4  # where nothing else is configured


class Stopper:
    """Starts `tidings deliver`, and stops it from a peer's thread."""

    def __init__(self):
        self.child, self.started, self.stopped_at = None, threading.Event(), None

    def start(self, place):
        self.child = subprocess.Popen(place.command("deliver"), env=place.env, stderr=subprocess.PIPE)
        self.started.set()

    def stop(self):
        self.started.wait(60)
        self.stopped_at = time.monotonic()
        self.child.send_signal(signal.SIGTERM)

    def wait(self):
        """Leaves in good time with the status of a run to be gone on with."""
        self.child.stderr.read()
        same(self.child.wait(60), 75)
        took = time.monotonic() - self.stopped_at
        check(took < SECONDS, "left after", took)


def stop_at(peer, verb, count, stopper):
    """
    Stops the run when the server hears `verb` for the `count`th time, before it answers.  From then on no RCPT is answered: however
    late the run takes notice, it cannot have handed over more.
    """
    heard = []

    def on_command(_):
        if peer.verbs()[-1] == verb:
            heard.append(verb)
            if len(heard) == count:
                peer.faults["rcpt"] = Stall()
                stopper.stop()

    peer.on_command = on_command


def rows(place):
    with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
        return db.execute("SELECT recipient, state, attempts FROM deliveries").fetchall()


def taken(peer):
    return sorted(message["to"][0] for message in peer.messages)


def as_the_server_has_it(peer, place):
    """What the server took is sent, the rest is as it was, and nothing is in doubt."""
    found = rows(place)
    same({row[1:] for row in found}, {("sent", 1), ("queued", 0)})
    same(sorted(row[0] for row in found if row[1] == "sent"), taken(peer))


def left(peer, place, count=30):
    """A later run sends the rest: each once."""
    peer.on_command = lambda _: None
    peer.faults = {}
    place.clock(12)
    place.run("deliver")
    same(taken(peer), sorted(f"rd{n}@example.org" for n in range(1, count + 1)))


def at(verb, count, arrived):
    def stopped():
        with SmtpPeer() as smtp, Place(smtp.via) as place:
            place.configure(smtp.via, ONE)
            place.queue("mail", mails(30))
            stopper = Stopper()
            stop_at(smtp, verb, count, stopper)
            stopper.start(place)
            stopper.wait()
            as_the_server_has_it(smtp, place)
            same(len(smtp.messages), arrived)
            left(smtp, place)

    stopped.__doc__ = f"at {'a final dot' if verb == '.' else verb}: what was handed over counts, the rest stays queued"
    return stopped


def in_full_run():
    """in the midst of a fast run: what was begun ahead is as it was before, and nothing is in doubt"""
    with SmtpPeer() as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ONE)  # this server has but one processor: so it is fast
        place.queue("mail", mails(500))
        stopper = Stopper()
        stop_at(smtp, ".", 200, stopper)
        stopper.start(place)
        stopper.wait()
        as_the_server_has_it(smtp, place)
        same(len(smtp.messages), 200)
        left(smtp, place, 500)


def stalled():
    """a server that never answers for what it was handed is not waited for: unknown"""
    with SmtpPeer({"dot": [None, Stall()]}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ONE)
        place.queue("mail", mails(30))
        stopper = Stopper()
        stopper.start(place)
        check(smtp.stalled.wait(60), "the server never got there")
        stopper.stop()
        stopper.wait()
        states = place.states()
        same(states[2], "unknown")
        same(list(states.values()).count("queued"), 28)


def with_tls():
    """the same with TLS, on several connections"""
    with Place() as place:
        authority = Authority(place.path)
        with SmtpPeer(tls=authority.context("IP:127.0.0.1"), implicit=True) as smtp:
            place.configure(f"smtps://127.0.0.1:{smtp.port}", f", ca_file: {authority.ca_file}")
            place.queue("mail", mails(30))
            stopper = Stopper()
            stop_at(smtp, ".", 3, stopper)
            stopper.start(place)
            stopper.wait()
            as_the_server_has_it(smtp, place)
            check(3 <= len(smtp.messages) <= 3 + CONNECTIONS, "taken:", len(smtp.messages))
            left(smtp, place)


def limited():
    """a webhook's limit is not waited out"""
    slow = (429, {"message": "slow", "retry_after": 9}, {})
    with DiscordPeer([None, slow]) as discord, Place(hook=discord.via) as place:
        place.queue("discord", {f"post-{n}": ("community", json.dumps({"content": str(n)}).encode()) for n in (1, 2, 3)})
        stopper = Stopper()
        discord.on_request = lambda count: stopper.stop() if count == 2 else None
        stopper.start(place)
        stopper.wait()
        same(place.states(), {1: "sent", 2: "deferred", 3: "queued"})


def posting():
    """a webhook that never answers for what it has is not waited for: unknown; and one that answers soon is"""
    for event, state in (("stall", "unknown"), (None, "sent")):
        with DiscordPeer([None, event]) as discord, Place(hook=discord.via) as place:
            place.queue("discord", {f"post-{n}": ("community", json.dumps({"content": str(n)}).encode()) for n in (1, 2, 3)})
            stopper = Stopper()
            discord.on_request = lambda count: stopper.stop() if count == 2 else None
            stopper.start(place)
            stopper.wait()
            same(place.states(), {1: "sent", 2: state, 3: "queued"})
            same(len(discord.requests), 2)


run_cases([at(".", 2, 2), at("RCPT", 2, 1), in_full_run, stalled, with_tls, limited, posting], jobs=4)
