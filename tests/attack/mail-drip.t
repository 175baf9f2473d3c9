#!/usr/bin/python3
"""A mail server that sends its reply a byte at a time: mail.timeout is for the whole of it, not for each read."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from smtp_peer import Drip  # noqa: E402
from tap import SLOW, check, run_cases, same  # noqa: E402
from two_ways import on_both, taken  # noqa: E402

CASES = []
CODES = {"greeting": 220, "ehlo": 250, "mail": 250, "rcpt": 250, "data": 354, "dot": 250}
PLACES = {"greeting": "on connecting", "ehlo": "to EHLO", "mail": "to MAIL FROM", "rcpt": "to RCPT TO", "data": "to DATA",
          "dot": "to the message"}


def drip(step, lines):
    """It would be through in 30 seconds; a reply has one, that to a message five."""
    start = f"{CODES[step]}-" + "slow" * 20 + "\r\n" if lines else ""
    data = (start * 4 + f"{CODES[step]} " + "slow " * 20 + "\r\n").encode()

    def told(way):
        with way.peer({step: [Drip(data, 30 * SLOW)]}) as peer:
            sending = way.send(peer, count=1, timeout=1)
            same(sending.kinds(), {1: "unknown" if step == "dot" else "temporary"}, sending.lines)
            check(not peer.whole.is_set(), "it was waited for to the end")
            same(taken(peer), [])
            reply = sending.reply(1)
            check(f"127.0.0.1:{peer.port} does not come to the end of a reply {PLACES[step]} in time" in reply, reply)

    on_both(CASES, told, f"{'lines' if lines else 'a line'} {PLACES[step]}")


for each in CODES:
    drip(each, each != "mail")
drip("mail", False)
run_cases(CASES, jobs=len(CASES))
