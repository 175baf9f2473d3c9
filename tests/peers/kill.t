#!/usr/bin/python3
"""`tidings deliver` killed again and again: nothing is lost, nothing is sent twice, and doubt is told as doubt."""
import os
import subprocess
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from place import Place, mails  # noqa: E402
from tap import check, run_cases, same  # noqa: E402
from two_ways import AUTHORITY, WAYS  # noqa: E402

COUNT = 24


class Killer:
    """Kills the run at work when the server has heard so many commands since it was armed."""

    def __init__(self, peer):
        self.child, self.ready, self.left, self.kills = None, threading.Event(), None, 0
        peer.on_command = self.on_command

    def arm(self, after):
        self.child, self.left = None, after
        self.ready.clear()

    def start(self, command, env):
        self.child = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
        self.ready.set()
        return self.child.wait(120)

    def on_command(self, _):
        if self.left is None:
            return
        self.left -= 1
        if self.left == 0:
            self.ready.wait(60)
            self.child.kill()
            self.child.wait(60)
            self.kills += 1


def killed(step, way):
    def runs():
        with way.peer() as smtp, Place() as place:
            place.configure(way.via(smtp), f", unknown: wait, ca_file: {AUTHORITY.ca_file}")
            place.queue("mail", mails(COUNT))
            killer = Killer(smtp)
            for run in range(COUNT * 3):
                killer.arm(1 + (run * step) % 13)
                if killer.start(place.command("deliver"), place.env) in (0, 69):
                    break
            check(killer.kills > 5, "only", killer.kills, "kills")
            killer.left = None
            place.run("deliver")
            states = place.states()
            same(set(states.values()) - {"sent", "unknown"}, set())
            check("unknown" in states.values(), "never killed at a final dot")
            taken = [m["to"][0] for m in smtp.messages]
            same(len(taken), len(set(taken)), "sent twice")
            for number, state in states.items():
                check(state == "unknown" or f"rd{number}@example.org" in taken, "lost:", number)
            by_recipient = dict(mails(COUNT).values())
            for message in smtp.messages:
                same(message["data"], by_recipient[message["to"][0]], "body")

    runs.__doc__ = f"{way.name}: killed before answers, {step} further each time: none lost, none twice"
    return runs


run_cases([killed(step, way) for way in WAYS for step in (1, 3, 5, 7)], jobs=2)
