#!/usr/bin/python3
"""The mails of test_mime, read back by Python's email package: a reader that shares nothing with GMime."""
import email
import email.header
import os
import re
import subprocess
import tempfile

BUILD = os.environ.get("TIDINGS_BUILD", "build")
SUBJECT = "Notes, week 7: 4 meetings – ședința de miercuri și încă șaptesprezece lucruri de făcut"
LONG_NAME = "Ștefania-Alexandra Constantinescu-Brâncoveanu și prietenii ei din București"
TEXT = "Salut, Răzvan!\n\n. a dot\n.\nFrom here = there\n-- \nfooter\n"
count = 0


def ok(condition, name):
    global count
    count += 1
    print(f"{'ok' if condition else 'not ok'} {count} - {name}", flush=True)


def decoded(value):
    words = email.header.decode_header(re.sub(r"\r?\n(?=\s)", "", value))
    return "".join(w.decode(c or "ascii") if isinstance(w, bytes) else w for w, c in words).strip()


def check(name, raw):
    head = raw.split(b"\r\n\r\n")[0]
    message = email.message_from_bytes(raw)
    ok(b"\n" not in raw.replace(b"\r\n", b"") and raw.endswith(b"\r\n"), f"{name}: CRLF everywhere")
    ok(max(map(len, raw.split(b"\r\n"))) <= 78, f"{name}: no line is longer than 78 octets")
    words = re.findall(rb"=\?[^?\s]+\?[BQ]\?[^?\s]*\?=", head)
    ok(all(len(w) <= 75 for w in words), f"{name}: encoded words are at most 75 long")
    ok(all(decoded(w.decode()) for w in words), f"{name}: each encoded word decodes by itself")
    ok(not message.defects, f"{name}: no defects")
    parts = message.get_payload()
    ok([p.get_content_type() for p in parts] == ["text/plain", "text/html"], f"{name}: text before HTML")
    ok(all(p.get_content_charset() == "utf-8" for p in parts), f"{name}: UTF-8")
    text = parts[0].get_payload(decode=True).decode().replace("\r\n", "\n")
    ok(text == TEXT, f"{name}: the text comes back")
    return message


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([f"{BUILD}/unit/test_mime", "--write", folder], check=True)
    mails = {n: check(n, open(f"{folder}/{n}.eml", "rb").read()) for n in ("list", "personal", "emoji")}
ok(decoded(mails["list"]["Subject"]) == SUBJECT, "the subject comes back")
ok(not [k for k in mails["list"].keys() if k.lower().startswith(("list-", "auto-", "x-", "precedence"))],
   "a post to a list has no header that lists take for an auto-reply")
ok(decoded(mails["personal"]["To"]).startswith(LONG_NAME), "a long name comes back")
ok(mails["personal"]["To"].endswith("<rd@xn--bcher-kva.example>"), "the address is ASCII and not encoded")
ok(mails["personal"]["List-Unsubscribe"] == "<mailto:notes+stop@example.org?subject=unsubscribe>", "List-Unsubscribe")
ok(mails["emoji"]["Subject"] and decoded(mails["emoji"]["Subject"]).count("🎉") == 30, "emoji come back whole")
print(f"1..{count}")
