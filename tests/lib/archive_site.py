"""Readers of what the archive publishes, strict where browsers are kind: pages, their links, the feed, the calendar."""
import html.parser
import pathlib
import re
import urllib.parse
import uuid
import xml.etree.ElementTree

VOID = {"meta", "link", "br", "hr", "rect"}
ATOM = "{http://www.w3.org/2005/Atom}"


class Page(html.parser.HTMLParser):
    """One page: `problems` (sentences), `links` (href and src), `ids`, `text`."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path = path
        self.problems, self.links, self.ids, self.stack, self.headings, self.lang = [], [], set(), [], [], None
        self.text = ""
        source = path.read_text(encoding="utf-8")
        self.feed(source)
        self.close()
        if not source.startswith("<!DOCTYPE html>\n"):
            self.problem("no doctype")
        if self.stack:
            self.problem(f"never closed: {self.stack}")
        if self.headings.count(1) != 1:
            self.problem(f"{self.headings.count(1)} main headings")
        for before, after in zip(self.headings, self.headings[1:]):
            if after > before + 1 and after < 5:
                self.problem(f"a heading of level {after} below one of {before}")
        if not self.lang:
            self.problem("no language")

    def problem(self, what):
        self.problems.append(f"{self.path.name}: {what}")

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if len(names) != len(attrs):
            self.problem(f"an attribute twice in <{tag}>")
        if tag in ("script", "style", "iframe", "img") or any(name == "style" or name.startswith("on") for name in names):
            self.problem(f"<{tag}> with {sorted(names)}: not what a strict policy allows")
        if tag == "html":
            self.lang = names.get("lang")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in names:
            if names["id"] in self.ids:
                self.problem(f"the id {names['id']} twice")
            self.ids.add(names["id"])
        self.links += [names[name] for name in ("href", "src") if name in names]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.problem(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.text += data


def pages(root):
    return {path.relative_to(root).as_posix(): Page(path) for path in sorted(root.rglob("*.html"))}


def broken_links(root, found):
    """Relative links of pages that lead nowhere, and links that are neither relative nor on the web."""
    broken = []
    for name, page in found.items():
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme in ("http", "https"):
                continue
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                broken.append(f"{name}: {link} is not relative")
                continue
            target = pathlib.Path(root, name).parent / urllib.parse.unquote(parts.path)
            inner = found.get(target.resolve().relative_to(root.resolve()).as_posix())
            if not target.is_file() or (parts.fragment and (inner is None or parts.fragment not in inner.ids)):
                broken.append(f"{name}: {link}")
    return broken


def read_feed(path):
    """Entries (dicts) of an Atom feed that has what RFC 4287 sections 4.1.1 and 4.1.2 require; raises otherwise."""
    root = xml.etree.ElementTree.fromstring(path.read_bytes())
    assert root.tag == ATOM + "feed"

    def one(element, name):
        found = element.findall(ATOM + name)
        assert len(found) == 1, f"{len(found)} {name} in {element.tag}"
        return found[0]

    def moment(element):
        text = one(element, "updated").text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text), text
        return text

    assert one(one(root, "author"), "name").text and one(root, "title").text
    rels = {link.get("rel") for link in root.findall(ATOM + "link")}
    assert rels == {"self", "alternate"}, rels
    entries = [{"id": one(entry, "id").text, "updated": moment(entry), "title": one(entry, "title").text,
                "link": one(entry, "link").get("href"), "content": one(entry, "content").text,
                "type": one(entry, "content").get("type")} for entry in root.findall(ATOM + "entry")]
    ids = [one(root, "id").text] + [entry["id"] for entry in entries]
    assert len(set(ids)) == len(ids), ids
    for urn in ids:
        assert urn.startswith("urn:uuid:") and uuid.UUID(urn[9:]).variant == uuid.RFC_4122, urn
    assert moment(root) == max(entry["updated"] for entry in entries)
    return entries


def read_calendar(path):
    """Events (dicts) of an iCalendar file, read by the grammar of RFC 5545 section 3.1; raises what is against it."""
    data = path.read_bytes()
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "a line of more than 75 octets"
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    stack, events, components = [], [], 0
    for line in lines:
        name, value = re.fullmatch(r"([A-Z-]+)(?:;[^:\"]*(?:\"[^\"]*\")?)*:(.*)", line).groups()
        if name == "BEGIN":
            stack.append(value)
            components += len(stack) == 2
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in events[-1], name
            events[-1][name] = value
    assert not stack and components > 0 and lines[1:3][0] == "VERSION:2.0" and lines[2].startswith("PRODID:")
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"} <= set(event), event
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTART"]), event
        assert "ATTENDEE" not in event and "ORGANIZER" not in event
    return events
