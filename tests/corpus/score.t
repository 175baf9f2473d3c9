#!/usr/bin/python3
"""The score of `tidings parse` on real notes that were annotated by hand, where they are at hand.

They stand beside the repository in ../shared (or where $TIDINGS_GOLD says): gold/actions.json, corpus/ and
tools/score_actions.py.  Without them the test is skipped.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
PROGRAM = pathlib.Path(os.environ.get("TIDINGS", BUILD / "tidings")).resolve()
GOLD = pathlib.Path(os.environ.get("TIDINGS_GOLD", SOURCE.parent / "shared"))


def parse(scratch):
    env = dict(os.environ, HOME=scratch, XDG_CONFIG_HOME=scratch)
    env.pop("TIDINGS_CONFIG", None)
    files = sorted(str(p.relative_to(GOLD / "corpus")) for p in (GOLD / "corpus").rglob("*.md"))
    return len(files), subprocess.run([PROGRAM, "parse", "--json", *files], cwd=GOLD / "corpus", env=env, timeout=600,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def main():
    needed = [GOLD / "gold/actions.json", GOLD / "corpus", GOLD / "tools/score_actions.py"]
    if not all(path.exists() for path in needed):
        print("1..0 # SKIP the annotated notes are not beside the repository")
        return 0
    checks = []
    with tempfile.TemporaryDirectory() as scratch:
        count, run = parse(scratch)
    lines = run.stdout.splitlines()
    checks.append(("every file is parsed", run.returncode == 0 and len(lines) == count, run.stderr.decode()))
    meetings = [json.loads(line) for line in lines]
    sizes = {m["path"]: (GOLD / "corpus" / m["path"]).read_bytes().count(b"\n") + 1 for m in meetings}
    wrong = [m["path"] for m in meetings for item in m["actions"] + m["notes"] + m["warnings"] + m["tracks"]
             if not 1 <= item["line"] <= sizes[m["path"]]]
    checks.append(("every line number is within its file", not wrong, str(wrong)))
    score = subprocess.run([sys.executable, needed[2], needed[0]], input=run.stdout, stdout=subprocess.PIPE, check=True,
                           timeout=60).stdout.decode()
    found = re.search(r"F1 ([0-9.]+).*due (\d+)/(\d+) \(\+(\d+) false\)  next_meeting (\d+)/(\d+) \(\+(\d+) false\)",
                      score)
    checks.append(("actions are those of the annotators", found and float(found[1]) == 1.0, score))
    checks.append(("so are due dates", found and found[2] == found[3] and found[4] == "0", score))
    checks.append(("and next meetings", found and found[5] == found[6] and found[7] == "0", score))
    print(f"1..{len(checks)}")
    for number, (name, right, why) in enumerate(checks, 1):
        print(f"{'ok' if right else 'not ok'} {number} - {name}")
        if not right:
            print("\n".join("# " + line for line in why.splitlines()))
    return 0 if all(right for _, right, _ in checks) else 1


sys.exit(main())
