#!/usr/bin/python3
"""Golden tests: each folder tests/golden/NAME holds `cmd` (a shell script), its inputs, and `expect`.

The folder is copied, `sh ./cmd` runs in the copy with the built tidings first in PATH, and what it prints on
standard output and standard error, with a last line `exit STATUS`, is compared with `expect`.
  run.t [NAME...]            compare and print TAP
  run.t --update [NAME...]   write `expect`
$TIDINGS names the program; $TIDINGS_BUILD the build folder (default build).
"""
import concurrent.futures
import difflib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
PROGRAM = pathlib.Path(os.environ.get("TIDINGS", BUILD / "tidings")).resolve()
KEPT = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TIDINGS_PROGRAM", "TIDINGS_SANITIZED")
SECONDS = 60 if "TIDINGS_SANITIZED" not in os.environ else 600


def environment(scratch):
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env.update(
        PATH=f"{scratch / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        HOME=str(scratch / "home"),
        XDG_CONFIG_HOME=str(scratch / "home/config"),
        XDG_STATE_HOME=str(scratch / "home/state"),
        XDG_CACHE_HOME=str(scratch / "home/cache"),
        XDG_DATA_HOME=str(scratch / "home/data"),
        XDG_RUNTIME_DIR=str(scratch / "home/run"),
        TMPDIR=str(scratch / "tmp"),
        LC_ALL="C.UTF-8",
        TZ="UTC",
        TIDINGS_NOW="2026-03-02T09:00:00+02:00",
        TIDINGS_TEMPLATES=str(SOURCE / "templates"),
        TIDINGS_SAMPLE=str(SOURCE / "contrib/sample"),
    )
    return env


def run_case(case):
    """What the case prints, with its exit status as the last line."""
    with tempfile.TemporaryDirectory(prefix="golden-") as name:
        scratch = pathlib.Path(name)
        for folder in ("bin", "home/run", "tmp"):
            (scratch / folder).mkdir(parents=True)
        (scratch / "bin/tidings").symlink_to(PROGRAM)
        work = scratch / "case"
        shutil.copytree(case, work, symlinks=True, ignore=shutil.ignore_patterns("expect"))
        child = subprocess.Popen(["sh", "./cmd"], cwd=work, env=environment(scratch), stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output, _ = child.communicate(timeout=SECONDS)
            last = f"exit {child.returncode}"
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            output, _ = child.communicate()
            last = f"no end after {SECONDS} seconds"
    if output and not output.endswith(b"\n"):
        output += b"\n\\ no newline at the end\n"
    return output + last.encode() + b"\n"


def difference(case, expected, found):
    lines = [text.decode(errors="backslashreplace").splitlines() for text in (expected, found)]
    return difflib.unified_diff(*lines, f"{case.name}/expect", "found", lineterm="")


def update(case, found):
    expect = case / "expect"
    if not expect.exists() or expect.read_bytes() != found:
        print("wrote", expect)
        expect.write_bytes(found)


def compare(number, case, found):
    expect = case / "expect"
    expected = expect.read_bytes() if expect.exists() else b""
    print(f"{'ok' if expected == found else 'not ok'} {number} - {case.name}")
    if expected != found:
        for line in difference(case, expected, found):
            print("#", line)
    return expected == found


def main():
    names = [name for name in sys.argv[1:] if name != "--update"]
    cases = sorted(path.parent for path in HERE.glob("*/cmd") if not names or path.parent.name in names)
    missing = set(names) - {case.name for case in cases}
    if missing:
        sys.exit(f"no such golden case: {', '.join(sorted(missing))}")
    if not cases:
        print("1..0 # SKIP no golden cases")
        return 0
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is not there: run make first")
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        found = list(pool.map(run_case, cases))
    if "--update" in sys.argv:
        for case, output in zip(cases, found):
            update(case, output)
        return 0
    print(f"1..{len(cases)}")
    return 0 if all([compare(*each) for each in zip(range(1, len(cases) + 1), cases, found)]) else 1


sys.exit(main())
