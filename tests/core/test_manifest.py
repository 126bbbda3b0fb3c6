"""The manifest's own words, and what it knows of paths: each diagnostic whole, as its author sees it."""

from __future__ import annotations

import errno

import pytest

from briefs.core.diagnostics import Diagnostic, error, warning
from briefs.core.manifest import (
    MANIFEST,
    STAGE,
    Entry,
    Manifest,
    collisions,
    damaged,
    encode,
    fold,
    folders_of,
    in_words,
    is_output_path,
    obstructs,
    refusals,
)

ENTRY = Entry("d", 1)


def _clash(message: str) -> Diagnostic:
    return error("duplicate-output", message, hint="give one of the two another slug")


@pytest.mark.parametrize(
    ("paths", "messages"),
    [
        (["a/b.html", "a/b.html"], ["two files of the site would both be `a/b.html`"]),
        (["a/b.html", "a"], ["`a` would be a file and `a` a folder: they cannot stand in one folder"]),
        (["A/b.html", "a"], ["`A` would be a folder and `a` a file: they cannot stand in one folder"]),
        (["A.html", "a.html"],
         ["`A.html` and `a.html` are one name on systems that ignore case or the way accents are coded"]),
        (["A/b.html", "a/c.html"],
         ["`A` and `a` are one name on systems that ignore case or the way accents are coded"]),
        # Files of one folder come one after the other, and those of two folders in one may clash too.
        (["a/B", "a/b/x", "a/c/y"], ["`a/B` would be a file and `a/b` a folder: they cannot stand in one folder"]),
        (["a/C", "a/b/x", "a/c/y"], ["`a/C` would be a file and `a/c` a folder: they cannot stand in one folder"]),
        (["a/B/x", "a/B/y", "a/b/x", "a/b/y"],
         ["`a/B` and `a/b` are one name on systems that ignore case or the way accents are coded",
          "`a/B/x` and `a/b/x` are one name on systems that ignore case or the way accents are coded",
          "`a/B/y` and `a/b/y` are one name on systems that ignore case or the way accents are coded"]),
        (["a/x", "a/y", "b", "b.c", "ab/c/d"], []),
    ],
)  # fmt: skip
def test_names_that_cannot_stand_side_by_side_are_named_with_what_each_is(
    paths: list[str], messages: list[str]
) -> None:
    assert collisions(paths) == tuple(map(_clash, messages))
    assert collisions(reversed(paths)) == collisions(paths)


def test_what_stands_in_the_way_is_said_with_what_to_do() -> None:
    away = "let `output` name an empty folder, or move what is there away"
    file = "`site` is a file, and the site needs a folder"
    assert refusals({"": "file"}, "site", True) == (error("output-refused", file, hint=away),)
    strange = "`site` holds what this site did not write, under names that the site needs: "
    for names, shown in (
        ("a", "`a`"),
        ("abc", "`a`, `b`, `c`"),
        ("abcd", "`a`, `b`, `c` and others"),
    ):
        clashes = dict.fromkeys(names, "file")
        assert refusals(clashes, "site", False) == (error("output-refused", strange + shown, hint=away),)
    slug = "move it away, or give the page another slug"
    ours = "that this site did not write, and the site needs its name"
    assert refusals({"a": "file", "b/c": "link"}, "site", True) == (
        error("foreign-file", f"`site/a` is a file {ours}", hint=slug),
        error("foreign-file", f"`site/b/c` is a link {ours}", hint=slug),
    )
    assert refusals({}, "site", True) == ()


def test_a_manifest_of_no_use_is_said_with_what_may_stay_behind() -> None:
    assert damaged("site") == warning(
        "manifest-damaged",
        "`site/.briefs-manifest.json` cannot be understood, so files that the site no longer needs may stay behind",
        hint="look through `site`, remove what is old, and build again",
    )


def test_why_a_call_failed_is_said_in_plain_words_else_in_those_of_the_system() -> None:
    assert in_words(OSError(errno.ENOSPC, "No space left on device")) == "the disk is full"
    assert in_words(OSError(errno.ENAMETOOLONG, "File name too long")) == "File name too long"
    assert in_words(OSError("it broke")) == "it broke"


def test_a_manifest_is_one_line_a_file_in_the_order_of_their_paths() -> None:
    assert encode(Manifest({"b": ENTRY, "a/é": Entry("e", 2)}, ("a", "c"))) == (
        b'{"version": 1, "folders": ["a", "c"], "files": {\n  "a/\\u00e9": ["e", 2],\n  "b": ["d", 1]\n}}\n'
    )
    assert encode(Manifest()) == b'{"version": 1, "folders": [], "files": {\n\n}}\n'


def test_the_folders_of_paths_are_all_above_them_but_the_output_itself() -> None:
    assert folders_of(["a", "b/c", "b/d", "e/f/g/h"]) == {"b", "e", "e/f", "e/f/g"}


def test_what_must_go_first_is_what_would_be_in_the_way_or_would_be_taken_for_a_new_file() -> None:
    old = Manifest(dict.fromkeys(["a", "b/c", "b/d/e", "f", "g/h", "i"], ENTRY), ("b", "b/d", "g"))
    assert obstructs(old, ["a", "b/c", "b/d/e"]) == ((), ())
    assert obstructs(old, ["a/x"]) == (("a",), ())
    assert obstructs(old, ["b"]) == (("b/c", "b/d/e"), ("b", "b/d"))
    assert obstructs(old, ["b/d"]) == (("b/d/e",), ("b/d",))
    assert obstructs(old, ["F", "f", "I"]) == (("i",), ())


NO_PATHS = (
    *("", ".", "..", "./a", "a/./b", "a/.", "a/../b", "../a", "a/..", "/a", "a//b", "a/", "a\\b", "c:d", "a\0", "\x7f"),
    *("\ud800", MANIFEST, MANIFEST.upper(), STAGE, f"{STAGE}/x"),
)


@pytest.mark.parametrize("path", NO_PATHS)
def test_a_path_that_leads_elsewhere_or_that_some_system_cannot_hold_or_that_is_ours_is_no_output_path(
    path: str,
) -> None:
    assert not is_output_path(path)


@pytest.mark.parametrize(
    "path", ["a", ".a", "a/.b", "...", "a..b/c", "a b/é!.html", f"a/{STAGE}", f"a/{MANIFEST}", "_/-.x"]
)
def test_any_other_path_is_one(path: str) -> None:
    assert is_output_path(path)


def test_a_path_is_folded_as_systems_do_that_ignore_case_and_the_way_accents_are_coded() -> None:
    assert fold("A/Bc.HTML") == "a/bc.html"
    assert fold("Stra\u00dfe") == fold("STRASSE") == "strasse"
    assert fold("Cafe\u0301") == fold("CAF\u00c9") == "caf\u00e9"
