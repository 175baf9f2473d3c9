#!/usr/bin/python3
"""make install puts everything below DESTDIR and PREFIX, and make uninstall takes it away again."""
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
EXPECTED = {"bin/tidings", "share/man/man1/tidings.1", "share/doc/tidings/crontab", "share/doc/tidings/tidings.service",
            "share/doc/tidings/tidings.timer"}


def make(target, *arguments):
    # MAKEFLAGS of an outer make stays: it names the same BUILD and flags.
    run = subprocess.run(["make", "-s", target, *arguments], cwd=SOURCE, capture_output=True, text=True, check=False)
    for line in run.stderr.splitlines() if run.returncode else ():
        print("#", line)
    return run.returncode == 0


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def main():
    if "TIDINGS_SANITIZED" in os.environ:
        print("1..0 # SKIP the plain build is what is installed")
        return 0
    # A PREFIX of its own would compile again, beside the tests that run.
    with tempfile.TemporaryDirectory() as name:
        prefix = pathlib.Path(name) / "usr/local"
        installed = make("install", f"DESTDIR={name}")
        found = files_below(prefix)
        templates = {f"share/tidings/templates/{path.name}" for path in (SOURCE / "templates").glob("*")}
        version = subprocess.run([prefix / "bin/tidings", "version"], capture_output=True, text=True, check=False)
        removed = make("uninstall", f"DESTDIR={name}")
        results = [
            (installed and EXPECTED <= found, f"program, manual and cron files are there: {sorted(EXPECTED - found)} missing"),
            (templates and templates <= found, f"templates are there: {sorted(templates - found)} missing"),
            (version.returncode == 0 and version.stdout.strip(), "the installed program runs"),
            (removed and not files_below(pathlib.Path(name)), "uninstall leaves nothing"),
        ]
    print(f"1..{len(results)}")
    for number, (fine, what) in enumerate(results, 1):
        print(f"{'ok' if fine else 'not ok'} {number} - {what}")
    return 0 if all(fine for fine, _ in results) else 1


sys.exit(main())
