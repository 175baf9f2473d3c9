#!/usr/bin/python3
"""preview shows what run would send, sends nothing and remembers nothing; two runs at once; help from one table."""
import fcntl
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from scene import Scene, Tap

tap = Tap()
scene = Scene()
scene.meeting("a.md", "2026-02-25", "AP: Order twenty rain gauges.")
result = scene.run("preview", "weekly", "--out", "out")
tap.is_(result.status, 0, "preview works without a state file")
files = sorted(p.suffix for p in (scene.folder / "out").iterdir())
tap.is_(files, [".eml", ".html", ".html", ".json", ".txt"],
        "and writes the digest to read and as it would be sent, its data, and a page")
page = (scene.folder / "out/index.html").read_text()
stem = next((scene.folder / "out").glob("*.eml")).stem
tap.ok(f'<iframe src="{stem}.html"' in page and "Order twenty rain gauges" in page, "the page shows HTML beside text", page)
tap.ok(page.startswith("<!doctype html>\n"), "it begins as a page does", page[:80])
tap.ok("<script" not in page and not re.search(r"(src|@import|url)[=( ]+.?https?:", page), "alone, without script")
data = json.loads((scene.folder / f"out/{stem}.data.json").read_text())
tap.is_(data["job"], "weekly", "the data is that of the templates")
template = scene.folder / "own.txt.mustache"
template.write_text("{{counts}} of {{job}}\n")
result = scene.run("render", "--template", str(template), "--data", f"out/{stem}.data.json")
tap.is_(result.out, data["counts"] + " of weekly\n", "and render takes it")
tap.ok(not (scene.folder / "state.db").exists(), "makes no state file")
tap.ok(not (scene.folder / "mail").exists(), "and sends nothing")
scene.run("run")
sent = scene.mails()
before = (scene.folder / "state.db").read_bytes()
scene.meeting("b.md", "2026-03-01", "DT: Paint the mast.")
result = scene.run("preview", "weekly", "--out", "out2")
tap.ok("Paint the mast" in next((scene.folder / "out2").glob("*.txt")).read_text(), "preview sees what is new")
tap.is_((scene.folder / "state.db").read_bytes(), before, "and leaves the state as it was")
tap.is_(len(sent), 2, "run sent the digest and a reminder")
result = scene.run("preview", "news", "--out", "posts")
page = (scene.folder / "posts/index.html").read_text()
tap.ok('class="embed" style="border-color:#' in page, "a post has its colour", page)
tap.ok(re.search(r'<div class="li"[^>]*>.*Paint the mast', page), "and its list", page)
tap.ok("1 March 2026 13:00" in page, "and times in the configured zone", page)
result = scene.run("preview", "nosuch")
tap.is_((result.status, "nosuch" in result.err), (64, True), "a job that is not there is a usage error")

with open(scene.folder / "state.db.lock", "r+") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    tap.silent(scene.run("run"), "a second run leaves quietly")
    tap.ok("another tidings" in scene.run("-v", "run").err, "and says so with -v")

for name in ["run", "preview", "parse", "check", "actions", "done", "reopen", "drop", "snooze", "outbox", "deliver",
             "status", "render", "version", "help"]:
    result = scene.run(name, "--help")
    tap.ok(result.status == 0 and f"Usage: tidings [-c FILE] [-v] {name}" in result.out, f"{name} --help", result.err)
result = scene.run("stauts")
tap.is_((result.status, 'did you mean "status"' in result.err), (64, True), "a misspelt command gets a guess")
scene.close()
tap.done()
