#!/usr/bin/python3
"""A meeting file that goes bad: one sentence says where and what, its last good reading stays, the run goes on."""
import os
import re

from workbench import Bench, Tap, become_nobody, give_to_nobody, meeting

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))


def broken_yaml(path):
    replace(path, meeting("Forget it", "datetime: [2026-02-27\nteams: }{\n"))


def bomb(path):
    replace(path, meeting("Forget it", BOMB + "teams: *a11\n"))


def deep_yaml(path):
    replace(path, meeting("Forget it", "teams: " + "[" * 10000 + "]" * 10000 + "\n"))


def unclosed_quote(path):
    replace(path, meeting("Forget it", 'title: "never closed\nteams: [workshop]\n'))


def endless_front_matter(path):
    replace(path, b"---\nteams: [workshop]\n\n## TODOs\n\nRD: Forget it\n")


def hundred_megabytes(path):
    os.truncate(path, 100 * 1000 * 1000)


def half_merged(path):
    replace(path, meeting("Forget it").replace(b"RD: A word.", b"<<<<<<< HEAD\nRD: A.\n=======\nRD: B.\n>>>>>>> 3f2a1bc"))


def nul_bytes(path):
    replace(path, meeting("Forget it").replace(b"A word", b"A \0 word"))


def utf16(path):
    replace(path, meeting("Forget it").decode().encode("utf-16"))


def unreadable(path):
    replace(path, meeting("Forget it"))
    os.chmod(path, 0)


def replace(path, content):
    with open(path, "wb") as file:
        file.write(content)


# What befalls the file, how; what the sentence says after the path; the exit status.
CASES = [
    ("broken YAML", broken_yaml, r":[23]:\d+: \S", 65),
    ("a YAML bomb", bomb, r":\d+:\d+: .*(alias|anchor)", 65),
    ("YAML nested 10,000 deep", deep_yaml, r":2:\d+: \S", 65),
    ("a quote that never ends", unclosed_quote, r":\d+:\d+: \S", 65),
    ("front matter that never ends", endless_front_matter, r":1:\d+: \S", 65),
    ("a merge that was not ended", half_merged, r":11:1: .*merge", 65),
    ("NUL bytes", nul_bytes, r":11:7: .*NUL", 65),
    ("UTF-16", utf16, r":1:1: .*UTF-16", 65),
    ("100 MB", hundred_megabytes, r": .*(large|big|MiB|bytes)", 65),
    ("an unreadable file", unreadable, r": .*[Pp]ermission", 65),
]


def check(tap, what, spoil, pattern, status):
    with Bench() as bench:
        victim = bench.note("victim.md", meeting("Polish the brass"))
        bench.note("sound.md", meeting("Oil the hinges"))
        if not give_to_nobody(bench):
            tap.skip(what, "the program cannot be run by nobody here")
            return
        first = bench.tidings("run", prepare=become_nobody)
        tap.ok(first.status == 0 and not first.err, f"{what}: before, the run is silent", first)
        spoil(victim)
        later = bench.note("later.md", meeting("Wind the clock"))
        os.chmod(later, 0o644)
        second = bench.tidings("run", prepare=become_nobody)
        lines = [line for line in second.err.splitlines() if "victim.md" in line]
        tap.ok(len(lines) == 1 and re.search(r"victim\.md" + pattern, lines[0]), f"{what}: one sentence says where and what", second)
        tap.ok(len(second.err.splitlines()) == 1, f"{what}: nothing else is said", second)
        tap.ok(second.status == status, f"{what}: the status is {status}", second)
        tap.ok(second.bounded(), f"{what}: memory stays bounded", second)
        actions = bench.tidings("actions", prepare=become_nobody)
        for text, why in (("Wind the clock", "the rest of the run goes on"), ("Polish the brass", "the last good reading stays"),
                          ("Oil the hinges", "the other files stay")):
            tap.ok(text in actions.out, f"{what}: {why}", actions)
        tap.ok("Forget it" not in actions.out, f"{what}: nothing of the bad file is taken", actions)


def main():
    tap = Tap()
    for case in CASES:
        check(tap, *case)
    tap.done()


main()
