#!/usr/bin/python3
"""A file that is no text for a moment: half merged, in UTF-16, full of zeros, empty.  What was known of it stays."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

tap = Tap()
TODOS = "- AP: Order rain gauges\n- DT: Paint the mast"


def source(todos=TODOS):
    return (f"---\ndatetime: 2026-03-02T08:00:00+02:00\nteams:\n  - firmware\nparticipants:\n  - AnaP\n  - DanT\n---\n\n## Discussions\n\n"
            f"AP: The mast is up.\n\n## TODOs and Decisions\n\n{todos}\n").encode()


HALF = source().replace(b"- DT: Paint the mast\n", b"<<<<<<< HEAD\n- DT: Paint the mast by March 20.\n=======\n"
                                                     b"- DT: Paint the mast by March 27.\n>>>>>>> 3f2a1bc\n")
# what befalls the file, what lint calls it, what a run says of it
REFUSED = (
    ("UTF-16, little end first", source().decode().encode("utf-16"), "not-text", "UTF-16"),
    ("UTF-16, big end first", b"\xfe\xff" + source().decode().encode("utf-16-be"), "not-text", "UTF-16"),
    ("UTF-16 without its mark", source().decode().encode("utf-16-le"), "not-text", "NUL"),
    ("UTF-16 of letters without a NUL", b"\xff\xfe" + "漢字仮名".encode("utf-16-le"), "not-text", "UTF-16"),
    ("UTF-32", source().decode().encode("utf-32"), "not-text", "UTF-16"),
    ("zeros, as after a power failure", bytes(len(source())), "not-text", "NUL"),
    ("zeros at its end", source()[:200] + bytes(300), "not-text", "NUL"),
    ("an archive", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c\x4a\x06\x00", "not-text", "NUL"),
    ("half merged", HALF, "merge-conflict", "merge"),
    ("half merged, CRLF", HALF.replace(b"\n", b"\r\n"), "merge-conflict", "merge"),
    ("half merged, with the base", HALF.replace(b"=======\n", b"||||||| 1c2d3e4\n- DT: Paint the mast\n=======\n"), "merge-conflict", "merge"),
    ("half merged, the middle taken out", HALF.replace(b"=======\n", b""), "merge-conflict", "merge"),
    ("half merged front matter", source().replace(b"teams:\n", b"<<<<<<< ours\nteams:\n=======\nteam:\n>>>>>>> theirs\n"), "merge-conflict", "merge"),
    ("half merged, the first line taken out", HALF.replace(b"<<<<<<< HEAD\n", b""), "merge-conflict", "merge"),
    ("half merged, the last line taken out", HALF.replace(b">>>>>>> 3f2a1bc\n", b""), "merge-conflict", "merge"),
    ("half merged around fenced code", HALF.replace(b"<<<<<<< HEAD\n", b"```\n<<<<<<< HEAD\n```\n"), "merge-conflict", "merge"),
    ("half merged after code that quotes a merge", source() + b"\n```\n<<<<<<< HEAD\n```\n" + HALF, "merge-conflict", "merge"),
    ("UTF-16 without its mark, big end first", source().decode().encode("utf-16-be"), "not-text", "UTF-16"),
    ("half merged after fenced code", source().replace(b"AP: The", b"````\n```\n````\n\nAP: The") + HALF, "merge-conflict", "merge"),
)

for what, content, code, word in REFUSED:
    scene = Scene()
    scene.note("a.md", source())
    scene.run("run")
    scene.mails()
    tap.is_(len(scene.payloads()), 1, f"{what}: before, the meeting is posted")
    before = scene.actions()
    scene.note("a.md", content)
    result = scene.run("run")
    tap.ok(result.status == 65 and len(result.err.splitlines()) == 1 and "a.md:" in result.err and word in result.err,
           "one sentence says where and what, status 65", f"{result.status} {result.err}")
    tap.is_((scene.actions(), scene.payloads(), scene.mails()), (before, [], []), "what was known stays, and nothing is told")
    scene.note("b.md", content)
    result = scene.run("run")
    tap.ok("b.md:" in result.err and not scene.payloads() and scene.actions() == before, "a new file like that is told of and not posted", result.err)
    lint = scene.run("lint", "notes/a.md")
    tap.ok(lint.status == 65 and lint.out.count("error:") == 1 and f"[{code}]" in lint.out, f"lint: {code}", lint.out)
    scene.note("a.md", source())
    scene.note("b.md", source().replace(b"T08", b"T09"))
    tap.silent(scene.run("run"), "mended, the run is silent")
    tap.is_((len(scene.payloads()), len(scene.actions())), (1, 2), "and only the new one is news")
    scene.close()

for what, content in (("no byte", b""), ("a newline", b"\n"), ("blanks", b" \r\n\t\n"), ("a byte order mark", b"\xef\xbb\xbf\r\n")):
    scene = Scene()
    scene.note("a.md", source())
    scene.run("run")
    scene.mails(), scene.payloads()
    before = scene.actions()
    scene.note("a.md", content)
    result = scene.run("run")
    tap.ok(result.status == 65 and len(result.err.splitlines()) == 1 and "a.md: is empty now" in result.err,
           f"a file of {what}: one sentence", f"{result.status} {result.err}")
    tap.is_((scene.actions(), scene.payloads(), scene.mails()), (before, [], []), "what was known stays, and nothing is told")
    tap.silent(scene.run("run"), "it is said once")
    lint = scene.run("lint")
    tap.ok(lint.status == 65 and lint.out.count("error:") == 1 and "a.md:1:1:" in lint.out and "[empty-file]" in lint.out, "lint: empty-file", lint.out)
    scene.note("b.md", content)
    result = scene.run("run")
    tap.is_((result.status, result.err, scene.payloads()), (0, "", []), "a new one is not posted")
    scene.note("b.md", source("- DT: Tune the organ").replace(b"T08", b"T09"))
    scene.note("a.md", source())
    tap.silent(scene.run("run"), "then they are written")
    posts = scene.payloads()
    tap.ok(len(posts) == 1 and "Tune the organ" in str(posts), "and the new one is news", str(posts))
    scene.note("a.md", source("- AP: Order rain gauges"))
    scene.run("run")
    tap.is_(sorted(a["text"] for a in scene.actions()), ["Order rain gauges", "Tune the organ"], "a real edit still takes out")
    scene.close()

# what only looks like a merge
for what, text in (("in fenced code", "```\n" + HALF.decode() + "```\n"), ("in fenced code with blanks", "  ~~~~ diff\n" + HALF.decode() + "~~~\n  ~~~~~\n"),
                   ("indented", "".join(f"    {line}\n" for line in HALF.decode().splitlines())), ("a heading", "Later\n=======\n"),
                   ("arrows", "<<<<<<<\n"), ("quotes", "Meeting\n=======\n\n>>>>>>> as he wrote\n"), ("the end first", ">>>>>>> b\n=======\n<<<<<<< a\n")):
    scene = Scene()
    scene.note("a.md", source() + b"\n## Notes\n\n" + text.encode())
    result = scene.run("run")
    tap.ok(result.status == 0 and len(scene.actions()) >= 2, f"markers {what} are text", result.err)
    scene.close()
tap.done()
