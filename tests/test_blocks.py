"""Every code block of README, CONTRIBUTING and the documentation is run, or checked by what it is."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support import write_site
from tables import FENCE
from walks import Walk, is_walk, walked

from briefs import cli
from briefs.config import read_config
from briefs.core.authored import Sidecar, TermEntry
from briefs.core.fields import convert
from briefs.core.source import Source
from briefs.core.yaml import read_yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "content" / "articles"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")))

SITE = ("config.yaml", "content/", "themes/", "plugins/", "briefs.lock")
"""How the path of a file of a site begins."""
NOT_RUN = {
    r"git clone": "the address is left open",
    r"(\.venv/bin/)?python3? -m (venv|pip) ": "CI begins with it (.ci/run); tests/test_package.py has the wheel",
    r"pip-(compile|audit) ": "asks an index or a list of known holes; tests/test_supply.py reads the lock files",
    r"coverage (run|combine) ": "runs this whole suite",
    r"(pipx|pip) ": "installs from the network; tests/test_package.py installs the wheel",
    r"rsync ": "there is no such host",
    r"dask ": "runs until it is stopped; tests/test_cluster.py has a scheduler and workers",
    r"briefs build --config docs/config\.yaml": "tests/test_docs.py builds the manual",
    r"briefs build --cluster": "there is no such scheduler; tests/test_cluster.py has one",
    r"briefs watch": "runs until it is stopped; tests/preview/ runs it",
    r"briefs import ": "wants a file of another tool; tests/importers/ has such files",
    r"(echo 'eval|briefs completion)": "writes into your shell's settings; tests/test_completion.py runs the scripts",
    r"(nginx|a2en|apachectl|npx wrangler|podman|sh s3\.sh)": "wants a server; tests/hosting/ runs the recipes",
}
"""How commands begin that cannot be run here, and why."""
TOLD = ("README.md", "diagnostics.md", "api.md", "linking.md")
"""Pages whose blocks without a file's name have tests of their own in tests/test_docs.py."""


class Block(NamedTuple):
    """A code block: its page, its language with what follows it, its text."""

    page: Path
    language: str
    about: str
    body: str

    @property
    def commands(self) -> list[str]:
        """Its lines, with those that end in a backslash joined, and without remarks."""
        lines = re.sub(r"\\\n\s*", "", self.body).splitlines()
        return [line for line in (re.sub(r"(^|\s)#.*", "", line).strip() for line in lines) if line]


def blocks() -> Iterator[Block]:
    for page in PAGES:
        for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")):
            if token.type in ("fence", "code_block"):
                yield block(page, token)


def block(page: Path, token: Token) -> Block:
    language, _, about = token.info.strip().partition(" ")
    return Block(page, "sh" if token.type == "code_block" else language, about.strip(), token.content)


ALL = tuple(blocks())


def named(found: Iterator[Block] | list[Block]) -> list[object]:
    return [pytest.param(one, id=f"{one.page.name}: {one.body.strip().splitlines()[0][:50]}") for one in found]


# ── by what a block is checked ───────────────────────────────────────────────────────────────────────────────────


def yaml_of_ours(text: str) -> bool:
    """Whether it could stand in a sidecar, in a glossary file or in config.yaml."""
    source = Source("a.yaml", text, "")
    node = read_yaml(source)
    types: tuple[object, ...] = (Sidecar, TermEntry, tuple[TermEntry, ...])
    return not node.diagnostics and any(not convert(node.value, t, source).diagnostics for t in types)  # type: ignore[arg-type]


def settings(text: str, folder: Path) -> bool:
    (folder / "config.yaml").write_text(text, "utf-8")
    return not read_config(folder / "config.yaml").diagnostics


def words_of_a_page(text: str) -> bool:
    """Whether it gives words for keys that the catalogues have."""
    known, given = yaml.safe_load((ROOT / "themes/default/words/en.yaml").read_text("utf-8")), yaml.safe_load(text)
    return isinstance(given, dict) and given.keys() <= known.keys()


def of_another_tool(text: str) -> bool:
    """Whether it is a hook of pre-commit, or steps of a workflow."""
    given = yaml.safe_load(text)
    if isinstance(given, list):
        return all(isinstance(step, dict) and step.keys() & {"run", "uses"} for step in given)
    return isinstance(given, dict) and "repos" in given


PARSED: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "toml": tomllib.loads,
    "python": lambda text: compile(text, "block", "exec"),
    "pyi": lambda text: compile(text, "block", "exec"),
    "diff": lambda text: re.search(r"^@@", text, re.MULTILINE),
}
"""Blocks that name no file of a site, by the language: what must take them."""


def copied(one: Block) -> bool:
    """Whether the block stands in one of the recipes, which have tests of their own."""
    folder = ROOT / "docs" / "content" / "hosting"
    return any(one.body in file.read_text("utf-8") for file in folder.rglob("*") if file.is_file())


def is_not_run(command: str) -> bool:
    return any(re.match(beginning, command) for beginning in NOT_RUN)


def rule(one: Block) -> str:
    """By which rule a block is checked; empty for one that no rule is for."""
    if is_walk(one.page.read_text("utf-8")) and (one.about or one.language == "console"):
        return "walk"
    if one.language in ("sh", "bash", "") or (one.language == "text" and all(map(is_not_run, one.commands))):
        return "commands"
    if one.about.startswith(SITE):
        return "site"
    if one.page.name in TOLD and one.language in ("text", "yaml", "python", "mentions"):
        return "told"
    if re.search(r"^(\S+: )?(error|warning|note)\[[a-z-]+\]: ", one.body, re.MULTILINE):
        return "message"
    if one.language in PARSED or one.language in ("yaml", "js"):
        return one.language
    if one.language == "text" and one.body.startswith("^"):
        return "pattern"
    return "recipe" if copied(one) else ""


def of(name: str) -> list[object]:
    return named([one for one in ALL if rule(one) == name])


HELP = (
    "write the file's name after the language (```yaml config.yaml), make it `console` and let the answer be written "
    "by --update, or give tests/test_blocks.py a rule for this language"
)


@pytest.mark.parametrize("one", named([*ALL]))
def test_every_block_is_checked_by_some_rule(one: Block) -> None:
    assert rule(one), f"{one.page.name}, ```{one.language} {one.about}: {HELP}"


# ── the rules ────────────────────────────────────────────────────────────────────────────────────────────────────

WALKS = [page for page in PAGES if is_walk(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in WALKS])
def test_a_page_that_is_followed_to_the_letter_answers_as_it_says(page: Path, tmp_path: Path, update: bool) -> None:
    text = page.read_text("utf-8")
    answered = walked(text, tmp_path / "home")
    if update and answered != text:
        page.write_text(answered, "utf-8")
    elif not update:
        assert text == answered, "run pytest with --update, and read the diff"


def test_the_walks_are_found() -> None:
    assert {"starting.md", "keeping-quotes.md", "sidecars.md"} <= {page.name for page in WALKS}


@pytest.fixture
def harbour(tmp_path: Path) -> Walk:
    """A terminal in the folder of the README's site, built once."""
    text = (ROOT / "README.md").read_text("utf-8")
    article, sidecar, *_ = (m["body"] for m in FENCE.finditer(text) if m["info"] in ("text", "yaml"))
    write_site(tmp_path, {"content/articles/harbour.txt": article, "content/articles/harbour.yaml": sidecar})
    walk = Walk(tmp_path)
    walk.run("briefs build")
    return walk


COMMANDS = [one for one in ALL if rule(one) == "commands" and one.page.name != "commands.md"]


@pytest.mark.parametrize("one", named(COMMANDS))
def test_commands_end_well_or_it_is_said_why_they_are_not_run(one: Block, harbour: Walk) -> None:
    for command in one.commands:
        if is_script(command):
            assert (ROOT / command.split()[1]).is_file()
        else:
            run(harbour, ours(command))


def is_script(command: str) -> bool:
    """One of the project's own programs, which stand there and have tests and options of their own."""
    return command.startswith(".venv/bin/python tests/")


def ours(command: str) -> str:
    """What `build.py` of a checkout does, with the name that an installed one has."""
    words = re.fullmatch(r"(?:\.venv/bin/)?python build\.py ?(.*)", command)
    return f"briefs {words[1] or 'build'}" if words else command.removeprefix(".venv/bin/")


def run(harbour: Walk, command: str) -> None:
    if command.startswith("briefs "):
        assert strange_options(command) == set(), command
    if not is_not_run(command):
        harbour.run(command, well=True)


@pytest.mark.parametrize("command", sorted({c for one in ALL if one.page.name == "commands.md" for c in one.commands}))
def test_the_examples_of_the_commands_have_their_options(command: str) -> None:
    assert strange_options(command) == set()


def strange_options(command: str) -> set[str]:
    """Those options that are given and that the command, which there must be, does not have."""
    words = shlex.split(command.partition(">")[0])[1:]
    found: click.Command = cli.cli
    while isinstance(found, click.Group) and not words[0].startswith("-"):
        found = found.commands[words.pop(0)]
    known = {option for param in found.params for option in (*param.opts, *param.secondary_opts)}
    given = {word.partition("=")[0] for word in words if word.startswith("--")}
    return given - known - {"--help", "--version"}


@pytest.mark.parametrize("one", of("message"))
def test_a_message_has_a_code_that_is_documented(one: Block) -> None:
    documented = re.findall(r"^## (\S+)$", (DOCS / "diagnostics.md").read_text("utf-8"), re.MULTILINE)
    shown = re.findall(r"(?:error|warning|note)\[([a-z-]+)\]", one.body)
    assert set(shown) <= set(documented)


@pytest.mark.parametrize("one", of("pattern"))
def test_a_pattern_for_messages_fits_one(one: Block) -> None:
    assert re.match(one.body.strip(), "content/articles/a.yaml:7:12: error[quote-not-found]: the quote")


@pytest.mark.parametrize("one", [*of("json"), *of("toml"), *of("python"), *of("diff")])
def test_a_block_is_what_its_language_says(one: Block) -> None:
    assert PARSED[one.language](one.body) is not None


@pytest.mark.parametrize("one", of("yaml"))
def test_yaml_that_names_no_file_could_stand_in_one_of_ours_or_of_a_known_tool(one: Block, tmp_path: Path) -> None:
    ours = yaml_of_ours(one.body) or settings(one.body, tmp_path) or words_of_a_page(one.body)
    assert ours or of_another_tool(one.body)


@pytest.mark.parametrize("one", of("js"))
def test_a_script_can_be_read(one: Block, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("node is not installed")
    script = tmp_path / "script.js"
    script.write_text(one.body, "utf-8")
    assert subprocess.run([node, "--check", script], check=False, timeout=60).returncode == 0
