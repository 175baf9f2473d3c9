#!/usr/bin/python3
"""SIGTERM: the message in hand is finished, the rest waits for the next run, and nobody waits for long."""
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from discord_peer import DiscordPeer  # noqa: E402
from place import Place, mails  # noqa: E402
from smtp_peer import SmtpPeer, Stall  # noqa: E402
from tap import SLOW, check, run_cases, same  # noqa: E402
from tls import Authority  # noqa: E402

SECONDS = 5 * SLOW
ONE = ", connections: 1"


class Stopper:
    """Starts `tidings deliver`, and stops it from a peer's thread."""

    def __init__(self, place):
        self.child = subprocess.Popen(place.command("deliver"), env=place.env, stderr=subprocess.PIPE)
        self.stopped_at = None

    def stop(self):
        self.stopped_at = time.monotonic()
        self.child.send_signal(signal.SIGTERM)

    def wait(self):
        """Its status and how long it took to leave."""
        self.child.stderr.read()
        status = self.child.wait(60)
        return status, time.monotonic() - self.stopped_at


def at_command(peer, verb, count, action):
    """Calls `action` when the server hears `verb` for the `count`th time, before it answers."""
    heard = []

    def on_command(_):
        if peer.verbs()[-1] == verb:
            heard.append(verb)
            if len(heard) == count:
                action()

    peer.on_command = on_command


def left(peer, place, count=30):
    """A later run sends the rest: each once."""
    peer.on_command = lambda _: None
    place.clock(12)
    place.run("deliver")
    taken = [m["to"][0] for m in peer.messages]
    same(sorted(taken), sorted(f"rd{n}@example.org" for n in range(1, count + 1)))


def at(verb, count, arrived):
    def stopped():
        with SmtpPeer() as smtp, Place(smtp.via) as place:
            place.configure(smtp.via, ONE)
            place.queue("mail", mails(30))
            stoppers = []
            at_command(smtp, verb, count, lambda: stoppers[0].stop())
            stoppers.append(Stopper(place))
            status, took = stoppers[0].wait()
            same(status, 75)
            check(took < SECONDS, "left after", took)
            states = list(place.states().values())
            same((states.count("sent"), states.count("queued")), (arrived, 30 - arrived))
            same(len(smtp.messages), arrived)
            left(smtp, place)

    stopped.__doc__ = f"at {'a final dot' if verb == '.' else verb}: what was handed over counts, the rest stays queued"
    return stopped


def in_full_run():
    """in the midst of a fast run: what was begun ahead is as it was before, and nothing is in doubt"""
    with SmtpPeer() as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ONE)  # this server has but one processor: so it is fast
        place.queue("mail", mails(500))
        stoppers = []
        at_command(smtp, ".", 200, lambda: stoppers[0].stop())
        stoppers.append(Stopper(place))
        status, took = stoppers[0].wait()
        same(status, 75)
        check(took < SECONDS, "left after", took)
        with sqlite3.connect(os.path.join(place.path, "state.db")) as db:
            rows = db.execute("SELECT recipient, state, attempts FROM deliveries").fetchall()
        same({row[1:] for row in rows}, {("sent", 1), ("queued", 0)})
        same(sorted(row[0] for row in rows if row[1] == "sent"), sorted(m["to"][0] for m in smtp.messages))
        left(smtp, place, 500)


def stalled():
    """a server that never answers for what it was handed is not waited for: unknown"""
    with SmtpPeer({"dot": [None, Stall()]}) as smtp, Place(smtp.via) as place:
        place.configure(smtp.via, ONE)
        place.queue("mail", mails(30))
        stopper = Stopper(place)
        check(smtp.stalled.wait(60), "the server never got there")
        stopper.stop()
        status, took = stopper.wait()
        same(status, 75)
        check(took < SECONDS, "left after", took)
        states = place.states()
        same(states[2], "unknown")
        same(list(states.values()).count("queued"), 28)


def with_tls():
    """the same with TLS"""
    with Place() as place:
        authority = Authority(place.path)
        with SmtpPeer(tls=authority.context("IP:127.0.0.1"), implicit=True) as smtp:
            place.configure(f"smtps://127.0.0.1:{smtp.port}", f", ca_file: {authority.ca_file}")
            place.queue("mail", mails(30))
            stoppers = []
            at_command(smtp, ".", 3, lambda: stoppers[0].stop())
            stoppers.append(Stopper(place))
            status, took = stoppers[0].wait()
            same(status, 75)
            check(took < SECONDS, "left after", took)
            states = list(place.states().values())
            same((states.count("sent"), states.count("queued")), (3, 27))
            left(smtp, place)


def limited():
    """a webhook's limit is not waited out"""
    slow = (429, {"message": "slow", "retry_after": 9}, {})
    with DiscordPeer([None, slow]) as discord, Place(hook=discord.via) as place:
        place.queue("discord", {f"post-{n}": ("community", json.dumps({"content": str(n)}).encode()) for n in (1, 2, 3)})
        stopper = Stopper(place)
        while len(discord.requests) < 2:
            time.sleep(0.01)
        stopper.stop()
        status, took = stopper.wait()
        same(status, 75)
        check(took < SECONDS, "left after", took)
        same(place.states(), {1: "sent", 2: "deferred", 3: "queued"})


def posting():
    """a webhook that never answers for what it has is not waited for: unknown; and one that answers soon is"""
    for event, state in (("stall", "unknown"), (None, "sent")):
        with DiscordPeer([None, event]) as discord, Place(hook=discord.via) as place:
            place.queue("discord", {f"post-{n}": ("community", json.dumps({"content": str(n)}).encode()) for n in (1, 2, 3)})
            stoppers = []
            discord.on_request = lambda count: stoppers[0].stop() if count == 2 else None
            stoppers.append(Stopper(place))
            status, took = stoppers[0].wait()
            same(status, 75)
            check(took < SECONDS, "left after", took)
            same(place.states(), {1: "sent", 2: state, 3: "queued"})
            same(len(discord.requests), 2)


run_cases([at(".", 2, 2), at("RCPT", 2, 1), in_full_run, stalled, with_tls, limited, posting], jobs=4)
