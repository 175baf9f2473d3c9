#!/usr/bin/python3
"""A mail server that answers before it is asked: nothing that it says so counts, and no message is lost to it."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../peers/lib"))
from smtp_peer import EXTENSIONS, Raw  # noqa: E402
from tap import check, run_cases, same  # noqa: E402
from two_ways import on_both, taken  # noqa: E402

CASES = []
EHLO = "".join(f"250-{word}\r\n" for word in ("peer.example",) + EXTENSIONS[:-1]) + f"250 {EXTENSIONS[-1]}\r\n"


def early(step, said, doc, **how):
    """The second of three messages meets it; the others go, over another connection."""

    def told(way):
        with way.peer({step: [None, Raw(said)]}, **how) as peer:
            # More than sockets hold, or the whole message would have left before its server speaks.
            sending = way.send(peer, size=2000, sizes={2: 8_000_000} if step == "body" else {})
            same(sending.kinds(), {1: "sent", 2: "temporary", 3: "sent"}, sending.lines)
            same(taken(peer), ["rd1@example.org", "rd3@example.org"])
            same(peer.connections, 2)
            reply = sending.reply(2)
            check(f"127.0.0.1:{peer.port} speaks before it is asked" in reply and "early" in reply, reply)

    on_both(CASES, told, doc)


OK = b"250 2.0.0 early\r\n"
early("data", b"354 go on\r\n" + OK, "354 with the 250 for the message: it was not sent, and is deferred")
early("data", b"354 go on\r\n" + OK * 5, "354 with many of them")
early("data", b"354 go on\r\n550 5.7.1 early\r\n", "354 with a refusal of the message: it is not failed for good")
early("data", b"354 go on\r\n250 early", "354 with a reply that has no end yet")
early("body", OK, "a 250 while the message is still on its way")
early("body", b"552 5.3.4 early\r\n", "a refusal while the message is still on its way")
early("mail", b"250 ok\r\n" + OK, "the reply to MAIL with one to RCPT")
early("mail", b"250 ok\r\n550 5.1.1 early\r\n", "the reply to MAIL with a refusal of RCPT")
early("rcpt", b"250 ok\r\n354 early\r\n", "the reply to RCPT with one to DATA, without PIPELINING", extensions=())
early("mail", b"250 ok\r\n250 early\r\n354 go on\r\n250 taken\r\n", "all replies of a message at once")


def pipelined_is_not_early(way):
    """What a server answers to commands that came together is in step."""
    with way.peer({"rcpt": Raw(b"250 one\r\n"), "data": Raw(b"354 two\r\n")}) as peer:
        same(way.send(peer).kinds(), {1: "sent", 2: "sent", 3: "sent"})


on_both(CASES, pipelined_is_not_early, "two replies to two commands are in step")


def twice_after(way):
    """The first reply after the dot is the message's; the second is nobody's."""
    for said, kind in ((b"250 2.0.0 taken\r\n550 5.0.0 early\r\n", "sent"), (b"451 4.0.0 no\r\n550 5.0.0 early\r\n", "temporary")):
        with way.peer({"dot": [None, Raw(said)]}) as peer:
            sending = way.send(peer)
            same(sending.kinds(), {1: "sent", 2: kind, 3: "sent"}, sending.lines)
            same((taken(peer), peer.connections), (["rd1@example.org", "rd3@example.org"], 2))


on_both(CASES, twice_after, "a second reply after the message's own refuses no other message")


def always(way):
    """One that is out of step with every message is left alone after a few, and nothing is sent or failed."""
    with way.peer({"data": Raw(b"354 go on\r\n" + OK)}) as peer:
        sending = way.send(peer, count=12)
        same(set(sending.kinds().values()), {"temporary"})
        check(len(sending.settled) <= 3 and not sending.open, sending.settled)
        same(taken(peer), [])


on_both(CASES, always, "a server that always does it is left alone after a few messages")


def at_start(step, said, doc):
    """Where the session begins."""

    def told(way):
        with way.peer({step: [Raw(said)]}) as peer:
            sending = way.send(peer)
            check(set(sending.kinds().values()) <= {"temporary", "sent"}, sending.lines)
            same(taken(peer), [f"rd{n}@example.org" for n, kind in sending.kinds().items() if kind == "sent"])

    on_both(CASES, told, doc)


at_start("greeting", b"220 hello\r\n250 early\r\n", "a greeting with a reply to EHLO: what is sent was taken")
at_start("ehlo", EHLO.encode() + OK * 3, "the reply to EHLO with those to a message: what is sent was taken")
run_cases(CASES)
