"""DESIGN's rules, as far as the code shows them, and the map, held against the folder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefs"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = (
    ("core", "preview", "cache", "cluster", "edition", "limits", "lock", "modules", "pool", "writeback"),
    ("kinds", "lints", "theme", "weave", "config", "stages", "runner", "search", "imaging"),
    ("outputs", "importers"),
    ("toolkit",),
    ("pipeline",),
    ("report", "explain", "suggest", "schemas", "github", "sarif", "exporters"),
    ("ledger", "ledger_page", "suggested", "mistakes", "panel", "panel_page", "panels", "manual"),
    ("starting",),
    ("session",),
    ("cli", "__main__"),
)
"""From the bottom; a room imports only from its own layer (its own room there) and from below."""
DISK = (
    *("stages/load", "stages/recall.py", "stages/publish", "theme.py", "cache.py", "edition.py", "lock.py"),
    "modules.py",
    *(
        "config.py",
        "preview/",
        "cli/",
        "writeback.py",
        "limits.py",
        "pool.py",
        "runner.py",
        "cluster.py",
        "stages/render/kept.py",
    ),
    *("imaging/fonts.py", "manual.py", "starting/lay.py", "starting/site.py", "importers/disk.py"),
)
"""The rooms that may touch disk, network or clock (rule 3)."""
FILES = {
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "unlink",
    "mkdir",
    "rename",
    "iterdir",
    "rglob",
    "stat",
}
OUTSIDE = {"os", "shutil", "socket", "subprocess", "time", "tempfile"}
CLOCK = {"now", "today", "utcnow"}


def touches(path: Path) -> Iterator[str]:
    """Every call in a file that reaches for disk, network or clock."""
    tree = ast.parse(path.read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called, of = node.func, getattr(node.func, "value", None)
        if isinstance(called, ast.Name) and called.id == "open":
            yield "open"
        elif isinstance(called, ast.Attribute):
            owner = of.id if isinstance(of, ast.Name) else ""
            if (
                called.attr in FILES
                or owner in OUTSIDE & imported
                or (owner in ("date", "datetime") and called.attr in CLOCK)
            ):
                yield f"{owner}.{called.attr} in line {node.lineno}"


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(module: str) -> str:
    """``briefs.stages.parse.rich`` is in the room ``stages``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> Iterator[str]:
    """Every module of the package that a file imports, wherever in the file and for whatever purpose."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("briefs"))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("briefs"):
            for alias in node.names:
                if alias.name == "__version__":
                    continue
                full = f"{node.module}.{alias.name}"
                is_module = (ROOT / (full.replace(".", "/") + ".py")).exists() or (
                    ROOT / full.replace(".", "/")
                ).is_dir()
                yield full if is_module else node.module


def module_of(path: Path) -> str:
    dotted = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return dotted.removesuffix(".__init__")


def layer_of(room: str) -> int:
    return next(i for i, rooms in enumerate(LAYERS) if room in rooms)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    mine = room_of(module_of(path))
    if not mine:
        return
    for imported in imports_of(path):
        other = room_of(imported)
        assert other, f"{name_of(path)} imports the package's face"
        assert other == mine or layer_of(other) <= layer_of(mine), f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "stages").rglob("*.py")), ids=name_of)
def test_a_stage_imports_only_core_and_render_also_weave_and_theme(path: Path) -> None:
    stage = module_of(path).split(".")[2] if len(module_of(path).split(".")) > 2 else ""
    for imported in imports_of(path):
        allowed = room_of(imported) == "core" or imported.startswith(f"briefs.stages.{stage}")
        allowed = allowed or (stage == "render" and room_of(imported) in ("weave", "theme"))
        assert allowed, f"{name_of(path)} imports {imported}"


def test_core_imports_only_core() -> None:
    for path in (PACKAGE / "core").rglob("*.py"):
        assert all(room_of(i) == "core" for i in imports_of(path)), name_of(path)


def test_no_import_cycle() -> None:
    graph = {module_of(p): {i for i in imports_of(p) if i != module_of(p)} for p in MODULES}
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " > ".join((*above, module))
        if module not in done:
            for imported in sorted(graph.get(module, ())):
                visit(imported, (*above, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_named_rooms_touch_disk_network_or_clock(path: Path) -> None:
    if name_of(path).startswith(DISK):
        return
    assert list(touches(path)) == []


def test_an_outline_and_a_view_hold_no_span_and_no_body() -> None:
    from briefs.core import model

    seen: set[type] = set()

    def check(record: type) -> None:
        if record in seen:
            return
        seen.add(record)
        assert record.__name__ not in ("Span", "Source", "Body", "Plain"), record
        for annotation in getattr(record, "__annotations__", {}).values():
            for word in re.findall(r"[A-Z]\w+", str(annotation)):
                inner = getattr(model, word, None)
                if isinstance(inner, type):
                    check(inner)

    check(model.Outline)
    views = [v for k, v in vars(model).items() if k.endswith("View") and isinstance(v, type)]
    assert len(views) >= 8
    for view in views:
        check(view)


def test_pipeline_alone_knows_the_order() -> None:
    stages = {p.stem for p in (PACKAGE / "stages").iterdir() if p.stem != "__init__" and not p.stem.startswith("__")}
    for path in MODULES:
        if name_of(path).startswith(("stages/", "pipeline/")):
            continue
        used = {i.split(".")[2] for i in imports_of(path) if i.startswith("briefs.stages.")}
        assert len(used & stages) <= 1, f"{name_of(path)} knows the stages {sorted(used)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_over_400_lines_and_each_opens_with_its_sentence(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "what goes in, what comes out, what it does not know"


MAP = re.compile(r"(?<=<!-- map -->\n).*?(?=<!-- end of map -->)", re.DOTALL)


def drawn_map() -> str:
    """Every module with the sentence it opens with, in the order of the layers."""
    rows = []
    for path in sorted(MODULES, key=lambda p: (-layer_of(room_of(module_of(p)) or "core"), name_of(p))):
        sentence = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0].replace("\n", " ")
        rows.append(f"| `{name_of(path)}` | {sentence} |")
    return "\n".join(["| room | what goes in, what comes out |", "|---|---|", *rows, ""])


def test_the_map_is_true(update: bool) -> None:
    """ARCHITECTURE.md names every module with the sentence it opens with; ``--update`` draws it anew."""
    page = PACKAGE / "ARCHITECTURE.md"
    text = page.read_text("utf-8")
    found = MAP.search(text)
    assert found is not None
    if update:
        page.write_text(text[: found.start()] + drawn_map() + text[found.end() :], "utf-8")
        return
    assert found.group() == drawn_map(), "run pytest with --update, and read the diff"
