#!/usr/bin/python3
"""Somebody writes characters into the notes that show nothing, or that turn the order of others: what reads as one thing
would be another.  They stand in no mail, page, post or calendar, and on a terminal they are seen."""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import CONFIG, Scene, Tap, text_of

# Overrides, embeddings, marks; zero-width; fillers; tags; a lone isolate; and what only an entity or YAML makes of them.
HIDDEN = "\u202e\u202d\u202a\u202b\u202c\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\u3164\u180e\U000e0041\U000e007f\u2067\u200d"
NEVER = re.compile("[\u202a-\u202e\u200b\u200e\u200f\u061c\u2060-\u2064\ufeff\u00ad\u3164\u180e\U000e0000-\U000e0fff]")
ISOLATES = re.compile("[\u2066-\u2069]")
# What Persian, Hindi, Hebrew and emoji need is no deceit.
GOOD = ["می\u200cخواهم", "क्\u200dष", "שלום", "\U0001f469\u200d\U0001f52c", "⚠\ufe0f", "\u2067אבג\u2069"]

tap = Tap()


def spoil(word):
    return HIDDEN.join(word) + HIDDEN


def scene_with(path="m.md"):
    scene = Scene(CONFIG + "archive: site\narchive_url: \"https://notes.example.org/\"\n")
    scene.note(path, f"""\
---
title: "{spoil('Title')} \\u202Eescaped"
datetime: 2026-03-01T13:00:00+02:00
teams: ["{spoil('firmware')}"]
location: "{spoil('Roof')}"
participants: ["{spoil('AnaP')}", DanT]
---

## Discussions

### {spoil('Masts')}

AP: {spoil('said')} and &#x202e;entities&#x200B; with `{spoil('code')}`

## TODOs

- AP: {spoil('plain')} **{spoil('bold')}** [{spoil('label')}](https://evil.example/x) https://good{spoil('.')}example/
- DT: {' '.join(GOOD)} stays
- @{spoil('some')}: by nobody
- Next meeting: March 9, 2026, 15:00 {spoil('there')}
- {spoil('Decided')} <b>{spoil('raw')}</b>

| Owner | Task |
|---|---|
| {spoil('Zed')} | {spoil('cell')} |
""")
    return scene


def clean(text, name):
    """Nothing of it is left, and isolates are balanced within each piece that HTML or JSON keeps apart."""
    found = sorted({f"U+{ord(c):04X}" for c in NEVER.findall(text)})
    tap.ok(not found, f"{name}: nothing hidden is in it", found)
    depth, least = 0, 0
    for c in ISOLATES.findall(text):
        depth += -1 if c == "\u2069" else 1
        least = min(depth, least)
    tap.ok(depth == 0 and least == 0, f"{name}: isolates are balanced", (depth, least))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (s for inner in value.values() for s in strings(inner))
    elif isinstance(value, list):
        yield from (s for inner in value for s in strings(inner))


def messages():
    scene = scene_with()
    result = scene.run("run")
    tap.is_((result.status, result.err), (0, ""), "it is sent")
    mails, posts = scene.mails(), scene.payloads()
    tap.is_((len(mails), len(posts)), (3, 1), "a digest, two reminders and a post")
    for mail in mails:
        what = "the digest" if "all@" in mail["To"] else f"the reminder to {mail['To'].split()[0]}"
        clean(mail["Subject"], f"{what}: subject")
        clean(text_of(mail), f"{what}: text")
        clean(mail.get_body(("html",)).get_content(), f"{what}: HTML")
    clean("\n".join(strings(posts)), "the post")
    post = "\n".join(strings(posts))
    tap.ok("[label](https://evil.example/x)" in post, "the label of a link in the post is what it looks like", post)
    digest = next(mail for mail in mails if "all@" in mail["To"])
    for where, text in ("text", text_of(digest)), ("HTML", digest.get_body(("html",)).get_content()), ("post", post):
        missing = [good for good in GOOD if good not in text]
        tap.ok(not missing, f"what scripts and emoji need stays in the {where}", missing)
    site = scene.folder / "site"
    pages = sorted(page for page in site.rglob("*") if page.is_file())
    tap.ok(len(pages) > 8, "there are pages", pages)
    spoilt = [page.name for page in pages if NEVER.search(page.read_text())]
    tap.is_(spoilt, [], "no page, feed or calendar has anything hidden")
    scene.close()


def terminal():
    scene = scene_with("we\u202eird\u200b.md")
    scene.run("run")
    for command in (["actions"], ["status"], ["outbox", "list", "--all"], ["parse", "notes/we\u202eird\u200b.md"],
                    ["parse", "--json", "notes/we\u202eird\u200b.md"], ["actions", "--json"], ["lint"],
                    ["lint", "--format=json"], ["lint", "--format=github"]):
        result = scene.run(*command)
        name = " ".join(command[:2]).replace("\u202e", "?").replace("\u200b", "?")
        tap.ok(result.out and not NEVER.search(result.out + result.err) and not ISOLATES.search(result.err),
               f"{name}: what is hidden is seen", ascii(result.out + result.err)[:500])
    line = scene.run("lint", "--format=github").out.splitlines()[0]
    tap.ok("we\\u202eird\\u200b.md" in line, "the name of the file, too", line)
    parsed = json.loads(scene.run("parse", "--json", "notes/we\u202eird\u200b.md").out)
    tap.is_(parsed["path"], "notes/we\u202eird\u200b.md", "JSON means what the notes have")
    scene.close()


def controls():
    """L11: a workflow command is not the only thing that a terminal obeys."""
    scene = Scene()
    scene.note("a\x1b[2Jb\x07.md", b"---\ndatetime: \"2026-02-30 \\e[31mred\\a \\x9b1m \\x7f\"\n---\n\n## TODO\n\n- RD: x\n")
    for form in "github", "text", "json":
        result = scene.run("lint", f"--format={form}")
        bad = [c for c in result.out if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]
        tap.ok(result.out and not bad, f"--format={form}: no control character leaves", ascii(result.out))
    github = scene.run("lint", "--format=github").out
    tap.ok("\\x1b[31mred" in github and "file=notes/a\\x1b[2Jb\\x07.md," in github, "it is shown instead", ascii(github))
    scene.close()


messages()
terminal()
controls()
tap.done()
