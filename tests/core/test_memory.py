from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefs.core.memory import Remembered, decode_lock, encode_lock

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ENTRIES = st.builds(
    Remembered, article=TEXTS, quote=TEXTS, prefix=TEXTS, suffix=TEXTS, occurrence=st.integers(0, 9),
    before=TEXTS, after=TEXTS, start=st.integers(0, 9999), digest=TEXTS,
)  # fmt: skip


@given(st.lists(ENTRIES, max_size=6, unique_by=lambda e: e.key))
def test_what_is_written_reads_back_in_any_order(entries: list[Remembered]) -> None:
    data = encode_lock(entries)
    found = decode_lock("briefs.lock", data)
    assert found.diagnostics == ()
    assert found.value == tuple(sorted(entries))
    assert encode_lock(reversed(entries)) == data


def test_an_entry_is_a_line_that_a_person_can_read() -> None:
    entry = Remembered("content/articles/a.txt", "the quote", before="before ", after=" after", start=7, digest="0f")
    assert encode_lock([entry]) == (
        b'{"article":"content/articles/a.txt","quote":"the quote","before":"before ","after":" after",'
        b'"start":7,"digest":"0f"}\n'
    )


@given(st.binary(max_size=80))
def test_any_bytes_are_entries_or_warnings_at_their_lines(data: bytes) -> None:
    found = decode_lock("briefs.lock", data)
    lines = [line for line in data.splitlines() if line.strip()]
    assert len(found.value) + len(found.diagnostics) == len(lines)
    assert all(d.severity == "warning" and d.code == "lock-damaged" for d in found.diagnostics)


def test_a_merge_conflict_loses_only_the_lines_in_conflict() -> None:
    one, two = (Remembered("a", q) for q in ("one", "two"))
    conflict = b"<<<<<<< ours\n" + encode_lock([one]) + b"=======\n" + encode_lock([two]) + b">>>>>>> theirs\n"
    found = decode_lock("briefs.lock", conflict)
    assert found.value == (one, two)
    assert [(d.span.path, d.span.line) for d in found.diagnostics if d.span] == [("briefs.lock", n) for n in (1, 3, 5)]
