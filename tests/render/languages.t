#!/usr/bin/python3
"""The catalogues in po/ against the words of the code and of the templates."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("TIDINGS_BUILD", SOURCE / "build")).resolve()
PLACE = re.compile(r"\{\w*\}")
# What a template may say in every language: a command as it is typed, and a client's condition.
SAID_AS_IS = {"tidings done ID", "links"}
# What a command writes for who types it is in English, as the command is.
OF_COMMANDS = {"preview.html.mustache", "archive_style.html.mustache"}  # the second is a style sheet
sys.path.insert(0, str(SOURCE / "tests/lib"))
from scene import Tap  # noqa: E402  pylint: disable=wrong-import-position


def read_po(path):
    """{(msgctxt, msgid): [msgid_plural or None, msgstr...]}, and the flags and obsolete lines that were seen."""
    entries, odd, key = {}, [], None
    entry = {}

    def finish():
        if "msgid" in entry:
            forms = [entry[k] for k in sorted(entry) if k.startswith("msgstr")]
            entries[entry.get("msgctxt"), entry["msgid"]] = [entry.get("msgid_plural"), *forms]
        entry.clear()

    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#,", "#~", "#|")):
            odd.append(line)
        if not line or line.startswith("#"):
            if not line:
                finish()
            continue
        word, text = re.match(r'(\S+ )?"(.*)"$', line).groups()
        text = text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
        key = word.strip() if word else key
        entry[key] = (entry[key] if not word else "") + text
    finish()
    return entries, odd


def literal_words(template):
    """The words of a template that do not come from its data."""
    text = re.sub(r"\{\{!.*?\}\}", "", template, flags=re.S)
    text = re.sub(r"\{\{\{.*?\}\}\}|\{\{.*?\}\}", "", text, flags=re.S)
    text = re.sub(r"<style>.*?</style>|<!--.*?-->|<[^>]*>|&\w+;|<t:|:F>", " ", text, flags=re.S)
    for known in SAID_AS_IS:
        text = text.replace(known, " ")
    return re.findall(r"[^\W\d_]{2,}", text)


def rendered(language):
    """The words of the data, and all samples as one text."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, TIDINGS_TEMPLATES=str(SOURCE / "templates"))
        subprocess.run([str(BUILD / "unit/test_render"), "--write", folder, language], check=True, env=environment)
        samples = [path for path in sorted(pathlib.Path(folder).iterdir()) if path.name.endswith((".txt", ".html", "discord.json"))]
        words = json.loads(pathlib.Path(folder, "digest.data.json").read_text(encoding="utf-8"))["words"]
        return words, "\n".join(path.read_text(encoding="utf-8") for path in samples)


def check_catalogue(tap, path, source):
    name = path.name
    entries, odd = read_po(path)
    header = entries.pop((None, ""))[1]
    forms = int(re.search(r"nplurals=(\d+)", header)[1])
    tap.is_(odd, [], f"{name}: nothing is fuzzy or obsolete")
    tap.ok(f"Language: {path.stem}\n" in header, f"{name}: names its language", header)
    tap.is_(sorted(map(str, set(source) ^ set(entries))), [], f"{name}: has every text of the source and no other")
    tap.is_([k for k, (_, *texts) in entries.items() if not all(texts)], [], f"{name}: nothing is untranslated")
    tap.is_([k for k, (many, *texts) in entries.items() if len(texts) != (forms if many else 1)], [],
            f"{name}: {forms} forms of each plural")
    wrong = []
    for (context, text), (many, *texts) in entries.items():
        wanted = set(PLACE.findall(many or text))
        for number, translated in enumerate(texts):
            # The form for one may say it in a word.
            spared = {"{n}"} if many and number == 0 else set()
            if not wanted - spared <= set(PLACE.findall(translated)) <= wanted:
                wrong.append((context, text, translated))
    tap.is_(wrong, [], f"{name}: every place that is filled is kept")
    return entries


def check_romanian(tap, entries):
    texts = [text for forms in entries.values() for text in forms[1:]]
    tap.is_([t for t in texts if re.search("[şţŞŢ]", t)], [], "ro.po: ș and ț have the comma below, not the cedilla")
    tap.is_([t for t in texts if re.search("[\"“]", t) or t.count("„") != t.count("”")], [], "ro.po: quotes are „ and ”")
    _, messages = rendered("ro")
    # The way out is there in English, too.
    spared = {"unsubscribe", "stop_reminders"}
    left = [text for (context, text), forms in entries.items() if len(text) > 8 and context not in spared
            and not PLACE.search(text) and text not in forms[1:] and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", messages)]
    tap.is_(left, [], "no English text is left in Romanian samples")


def main():
    tap = Tap()
    pot = BUILD / "po/tidings.pot"
    made = subprocess.run(["make", "-s", f"BUILD={BUILD}", str(pot)], cwd=SOURCE, capture_output=True, text=True, check=False)
    tap.ok(made.returncode == 0, "the texts of the source are gathered", made.stderr)
    source, _ = read_po(pot)
    source.pop((None, ""))
    tap.ok(len(source) > 100, "there are many", len(source))
    for path in sorted((SOURCE / "po").glob("*.po")):
        entries = check_catalogue(tap, path, source)
        if path.stem == "ro":
            check_romanian(tap, entries)

    words, _ = rendered("en")
    templates = {path.name: path.read_text(encoding="utf-8") for path in sorted((SOURCE / "templates").glob("*.mustache"))
                 if path.name not in OF_COMMANDS}
    unknown = {f"{name}: words.{word}" for name, text in templates.items()
               for word in re.findall(r"\{\{[#^/]?words\.(\w+)\}\}", text) if word not in words}
    tap.is_(unknown, set(), "every word that a template names is there")
    said = {f"{name}: {' '.join(found)}" for name, text in templates.items() if (found := literal_words(text))}
    tap.is_(said, set(), "no template says a word by itself")
    tap.done()


main()
