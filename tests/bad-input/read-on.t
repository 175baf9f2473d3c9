#!/usr/bin/python3
"""A meeting file that is odd but readable: `parse` warns with line and column and keeps the best reading."""
from workbench import Bench, Tap, meeting

GOOD = meeting("Polish the brass")
FRONT = "datetime: {}\nteams:\n- workshop\nparticipants:\n- RoxanaD\n"

# What is odd, the bytes, the lines of which at least one must carry a warning.
WARNED = [
    ("no front matter", b"## TODOs\n\nRD: Polish the brass\n", {1}),
    ("an empty file", b"", {1}),
    ("a scalar for the list of teams", GOOD.replace(b"teams:\n- workshop", b"teams: workshop"), {3}),
    ("a list for the date", meeting("Polish the brass", FRONT.format("[2026, 2]")), {2}),
    ("a day that does not exist", meeting("Polish the brass", FRONT.format("2026-02-30T16:00:00+02:00")), {2}),
    ("a day with three digits", meeting("Polish the brass", FRONT.format("2026-02-010T16:00:00+02:00")), {2}),
    ("an hour that does not exist", meeting("Polish the brass", FRONT.format("2026-02-10T25:61:00+02:00")), {2}),
    ("invalid UTF-8", GOOD.replace(b"A word", b"A w\xff\xc3(rd"), {10, 11, 12}),
]
# The same meeting in other clothes.
SAME = [
    ("CRLF", GOOD.replace(b"\n", b"\r\n")),
    ("a byte order mark", b"\xef\xbb\xbf" + GOOD),
    ("both", b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n")),
    ("no newline at the end", GOOD.rstrip(b"\n")),
]
DEEP = 10000
# Nesting and repetition that make a careless parser slow, or its stack or memory grow.
NESTED = [
    ("quotes", b"> " * DEEP + b"deep"),
    ("lists", b"- " * DEEP + b"deep"),
    ("numbered lists", b"1. " * DEEP + b"deep"),
    ("quotes and lists", b"> - " * DEEP + b"deep"),
    ("emphasis", b"*a **b " * DEEP + b"** *" * DEEP),
    ("brackets", b"[" * DEEP + b"deep" + b"](x)" * DEEP),
    ("unclosed links", b"[a](" * DEEP),
    ("back ticks", b"".join(b"`" * i + b" " for i in range(1, 1200))),
    ("tables", b"|" * DEEP + b"\n" + b"|-" * DEEP),
    ("owners", b"RD/" * DEEP + b"RD: polish\n"),
    ("owner lines", b"RD: x\n" * DEEP),
    ("strikes", b"~~" * DEEP),
    ("indented lists", b"".join(b"  " * i + b"- a\n" for i in range(600))),
    ("one long word", b"a" * 900_000),
    ("one long line of spaces", b"RD:" + b" " * 900_000 + b"x"),
]


def readable(found):
    """A mapping without what may differ between two clothes of the same meeting."""
    return found and {key: value for key, value in found.items() if key not in ("path", "warnings")}


def check_warned(tap, what, content, lines):
    with Bench() as bench:
        found, result = bench.parse(bench.note("odd.md", content))
        if not tap.ok(found is not None and result.status in (0, 65), f"{what}: it is read", result):
            return
        warned = {warning["line"] for warning in found["warnings"] if warning["message"] and warning["code"]}
        tap.ok(warned & lines, f"{what}: a warning says where", result)
        if b"RD: Polish" in content:
            tap.ok([action["text"] for action in found["actions"]] == ["Polish the brass"], f"{what}: the action is read", result)


def check_same(tap, what, content):
    with Bench() as bench:
        plain, _ = bench.parse(bench.note("plain.md", GOOD))
        found, result = bench.parse(bench.note("dressed.md", content))
        tap.ok(plain and readable(found) == readable(plain), f"{what}: it reads the same", result)
        tap.ok(found and not found["warnings"], f"{what}: no warning", result)


def check_nested(tap, what, content, below):
    with Bench() as bench:
        bench.note("deep.md", meeting("Polish the brass").replace(*below(content)))
        bench.note("sound.md", meeting("Oil the hinges"))
        run = bench.tidings("run")
        tap.ok(run.status in (0, 65) and len(run.err.splitlines()) <= 1, f"{what}: the run ends well", run)
        tap.ok(run.bounded(), f"{what}: memory stays bounded", f"{run.peak:.0f} MiB")
        actions = bench.tidings("actions")
        tap.ok("Oil the hinges" in actions.out, f"{what}: the other file is read", actions)


def main():
    tap = Tap()
    for case in WARNED:
        check_warned(tap, *case)
    for case in SAME:
        check_same(tap, *case)
    for what, content in NESTED:
        check_nested(tap, f"deep {what} in an action", content, lambda text: (b"RD: Polish the brass", text))
        check_nested(tap, f"deep {what} in the discussions", content, lambda text: (b"RD: A word.", text))
    tap.done()


main()
