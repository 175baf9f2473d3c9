#!/usr/bin/python3
"""Names and kinds of files that surprise: spaces, newlines, bytes that are no UTF-8, folders and links called x.md."""
import os

from workbench import Bench, Tap, meeting

NAMES = [b"two words.md", b"new\nline.md", b"tab\there.md", b"-c.md", b"'quoted' \"twice\".md", b"\xff\xfe.md", b"\xe2\x80\xae.md",
         b"percent%s%n.md", "ședință.md".encode(), b"x" * 250 + b".md", b"*.md"]


def check_name(tap, name):
    shown = ascii(os.fsdecode(name))[:40]
    with Bench() as bench:
        bench.note(name, meeting("Polish the brass"))
        run = bench.tidings("run")
        tap.ok(run.status == 0 and not run.err, f"{shown}: a good file is taken in silence", run)
        actions = bench.tidings("actions")
        tap.ok("Polish the brass" in actions.out, f"{shown}: its action is known", actions)
        bench.note(name, meeting("Forget it", "teams: }{\n"))
        bad = bench.tidings("run")
        tap.ok(bad.status == 65 and len(bad.err.splitlines()) == 1, f"{shown}: a bad file gets one line", bad)
        control = [char for char in bad.err.rstrip("\n") + bad.out.replace("\n", "") if ord(char) < 32]
        tap.ok(not control, f"{shown}: no control character is printed", bad)


def check_folder(tap):
    with Bench() as bench:
        os.mkdir(bench.root / "notes/x.md")
        bench.note("x.md/inner.md", meeting("Wind the clock"))
        bench.note("sound.md", meeting("Oil the hinges"))
        run = bench.tidings("run")
        tap.ok(run.status in (0, 65) and len(run.err.splitlines()) <= 1, "a folder called x.md does not stop the run", run)
        actions = bench.tidings("actions")
        tap.ok("Oil the hinges" in actions.out and "Wind the clock" in actions.out, "what stands in and beside it is read", actions)
        parse = bench.tidings("parse", str(bench.root / "notes/x.md"))
        tap.ok(parse.status != 0 and len(parse.err.splitlines()) == 1 and "x.md" in parse.err, "parse says that it is a folder", parse)


def check_fifo(tap):
    with Bench() as bench:
        os.mkfifo(bench.root / "notes/pipe.md")
        bench.note("sound.md", meeting("Oil the hinges"))
        run = bench.tidings("run")
        tap.ok(run.status in (0, 65) and len(run.err.splitlines()) <= 1, "a FIFO called pipe.md does not hold the run up", run)
        parse = bench.tidings("parse", str(bench.root / "notes/pipe.md"))
        tap.ok(parse.status == 65 and len(parse.err.splitlines()) == 1 and "pipe.md" in parse.err, "parse says that it is no regular file", parse)


def check_links(tap):
    with Bench() as bench, Bench() as other:
        secret = other.note("secret.md", meeting("Tell nobody"))
        os.symlink(secret, bench.root / "notes/out.md")
        os.symlink(other.root / "notes", bench.root / "notes/outside")
        os.symlink(bench.root / "notes", bench.root / "notes/loop")
        os.symlink("self.md", bench.root / "notes/self.md")
        os.symlink("nowhere.md", bench.root / "notes/dangling.md")
        os.symlink("../notes/sound.md", bench.root / "notes/inside.md")
        bench.note("sound.md", meeting("Oil the hinges"))
        run = bench.tidings("run")
        tap.ok(run.status in (0, 65, 74), "links that lead nowhere, outside or round do not stop the run", run)
        tap.ok("secret.md" not in run.out, "nothing outside is read", run)
        actions = bench.tidings("actions")
        tap.ok("Oil the hinges" in actions.out and "Tell nobody" not in actions.out, "only what is inside is read", actions)


def main():
    tap = Tap()
    for name in NAMES:
        check_name(tap, name)
    check_folder(tap)
    check_fifo(tap)
    check_links(tap)
    tap.done()


main()
