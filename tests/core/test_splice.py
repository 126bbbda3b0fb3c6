"""New words for a value in an author's file: the words change, and nothing else that is written or read there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from briefs.core.decode import decode
from briefs.core.fields import Text, convert
from briefs.core.source import Source, Span
from briefs.core.splice import Change, Spliced, Unspliceable, spliced
from briefs.core.yaml import Mapping, Node, Scalar, Sequence, read_yaml

PATH = "content/articles/x.yaml"
BOM = b"\xef\xbb\xbf"


def read(data: bytes) -> tuple[Source, Node, tuple[str, ...]]:
    """A file with its tree and the codes of what is wrong with it."""
    decoded = decode(PATH, data)
    assert decoded.value is not None, decoded.diagnostics
    tree = read_yaml(decoded.value)
    assert tree.value is not None, tree.diagnostics
    return decoded.value, tree.value, tuple(d.code for d in (*decoded.diagnostics, *tree.diagnostics))


def values(node: Node) -> Iterator[Scalar]:
    """Every text but the keys, in the order of the file."""
    if isinstance(node, Mapping):
        for _, value in node.entries:
            yield from values(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from values(item)
    else:
        yield node


def shape(node: Node) -> object:
    """A tree with its keys and styles, without its values and places."""
    if isinstance(node, Mapping):
        return {key.text: shape(value) for key, value in node.entries}
    return [shape(item) for item in node.items] if isinstance(node, Sequence) else ""


def folded(text: str) -> str:
    return re.sub("[ \t\r\n]+", " ", text).strip(" ")


def put(text: str, *changes: tuple[str, str]) -> Spliced:
    """A file spliced, each change given by the words that stand there and the new ones."""
    data = text.encode()
    found = {folded(value.text): value.span for value in values(read(data)[1])}
    return spliced(PATH, data, [Change(found[old], new) for old, new in changes])


def becomes(text: str, *changes: tuple[str, str]) -> str:
    result = put(text, *changes)
    assert result.refused == ()
    return result.data.decode()


def why(result: Spliced) -> list[str]:
    return [left.reason for left in result.refused]


# ── styles ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "words", "expected"),
    [
        ("one two", "one three", "one three"),
        ("'it''s one'", "it's 'two'", "'it''s ''two'''"),
        ('"say \\"one\\" \\\\ x"', 'say "two" \\ x', '"say \\"two\\" \\\\ x"'),
        ('"caf\\u00e9 one\\_x \\/"', "café two\xa0x /", '"caf\\u00e9 two\xa0x \\/"'),
        ("''", "one", "'one'"),
        ('"  one  "', "two", '"  two  "'),
        (">-\n    one two\n    three", "one two four", ">-\n    one two\n    four"),
        ("|+\n    one\n      two", "one two three", "|+\n    one\n      two three"),
        (">1-  # why\n  one", "two", ">1-  # why\n  two"),
        ("|\n\n    one", "# two", "|\n\n    # two"),
    ],
)
def test_a_value_keeps_its_style(written: str, words: str, expected: str) -> None:
    before = f"key: {written}\nnext: x\n"
    value = next(values(read(before.encode())[1]))
    result = spliced(PATH, before.encode(), [Change(value.span, words)])
    assert result == Spliced(f"key: {expected}\nnext: x\n".encode())


@pytest.mark.parametrize(
    "words",
    [
        *(
            "one: two",
            "one #two",
            "one:",
            "#one",
            "- one",
            "? one",
            "> one",
            "null",
            "~",
            "'one' two",
            '"one',
            "\\ : x",
        ),
        *("[one", "{one}", "@one", "%one", "`one", "&a b", "*one", "!one"),
    ],
)
def test_a_plain_value_that_could_not_be_read_is_put_in_double_quotes(words: str) -> None:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    assert becomes("key: old\n", ("old", words)) == f'key: "{escaped}"\n'


@pytest.mark.parametrize(
    "words", ["it's", "a#b", "http://x.org/a?b", "-1", "no", "1:30", "say “one”, {two}", "100%", "é 🛩️"]
)
def test_a_plain_value_stays_plain_where_it_can(words: str) -> None:
    assert becomes("key: old\n", ("old", words)) == f"key: {words}\n"


@pytest.mark.parametrize("words", ["null", "~"])
@pytest.mark.parametrize("written", ["old", "'old'", '"old"', "|\n  old"])
def test_a_quote_of_the_word_null_is_a_text_and_not_nothing(written: str, words: str) -> None:
    class Keys(Struct, frozen=True):
        key: Text | None

    source, tree, _ = read(becomes(f"key: {written}\n", ("old", words)).encode())
    keys = convert(tree, Keys, source).value
    assert keys is not None
    assert keys.key is not None
    assert keys.key.value.strip() == words


def test_in_a_flow_list_a_value_with_its_signs_is_put_in_double_quotes() -> None:
    before = "terms:\n  - {quote: a b, term: x}  # first\n  - [{quote: c, term: y}]\n"
    after = 'terms:\n  - {quote: "a, b}", term: x}  # first\n  - [{quote: c d, term: y}]\n'
    assert becomes(before, ("a b", "a, b}"), ("c", "c d")) == after


@pytest.mark.parametrize("mark", "\u202b\u2067")
def test_a_mark_that_changes_the_order_of_a_line_is_written_where_it_is_seen(mark: str) -> None:
    written = f'"\\u{ord(mark):04x}one"'
    assert becomes("a: x\nb: |\n  y\nc: 'z'\n", ("x", f"{mark}one")) == f"a: {written}\nb: |\n  y\nc: 'z'\n"
    assert becomes("a: x\nb: |\n  y\nc: 'z'\n", ("y", f"{mark}one")) == f"a: x\nb: {written}\nc: 'z'\n"
    assert becomes("a: x\nb: |\n  y\nc: 'z'\n", ("z", f"{mark}one")) == f"a: x\nb: |\n  y\nc: {written}\n"


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────

LINES = """\
notes:
  - quote: one two
      three four
      five six   # why
    kind: context
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("one two three 4 five six", "one two\n      three 4\n      five six"),
        ("one 2 3 four five six", "one 2\n      3 four\n      five six"),
        ("one two and a half three four five six", "one two and a half\n      three four\n      five six"),
        ("zero one two three four five six", "zero one two\n      three four\n      five six"),
        ("one two three four five six seven", "one two\n      three four\n      five six seven"),
        ("one two five six", "one two\n      five six"),
        ("one four six", "one\n      four\n      six"),
        ("one two 3 and 4 five six", "one two\n      3 and 4\n      five six"),
        ("one two three four 5 and 6", "one two\n      three four\n      5 and 6"),
        ("three", "three"),
        ("one two three four: five six", '"one two\n      three four:\n      five six"'),
    ],
)
def test_only_the_lines_change_whose_words_differ(words: str, expected: str) -> None:
    after = LINES.replace("one two\n      three four\n      five six", expected)
    assert becomes(LINES, ("one two three four five six", words)) == after


def test_the_gaps_beside_the_words_that_stay_are_theirs() -> None:
    assert becomes("key: 'one  two three   four'\n", ("one two three four", "one 2 four")) == "key: 'one  2   four'\n"


def test_an_escaped_line_end_stays_where_it_stands() -> None:
    before = 'key: "one \\\n  two th\\\n  ree\\ four\\tfive"\n'
    after = 'key: "1 \\\n  two th\\\n  ree\\ four\\t5"\n'
    assert becomes(before, ("one two three four five", "1 two three four 5")) == after


@pytest.mark.parametrize(
    ("opening", "closing", "indent"),
    [(">", "", "    "), ("|-", "", "  "), ("'", "'", "   "), ('"', '"', " "), ("", "", "  ")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_that_many_words_are_put_in_is_broken(opening: str, closing: str, indent: str, end: str) -> None:
    first = f"{end}{indent}" if opening in (">", "|-") else ""
    before = f"key: {opening}{first}one two{end}{indent}three four{closing}{end}next: x{end}"
    more = " ".join(f"more{n}" for n in range(60))
    after = becomes(before, ("one two three four", f"one {more} two three four"))
    lines = after.split(end)
    assert max(map(len, lines)) <= 80
    assert min(map(len, lines[2:-4])) > 60
    assert after.startswith(f"key: {opening}{first}one more0 more1 ")
    assert after.endswith(f"{end}{indent}three four{closing}{end}next: x{end}")
    assert all(re.match(f"{indent}\\S", line) for line in lines[2:-3])


@pytest.mark.parametrize(("length", "gap"), [(41, " "), (42, " "), (43, "\n  ")])
def test_what_stands_before_a_value_on_its_line_is_counted_with_it(length: int, gap: str) -> None:
    start, new = f"a: {'x' * 30} old", "w" * length
    result = put(f"{start}\n  end\n", (f"{'x' * 30} old end", f"{'x' * 30} old {new} end"))
    assert result.data.decode() == f"{start}{gap}{new}\n  end\n"


def test_a_block_with_longer_lines_is_filled_to_their_width() -> None:
    line = " ".join(["word"] * 24)
    before = f"key: >\n  {line}\n  end\n"
    after = becomes(before, (f"{line} end", f"{line} end {' '.join(['more'] * 30)}"))
    assert [len(found) for found in after.splitlines()] == [6, 121, 120, 36]


def test_the_words_that_follow_new_ones_on_their_line_are_counted_with_it() -> None:
    kept = " ".join(["kept"] * 14)
    after = becomes(f"key: >\n  one {kept}\n  end\n", (f"one {kept} end", f"one of many {kept} end"))
    assert after == f"key: >\n  one of\n  many {kept}\n  end\n"


def test_a_new_line_is_indented_like_the_one_before_it() -> None:
    more = " ".join(["more"] * 30)
    after = becomes("key: |\n  one\n      two\n  three\n", ("one two three", f"one two {more} three"))
    assert [len(line) - len(line.lstrip()) for line in after.splitlines()] == [0, 2, 6, 6, 6, 2]


def test_a_new_line_ends_like_the_others_of_its_value() -> None:
    more = " ".join(["more"] * 20)
    after = becomes("a: x\nb: |\r\n  one\r\nc: y\n", ("one", f"one {more}"))
    assert re.findall(r"\r?\n", after) == ["\n", "\r\n", "\r\n", "\r\n", "\n"]


def test_a_value_on_one_line_stays_on_it() -> None:
    words = "more " * 60 + "end"
    assert becomes("key: 'old'\n", ("old", words)) == f"key: '{words}'\n"


# ── what stands around ───────────────────────────────────────────────────────────────────────────────────────────

FILE = """\
# What the reader needs

title:   "One"\t# the title
notes:
- quote: old words   \t
  text: |+
    kept


# about the next
- {quote: 'other words', sources: [a, b]}\t
-   quote: >-   # folded
       third
         words

...
"""


def test_the_value_on_the_first_line_of_a_file_with_a_mark_is_found_and_the_mark_stays() -> None:
    before = BOM + b"a: old\n"
    (value,) = values(read(before)[1])
    assert spliced(PATH, before, [Change(value.span, "new")]) == Spliced(BOM + b"a: new\n")


def test_only_white_space_around_the_words_is_left_out() -> None:
    assert put("a: old\n", ("old", " \tXX new XX\n")).data == b"a: XX new XX\n"


@pytest.mark.parametrize("mark", [b"", BOM])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_all_that_stands_around_the_values_stays(mark: bytes, end: str, last: str) -> None:
    before = mark + (FILE.rstrip("\n") + last).replace("\n", end).encode()
    found = {folded(value.text): value.span for value in values(read(before)[1])}
    olds = ["old words", "other words", "third words"]
    result = spliced(PATH, before, [Change(found[old], old.replace("words", "texts")) for old in reversed(olds)])
    expected = before.replace(b"third", b"THIRD")  # Its words stand on two lines.
    for old in ("old words", "other words"):
        expected = expected.replace(old.encode(), old.replace("words", "texts").encode())
    expected = expected.replace(b"         words", b"         texts").replace(b"THIRD", b"third")
    assert result == Spliced(expected)


def test_line_ends_of_two_kinds_stay_as_they_are() -> None:
    before = "a: |\r\n  one\n  two\r\n  three\rb: x\n"
    assert becomes(before, ("one two three", "1 two 3")) == "a: |\r\n  1\n  two\r\n  3\rb: x\n"


def test_the_words_that_stand_there_change_nothing() -> None:
    for value in values(read(FILE.encode())[1]):
        same = spliced(PATH, FILE.encode(), [Change(value.span, value.text)])
        assert same == Spliced(FILE.encode())


def test_a_file_that_is_one_text_can_be_changed() -> None:
    assert becomes("one two", ("one two", "one three")) == "one three"


def test_a_file_with_mistakes_elsewhere_can_be_changed() -> None:
    before = "a: one\na: two\nb: &x c\nd: e #f\ng: old\n---\nh: i\n"
    assert becomes(before, ("old", "new")) == before.replace("old", "new")


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"key: \xff\n", "the file cannot be read: byte 0xff is not UTF-8"),
        ("key: old\n".encode("utf-16"), "the file cannot be read: the file is UTF-16, not UTF-8"),
        (b"key: 'old\n", "the file cannot be read: the `'` that stands here is never closed"),
        (
            b"key: \x07\n",
            "the file cannot be read: U+0007 (no printable character) stands here, which no text may hold",
        ),
        (b"# nothing\n", "the file is empty"),
        (b"", "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(data: bytes, reason: str) -> None:
    change = Change(Span(PATH, 1, 6, 1, 9), "new")
    assert spliced(PATH, data, [change, change]) == Spliced(data, (Unspliceable(change, reason),) * 2)


@pytest.mark.parametrize(
    "span",
    [
        Span(PATH, 1, 6, 1, 8),
        Span(PATH, 1, 1, 1, 4),
        Span(PATH, 9, 6, 9, 9),
        Span("content/articles/y.yaml", 1, 6, 1, 9),
        Span(PATH, 0, -1, 0, 0),
    ],
)
def test_where_no_value_stands_nothing_is_changed(span: Span) -> None:
    change = Change(span, "new")
    refused = (Unspliceable(change, "no value stands there any more"),)
    assert spliced(PATH, b"key: old\nlist: [a]\n", [change]) == Spliced(b"key: old\nlist: [a]\n", refused)


def test_a_list_a_group_and_a_value_that_is_not_written_are_no_texts() -> None:
    data = b"a: [b]\nc: {d: e}\nf:\n"
    _, tree, _ = read(data)
    assert isinstance(tree, Mapping)
    result = spliced(PATH, data, [Change(value.span, "new") for _, value in tree.entries])
    assert result.data == data
    assert why(result) == ["no value stands there any more"] * 2 + ["nothing is written there"]


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x07", "\x85", "\ufeff", "\ud800", "\ufffe"])
def test_words_with_a_character_that_no_text_may_hold_are_refused(char: str) -> None:
    for before in ("key: old\n", "key: 'old'\n", 'key: "old"\n', "key: |\n  old\n"):
        result = put(before, ("old", f"one{char}two"))
        assert result.data == before.encode()
        assert len(result.refused) == 1
        assert f"the words hold U+{ord(char):04X} (" in result.refused[0].reason


def test_no_words_are_refused() -> None:
    assert why(put("key: old\n", ("old", " \n"))) == ["there are no words to write there"]


def test_of_two_changes_of_one_value_the_second_is_refused() -> None:
    result = put("key: old\n", ("old", "new"), ("old", "other"))
    assert (result.data, why(result)) == (b"key: new\n", ["another change is for the same value"])


def test_a_comment_that_would_be_lost_with_a_block_keeps_it_from_changing() -> None:
    result = put("a: > # why\nb: 'x'\n", ("", "new"))
    assert (result.data, why(result)) == (b"a: > # why\nb: 'x'\n", ["the comment there would be lost"])
    result = put("a: > # why\n  old\nb: 'x'\n", ("old", "\u202bnew"))
    assert result.data == b"a: > # why\n  old\nb: 'x'\n"
    assert why(result) == ["the file would no longer read as it does"]
    assert becomes("a: >\nb: 'x'\n", ("", "new")) == "a: \"new\"\nb: 'x'\n"


def test_an_alias_and_an_anchor_are_for_their_author_to_mend() -> None:
    before = "a: &x one\nb: *x\nc: !t two\n"
    for old in ("one", "*x", "two"):
        assert why(put(before, (old, "new"))) == ["the file would no longer read as it does"]


def test_a_change_that_makes_the_file_too_long_is_refused() -> None:
    before = "a: old\nb: " + "x" * 1_999_000 + "\n"
    result = put(before, ("old", "word " * 400))
    assert (result.data, len(result.refused)) == (before.encode(), 1)


def test_a_change_that_is_refused_does_not_keep_the_others_from_being_made() -> None:
    before = "a: one\nb: > # why\n  two\nc: three\nd: four\ne: five\nf:\n"
    changes = [("five", "5: #"), ("two", "\u202btwo"), ("four", "4\u2028"), ("three", "3, # 3"), ("one", "[1]")]
    result = put(before, *changes)
    assert result.data.decode() == 'a: "[1]"\nb: > # why\n  two\nc: "3, # 3"\nd: four\ne: "5: #"\nf:\n'
    assert [left.change.words for left in result.refused] == ["\u202btwo", "4\u2028"]


# ── any file, any words ──────────────────────────────────────────────────────────────────────────────────────────

WORDS = st.sampled_from(
    "a relatively small number of Iranian personnel the it’s “drones” Shahed-136 "
    "عدد צבא سپاه 无人机 é e\u0301 🛩️ 👩‍👩‍👧 x\xa0y 100% "
    "http://x.org/?a=b 22:00 no true 3.10".split(" ")
)
NASTY = st.sampled_from(
    [
        *r"""a: : #b # ' '' " \ \\ \n \u0041 \x41 x\ ''x' { } [ ] , {} [x] @ % ` - --- ... ? ! &x *x | > >-""".split(),
        *"~ null = << $&".split(),
        *("- x", "k: v", "a\tb", "\u202bx", "\u2067", "\u200f", "\u0301", "\xa0", "\u2060", "\u3000", "word" * 30),
        *("x\u2028y", "\ufeff", "\ud800", "\x07"),
    ]
)
NEW = st.lists(WORDS | NASTY | st.text(min_size=1, max_size=6), min_size=1, max_size=60).map(" ".join)
SAFE = st.lists(WORDS, min_size=1, max_size=12)
TAIL = st.sampled_from(["", "", "  ", "\t", " # why", "\t# why: not", "   # 'x' \"y\""])
BETWEEN = st.lists(st.sampled_from(["", "# a comment", "  # one: deeper", "  ", "#"]), max_size=2)


@st.composite
def gaps(draw: st.DrawFn, indent: str, *, lines: bool, more: tuple[str, ...] = ()) -> str:
    """What may stand between two words of a value."""
    breaks = [f"\n{indent}", f" \n{indent}", f"\n\n{indent}", f"\n{indent} "] if lines else []
    return draw(st.sampled_from([" ", " ", " ", "  ", *breaks, *more]))


@st.composite
def texts(draw: st.DrawFn, indent: str, *, flow: bool = False) -> str:
    """A value as it may be written, with what follows it on its line; ``indent`` is that of its lines."""
    style = draw(st.sampled_from(["", "'", '"'] if flow else ["", "'", '"', ">", "|"]))
    words, lines = draw(SAFE), draw(st.booleans())
    if style in (">", "|"):
        header = style + draw(st.sampled_from(["", "-", "+"])) + draw(st.sampled_from(["", "  ", " # why: so"]))
        text = f"{header}\n{indent}{words[0]}"
        return text + "".join(draw(gaps(indent, lines=True)) + word for word in words[1:])
    if style == '"':
        escape = draw(st.booleans())
        words = ["".join(f"\\U{ord(c):08x}" if escape and ord(c) > 127 else c for c in word) for word in words]
        words += draw(st.lists(st.sampled_from(['\\"', "\\\\", "\\x41", "a\\_b", "\\/"]), max_size=2))
        more = ("\\ ", "\\t", "\\n", f" \\\n{indent}", f"\\\n{indent}")
        text = words[0] + "".join(draw(gaps(indent, lines=lines, more=more if lines else ())) + w for w in words[1:])
    else:
        if style:
            words += draw(st.lists(st.sampled_from(["it''s", "''", "#", "a:", "\\", '"']), max_size=2))
        text = words[0] + "".join(draw(gaps(indent, lines=lines)) + word for word in words[1:])
    return style + text + style + ("" if flow else draw(TAIL))


@st.composite
def sidecars(draw: st.DrawFn) -> bytes:
    """A sidecar as authors write them, with line ends and a mark before it of any kind."""
    lines = [*draw(BETWEEN), f"title: {draw(texts('   '))}", *draw(BETWEEN), "notes:"]
    dash = draw(st.sampled_from(["- ", "  - ", "  -   "]))
    inner = " " * len(dash)
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            lines.append(f"{dash}quote: {draw(texts(inner + '  '))}")
            lines += draw(BETWEEN)
            lines.append(f"{inner}text: {draw(texts(inner + ' '))}")
            lines += draw(st.sampled_from([[], [f"{inner}sources: [a, 'b']  # c"], [f"{inner}by:"]]))
        else:
            quote = draw(texts(inner + "  ", flow=True))
            lines.append(f"{dash}{{quote: {quote}, term: {draw(texts(inner + '  ', flow=True))} }}{draw(TAIL)}")
        lines += draw(BETWEEN)
    lines += draw(
        st.sampled_from([["draft: false"], ["image: {file: a.png, alt: b}", "", "# end"], ["tags: [a, b c]"]])
    )
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return (
        draw(st.sampled_from([b"", b"", BOM]))
        + text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))).encode()
    )


@st.composite
def reworded(draw: st.DrawFn, text: str) -> str:
    """New words for a text: its own with some put in, taken out or put in the place of others, or all others."""
    words = text.split()
    if draw(st.integers(0, 3)) == 0:
        return draw(NEW)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(words)))
        words[at : at + draw(st.integers(0, 3))] = draw(st.lists(WORDS | NASTY, max_size=3))
    return " ".join(words)


@st.composite
def cases(draw: st.DrawFn) -> tuple[bytes, list[Change]]:
    data = draw(sidecars())
    found = [value for value in values(read(data)[1]) if not value.empty]
    chosen = draw(st.lists(st.sampled_from(found), min_size=1, max_size=5, unique_by=lambda value: value.span))
    return data, [Change(value.span, draw(reworded(value.text))) for value in chosen]


def outside(data: bytes, source: Source, spans: list[Span]) -> list[str]:
    """What stands in a file around some spans, character for character."""
    text = data.removeprefix(BOM).decode()
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|$)", text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    kept, at = ["mark" * data.startswith(BOM)], 0
    for span in sorted(spans):
        kept.append(text[at : starts[span.line - 1] + span.column - 1])
        at = starts[span.end_line - 1] + span.end_column - 1
    return [*kept, text[at:]]


def check(data: bytes, changes: list[Change]) -> tuple[int, int]:
    """How many changes were made and how many refused; fails if anything else has changed."""
    result = spliced(PATH, data, changes)
    refused = {left.change.span for left in result.refused}
    wanted = {change.span: folded(change.words) for change in changes if change.span not in refused}
    assert len(wanted) + len(result.refused) == len(changes)
    (source, tree, codes), (new_source, new_tree, new_codes) = read(data), read(result.data)
    assert (shape(new_tree), new_codes) == (shape(tree), codes)
    pairs = list(zip(values(tree), values(new_tree), strict=True))
    for old, new in pairs:
        if old.span in wanted:
            assert folded(new.text) == wanted[old.span]
            assert new.style in (old.style, '"')
        else:
            assert (new.text, new.style) == (old.text, old.style)
    made = [(old.span, new.span) for old, new in pairs if old.span in wanted]
    assert len(made) == len(wanted)
    assert outside(result.data, new_source, [new for _, new in made]) == outside(data, source, [old for old, _ in made])
    return len(wanted), len(refused)


@settings(max_examples=150)
@given(cases())
@example((b"a: x y\nb: 'z'\n", [Change(Span(PATH, 1, 4, 1, 7), "x\\"), Change(Span(PATH, 2, 4, 2, 7), "\\")]))
def test_in_any_file_any_words_change_nothing_but_their_value(case: tuple[bytes, list[Change]]) -> None:
    check(*case)


@settings(max_examples=100)
@given(sidecars(), st.data())
def test_words_that_a_text_may_hold_are_never_refused(data: bytes, draw: st.DataObject) -> None:
    found = [value for value in values(read(data)[1]) if not value.empty]
    chosen = draw.draw(st.lists(st.sampled_from(found), min_size=1, unique_by=lambda value: value.span))
    words = st.lists(WORDS | st.sampled_from("a: #b ' \" \\ {x} , - ? & |".split()), min_size=1, max_size=8).map(
        " ".join
    )
    assert check(data, [Change(value.span, draw.draw(words)) for value in chosen]) == (len(chosen), 0)


@settings(max_examples=100)
@given(sidecars(), st.data())
def test_one_word_in_the_place_of_another_changes_one_line(data: bytes, draw: st.DataObject) -> None:
    assume(not re.search(rb"\S\\[\r\n]", data))  # A word that an escaped line end divides is on two lines.
    found = [value for value in values(read(data)[1]) if not value.empty]
    value = draw.draw(st.sampled_from(found))
    words = folded(value.text).split(" ")
    words[draw.draw(st.integers(0, len(words) - 1))] = "another"
    new = spliced(PATH, data, [Change(value.span, " ".join(words))]).data
    lines, new_lines = re.split(rb"(\r\n|\r|\n)", data), re.split(rb"(\r\n|\r|\n)", new)
    assert [b"another" in after for before, after in zip(lines, new_lines, strict=True) if before != after] == [True]


@given(
    st.binary(max_size=40) | SAFE.map(lambda words: f"a: {words}".encode()), st.integers(-1, 2), st.text(max_size=10)
)
def test_no_bytes_and_no_span_make_it_fail(data: bytes, line: int, words: str) -> None:
    changes = [Change(Span(PATH, line, at, line, at + 1), words) for at in range(-1, 12)]
    result = spliced(PATH, data, changes)
    refused = [left.change for left in result.refused]
    made = [change for change in changes if change not in refused]
    assert check(data, made) == (len(made), 0) if made else result.data == data
