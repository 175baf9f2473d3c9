#!/usr/bin/python3
"""Deliveries to a folder instead of a server."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from tap import Folder, Sending, check, mail, run_cases, same  # noqa: E402


def whole():
    """each mail is one whole file, named so that they sort as queued"""
    with Folder() as folder:
        out = os.path.join(folder.path, "a", "out")
        data = [(f"rd{n}@example.org", mail(n)) for n in range(1, 13)]
        same(set(Sending("mail", f"folder:{out}", data).kinds().values()), {"sent"})
        names = sorted(os.listdir(out))
        same([open(os.path.join(out, name), "rb").read() for name in names], [body for _, body in data])
        check(all(name.endswith(".eml") for name in names), names)


def again():
    """the same delivery again is the same file"""
    with Folder() as folder:
        for _ in range(2):
            Sending("discord", f"folder:{folder.path}", [("community", b'{"content":"x"}')])
        names = os.listdir(folder.path)
        same(len(names), 1)
        check(names[0].endswith(".json"), names)


def strange():
    """a recipient cannot lead out of the folder"""
    with Folder() as folder:
        out = os.path.join(folder.path, "out")
        Sending("mail", f"folder:{out}", [("../../x\n/y@example.org", mail(1))])
        same(os.listdir(folder.path), ["out"])
        same(len(os.listdir(out)), 1)
        check(os.listdir(out)[0].isprintable() and "/" not in os.listdir(out)[0])


def no_folder():
    """a folder that cannot be made costs one attempt"""
    with Folder() as folder:
        sending = Sending("mail", f"folder:{folder.file('file', b'')}/out", [("a@b", mail(1)), ("c@d", mail(2))])
        same(sending.kinds(), {1: "temporary"})
        check(not sending.open)


run_cases([whole, again, strange, no_folder])
