#!/usr/bin/python3
"""The systemd units are right, and the service may do little: `systemd-analyze security` puts it under 3.0 of 10."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICE = ROOT / "contrib/cron/tidings.service"
TIMER = ROOT / "contrib/cron/tidings.timer"
EXPOSURE_MAX = 3.0


def analyze(*arguments):
    return subprocess.run(["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C", "SYSTEMD_COLORS": "0"})


def settings(name):
    return re.findall(rf"^{name}=(.*)$", SERVICE.read_text(), re.M)


def complaints():
    """Without those about programs that are not installed here, and what the rest of this system has."""
    told = analyze("verify", str(SERVICE), str(TIMER)).stderr.splitlines()
    return [line for line in told if "tidings." in line and "is not executable" not in line and "Command 'man" not in line]


def main():
    if not shutil.which("systemd-analyze"):
        print("1..0 # SKIP no systemd-analyze")
        return
    security = analyze("security", "--offline=true", str(SERVICE))
    if "Unknown" in security.stderr or "unrecognized" in security.stderr:
        print("1..0 # SKIP systemd-analyze is too old for --offline")
        return
    level = re.search(r"exposure level for tidings.service: ([\d.]+)", security.stdout)
    wrong = complaints()
    checks = [
        ("the units are right", not wrong, wrong),
        (f"the service is under {EXPOSURE_MAX}", level and float(level[1]) < EXPOSURE_MAX,
         [level[0] if level else security.stdout + security.stderr]),
        ("a run that hangs ends, and has a bound for memory", settings("TimeoutStartSec") and settings("MemoryMax"), []),
        ("the folders of notes and archive can be written, there or not",
         settings("ReadWritePaths") and all(path.startswith("-/") for path in settings("ReadWritePaths")),
         settings("ReadWritePaths")),
    ]
    print(f"1..{len(checks)}")
    for number, (name, holds, why) in enumerate(checks, 1):
        print(f"{'ok' if holds else 'not ok'} {number} - {name}")
        for line in why if not holds else []:
            print("#", line.replace("\n", "\n# "))
    sys.exit(0 if all(holds for _, holds, _ in checks) else 1)


main()
