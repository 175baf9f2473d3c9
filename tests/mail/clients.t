#!/usr/bin/python3
"""Delivered mail as mail programs show it: mblaze's mshow, and neomutt in a terminal of 80 columns.

The sample notes' digest and reminders in both languages, and samples with emoji, right-to-left text and long words, are
put into a maildir.  What the programs show must be the text as it was sent, each line within 72 cells (an address alone
may be longer), so that nothing wraps again.  `clients.t --show` prints the screens instead, to look at.
"""
import email
import email.policy
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
TIDINGS = os.environ.get("TIDINGS") or str(BUILD / "tidings")
WIDTH, COLUMNS, ROWS, DEADLINE = 72, 80, 1000, 60
SAMPLES = ["emoji", "right-to-left", "one-word", "long-names"]
ALONE = re.compile(r"\W*(\[\d+\] )?(https?|mailto):\S+")
count = 0


def ok(condition, name, seen=""):
    global count
    count += 1
    print(f"{'ok' if condition else 'not ok'} {count} - {name}", flush=True)
    if not condition:
        for line in str(seen).splitlines()[:40]:
            print("#", line)


def cells(text):
    """How many columns a terminal gives it: wide letters take two, marks that combine none."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
               if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return wide


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", **options).stdout


def deliver(scratch, maildir):
    """Everything into the maildir; yields what each message is and its file there."""
    environment = dict(os.environ, TIDINGS_TEMPLATES=str(SOURCE / "templates"), TIDINGS_NOW="2026-03-02T09:00:00+02:00")
    sent = {}
    for language in ("en", "ro"):
        shutil.copytree(SOURCE / "contrib/sample", scratch / language / "notes")
        config = scratch / language / "notes/tidings.yaml"
        config.write_text(f"language: {language}\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
        run(TIDINGS, "-c", str(config), "run", "weekly", "reminders", env=environment)
        for file in sorted((scratch / language / "mail").rglob("*.eml")):
            sent[f"{language}, {file.stem[-40:]}"] = file
    made = scratch / "made"
    made.mkdir()
    run(str(BUILD / "unit/test_render"), "--write", str(made), env=environment)
    for name in SAMPLES:
        sent[name] = next(made.glob(f"{name}.*.eml"))
    for name, file in sent.items():
        yield name, pathlib.Path(run("mdeliver", "-v", str(maildir), stdin=file.open("rb")).strip())


def body_of(file):
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    text = message.get_body(preferencelist=("plain",)).get_content()
    return str(message["Subject"]), text.replace("\r\n", "\n").rstrip("\n").split("\n")


def check_mshow(name, file):
    subject, lines = body_of(file)
    shown = run("mshow", str(file))
    ok("\n".join(lines) in shown, f"mshow, {name}: the text as it was sent", shown)
    ok(f"\nSubject: {subject}\n" in f"\n{shown}", f"mshow, {name}: the subject is readable", shown[:400])
    long = [line for line in lines if cells(line) > WIDTH and not ALONE.fullmatch(line)]
    ok(not long, f"{name}: no line over {WIDTH} cells", "\n".join(long))


class Terminal:
    """neomutt in a tmux of its own, as wide as people have it and high enough for a whole message."""

    def __init__(self, scratch, file):
        rules = scratch / "muttrc"
        rules.write_text("alternative_order text/plain\nset sleep_time=0 pager_index_lines=0 header_cache='' mail_check=0\n"
                         f"set folder='{scratch}' record='' history_file='' tmpdir='{scratch}' status_format=list "
                         "pager_format='shown whole %P'\n")
        folder = scratch / "one"
        shutil.rmtree(folder, ignore_errors=True)
        for place in ("cur", "new", "tmp"):
            (folder / place).mkdir(parents=True)
        shutil.copy(file, folder / "cur" / "1:2,S")
        self.socket = str(scratch / f"tmux-{time.monotonic_ns()}")    # a server that ends still holds its own
        command = f"neomutt -n -F {rules} -f {folder} -e 'push <display-message>'"
        environment = dict(os.environ, LC_ALL="C.UTF-8", TERM="screen-256color", HOME=str(scratch))
        run("tmux", "-S", self.socket, "-f", "/dev/null", "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), command,
            env=environment)

    def screen(self):
        """What is on it when the message is shown."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            shown = run("tmux", "-S", self.socket, "capture-pane", "-p")
            if "shown whole" in shown:
                return shown
            time.sleep(0.02)
        return shown

    def close(self):
        run("tmux", "-S", self.socket, "kill-server")


def screen_of(scratch, file):
    terminal = Terminal(scratch, file)
    try:
        return terminal.screen()
    finally:
        terminal.close()


def check_neomutt(name, scratch, file):
    subject, lines = body_of(file)
    shown = [line.rstrip() for line in screen_of(scratch, file).split("\n")]
    start = shown.index(lines[0]) if lines[0] in shown else 0
    seen = [line for line in shown[start:] if line]
    # A program may break an address that is longer than the screen, and hides the mark of the signature's space.
    wanted = [line.rstrip() for line in lines if line and cells(line) <= COLUMNS]
    missing = [line for line in wanted if line not in seen]
    ok(not missing, f"neomutt, {name}: every line stands as it was sent", "\n".join(missing[:5] + ["", *seen[:30]]))
    ok(f"Subject: {subject}"[:70] in "\n".join(shown[:start]), f"neomutt, {name}: the subject is readable", shown[:start])


def main():
    needed = ["mshow", "mdeliver", "neomutt", "tmux"]
    if os.environ.get("TIDINGS_SANITIZED") or not all(map(shutil.which, needed)):
        print("1..0 # SKIP mblaze, neomutt or tmux is not installed, or this is not the plain program")
        return
    with tempfile.TemporaryDirectory(prefix="tidings-mail-") as folder:
        scratch = pathlib.Path(folder)
        maildir = scratch / "maildir"
        for place in ("cur", "new", "tmp"):
            (maildir / place).mkdir(parents=True)
        for name, file in deliver(scratch, maildir):
            if "--show" in sys.argv:
                print(f"======== {name}\n{run('mshow', str(file))}\n-------- {name}\n{screen_of(scratch, file).rstrip()}")
                continue
            check_mshow(name, file)
            check_neomutt(name, scratch, file)
    print(f"1..{count}")


main()
