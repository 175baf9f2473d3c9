#!/usr/bin/python3
"""Files just under the size that is read, with 30,000 names: they are read right, within bounded memory and work.

The bound on work is no assertion on time: a program whose work grew with the square of the names would need minutes of
the processor, and the kernel kills it after SECONDS of them.
"""
import itertools
import resource

from workbench import SANITIZED, Bench, Tap

SECONDS = 200 if SANITIZED else 20
KEPT = 10_000  # items of one file that are read
NAMES = ["Q" + "".join(letters) for letters in itertools.islice(itertools.product("aoukmrxzj", repeat=5), 30_000)]
HEAD = "---\ndatetime: 2026-02-27T16:00:00+02:00\nteams: [workshop]\n"
TODOS = "---\n## TODOs\n\n"

# Where the names stand, the file, the owners of the items that are kept.
CASES = [
    ("before items", HEAD + TODOS + "".join(f"{name}: oil it\n\n" for name in NAMES), [[name] for name in NAMES]),
    ("joined before items", HEAD + TODOS + "".join(f"{'/'.join(NAMES[i:i + 30])}: oil it\n\n" for i in range(0, 30_000, 30)),
     [NAMES[i:i + 30] for i in range(0, 30_000, 30)]),
    ("behind items", HEAD + "participants: [" + ", ".join(NAMES[:900]) + "]\n" + TODOS +
     "".join(f"- oil it ({name})\n" for name in NAMES), [[name] for name in NAMES[:900]] + [[]] * 29_100),
    ("of participants", HEAD + "participants:\n" + "".join(f"- {name}\n" for name in NAMES) + TODOS +
     "".join(f"{name}: oil it\n\n" for name in NAMES), [[name] for name in NAMES]),
    ("with the same initials", HEAD + "participants:\n" + "".join(f"- Ana {name}\n" for name in NAMES) + TODOS +
     "AQ: oil it\n\n" * 9_000, [["AQ"]] * 9_000),
    ("at the margin below lists", HEAD + TODOS + "".join(f"- a\n  - b\n{name}: oil it\n" for name in NAMES),
     [owners for name in NAMES for owners in ([], [name])]),
    ("in brackets", HEAD + TODOS + "".join(f"[@{name}]: oil\n\n" for name in NAMES), [[f"@{name}"] for name in NAMES]),
]
SPEAKERS = HEAD + "---\n## Discussions\n\n" + "".join(f"{name}: a word\n\n" for name in NAMES)


def bound():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def run(bench, *arguments):
    return bench.tidings(*arguments, prepare=bound)


def check(tap, where, text, owners):
    with Bench() as bench:
        path = bench.note("many.md", text.encode()).decode()
        found, result = bench.parse(path, prepare=bound)
        if not tap.ok(len(text) < 1 << 20 and found is not None and result.status == 0, f"names {where}: the file is read", result.err):
            return
        tap.ok([action["owners"] for action in found["actions"]] == owners[:KEPT], f"names {where}: each item has its owners",
               [action["owners"] for action in found["actions"]][:5])
        tap.ok(result.bounded(), f"names {where}: memory stays bounded", f"{result.peak:.0f} MiB")
        codes = {warning["code"] for warning in found["warnings"]}
        tap.ok(("too-many-items" in codes) == (where != "joined before items"), f"names {where}: what is left out is said", codes)
        lint = run(bench, "lint", path)
        tap.ok(lint.status == 0 and lint.bounded(), f"names {where}: lint ends", lint.err)


def check_speakers(tap):
    with Bench() as bench:
        found, result = bench.parse(bench.note("many.md", SPEAKERS.encode()), prepare=bound)
        said = [entry["speaker"] for entry in found["tracks"][0]["entries"]] if found else []
        tap.ok(said == NAMES[:KEPT], "names that speak: each statement has its speaker", result.err)
        tap.ok(result.bounded(), "names that speak: memory stays bounded", f"{result.peak:.0f} MiB")


def check_run(tap):
    with Bench() as bench:
        bench.note("many.md", CASES[0][1].encode())
        bench.note("sound.md", (HEAD + TODOS + "RD: oil the hinges\n").encode())
        result = run(bench, "run")
        tap.ok(result.status == 0 and not result.err, "a run with such a file ends well", result.err)
        tap.ok("oil the hinges" in run(bench, "actions").out, "and has the other file's action")


def main():
    tap = Tap()
    for case in CASES:
        check(tap, *case)
    check_speakers(tap)
    check_run(tap)
    tap.done()


main()
