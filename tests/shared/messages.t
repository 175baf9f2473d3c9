#!/usr/bin/python3
"""The sample messages of test_render under outside acceptance checks, when those are there.

TIDINGS_CHECKS names their folder (default ../shared/tools beside the source): check_eml.py needs only Python;
check_email_html.mjs and check_discord_payload.mjs need node and the packages of that folder's package.json.
TIDINGS_CHECK_ALL=1 puts every sample before the browser; without it only three, because each takes some seconds.
In English and in Romanian.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
CHECKS = pathlib.Path(os.environ.get("TIDINGS_CHECKS", SOURCE.parent / "shared/tools"))
BROWSED = ["digest.list.html", "reminder.personal.html", "one-word.list.html"]
count = 0


def run(name, command):
    global count
    count += 1
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    print(f"{'ok' if done.returncode == 0 else 'not ok'} {count} - {name}", flush=True)
    if done.returncode != 0:
        for line in (done.stdout + done.stderr).splitlines()[:60]:
            print("#", line)


def kind_of(path):
    return path.name.split(".")[-2]


if not (CHECKS / "check_eml.py").exists():
    print("1..0 # SKIP the acceptance checks are not here")
    sys.exit(0)


def check(folder, language):
    environment = dict(os.environ, TIDINGS_TEMPLATES=str(SOURCE / "templates"))
    subprocess.run([str(BUILD / "unit/test_render"), "--write", str(folder), language], check=True, env=environment)
    for path in sorted(folder.glob("*.eml")):
        run(f"{language}: {path.name}", ["python3", str(CHECKS / "check_eml.py"), "--kind", kind_of(path), str(path)])
    if not BROWSES:
        return
    for path in sorted(folder.glob("*.discord.json")):
        run(f"{language}: {path.name}", ["node", str(CHECKS / "check_discord_payload.mjs"), str(path)])
    chosen = sorted(folder.glob("*.html")) if "TIDINGS_CHECK_ALL" in os.environ else [folder / n for n in BROWSED]
    for path in chosen:
        run(f"{language}: {path.name}",
            ["node", str(CHECKS / "check_email_html.mjs"), str(path), "--kind", kind_of(path), "--no-shots"])


BROWSES = (CHECKS / "node_modules").is_dir() and shutil.which("node")
for tongue in ("en", "ro"):
    with tempfile.TemporaryDirectory() as name:
        check(pathlib.Path(name), tongue)
if not BROWSES:
    print("# the checks by node are skipped: their packages are not installed", flush=True)
print(f"1..{count}")
