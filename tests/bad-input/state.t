#!/usr/bin/python3
"""A state file that is damaged, read-only, or on a full disk: one sentence, nothing lost, and the next run goes on."""
import hashlib
import os
import resource
import shutil
import subprocess

from workbench import Bench, Tap, become_nobody, give_to_nobody, meeting


def one_sentence(result, status=74):
    return result.status == status and len(result.err.splitlines()) == 1 and "state.db" in result.err


def fill(bench, count=1):
    for number in range(count):
        # words that no other action shares, or it would be the same one carried on
        words = " ".join(hashlib.sha256(f"{number} {i}".encode()).hexdigest()[:20] for i in range(30))
        bench.note(f"note-{number}.md", meeting(f"Polish lamp {number} {words}"))


def check_damaged(tap, what, spoil):
    with Bench() as bench:
        fill(bench, 30)
        first = bench.tidings("run")
        tap.ok(first.status == 0, f"{what}: before, the run ends well", first)
        path = bench.root / "state/state.db"
        spoil(path)
        damaged = path.read_bytes()
        for left in ("state.db-wal", "state.db-shm"):
            (bench.root / "state" / left).unlink(missing_ok=True)
        bench.note("later.md", meeting("Wind the clock"))
        second = bench.tidings("run")
        tap.ok(one_sentence(second), f"{what}: one sentence names the state file, status 74", second)
        tap.ok(path.read_bytes() == damaged, f"{what}: the file is left for a person to look at", second)
        looked = bench.tidings("actions")
        tap.ok(looked.status == 74 and len(looked.err.splitlines()) == 1, f"{what}: actions says so, too", looked)


def overwrite(path):
    path.write_bytes(b"not a data base, " * 4096)


def truncate(path):
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def scramble(path):
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), 64):
        content[at] ^= 0xA5
    path.write_bytes(content)


def check_read_only(tap, what, mode_of_folder):
    with Bench() as bench:
        fill(bench)
        if not give_to_nobody(bench):
            tap.skip(what, "the program cannot be run by nobody here")
            return
        first = bench.tidings("run", prepare=become_nobody)
        tap.ok(first.status == 0, f"{what}: before, the run ends well", first)
        for path in (bench.root / "state").iterdir():
            path.chmod(0o444)
        (bench.root / "state").chmod(mode_of_folder)
        os.chmod(bench.note("later.md", meeting("Wind the clock")), 0o644)
        second = bench.tidings("run", prepare=become_nobody)
        tap.ok(one_sentence(second), f"{what}: one sentence names the state file, status 74", second)
        looked = bench.tidings("actions", prepare=become_nobody)
        tap.ok(looked.status == 0 and "Polish lamp 0" in looked.out, f"{what}: it can still be read", looked)
        for path in [bench.root / "state", *(bench.root / "state").iterdir()]:
            path.chmod(0o755)
        third = bench.tidings("run", prepare=become_nobody)
        actions = bench.tidings("actions", prepare=become_nobody)
        tap.ok(third.status == 0 and "Wind the clock" in actions.out, f"{what}: mended, the next run goes on", f"{third}\n{actions}")


def limit_files(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def check_small_files(tap):
    """The disk is full at many places: files may only grow to a size, and that size grows."""
    with Bench() as bench:
        fill(bench, 40)
        for size in (1000, 4096, 16384, 50000, 100000):
            run = bench.tidings("run", prepare=limit_files(size))
            fine = run.status == 0 or run.status in (74, 75) and len(run.err.splitlines()) == 1
            tap.ok(fine, f"files of at most {size} bytes: status 0, or 74 with one sentence", run)
        last = bench.tidings("run")
        actions = bench.tidings("actions")
        tap.ok(last.status == 0 and actions.out.count("Polish lamp") == 40, "with room again, everything is there", f"{last}\n{actions}")
        mails = list(bench.root.glob("mail/**/*.eml"))
        tap.ok(len(mails) == 1 and mails[0].read_bytes().endswith(b"\n"), "the digest is there, once and whole", mails)


FULL_DISK = """\
mount -t tmpfs -o size=96k none state || exit 99
"$0" "$@"; echo "status $?"
mount -o remount,size=64m state || exit 99
"$0" "$@"; echo "status $?"
cp state/* kept/
"""


def check_full_disk(tap):
    with Bench() as bench:
        fill(bench, 60)
        (bench.root / "kept").mkdir()
        try:
            namespace = shutil.which("unshare") and subprocess.run(
                ["unshare", "-m", "mount", "-t", "tmpfs", "none", bench.root / "state"], capture_output=True, check=False)
        except OSError:
            namespace = None
        if not namespace or namespace.returncode != 0:
            tap.skip("a full disk", "no file system can be mounted here")
            return
        run = bench.tidings("run", before=("unshare", "-m", "sh", "-c", FULL_DISK))
        tap.ok(run.out.split() == ["status", "74", "status", "0"], "a full disk: status 74; with room again, 0", run)
        tap.ok(len(run.err.splitlines()) == 1 and "state.db" in run.err, "a full disk: one sentence names the state file", run)
        shutil.copytree(bench.root / "kept", bench.root / "state", dirs_exist_ok=True)
        actions = bench.tidings("actions")
        tap.ok(actions.out.count("Polish lamp") == 60, "a full disk: nothing is lost", actions)


def main():
    tap = Tap()
    for what, spoil in (("no data base", overwrite), ("cut in half", truncate), ("scrambled", scramble)):
        check_damaged(tap, what, spoil)
    check_read_only(tap, "a read-only state file", 0o755)
    check_read_only(tap, "a read-only state file and folder", 0o555)
    check_small_files(tap)
    check_full_disk(tap)
    tap.done()


main()
