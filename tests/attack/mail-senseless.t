#!/usr/bin/python3
"""Replies that are neither yes nor no: the message is deferred with the server's own words, and nothing is handed over."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from smtp_peer import Raw  # noqa: E402
from tap import check, run_cases, same  # noqa: E402
from two_ways import on_both, taken  # noqa: E402

CASES = []
PLACES = {"mail": "to MAIL FROM", "rcpt": "to RCPT TO", "data": "to DATA"}


def senseless(step, said, **how):
    def told(way):
        with way.peer({step: [None, Raw(said + b"\r\n")]}, **how) as peer:
            sending = way.send(peer)
            same(sending.kinds(), {1: "sent", 2: "temporary", 3: "sent"}, sending.lines)
            same(taken(peer), ["rd1@example.org", "rd3@example.org"])
            reply = sending.reply(2)
            check(f"127.0.0.1:{peer.port} says {PLACES[step]}" in reply and said.decode() in reply, reply)
            check("queued" not in reply and "taken" not in reply, reply)

    on_both(CASES, told, f"{said.decode()!r} {PLACES[step]}{' without PIPELINING' if how else ''}")


for code in (b"000 what", b"150 what", b"199 what", b"350 what", b"354 what", b"600 what", b"999 what"):
    senseless("mail", code)
    senseless("rcpt", code)
    senseless("rcpt", code, extensions=())
for code in (b"000 what", b"150 what", b"250 what", b"220 what", b"600 what"):
    senseless("data", code)
for garbage in (b"what", b"25 what", b"2500 what", b"250what", b"HTTP/1.1 400 what", b"-250 what"):
    senseless("rcpt", garbage)
run_cases(CASES)
