#!/usr/bin/python3
"""Feeds the kept fuzz findings to their targets: one test a target."""
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", HERE.parent.parent / "build"))
WRAPPER = os.environ.get("TIDINGS_WRAPPER", "").split()


def replay(name):
    kept = sorted(str(path) for path in (HERE / "corpus" / name).glob("*") if path.is_file())
    try:
        run = subprocess.run(WRAPPER + [BUILD / "replay" / name, *kept], capture_output=True, timeout=600, check=False)
    except subprocess.TimeoutExpired:
        return kept, "it hangs"
    except OSError as problem:
        return kept, str(problem)
    return kept, "" if run.returncode == 0 else f"status {run.returncode}\n" + run.stderr.decode(errors="replace")


def main():
    names = sorted(path.stem for path in HERE.glob("*.c"))
    if not names:
        print("1..0 # SKIP no fuzz targets")
        return
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        kept, problem = replay(name)
        print(f"{'not ok' if problem else 'ok'} {number} - {name}: {len(kept)} kept inputs")
        for line in problem.splitlines():
            print("#", line)


main()
