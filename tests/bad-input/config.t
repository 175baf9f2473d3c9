#!/usr/bin/python3
"""A configuration that is wrong: every mistake with file, line and column, a guess at what was meant, status 78."""
import os
import re

from workbench import CONFIG, Bench, Tap, meeting

BOMB = "a0: &a0 [x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))

# What is wrong, the configuration, what the message must say.
CASES = [
    ("an unknown key", CONFIG.replace("timezone:", "timezome:"), r'tidings\.yaml:2:1: .*timezome.*timezone'),
    ("an unknown key of a job", CONFIG.replace("every: week", "evry: week"), r"tidings\.yaml:8:\d+: .*evry.*every"),
    ("a time zone that does not exist", CONFIG.replace("Bucharest", "Bukarest"), r"tidings\.yaml:2:\d+: .*Bukarest"),
    ("a mapping for a list", CONFIG.replace("[\"**/*.md\"]", "{a: b}"), r"tidings\.yaml:1:\d+: \S"),
    ("a kind that does not exist", CONFIG.replace("kind: digest", "kind: digests"), r"tidings\.yaml:8:\d+: .*digests.*digest"),
    ("a webhook that is not there", CONFIG.replace("list:all@example.org", "discord:news"), r"tidings\.yaml:8:\d+: .*news"),
    ("a time that does not exist", CONFIG.replace("Mon 08:00", "Mon 28:00"), r"tidings\.yaml:8:\d+: .*28:00"),
    ("two persons with one id", CONFIG.replace("mail: {", "  - {id: rd, name: Else}\nmail: {"), r"tidings\.yaml:6:\d+: .*rd"),
    ("broken YAML", CONFIG + "jobs: }{\n", r"tidings\.yaml:9:\d+: \S"),
    ("a YAML bomb", CONFIG + BOMB, r"tidings\.yaml:\d+:\d+: .*alias"),
    ("YAML nested 10,000 deep", CONFIG + "groups: " + "[" * 10000 + "]" * 10000 + "\n", r"tidings\.yaml:9:\d+: \S"),
    ("an empty file", "", r"tidings\.yaml"),
    ("invalid UTF-8", CONFIG + "# \udcff\udcfe\n", r"tidings\.yaml:\d+"),
]


def check(tap, what, text, pattern):
    with Bench() as bench:
        bench.note("sound.md", meeting("Oil the hinges"))
        (bench.root / "tidings.yaml").write_bytes(text.encode(errors="surrogateescape"))
        for command in ("check", "run"):
            result = bench.tidings(command)
            tap.ok(result.status == 78 and result.bounded(), f"{what}: {command} ends with status 78", result)
            tap.ok(re.search(pattern, result.err), f"{what}: {command} says where and what", result)
        tap.ok(not list(bench.root.glob("mail/**/*.eml")), f"{what}: nothing is sent")


def check_all_at_once(tap):
    with Bench() as bench:
        text = CONFIG.replace("timezone:", "timezome:").replace("kind: digest", "kind: digests")
        (bench.root / "tidings.yaml").write_text(text, encoding="utf-8")
        result = bench.tidings("check")
        tap.ok("timezome" in result.err and "digests" in result.err, "two mistakes are told at once", result)


def check_not_there(tap):
    with Bench() as bench:
        (bench.root / "tidings.yaml").unlink()
        result = bench.tidings("run")
        tap.ok(result.status in (74, 78) and "tidings.yaml" in result.err, "no configuration: the message names the file", result)
        os.mkdir(bench.root / "tidings.yaml")
        result = bench.tidings("run")
        tap.ok(result.status in (65, 74, 78) and "tidings.yaml" in result.err, "a folder: the message names it", result)


def main():
    tap = Tap()
    for case in CASES:
        check(tap, *case)
    check_all_at_once(tap)
    check_not_there(tap)
    tap.done()


main()
