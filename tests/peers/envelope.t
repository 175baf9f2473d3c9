#!/usr/bin/python3
"""From notes to the server: what stands in the envelope, and what a server without extensions can take."""
import email
import email.policy
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from place import Place  # noqa: E402
from smtp_peer import SmtpPeer  # noqa: E402
from tap import check, run_cases, same  # noqa: E402

CONFIG = """\
notes: {{root: notes}}
timezone: UTC
state: state.db
people:
  - {{id: rd, name: Răzvan D, aliases: [RD], email: "{email}"}}
  - {{id: fh, name: Florin H, aliases: [FH], email: fh@example.org}}
mail: {{from: "Întâlniri <întâlniri@example.org>", via: "{via}"}}
jobs:
  weekly: {{kind: digest, every: week, to: ["list:listă@bücher.example"]}}
  reminders: {{kind: reminder, every: week, to: [owners]}}
"""
MEETING = """\
---
datetime: 2026-03-01T13:00:00+00:00
title: Ședința de luni
teams: [firmware]
---

## TODOs

* RD: Să întrebe despre 会議 {long}.
* FH: Să scrie.
"""


class Notes(Place):
    """People and a list in domains with letters outside ASCII."""

    def __init__(self, via, recipient="rd@Bücher.example", sender="notes@straße.example", target="echipa@bücher.example"):
        super().__init__()
        text = CONFIG.format(via=via, email=recipient).replace("întâlniri@example.org", sender)
        self.file("tidings.yaml", text.replace("listă@bücher.example", target).encode())
        self.file("notes/one.md", MEETING.format(long="foarte " * 300).encode())


def idn():
    """domains are A-labels, in envelopes and in headers"""
    with SmtpPeer() as smtp, Notes(smtp.via) as notes:
        notes.run("run", "weekly", "reminders")
        same(sorted(m["to"][0] for m in smtp.messages),
             ["echipa@xn--bcher-kva.example", "fh@example.org", "rd@xn--bcher-kva.example"])
        same({m["from"] for m in smtp.messages}, {"notes@xn--strae-oqa.example"})
        for message in smtp.messages:
            read = email.message_from_bytes(message["data"], policy=email.policy.default)
            same(read["To"].addresses[0].addr_spec, message["to"][0])
            same((read["From"].addresses[0].display_name, read["From"].addresses[0].addr_spec),
                 ("Întâlniri", "notes@xn--strae-oqa.example"))


def seven_bit():
    """letters of any script go to a server without extensions: 7 bits, lines that it must take, no parameters"""
    with SmtpPeer(extensions=()) as smtp, Notes(smtp.via) as notes:
        notes.run("run", "weekly", "reminders")
        same(len(smtp.messages), 3)
        for message in smtp.messages:
            check(message["data"].isascii(), "8 bits")
            check(max(map(len, message["data"].split(b"\r\n"))) <= 998, "a line is too long")
            read = email.message_from_bytes(message["data"], policy=email.policy.default)
            if message["to"][0].startswith("rd@"):
                check("会議" in read.get_body(("plain",)).get_content())
        same({c.split(">", 1)[1] for c in smtp.commands if c.startswith(("MAIL", "RCPT"))}, {""})


def local_part():
    """a local part with letters outside ASCII is refused with a sentence and its place, before anything is sent"""
    for role, place, name, address in (("recipient", "5:52", "email", "răzvan@example.org"),
                                       ("sender", "7:14", "from", "întâlniri@example.org"),
                                       ("target", "9:44", "to", "listă@example.org")):
        with SmtpPeer() as smtp, Notes(smtp.via, **{role: address}) as notes:
            notes.run("run", "weekly", "reminders", status=78)
            sentence = (f'tidings.yaml:{place}: "{name}" is not a mail address: "{address}": '
                        "the part before the @ has letters outside ASCII, which few mail servers accept")
            check(sentence in notes.errors, notes.errors)
            same(smtp.connections, 0)


run_cases([idn, seven_bit, local_part])
