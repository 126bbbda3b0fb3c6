"""Dice go in, YAML, Markdown and selectors that their grammars allow come out; knows no reader."""

from __future__ import annotations

from random import Random

YAML_TOKENS = (
    *": - # ? ! & * << | > |- >+ |2 % @ ` ' \" [ ] { } , --- ... ~ null true no 3.10 !!int &a".split(),
    *"*a [[ ]] {} [] '' \"\"".split(),
    *(
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        " #",
        "\n---\n",
        "\n...\n",
        "\\",
        "\\x00",
        "\\u2028",
        "\\n",
        "''",
        "%YAML 1.1\n",
        "\t",
    ),
    *(f"\n{key}: " for key in "title date glossary notes quote text sources id term kind match senses".split()),
    *("[a, b]", "{a: b}", "? a\n: b", "<<: {a: b}", ": :", "a:b", "- - -", "\n    ", "2022-10-21", "2022-13-45", "-1"),
)
MARKDOWN_TOKENS = (
    *"* ** _ ` `` ~~ [ ] [[ ]] ]( ) ( ![ < > \\ | \\| &amp; &#10; &#0; &lt; # a javascript:".split(),
    *"http://a / .. <!-- -->".split(),
    *"<script>alert(1)</script> <img/src=x/onerror=a> [[slug]] [[term:irgc|the_Corps]] [a](b.md) ![x](y.png)".split(),
    *"<https://a.b> ^[ [^ [^1] ]: \" ' word é \u0641 0 [a](javascript:x) [a](data:text/html,x) <javascript:x>".split(),
    *("\n", "\n\n", "  \n", "\\\n", "# ", "## ", "> ", "- ", "+ ", "1. ", "    ", "\t", "```\n", "~~~x y=z\n", "---\n"),
    *(
        "===\n",
        ": ",
        "~ ",
        "| a | b |\n|---|:-:|\n",
        "| c | d | e |\n",
        " ",
        "\xa0",
        "\u200b",
        "[^1]: ",
        "\n[r]: x.md\n",
    ),
    *(
        '[a](b.md "t")',
        "[a][r]",
        "![a](b.png 'x\"y')",
        "---\ntitle: x\n---\n",
        "\n\n    code\n",
        "*a **b* c**",
        "[a[^1]](b.md)",
    ),
)
_KEYS = (
    "title date byline tags summary glossary notes terms timeline sources quote text kind by status prefix suffix id "
    "term definition aliases match native senses when updates link outputs lints url language theme jobs x y '' 1"
).split()
_VALUES = (
    *"x yes no 3.10 2022-10-21 ~ null context primary irgc é سپاه https://a.b/ [[x]] exact section -1 007 1e3".split(),
    *(
        "Two words",
        "a *b* `c`",
        "He said",
        "it's",
        'say "no"',
        "[a](b.md)",
        "a # b",
        "a: b",
        "- x",
        "{x",
        "tab\there",
        "",
    ),
)


def yaml_text(dice: Random) -> str:
    """A tree written down in ways chosen by chance; mostly strict YAML, sometimes not."""
    return "".join(_entries(dice, 0, dice.randint(1, 4)))


def _entries(dice: Random, depth: int, count: int) -> list[str]:
    """Keys or items of one list or mapping."""
    pad, listed = "  " * depth, dice.random() < 0.3
    said = []
    for _ in range(count):
        begin = f"{pad}-" if listed else f"{pad}{dice.choice(_KEYS)}:"
        if depth < 4 and dice.random() < 0.4:
            said += [f"{begin}\n", *_entries(dice, depth + 1, dice.randint(1, 3))]
        else:
            said.append(f"{begin} {_value(dice, pad)}\n")
    return said


def _value(dice: Random, pad: str) -> str:
    text = dice.choice(_VALUES)
    way = dice.randrange(8)
    if way == 0:
        return "'" + text.replace("'", "''") + "'"
    if way == 1:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if way == 2:
        return dice.choice("|>") + dice.choice(("", "-", "+")) + f"\n{pad}    {text}\n\n{pad}    {text}"
    if way == 3:
        return f"[{text}, {dice.choice(_VALUES)}]"
    if way == 4:
        return "{" + f"{dice.choice(_KEYS)}: {text}, {dice.choice(_KEYS)}: {dice.choice(_VALUES)}" + "}"
    return text + dice.choice(("", "", "", " # why", f"\n{pad}   {text}"))


def markdown_text(dice: Random) -> str:
    """Signs and words in any order."""
    return "".join(
        dice.choice(MARKDOWN_TOKENS) + dice.choice(("", " ", "word", "\n")) for _ in range(dice.randint(1, 40))
    )
