"""Compiled templates are kept between processes: asked by what is compiled, never by the time it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateRuntimeError, TemplateSyntaxError

from briefs.stages.render import templates
from briefs.stages.render.templates import environment
from briefs.theme import Theme

ROOT = Path(__file__).parents[2]
TEXTS = {"page": "{% include 'part' %}{{ x }}", "part": "<{{ x|upper }}>", "other": "other"}
Process = Callable[..., list[str]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps what it compiles."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "python"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "python"


@pytest.fixture
def process(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """A process that makes a page of a theme: the names of the templates that it had to compile."""
    plain = Environment.compile
    compiled: list[str] = []

    def counted(self: Environment, source: str, name: str, *more: object) -> object:
        compiled.append(name)
        return plain(self, source, name, *more)  # type: ignore[call-overload]

    def run(texts: dict[str, str] = TEXTS, page: str = "page", shown: str = "<A>a", **filters: object) -> list[str]:
        templates._codes.cache_clear()
        compiled.clear()
        env = environment(Theme("t", "", tuple(sorted(texts.items())), ()))
        env.filters.update(filters)
        assert env.get_template(page).render(x="a") == shown
        return sorted(compiled)

    monkeypatch.setattr(Environment, "compile", counted)
    yield run
    templates._codes.cache_clear()


def kept(place: Path) -> Path:
    """The one file."""
    (file,) = (path for path in place.rglob("*") if "templates" in path.suffix)
    return file


def test_a_second_process_compiles_nothing(place: Path, process: Process) -> None:
    assert process() == ["other", "page", "part"]
    assert process() == []
    assert process(page="other", shown="other") == []
    assert kept(place).is_relative_to(place / Path(*ROOT.parts[1:]) / "briefs")


def test_a_template_that_changed_is_compiled_anew_and_alone(process: Process) -> None:
    process()
    changed = TEXTS | {"part": "({{ x|upper }})"}
    assert process(changed, shown="(A)a") == ["part"]
    assert process(changed, shown="(A)a") == []
    assert process() == ["part"]


def test_what_the_file_holds_is_one_theme(place: Path, process: Process) -> None:
    process()
    size = kept(place).stat().st_size
    process(TEXTS | {f"more-{n}": "more" for n in range(9)}, page="more-0", shown="more")
    assert kept(place).stat().st_size > size
    process({"page": "{{ x }}"}, shown="a")
    assert kept(place).stat().st_size < size


def test_a_filter_that_takes_something_else_has_all_compiled_anew(process: Process) -> None:
    from jinja2 import pass_environment

    process(upper=lambda words: words.upper())
    with_more = pass_environment(lambda env, words: words.upper())
    assert process(upper=with_more) == ["other", "page", "part"]
    assert process(upper=with_more) == []


@pytest.mark.parametrize("at", [0, 31, 32, 400, -1])
def test_a_damaged_file_is_missed_and_mended(place: Path, process: Process, at: int) -> None:
    process()
    data = bytearray(kept(place).read_bytes())
    data[at] ^= 1
    kept(place).write_bytes(data)
    assert process() == ["other", "page", "part"]
    assert process() == []


@pytest.mark.parametrize("size", [0, 16, 32, 500])
def test_a_torn_file_is_missed_and_mended(place: Path, process: Process, size: int) -> None:
    process()
    kept(place).write_bytes(kept(place).read_bytes()[:size])
    assert process() == ["other", "page", "part"]
    assert process() == []


@pytest.mark.parametrize("other", [("kept.MAGIC_NUMBER", b"3.99"), ("templates._COMPILER", "jinja2 4")])
def test_what_another_compiler_wrote_is_missed(
    process: Process, monkeypatch: pytest.MonkeyPatch, other: tuple[str, object]
) -> None:
    process()
    monkeypatch.setattr(f"briefs.stages.render.{other[0]}", other[1])
    assert process() == ["other", "page", "part"]


def test_what_our_own_part_of_the_compiler_wrote_before_it_changed_is_missed(
    process: Process, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    process()
    changed = tmp_path / "templates.py"
    changed.write_bytes(Path(templates.__file__).read_bytes() + b"\n")
    monkeypatch.setattr(templates, "__file__", str(changed))
    assert process() == ["other", "page", "part"]
    assert process() == []
    changed.unlink()  # what cannot be told apart is not kept
    assert process() == ["other", "page", "part"]


def test_nothing_is_written_where_python_writes_nothing(
    place: Path, process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert process() == process() == ["other", "page", "part"]
    assert not place.exists()


def test_a_python_that_keeps_nothing_compiles_each_time(
    place: Path, process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    assert process() == process() == ["other", "page", "part"]
    assert not place.exists()


def test_where_nothing_can_be_written_all_is_compiled_each_time(place: Path, process: Process) -> None:
    place.write_text("no folder")
    assert process() == process() == ["other", "page", "part"]


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("{% break %}", TemplateSyntaxError),
        ("{% for x in y %}" * 30 + "{% endfor %}" * 30, SyntaxError),
        ("{{ " + "(" * 900 + "1" + ")" * 900 + " }}", RecursionError),
    ],
    ids=["syntax", "blocks", "depth"],
)
def test_a_template_that_cannot_be_compiled_harms_only_who_asks_for_it(
    process: Process, bad: str, fault: type[Exception]
) -> None:
    broken = TEXTS | {"bad": bad}
    assert process(broken) == ["bad", "other", "page", "part"]
    assert process(broken) == []
    with pytest.raises(fault):
        process(broken, page="bad")


def test_code_that_was_kept_says_which_template_went_wrong(process: Process) -> None:
    faulty = {"page": "\n\n{% if x %}{{ x|nowhere }}{% endif %}"}
    for _ in range(2):
        with pytest.raises(TemplateRuntimeError, match="nowhere") as fault:
            process(faulty)
        innermost = [(entry.path, entry.lineno) for entry in fault.traceback if str(entry.path).endswith("page")]
        assert [line for _, line in innermost] == [2]


def test_no_compiled_code_is_read_below_a_site(tmp_path: Path) -> None:
    """A site's own folder, in which the build runs, may hold what another put there."""
    site, python = tmp_path / "site", tmp_path / "python"
    (site / "content" / "articles").mkdir(parents=True)
    (site / "content" / "articles" / "a.txt").write_text("Words of an article.\n")
    (site / "config.yaml").write_text("title: Site\n")
    watching = (
        "import json, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, given: event == 'open' and opened.append((str(given[0]), given[1])))\n"
        "from briefs.cli import main\n"
        "try:\n    main(['build', '--jobs', '1'])\n"
        "finally:\n    print(json.dumps(opened), file=sys.stderr)\n"
    )
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    given |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(python)}
    done = subprocess.run([sys.executable, "-c", watching], cwd=site, env=given, capture_output=True, text=True)
    opened = [path for path, _ in json.loads(done.stderr.splitlines()[-1])]
    code = [path for path in opened if path.endswith((".py", ".pyc", ".templates"))]
    assert str(kept(python)) in code
    assert [path for path in code if (site / path).is_relative_to(site)] == []
    assert [path for path in site.rglob("*") if path.suffix in (".pyc", ".templates")] == []
