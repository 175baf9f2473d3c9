"""Notes in which something grows: a shape makes about so many bytes of it.

A shape is a function of a size in bytes that returns the files, PATH -> text; its docstring says of what there is much.
shape(...) names the commands that are measured one after the other, `run` when it names none; what changes the notes
between them; and how much memory in MiB they may take.  That is 64 for one file of max_size; of hundreds of files
together all items that are open are in memory, and what each file said before and says now.
"""
import itertools

SHAPES = {}


def shape(*commands, edit=None, peak=64):
    def put(function):
        SHAPES[function.__name__] = (function, commands or ("run",), edit, peak)
        return function

    return put


def head(day="2026-03-04", people="Mira Vale, TomH", team="harbour"):
    return f"---\ndatetime: {day}T10:00:00+01:00\nteam: {team}\nparticipants: [{people}]\n---\n"


def fill(text, size):
    """The text again and again, so many bytes."""
    return (text * (size // len(text.encode()) + 1))[:size]


def lines(size, line):
    """line(0), line(1), ... up to so many bytes."""
    made, length = [], 0
    for i in itertools.count():
        made.append(line(i))
        length += len(made[-1].encode())
        if length >= size:
            return "".join(made)


def todo(text):
    return {"2026-03-04.md": head() + "## TODOs\n\n" + text + "\n"}


def talk(text):
    return {"2026-03-04.md": head() + "## Discussions\n\n### Quay\n\n" + text + "\n\n## TODOs\n\n- MV: Paint the mast.\n"}


def one_item(text):
    return todo("- MV: " + text)


def front(text, rest="## TODOs\n\n- MV: Paint the mast.\n"):
    return {"2026-03-04.md": f"---\ndatetime: 2026-03-04\n{text}\n---\n{rest}"}


def several(count, size, make):
    """So many files that have the bytes together."""
    return {f"{i:05}.md": make(i, size // count) for i in range(count)}


# --- lines

@shape()
def returns_alone(size):
    """empty lines that end in CR alone"""
    return {"2026-03-04.md": head() + "- MV: Paint the mast.\n" + "\r" * size}


@shape("run", "parse", "lint")
def returns_after_items(size):
    """items whose lines end in CR alone"""
    return {"2026-03-04.md": head().replace("\n", "\r") + "## TODOs\r" + fill("- MV: sail\r", size)}


@shape()
def returns_after_letters(size):
    """short lines that end in CR alone, in a file with a newline at its end"""
    return talk(fill("o\r", size))


@shape()
def returns_and_newlines(size):
    """lines that end in CR LF and CR by turns"""
    return todo(fill("- TomH: row\r\n\r- MV: sail\r", size))


@shape()
def newlines(size):
    """empty lines"""
    return todo("- MV: Paint the mast." + "\n" * size)


@shape()
def short_lines(size):
    """a paragraph of lines of one letter"""
    return talk("o\n" * (size // 2))


@shape()
def copies_of_returns(size):
    """equal files, which cost nothing to send, of empty lines that end in CR"""
    return several(8, size, lambda i, part: head() + "\r" * part)


# --- people

def crowd(count, name="Ona{i} Reef{i}"):
    return "participants:\n" + "".join("  - " + name.format(i=i) + "\n" for i in range(count))


@shape("run", "run", "status", "actions")
def participants_and_owners(size):
    """participants, as many as are kept, and owners, some of whom are among them"""
    count = min(size // 2 // 20, 1000)
    return front(crowd(count), "## TODOs\n\n" + lines(size * 3 // 4, lambda i: f"- Ona{i * 7 % count}/@s{i}: Sail {i}.\n"))


@shape("run", "lint")
def participants_who_begin_alike(size):
    """participants with the same initials, and owners that may be any of them"""
    count = size // 2 // 20
    return front(crowd(count), "## TODOs\n\n" + lines(size // 2, lambda i: f"- O{i % 999}R: Sail {i}.\n"))


@shape()
def participants_with_one_name(size):
    """participants of whom all have the same first name, in thousands of spellings"""
    spellings = ["".join(c) for c in itertools.product("oO", "nN", "aA", "rR", "eE", "lL", "lL", "aA")]
    return front(crowd(size // 2 // 20, "Onarella Reef{i}"),
                 "## TODOs\n\n" + lines(size // 2, lambda i: f"- {spellings[i % 256]}: Sail {i}.\n"))


@shape(peak=96)
def participants_in_each_file(size):
    """files with other participants each, whose items are by turns the same actions"""
    return several(max(size // 16000, 2), size, lambda i, part: front(
        crowd(part // 2 // 20, "Ona{i}x%d Reef{i}" % i),
        "## TODOs\n\n" + lines(part // 2, lambda k: f"- Ona{k}x{i}: Sail {k}.\n"))["2026-03-04.md"])


@shape("run", "lint")
def participants_on_one_line(size):
    """names on one line of the front matter"""
    return front("participants: " + lines(size, lambda i: f"Ona R{i}, ")[:-2])


@shape("parse", "run")
def placeholders_among_participants(size):
    """participants that are still to be filled in, every second one"""
    return front("participants: " + lines(size, lambda i: f"TBD, O{i}, ")[:-2])


@shape()
def everyone(size):
    """items of everybody who takes part"""
    return front(crowd(size // 4 // 20), "## TODOs\n\n" + lines(size * 3 // 4, lambda i: f"- Everyone: Sail {i}.\n"))


@shape()
def attendees(size):
    """names below a heading"""
    return {"2026-03-04.md": "# Harbour, 2026-03-04\n\n## Attendees\n\n" + lines(size, lambda i: f"- Ona Reef{i}\n")}


# --- owners

@shape("run", "lint", "status")
def owners_all_others(size):
    """items of which each has another owner"""
    return todo(lines(size, lambda i: f"- @sailor{i}: Mend the net.\n"))


@shape()
def owners_of_one_item(size):
    """owners of an item, with all that joins them"""
    return todo(lines(size, lambda i: f"- {', '.join(f'@s{i}n{k}' for k in range(40))} and TomH: Mend the net.\n"))


@shape()
def owners_in_a_cell(size):
    """owners in one cell of a table"""
    return todo("| Owner | Task |\n|---|---|\n| " + lines(size, lambda i: f"Ona{i}, ") + " | Mend the net |")


@shape()
def owners_and_words(size):
    """words of items that have as many owners as there can be"""
    return todo(lines(size, lambda i: "- " + "/".join(f"@{chr(97 + k % 26)}{k}" for k in range(30)) + ": " +
                      " ".join(f"w{(i * 31 + k) % 997}" for k in range(60)) + "\n"))


@shape()
def owners_without_items(size):
    """owners with nothing behind their colon"""
    return todo(fill("TomH:\n\n", size))


@shape()
def owners_behind_the_text(size):
    """owners that stand behind their item"""
    return todo("- Mend the net " + fill("-> TomH (@ona) ", size))


@shape()
def parentheses(size):
    """parentheses behind an owner"""
    return todo("- MV " + fill("(", size // 2) + ": x\n- MV " + fill("(a) ", size // 2) + ": x")


@shape()
def marks_of_done(size):
    """marks that an item is done, and strikes"""
    return todo(fill("- [x] ~~MV: Sail~~ DONE \u2705\n", size // 2) + "- MV: " + fill("DONE ", size // 2))


# --- links

@shape()
def addresses_within_words(size):
    """addresses within a word, in items and in talk"""
    half = fill("ahttp://quay.example", size // 2)
    return {"2026-03-04.md": head() + "## Discussions\n\n### Quay\n\nMV: " + half + "\n\n## TODOs\n\n- MV: " + half + "\n"}


@shape()
def addresses_within_words_by_items(size):
    """items of 4 kB of addresses within a word"""
    return todo(lines(size, lambda i: "- MV: " + fill(f"x{i}hhttp://[", 3900) + "\n"))


@shape()
def addresses(size):
    """addresses one after the other"""
    return one_item(fill("http://quay.example/a ", size // 2) + fill("<https://quay.example> ", size // 2))


@shape("run", "run")
def links(size):
    """links to other places each"""
    return todo(lines(size, lambda i: f"- MV: Read [chart {i}](https://charts.example/{i}) and [log {i}](https://logs.example/{i}).\n"))


@shape()
def link_definitions(size):
    """definitions of links, and uses of one that is long"""
    return talk(lines(size // 3, lambda i: f"[buoy{i}]: https://quay.example\n\n") + "[x]: https://quay.example/" + "y" * (size // 3) +
                "\n\n" + fill("[x]", size // 3))


@shape()
def mail_addresses(size):
    """mail addresses, and parts of them"""
    return one_item(fill("ona@quay.example ", size // 3) + "a@" + fill("b.", size // 3) + " " + fill("a@a", size // 3))


# --- what goes to Discord

@shape()
def title_of_one_word(size):
    """letters of a title"""
    return front("title: " + "m" * size)


@shape()
def team_of_one_word(size):
    """letters of a team's name"""
    return front("team: " + "m" * size)


@shape()
def owner_of_one_word(size):
    """letters of an owner"""
    return todo(f"- @{'m' * size}: Sail.")


@shape()
def heading_of_one_word(size):
    """letters of a heading, above items"""
    return {"2026-03-04.md": head() + f"## Discussions\n\n### {'m' * (size // 2)}\n\n" + lines(size // 2, lambda i: f"- [ ] TomH: Sail {i}.\n")}


@shape()
def place_of_many_words(size):
    """words of the place where one meets"""
    return front("location: " + fill("the quay ", size))


# --- footnotes

@shape()
def items_in_long_paths(size):
    """items of files with long names, each with an address of its own"""
    return {f"{'quay' * 50}/{i}.md": head() + "## TODOs\n\n" + lines(size // 8, lambda k: f"- TomH: Mend net {i} of {k}.\n")
            for i in range(8)}


@shape()
def marks_like_footnotes(size):
    """what looks like the number of a footnote"""
    return todo(lines(size, lambda i: f"- MV: See [{i}] and [1].\n"))


# --- items that are alike

def alike(size, word="net"):
    return lines(size, lambda i: f"- TomH: Mend the old green {word} of boat b{i}x\n")


def reword(files):
    return {path: text.replace("old green", "old red").replace("Mend the", "Mend that") for path, text in files.items()}


@shape("run", "run", edit=reword)
def items_but_for_one_word(size):
    """items that are alike but for one word, and then all written in other words"""
    return todo(alike(size))


@shape("run", "run", edit=lambda files: {path: text.replace("TomH:", "MV:") for path, text in files.items()})
def items_given_to_another(size):
    """items that are alike and then given to somebody else"""
    return todo(alike(size))


@shape()
def items_alike_in_many_files(size):
    """items that are alike in file after file"""
    return several(16, size, lambda i, part: head(f"2026-0{1 + i // 8}-{10 + i % 8}") + "## TODOs\n\n" + alike(part, f"net{i}"))


@shape()
def items_on_days_back_and_forth(size):
    """items that are alike in files whose days go back and forth"""
    return several(16, size, lambda i, part: head("2026-03-04" if i % 2 else "2025-09-01") + "## TODOs\n\n" + alike(part, f"net{i}"))


@shape()
def items_the_same(size):
    """items in the same words"""
    return todo(fill("- TomH: Mend the net.\n", size))


@shape()
def items_of_many_words(size):
    """items of many words that are nearly the same"""
    return todo(lines(size, lambda i: "- MV: " + " ".join(f"rope{(i * 7 + k) % 900}" for k in range(700)) + "\n"))


@shape()
def items_from_the_same_words(size):
    """items that choose some of the same words"""
    return todo(lines(size, lambda i: "- MV: " + " ".join(f"rope{(i * i + k * k * 7) % 41}" for k in range(8)) + f" p{i}\n"))


def finished(size):
    old = lines(size // 2, lambda i: f"- [x] TomH: Mend net n{i} a{i} b{i}\n")
    return {"2026-03-02.md": head("2026-03-02") + "## TODOs\n\n" + old,
            "2026-03-04.md": head() + "## TODOs\n\n" + old.replace("[x] ", "")}


@shape()
def items_finished_and_copied(size):
    """items that one file says are done and the next one lists again"""
    return finished(size)


@shape()
def items_finished_in_file_after_file(size):
    """items that are done in one file and then copied from file to file"""
    part = lines(size // 16, lambda i: f"- [x] TomH: Mend net n{i} a{i} b{i}\n")
    return several(16, size, lambda i, _: head(f"2026-02-{10 + i}") + "## TODOs\n\n" + (part if i == 0 else part.replace("[x] ", "")))


@shape()
def items_finished_and_due_again(size):
    """items in the same words that are done, each with a day of its own, in file after file"""
    return several(max(size // 4096, 2), size, lambda i, part: head(f"2026-02-{1 + i % 28:02}") + "## TODOs\n\n" + lines(
        part, lambda k: f"- [{'x' if i % 2 == 0 else ' '}] TomH: Mend the net by March {1 + (i * 7 + k) % 31}, {2026 + k % 40}.\n"))


# --- marks of Markdown

def _mark(name, text, what):
    def make(size):
        return one_item(fill(text, size))

    make.__name__ = name
    make.__doc__ = what
    shape("run", "lint")(make)


for _name, _text, _what in [
        ("brackets", "[", "opening brackets"),
        ("brackets_that_close", "]", "closing brackets"),
        ("brackets_of_links", "[a](", "links within links"),
        ("brackets_of_images", "![", "images within images"),
        ("stars", "*a **b ", "emphasis that does not end"),
        ("stars_that_close", "*a* **b** ", "emphasis"),
        ("stars_alone", "*", "stars"),
        ("underscores", "_a __b ", "emphasis by underscores"),
        ("tildes", "~~a *b ", "strikes that do not end"),
        ("tildes_in_emphasis", "~~ *~~q* ", "strikes in and around emphasis"),
        ("ticks", "`a ``b ", "code that does not end"),
        ("angles", "<a ", "tags that do not end"),
        ("comments", "<!-- a ", "comments that do not end"),
        ("comments_that_close", "<!-- a -->", "comments"),
        ("instructions", "<?x ", "processing instructions"),
        ("sections_of_data", "<![CDATA[ ", "CDATA"),
        ("entities", "&amp;", "entities"),
        ("ampersands", "&", "ampersands"),
        ("backslashes", "\\", "backslashes"),
        ("escapes", "\\*", "characters that are escaped"),
        ("exclamations", "!", "exclamation marks"),
        ("emoji_codes", ":boat:", "emoji codes"),
        ("colons", "Quay: ", "words with a colon"),
        ("bars", "|", "bars"),
        ("long_word", "m", "letters of one word"),
        ("words", "om ", "short words"),
        ("tabs", "\t", "tabs"),
        ("feeds", "\f", "form feeds"),
        ("wide_blanks", "\u00a0a", "blanks that do not break"),
        ("marks_on_letters", "e\u0301\u0302", "letters with marks"),
        ("marks_on_one_letter", "\u0301", "marks on one letter"),
        ("directions", "\u202ea", "turns of the direction of writing"),
        ("days", "by March 14 ", "days"),
        ("days_in_numbers", "2026-02-", "days that are not whole"),
        ("ends_of_months", "end of ", "ends of something"),
        ("references", "#17 PR 17 ", "numbers of requests"),
        ("mentions", "@ona ", "handles"),
]:
    _mark(_name, _text, _what)


@shape()
def ticks_of_all_lengths(size):
    """runs of ticks, each longer than the one before"""
    return one_item(lines(size, lambda i: "e" + "`" * (1 + i % 2000)))


@shape()
def nothing_that_is_text(size):
    """NUL and bytes that are no UTF-8"""
    return {"2026-03-04.md": (head() + "## TODOs\n\n- MV: x\n").encode() + b"\0" * (size // 2) + b"\xff\xfe" * (size // 4)}


# --- blocks

@shape("run", "parse")
def list_of_items(size):
    """items of a list that are nobody's"""
    return todo(fill("- o\n", size))


@shape()
def list_below_a_statement(size):
    """items of a list below what somebody said"""
    return talk("MV: so:\n" + fill("- o\n", size))


@shape()
def list_in_steps(size):
    """lists within lists, sixty deep, again and again"""
    return todo(fill("".join("  " * i + f"- TomH: Sail {i}.\n" for i in range(60)), size))


@shape()
def list_on_one_line(size):
    """bullets on one line"""
    return todo(fill("- ", size) + "x")


@shape()
def list_below_an_item(size):
    """items below an item"""
    return todo("- MV: Sail.\n" + fill("  - o\n", size))


@shape()
def list_of_boxes(size):
    """boxes to tick, in talk"""
    return talk(fill("- [ ] TomH: Sail.\n", size))


@shape()
def quotes(size):
    """quotes, and quotes in quotes"""
    return todo(fill("> MV: o\n\n", size // 2) + fill("> ", size // 2) + "x")


@shape("run", "parse")
def code_in_a_fence(size):
    """lines of code, which hold no items"""
    return todo("- MV: Sail.\n\n```\n" + fill("- TomH: x `` `\n", size) + "```")


@shape()
def fences(size):
    """fences of code that open and close"""
    return talk(fill("```\no\n```\n", size))


@shape()
def fence_that_does_not_end(size):
    """lines of code behind a fence that does not end, in an item"""
    return todo("- MV: Sail.\n\n  ````\n" + fill("  ```\n", size))


@shape()
def comment_over_lines(size):
    """lines of a comment"""
    return todo("<!--\n" + fill("- TomH: hidden\n\n", size) + "-->")


@shape()
def paragraphs(size):
    """paragraphs of one letter"""
    return talk(fill("o\n\n", size))


@shape()
def headings(size):
    """headings"""
    return talk(fill("### Quay\nMV: o\n", size))


@shape("run", "run")
def headings_above_items(size):
    """headings that are tracks of items"""
    return {"2026-03-04.md": head() + "## Discussions\n\n" + lines(size, lambda i: f"### Pier {i}\n\n- [ ] TomH: Mend net {i}.\n\n")}


@shape()
def headings_named_by_items(size):
    """headings, and items that name them"""
    return {"2026-03-04.md": head() + "## Discussions\n\n" + lines(size // 2, lambda i: f"### p{i}\n") +
            "\n## TODOs\n\n" + lines(size // 2, lambda i: f"- TomH: Sail to pier {i}, not to p{i}.\n")}


@shape("run", "parse")
def headings_with_one_hash(size):
    """headings whose text has the same hash in a well-known table"""
    pairs = itertools.cycle(itertools.product(("aa", "b@"), repeat=14))
    return {"2026-03-04.md": head() + "## Discussions\n\n" + lines(size, lambda i: f"### {''.join(next(pairs))}\nMV: o\n")}


@shape("parse", "run")
def headings_empty(size):
    """headings without a text"""
    return talk("#\n" * (size // 2))


@shape()
def headings_underlined(size):
    """headings that a line below them makes"""
    return talk(fill("o\n=\n", size))


@shape("run", "parse")
def headings_in_bold(size):
    """bold paragraphs, and items below them"""
    return todo(fill("**Bow**\n\n- o\n\n", size))


@shape()
def sections_of_items(size):
    """sections that list what is to be done"""
    return {"2026-03-04.md": head() + fill("## TODOs\n- MV: Sail.\n", size)}


@shape()
def speakers(size):
    """statements of other people each"""
    return talk(lines(size, lambda i: f"Ona{i}: Aye.\n\n"))


@shape()
def actions_in_talk(size):
    """marked actions in talk"""
    return talk(fill("ACTION: MV to sail\n\n", size // 2) + fill("TODO(TomH): sail\n\n", size // 2))


# --- tables

@shape()
def rows(size):
    """rows of a table of items"""
    return todo("| Owner | Task | Due |\n|---|---|---|\n" + lines(size, lambda i: f"| TomH | Mend net {i} | Friday |\n"))


@shape()
def rows_of_bars(size):
    """rows of a table that are but a bar"""
    return todo("| Owner | Task |\n|---|---|\n" + fill("|\n", size))


@shape()
def columns(size):
    """columns of a table"""
    third = size // 3
    return todo("|" + fill(" Owner |", third) + "\n|" + fill("---|", third) + "\n|" + fill(" MV |", third))


@shape()
def bars_that_are_escaped(size):
    """bars in a cell"""
    return todo("| Owner | Task |\n|---|---|\n| MV | " + fill("\\|", size) + " |")


@shape()
def tables(size):
    """tables, in talk"""
    return talk(fill("| a | b |\n|---|---|\n| o | p |\n\n", size // 2) + "| a | b |\n|---|---|\n| " + "m" * (size // 4) + " | p |\n" +
                fill("| o | p |\n", size // 4))


# --- front matter

@shape("run", "lint")
def teams(size):
    """teams"""
    return front("teams: [" + lines(size, lambda i: f"t{i}, ") + "z]")


@shape("parse", "lint")
def keys(size):
    """keys of the front matter"""
    return front(lines(size, lambda i: f"k{i}: v\n"))


@shape("parse")
def front_matter_nested(size):
    """lists within lists, in the front matter"""
    return front("a: " + fill("[", size))


@shape("parse")
def front_matter_aliases(size):
    """aliases of aliases, in the front matter"""
    return front("a: &a [x, x]\n" + lines(size, lambda i: f"b{i}: &b{i} [*a, *a]\n"))


@shape()
def front_matter_comments(size):
    """comments in the front matter"""
    return front(fill("# o\n", size))


@shape("parse", "lint")
def front_matter_rules(size):
    """lines of three dashes"""
    return {"2026-03-04.md": fill("---\n", size)}


# --- days

@shape()
def deadlines(size):
    """items with days that there are not"""
    return todo(lines(size, lambda i: f"- TomH: Mend net {i} by February 30, {2026 + i % 50}.\n"))


@shape("run", "lint")
def meetings_to_come(size):
    """meetings that are announced, each for another time"""
    return talk(lines(size, lambda i: f"Next meeting: {2026 + i // 330}-{1 + i // 30 % 11:02}-{1 + i % 28:02} at 1{i % 9}:00.\n\n"))


@shape("run", "parse")
def meetings_in_one_statement(size):
    """meetings that one statement announces"""
    return talk(fill("Next meeting on Monday. ", size))


# --- files

@shape("run", "run", "status")
def files_small(size):
    """small files"""
    return several(max(size // 120, 2), size, lambda i, _: head() + f"- TomH: Mend net {i}.\n")


@shape()
def files_equal(size):
    """files that are equal"""
    return several(max(size // 4096, 2), size, lambda i, part: head() + "## TODOs\n\n" + alike(part))


@shape("run", "run", edit=lambda files: {f"moved/{path}": text for path, text in files.items()})
def files_moved(size):
    """files that are then written anew in another folder"""
    return several(max(size // 400, 2), size, lambda i, part: head() + "## TODOs\n\n" + alike(part))


@shape("run", "run", edit=reword, peak=96)
def files_edited(size):
    """files that are then all edited"""
    return several(max(size // 4096, 2), size, lambda i, part: head(f"2026-02-{1 + i % 28:02}") + "## TODOs\n\n" + alike(part, f"net{i}"))


@shape("run", "run")
def files_that_cannot_be_read(size):
    """files with a front matter that cannot be read"""
    return several(max(size // 200, 2), size, lambda i, _: "---\ntitle: [\n---\n- TomH: Sail.\n" + "o" * 160)


@shape()
def folders(size):
    """folders within folders"""
    return {"d/" * (1 + i % 60) + f"{i}.md": head() + f"- TomH: Mend net {i}.\n" for i in range(max(size // 400, 2))}


@shape()
def names_with_one_hash(size):
    """files whose names have the same hash in a well-known table"""
    names = itertools.islice(itertools.product(("ab", "bA"), repeat=14), max(size // 160, 2))
    return {"".join(name) + ".md": head() + "- TomH: Sail.\n" for name in names}


@shape()
def large_files_together(size):
    """large files of brackets, lines, items and talk at a time"""
    parts = [lambda n: "- MV: " + "[" * n, lambda n: "o\n" * (n // 2), alike,
             lambda n: lines(n, lambda i: f"### Pier {i}\n\nMV: Aye aye, said they all {i}.\n\n")]
    return several(16, size * 4, lambda i, part: head(f"2026-02-{1 + i:02}") + "## TODOs\n\n" + parts[i % 4](part) + "\n")
