#!/usr/bin/python3
"""The sample messages of test_render, compared with the ones that were read and kept in tests/render/expect/.

  golden.t            compare and print TAP
  golden.t --update   write them anew; read the diff before you commit it
"""
import difflib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build"))
LANGUAGES = {"en": HERE / "expect", "ro": HERE / "expect/ro"}
KEPT = ["digest.txt", "digest.list.html", "digest.1.discord.json", "digest.2.discord.json", "digest.3.discord.json",
        "reminder.txt", "reminder.personal.html", "brief.txt", "post.txt", "post.1.discord.json", "posts.1.discord.json",
        "marks.txt", "emoji.txt", "digest.md", "reminder.md", "post.md", "posts.md", "post.plain.txt", "posts.plain.txt",
        "posts.plain.json"]


def readable(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".json":
        return text
    # One line of the Markdown is one line here.
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1).replace("\\n", "\n") + "\n"


def compare(number, language, name, found):
    kept = LANGUAGES[language] / name
    expected = kept.read_text(encoding="utf-8") if kept.exists() else ""
    print(f"{'ok' if found == expected else 'not ok'} {number} - {language}: {name}")
    for line in difflib.unified_diff(expected.splitlines(), found.splitlines(), name, "found", lineterm=""):
        print("#", line)


def render(language):
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, TIDINGS_TEMPLATES=str(SOURCE / "templates"))
        subprocess.run([str(BUILD / "unit/test_render"), "--write", folder, language], check=True, env=environment)
        return {name: readable(pathlib.Path(folder, name)) for name in KEPT}


texts = {(language, name): text for language in LANGUAGES for name, text in render(language).items()}
if "--update" in sys.argv:
    for (language, name), text in texts.items():
        LANGUAGES[language].mkdir(exist_ok=True)
        (LANGUAGES[language] / name).write_text(text, encoding="utf-8")
    sys.exit(0)
print(f"1..{len(texts)}")
for number, ((language, name), text) in enumerate(texts.items(), 1):
    compare(number, language, name, text)
