"""Words of reStructuredText as Sphinx reads it go in, CommonMark comes out; knows no glossary.

Roles that lead into a manual leave their words behind: where they lead is not here. ``:term:`` becomes a link by name,
``[[term:NAME|words]]``, of which whoever knows the terms makes one by id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from briefs.importers.escapes import code, escaped, fence, line_start

_CODE = frozenset(
    "mod func class meth data attr exc obj const file command option program envvar keyword samp kbd token code"
    " literal confval dir rst:role rst:dir role pyobj type member macro var function method module makevar mailheader"
    " mimetype newsgroup regexp http".split()
)
"""Roles whose words are code; also all with the domain of a language before their name."""
_CALLED = frozenset("func meth function method".split())
_WORDS = frozenset("ref doc numref any download abbr pep rfc cve cwe title-reference title t math".split())
_STRESSED = {"dfn": "*", "emphasis": "*", "menuselection": "*", "guilabel": "*", "strong": "**"}
_INLINE = re.compile(
    r"``(?P<literal>.+?)``(?!`)"
    r"|(?<!\w):(?P<role>[A-Za-z][\w:+.-]*?):`(?P<said>(?:\\.|[^`\\])+)`"
    r"|`(?P<words>(?:\\.|[^`<\\])+?)\s*<(?P<address>[^`<>]+)>`__?"
    r"|`(?P<reference>(?:\\.|[^`\\])+)`__?"
    r"|`(?P<default>(?:\\.|[^`\\])+)`"
    r"|(?<![\w*])(?P<stars>\*\*|\*)(?=[^\s*])(?P<stressed>(?:\\.|[^*\\])+?)(?<=\S)(?P=stars)(?![\w*])"
    r"|(?<!\w)\|(?=\S)(?P<substituted>[^|\n]+)(?<=\S)\|_{0,2}(?!\w)"
    r"|\[(?P<footnote>#?[\w-]*|\*)\]_(?!\w)"
    r"|(?<![\w.])(?P<named>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)__?(?![\w])"
    r"|\\(?P<escaped>.)",
    re.DOTALL,
)
_TARGET = re.compile(r"(?P<words>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)
Tell = Callable[[str], None]
"""Takes the name of what could not be carried over, such as ``:eq:``."""


def inline(text: str, tell: Tell) -> str:
    """The words of one paragraph on one line."""
    text = " ".join(text.split())
    parts, at = list[str](), 0
    for found in _INLINE.finditer(text):
        parts += [escaped(text[at : found.start()]), _made(found, tell)]
        at = found.end()
    return line_start("".join((*parts, escaped(text[at:]))).strip())


def _made(found: re.Match[str], tell: Tell) -> str:
    """What one piece of markup becomes."""
    if found["literal"] is not None:
        return code(found["literal"].strip())
    if found["role"] is not None:
        return _role(found["role"], _plain(found["said"]), tell)
    if found["words"] is not None:
        return _link(_plain(found["words"]), found["address"].strip())
    if found["stressed"] is not None:
        return f"{found['stars']}{escaped(_plain(found['stressed']))}{found['stars']}"
    if found["default"] is not None:
        return f"*{escaped(_plain(found['default']))}*"
    if found["substituted"] is not None:
        tell(f"the substitution `|{found['substituted']}|`")
        return escaped(found["substituted"])
    if found["footnote"] is not None:
        tell("footnotes")
        return ""
    if found["escaped"] is not None:
        return "" if found["escaped"].isspace() else escaped(found["escaped"])
    return escaped(_plain(found["reference"] or found["named"]))


def _plain(text: str) -> str:
    """Words without their escapes."""
    return re.sub(r"\\(\s|.)", lambda found: "" if found[1].isspace() else found[1], text, flags=re.DOTALL)


def _link(words: str, address: str) -> str:
    if re.fullmatch(r"(?:https?:|mailto:)\S+", address, re.IGNORECASE):
        return f"[{escaped(words)}]({address})" if "(" not in address else f"[{escaped(words)}](<{address}>)"
    return escaped(words)


def _role(name: str, said: str, tell: Tell) -> str:
    """The words of a role as it would show them."""
    pair = _TARGET.fullmatch(said)
    words, target = (pair["words"], pair["target"]) if pair else (said, said)
    base = name.rpartition(":")[2]
    if base == "term":
        return f"[[term:{target}|{words}]]" if not re.search(r"[\[\]|]", target + words) else escaped(words)
    if base in _STRESSED:
        return f"{_STRESSED[base]}{escaped(words)}{_STRESSED[base]}"
    if base in ("pep", "rfc") and not pair:
        return f"{base.upper()} {escaped(said)}"
    if base in ("ref", "doc", "numref", "any") and not pair:
        tell(f"`:{name}:` without words of its own")
    if base in _WORDS:
        return escaped(words if base != "abbr" else said)
    if base in _CODE or ":" in name:
        return code(_code(base, words if pair else said, bool(pair)))
    tell(f"the role `:{name}:`")
    return escaped(words)


def _code(role: str, said: str, titled: bool) -> str:
    """A name in code as Sphinx shows it: after ``~`` its last part, after ``!`` without a link, a function with ()."""
    shown = said.lstrip("!")
    if shown.startswith("~"):
        shown = shown[1:].rpartition(".")[2]
    return f"{shown}()" if role in _CALLED and not titled and not shown.endswith(")") else shown


# ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

_DIRECTIVE = re.compile(r"\.\. +(?P<name>[\w:+.-]+)::(?: +(?P<said>.*))?$")
_ITEM = re.compile(r"(?P<mark>[-*+•]|(?:\d+|#)[.)]) +(?=\S)")
_DEPTH = 12
"""Blocks in one another; a value of ours has fewer levels than a manual."""
_QUIET = frozenset(("index", "only", "todo"))
"""Directives that show nothing of their own."""
_SPOKEN = frozenset(
    "note tip hint important warning caution attention danger seealso versionadded versionchanged deprecated".split()
)
_CODED = frozenset(
    ("code-block", "code", "sourcecode", "highlight", "literalinclude", "doctest", "testcode", "parsed-literal")
)


def blocks(lines: Sequence[str], tell: Tell, depth: int = 0) -> list[str]:
    """The blocks of a definition, whose lines begin at the first column; too deep in one another they are one."""
    if depth > _DEPTH:
        tell(f"a nesting of more than {_DEPTH} levels")
        return [inline(" ".join(lines), tell)]
    made, at = list[str](), 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end, block = _next(lines, at, tell, depth + 1)
        made += block
        at = max(end, at + 1)
    return [block for block in made if block.strip()]


def _next(lines: Sequence[str], at: int, tell: Tell, depth: int) -> tuple[int, list[str]]:
    """Where the block that begins here ends, and what it becomes."""
    line = lines[at]
    if line.startswith(".."):
        end = _below(lines, at + 1)
        return end, _directive(line, dedented(lines[at + 1 : end]), tell, depth)
    if line.startswith(">>> "):
        end = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
        return end, [_fenced(lines[at:end])]
    if found := _ITEM.match(line):
        end = _below(lines, at + 1)
        inner = blocks(dedented([" " * found.end() + line[found.end() :], *lines[at + 1 : end]]), tell, depth)
        mark = "-" if found["mark"] in "-*+•" else found["mark"].replace("#", "1")
        return end, [_indented(mark, inner)]
    if line[:1].isspace():
        end = _below(lines, at)
        return end, ["\n>\n".join(f"> {block}" for block in blocks(dedented(lines[at:end]), tell, depth))]
    end = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
    return _paragraph(lines, at, end, tell)


def _paragraph(lines: Sequence[str], at: int, end: int, tell: Tell) -> tuple[int, list[str]]:
    """Lines up to a blank one; after ``::`` what follows deeper is code."""
    text = " ".join(lines[at:end])
    if not text.endswith("::"):
        return end, [inline(text, tell)]
    after = _below(lines, end)
    text = text[:-2].rstrip() if text[:-2].endswith(" ") or text == "::" else text[:-1]
    return after, [inline(text, tell), _fenced(dedented(lines[end:after]))]


def _directive(line: str, body: list[str], tell: Tell, depth: int) -> list[str]:
    found = _DIRECTIVE.match(line)
    if found is None:
        return []  # A comment, or a target that only links lead to.
    name, said = found["name"], found["said"] or ""
    while body and re.match(r":[\w-]+:", body[0]):
        body = body[1:]
    if name in _QUIET:
        return blocks(body, tell, depth) if name == "only" else []
    if name in _CODED:
        return [_fenced(body)] if any(map(str.strip, body)) else []
    if name not in _SPOKEN:
        tell(f"the directive `{name}`")
        return blocks(body, tell, depth)
    return blocks([said, *body] if not name.startswith(("version", "deprec")) else body, tell, depth)


def _below(lines: Sequence[str], at: int) -> int:
    """Where the lines end that stand deeper or are blank."""
    return next((n for n in range(at, len(lines)) if lines[n].strip() and not lines[n][:1].isspace()), len(lines))


def dedented(lines: Sequence[str]) -> list[str]:
    """Lines without the white space that all of them begin with."""
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:].rstrip() for line in lines]


def _fenced(lines: Sequence[str]) -> str:
    text = "\n".join(lines).strip("\n")
    return f"{fence(text)}\n{text}\n{fence(text)}" if text.strip() else ""


def _indented(mark: str, inner: Sequence[str]) -> str:
    """A list's item: its blocks below one another."""
    margin = " " * (len(mark) + 1)
    text = "\n\n".join(inner).replace("\n", f"\n{margin}")
    return re.sub(r"(?m)^[ ]+$", "", f"{mark} {text}")


def tight(found: Sequence[str]) -> Iterator[str]:
    """Blocks, with the items of a list that follow each other as one block."""
    item = re.compile(r"(?:-|\d+[.)]) ")
    run: list[str] = []
    for block in found:
        if item.match(block) and (not run or item.match(run[-1])):
            run.append(block)
            continue
        if run:
            yield "\n".join(run)
        run = [block] if item.match(block) else []
        if not run:
            yield block
    if run:
        yield "\n".join(run)
