"""Markdown of Hugo, Jekyll, Pelican and Obsidian: front matter, links between texts, signs that mean nothing here."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import faults, imported, texts, told
from support import folded, made, write_site

from briefs.importers import Asked

FILES = Path(__file__).parent / "files"


def one(text: str, place: str = "a.md") -> dict[str, str]:
    """What comes of one text, by the ends of the files' names."""
    found = imported({place: text}, "markdown")
    assert faults(found) == []
    return {path.rpartition(".")[2]: data for path, data in texts(found).items()}


def body(text: str, others: Mapping[str, str] = {}) -> str:
    """What comes of the body of a text beside others."""
    found = imported({"a.md": text, **others}, "markdown")
    assert faults(found) == []
    return texts(found)["articles/a.md"]


# ── front matter ─────────────────────────────────────────────────────────────────────────────────────────────────

SAID = "title: Harbour reopens\nbyline: Mara Lind\ndate: 2026-11-02\ntags: [port, storm]\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Harbour reopens\nauthor: Mara Lind\ndate: 2026-11-02\ntags: [port, storm]\n---\n\nWords.\n",
        "---\ntitle: Harbour reopens\nauthors:\n  - name: Mara Lind\ndate: 2026/11/2\n"
        "tags: port\ncategories: [storm]\n---\nWords.\n",
        '+++\ntitle = "Harbour reopens"\nauthor = "Mara Lind"\ndate = 2026-11-02\n'
        'tags = ["port", "storm"]\n+++\nWords.\n',
        '{"title": "Harbour reopens", "author": ["Mara Lind"], "date": "2026-11-02",\n'
        ' "tags": ["port", "storm"]}\n\nWords.\n',
        "Title: Harbour reopens\nAuthor: Mara Lind\nDate: 2026-11-02\nTags: port, storm\n\nWords.\n",
    ],
)
def test_front_matter_of_every_form_becomes_the_sidecar(text: str) -> None:
    assert one(text) == {"md": "Words.\n", "yaml": SAID}


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("---\ntags: port big-storm\n---", "[port, big-storm]"),
        ("---\ntags: port, big storm\n---", "\n  - port\n  - big storm"),
        ("---\ntags: ['#port', big storm]\n---", "\n  - port\n  - big storm"),
        ("Tags: port, big storm", "\n  - port\n  - big storm"),
    ],
)
def test_tags_are_parted_as_their_tool_parts_them(written: str, tags: str) -> None:
    assert f"tags:{tags if tags[0] != '[' else ' ' + tags}\n" in one(f"{written}\n\n# A\n\nA.\n")["yaml"]


def test_keys_without_a_place_are_told_with_their_lines_once_for_all_files() -> None:
    found = imported(
        {
            "a.md": "---\ntitle: A\nweight: 3\nmenu: {main: {weight: 1}}\n---\nA.\n",
            "b.md": '+++\ntitle = "B"\n\nweight = 4\n+++\nB.\n',
        },
        "markdown",
    )
    assert told(found) == [
        "a.md:3: the front matter's key `weight` has no place in a sidecar (here and 1 more time)",
        "a.md:4: the front matter's key `menu` has no place in a sidecar",
    ]


def test_front_matter_that_cannot_be_read_is_told_of_and_the_body_kept() -> None:
    found = imported({"a.md": "---\ntitle: A: B\n---\nWords.\n"}, "markdown")
    assert texts(found)["articles/a.md"] == "Words.\n"
    assert told(found, "import-left-out") == [
        "a.md:2: in the front matter: the value holds `: `, which would begin another key"
    ]


def test_drafts_old_addresses_and_sources_come_over() -> None:
    text = (
        "---\ntitle: A\npublished: false\npermalink: /2020/a/\naliases: [/old/a.html]\n"
        "canonical_url: https://example.org/a\nlicense: CC0\n---\nA.\n"
    )
    assert one(text)["yaml"] == (
        "title: A\ndraft: true\nsource:\n  url: https://example.org/a\n  licence: CC0\n"
        "redirect_from: [2020/a/index.html, old/a.html]\n"
    )


def test_a_post_of_jekyll_has_its_day_from_its_name_and_a_bundle_of_hugo_its_folder_s_name() -> None:
    found = imported(
        {"_posts/2020-01-31-first.md": "# First\n\nA.\n", "blog/trip/index.md": "# Trip\n\nB.\n"}, "markdown"
    )
    assert texts(found) == {
        "articles/first.md": "# First\n\nA.\n",
        "articles/first.yaml": "date: 2020-01-31\n",
        "articles/blog/trip.md": "# Trip\n\nB.\n",
    }


def test_texts_of_one_name_in_two_folders_keep_apart() -> None:
    found = imported({"a/x.md": "# A\n\nA.\n", "b/x.md": "# B\n\nB.\n"}, "markdown")
    assert texts(found)["articles/b/x.yaml"] == "slug: b-x\n"
    assert faults(found) == []


def test_a_text_without_a_title_is_called_by_its_file() -> None:
    assert one("Words.\n", "My note.md")["yaml"] == "title: My note\n"
    assert one("Words.\n\n```\n# no title\n```\n", "My note.md")["yaml"] == "title: My note\n"


# ── bodies ───────────────────────────────────────────────────────────────────────────────────────────────────────

NOTE = {"People/Mara Lind.md": "---\ntitle: Mara\naliases: [ML]\n---\n## Early years\n\nShe.\n", "img/crane.png": "x"}
TO = "people/mara-lind.md"


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("[[Mara Lind]]", f"[Mara Lind]({TO})"),
        ("[[mara lind|she]]", f"[she]({TO})"),
        ("[[People/Mara Lind#Early years|young]]", f"[young]({TO}#early-years)"),
        ("[[ML]]", f"[ML]({TO})"),
        ("[[Nobody]] and [[Nobody|somebody]]", "Nobody and somebody"),
        ("![[crane.png|A red crane]]", "![A red crane](img/crane.png)"),
        ("![[crane.png|300]]", "![](img/crane.png)"),
        ("![[Mara Lind]]", f"[Mara Lind]({TO})"),
        ("[her](People/Mara%20Lind.md)", f"[her]({TO})"),
        ("[her](<People/Mara Lind.md>)", f"[her]({TO})"),
        ("[out](https://example.org/a_(b))", "[out](https://example.org/a_%28b%29)"),
        ("[x](nowhere.md) [y](javascript:z)", "x y"),
        ('![c](img/crane.png "Crane")', '![c](img/crane.png "Crane")'),
        ("![c](/img/crane.png)", "![c](img/crane.png)"),
        ("`[[Mara Lind]]` ``<b> [[x]]``", "`[[Mara Lind]]` ``<b> [[x]]``"),
        ("words ^block-1", "words"),
        ("one <b>two</b> <u>three</u> <!-- no --> %%no%% four", "one **two** three   four"),
        ("<table><tr><td>one</td><td>two</td></tr></table>x<sup>2</sup>", "   one  two   x2"),
        ('<a href="https://example.org/">here</a>', "[here](https://example.org/)"),
        ("a < b and c > d, List<String>", "a < b and c > d, List<String>"),
        (
            '{{< figure src="img/crane.png" alt="A crane" caption="It is \'red\'" >}}',
            "![A crane](img/crane.png \"It is 'red'\")",
        ),
        ('[her]({{< ref "Mara Lind" >}})', f"[her]({TO})"),
        ("{{< youtube abc >}}{{% note %}}Mind the gap{{% /note %}}", "Mind the gap"),
        ("[her]({% link People/Mara Lind.md %}) {{ site.title }}", f"[her]({TO}) "),
    ],
)
def test_links_and_signs_of_other_tools(written: str, becomes: str) -> None:
    assert body(f"# A\n\nSay {written}\n", NOTE) == f"# A\n\nSay {becomes}\n"


@pytest.mark.parametrize(
    "text",
    [
        "```md\n[[Mara Lind]] <b> {{< x >}} %%a%%\n```\n",
        "~~~\n![[x]]\n~~~\n\nWords.\n",
        "``` [[a]] ``` is code in a line.\n",
        "Words.\n\n    [[indented]] <b>\n\nWords.\n",
        "- item\n\n  ```\n  [[x]]\n  ```\n",
        "A *b* **c** `d` [^1]\n\n[^1]: E.\n\n| a | b |\n|---|---|\n| c | d |\n",
        "Term\n: Meaning\n\n> Quote\n\n1. One\n2. Two\n",
    ],
)
def test_code_and_plain_markdown_stay_as_they_are(text: str) -> None:
    assert body(f"# A\n\n{text}") == f"# A\n\n{text}"


def test_a_callout_is_a_quotation_with_its_title() -> None:
    text = body("# A\n\n> [!warning]- Mind the gap\n> It is wide.\n\n> [!note]\n> So it is.\n")
    assert text == "# A\n\n> **Mind the gap**\n> It is wide.\n\n>\n> So it is.\n"


def test_blocks_of_code_of_jekyll_and_hugo_are_ours() -> None:
    text = body(
        "# A\n\n{% highlight ruby linenos %}\nputs '{{ x }}'\n{% endhighlight %}\n\n"
        "{{< highlight go >}}\n<b>\n{{< /highlight >}}\n"
    )
    assert text == "# A\n\n```ruby\nputs '{{ x }}'\n```\n\n```go\n<b>\n```\n"


def test_words_with_a_number_sign_are_tags_in_a_vault_and_words_elsewhere() -> None:
    vault = imported({"a.md": "# A\n\nSee [[B]] #urgent/now and #2 and C#.\n", "B.md": "# B\n\nB.\n"}, "markdown")
    assert texts(vault)["articles/a.yaml"] == "tags: [urgent/now]\n"
    assert "#urgent/now" in texts(vault)["articles/a.md"]
    assert set(one("# A\n\nSee #urgent.\n")) == {"md"}


def test_a_note_with_other_names_that_is_linked_is_offered_as_a_term() -> None:
    found = imported({"a.md": "# A\n\n[[ML]] and [[Mara Lind]].\n", **NOTE}, "markdown")
    offer = next(one for one in found.diagnostics if "may be a term" in one.message)
    assert offer.message == "`Mara Lind` has other names, and 1 of the texts link to it: it may be a term"
    assert offer.hint.endswith("\n- term: Mara Lind\n  aliases: [ML]")


def test_what_has_no_place_is_told_at_its_line() -> None:
    found = imported(
        {"a.md": "---\ntitle: A\n---\n\nOne.\n\n```\nx\n```\n\n{{< tweet 1 >}}\n[x](y.md)\n<!-- a\nb -->\n[[Z]]\n"},
        "markdown",
    )
    assert sorted(told(found)) == [
        "a.md:11: the shortcode `tweet` was left out",
        "a.md:12: the address `y.md` leads to no file that is imported, so its words stand without a link",
        "a.md:13: a comment was left out",
        "a.md:15: there is no note `Z` among the files, so its words stand without a link",
    ]


# ── a folder of Hugo ─────────────────────────────────────────────────────────────────────────────────────────────


def folder(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_folder_of_hugo_builds_and_each_page_has_the_words_of_its_source(tmp_path: Path) -> None:
    files = folder(FILES / "doks")
    found = imported(files, "markdown")
    assert faults(found) == []
    write_site(tmp_path, {f"content/{path}": text for path, text in texts(found).items()})
    pages, result = made(tmp_path)
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []
    from json import loads

    for place, data in files.items():
        source = re.sub(r"\A---.*?^---$", "", data.decode().replace("\r\n", "\n"), flags=re.DOTALL | re.MULTILINE)
        source = re.sub(r"\]\([^()]*\)|\{\{<.*?>\}\}|^```.*$|[#*_`\[\]>|~-]", "", source, flags=re.MULTILINE)
        if not source.strip():
            continue
        slug = (
            place.rpartition("/")[0].rpartition("/")[2] if place.endswith("index.md") else place.rpartition("/")[2][:-3]
        )
        text = loads(pages[f"articles/{slug}.json"])["text"]
        assert re.sub(r"[#*_`\[\]>|~-]", "", folded(text)) == folded(source), place


def test_what_a_folder_of_hugo_has_beside_its_words_is_told_of() -> None:
    found = imported(folder(FILES / "doks"), "markdown")
    lost = " ".join(told(found, "import-left-out"))
    for name in ("weight", "toc", "menu", "contributors"):
        assert f"key `{name}` has no place" in lost
    assert "shortcode `alert` was left out" in lost
    assert "(how-to-update.md)" not in lost
    assert (
        "[Easily update npm packages](../help/how-to-update.md)"
        in texts(found)["articles/docs/prologue/quick-start.md"]
    )


# ── anything ─────────────────────────────────────────────────────────────────────────────────────────────────────

_PARTS = st.sampled_from(
    [
        *"[[ ]] ![[ | # ^ {{< >}} {{% %}} {% %} {{ }} <!-- --> %% <b> </b> <br> ``` ` --- +++ > [!note]".split(),
        *"]( [ ] ( ) : a B".split(),
        *(
            "\n",
            "\n\n",
            " ",
            "    ",
            "title: x",
            "x.md",
            "[a](b.md)",
            "\\",
            "é",
            "\t",
            "1. ",
            "- ",
            "| ",
            "<a href='b.md'>",
            "</a>",
        ),
    ]
)


@given(st.lists(_PARTS, max_size=25).map("".join), st.lists(_PARTS, max_size=10).map("".join))
def test_any_texts_become_articles_or_are_told_of(one: str, two: str) -> None:
    found = imported({"a.md": one, "b.md": two}, "markdown", Asked(retrieved="2026-11-02"))
    assert faults(found) == []


_LINKS = st.sampled_from(
    [
        *"[[ ]] ![[ | # <!-- --> <b> <br> ``` ` ]( [ ] ( ) a B".split(),
        *"[a](b.md) [a](b.md#h) [[b#h]] ![[b.png]] [[b]] [z]".split(),
        *("\n", "\n\n", " ", "![x](b.png)", "## h\n", "# T\n", "[x](#h)", "[z]: b.md\n", "[z]: #q\n", "[q](b.png)"),
        *("<a href='b.md'>x</a>", "<img src='b.png'>", "[[a b|c]]", "[x](<a b.md>)"),
    ]
)
_PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")


@settings(max_examples=60)
@given(st.lists(_LINKS, max_size=20).map("".join), st.lists(_LINKS, max_size=10).map("".join))
def test_the_site_of_any_texts_has_no_dead_link(one: str, two: str) -> None:
    found = imported({"a b.md": one, "b.md": two, "b.png": _PNG}, "markdown")
    with tempfile.TemporaryDirectory() as folder:
        for file in found.files:
            target = Path(folder) / "content" / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_PNG if file.copied else file.data)
        _, result = made(write_site(Path(folder), {}))
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []
