"""The same content gives the same bytes, whatever the folder, clock, time zone, locale, hash seed, jobs or umask."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from picturing import picture
from rebuilds.comparing import Outcome, difference, outcome, spoken
from rebuilds.site import BASE
from test_package import tracked

pytestmark = pytest.mark.skipif(os.name == "nt", reason="umask, locale and time zone are POSIX's")
ROOT = Path(__file__).parent.parent
YEAR = 366 * 86_400


class World(NamedTuple):
    """All that stands around a build."""

    folder: str = "here"
    jobs: int = 1
    umask: int = 0o022
    changed: int = 1_700_000_000
    """The second in which each file of the site was changed last."""
    env: Mapping[str, str] = {}


HOME = World()
_PAST = {"ELSEWHERE_SECONDS": str(-30 * YEAR), "SOURCE_DATE_EPOCH": "1"}
_PERSIAN = {"LC_ALL": "fa_IR.UTF-8", "LANGUAGE": "fa", "TZ": "America/St_Johns"}
WORLDS: dict[str, World] = {
    "a long folder of many scripts, among files of 1980": World(
        "far/further down/ґанок é %41 #1/" + "x" * 60, changed=315_532_800
    ),
    "a time zone a day ahead, in the plainest locale": World(env={"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
    "another hash seed and more processes": World(jobs=2, env={"PYTHONHASHSEED": "1"}),
    "a strict umask, with folders listed backwards": World(umask=0o077, env={"ELSEWHERE_BACKWARDS": "1"}),
    "a lax umask, on a day in twenty years": World(
        umask=0, changed=2_300_000_000, env={"ELSEWHERE_SECONDS": str(20 * YEAR)}
    ),
    "all of it at once, long ago": World(
        "there/ї", 3, 0o027, 1, {**_PERSIAN, **_PAST, "PYTHONHASHSEED": "4294967295", "ELSEWHERE_BACKWARDS": "1"}
    ),
}

_CONFIG = """\
title: Harbour notes
description: What stands here stands everywhere
url: https://example.org/some/sub/
timezone: Europe/Kyiv
author: The night desk
"""
_KYIV = "# Порт у Києві\n\nДнипро широкий, і порт теж.\n\n![Порт](../images/порт.jpg)\n"
_PAGES = "content/pages/"


def sources() -> dict[str, bytes]:
    """Our own articles and those of a harbour, with pictures, tags, pages, a name in Cyrillic, and an address."""
    own = {path: (ROOT / path).read_bytes() for path in tracked("content")}
    harbour = {
        path: data if isinstance(data, bytes) else data.encode()
        for path, data in BASE.items()
        if not path.startswith(_PAGES)
    }
    photograph = picture("JPEG", 1000, 700, noise=True, orientation=6)
    more = {
        "config.yaml": _CONFIG.encode(),
        "content/articles/порт.md": _KYIV.encode(),
        "content/articles/порт.yaml": "date: 2024-03-01T23:30:00\nlanguage: uk\ntags: [порт]\n".encode(),
        "content/images/порт.jpg": photograph,
        "content/pages/chart.md": b"# Chart\n\n![A chart](../images/chart.png)\n",
    }
    return {**own, **harbour, **more}


def mistaken() -> dict[str, bytes]:
    """A site in which every file has something to say: the order in which it is said may depend on nothing either."""
    texts = {f"content/articles/a{n}.txt": f"Article {n}\n\nThe Harbour Board met.\n".encode() for n in range(6)}
    sides = {
        f"content/articles/a{n}.yaml": (
            f"titel: x\nrelated: [nowhere-{n}, a{n}]\nnotes:\n  - {{quote: Nobody said {n}, text: No.}}\n"
            "glossary:\n  - {term: Harbour Board, definition: It meets.}\n"
        ).encode()
        for n in range(6)
    }
    return {"config.yaml": b"title: Wrong\n", **texts, **sides}


# ── the builds ───────────────────────────────────────────────────────────────────────────────────────────────────


def run(world: World, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A process of Python in a world."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "elsewhere")))
    quiet = {k: v for k, v in os.environ.items() if k not in ("LANG", "LANGUAGE", "LC_ALL", "SOURCE_DATE_EPOCH")}
    given = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8", **world.env}
    return subprocess.run(
        [sys.executable, *words],
        cwd=root,
        env={**quiet, "PYTHONPATH": path, **given},
        umask=world.umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def laid(world: World, below: Path, files: Mapping[str, bytes]) -> Path:
    """The files of a site in a world's folder, each changed when the world says."""
    root = below / world.folder
    for path in files if world is HOME else reversed([*files]):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path])
        os.utime(target, (world.changed, world.changed))
    return root


def built(world: World, root: Path) -> Outcome:
    """What a build in a world leaves, and what it says."""
    done = run(world, root, "-m", "briefs", "build", "--jobs", str(world.jobs), "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    return outcome(root / "site", root, spoken(done.returncode, done.stdout, done.stderr), set())


def checked(world: World, root: Path) -> list[str]:
    """What a check of a site with mistakes says."""
    done = run(world, root, "-m", "briefs", "check", "--today", "2026-11-01")
    assert done.returncode == 1, done.stderr
    return [*done.stdout.splitlines(), *done.stderr.splitlines()]


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, list[str]]:
    folder = tmp_path_factory.mktemp("home")
    wrong = checked(HOME, laid(HOME, folder / "wrong", mistaken()))
    return built(HOME, laid(HOME, folder / "right", sources())), wrong


@pytest.mark.parametrize("name", WORLDS)
def test_a_site_is_the_same_in(name: str, at_home: tuple[Outcome, list[str]], tmp_path: Path) -> None:
    world = WORLDS[name]
    root = laid(world, tmp_path / "right", sources())
    found = built(world, root)
    assert difference(found, at_home[0]) is None, f"\n{difference(found, at_home[0])}"
    assert checked(world, laid(world, tmp_path / "wrong", mistaken())) == at_home[1]
    modes = {(path.is_dir(), path.lstat().st_mode & 0o777) for path in (root / "site").rglob("*")}
    assert modes == {(False, 0o644 & ~world.umask), (True, 0o755 & ~world.umask)}


def test_what_is_compared_has_of_everything(at_home: tuple[Outcome, list[str]]) -> None:
    """Else a world would show little."""
    built_at_home, wrong = at_home
    ends = {name.rpartition(".")[2] for name in built_at_home.files if not name.endswith("/")}
    assert {"html", "xml", "json", "jsonld", "md", "css", "js", "png", "jpg"} <= ends
    assert len(built_at_home.files) > 200
    assert built_at_home.lock
    assert sum("error[" in line for line in wrong) > 20


def test_a_memory_from_another_world_gives_the_same_site(at_home: tuple[Outcome, list[str]], tmp_path: Path) -> None:
    """As where a service keeps ``.briefs/`` and puts it into a fresh checkout, in another place and on another day."""
    there = WORLDS["all of it at once, long ago"]
    root = laid(there, tmp_path, sources() | {"config.yaml": _CONFIG.replace("Harbour", "Dock").encode()})
    assert difference(built(there, root), at_home[0]) is not None
    root.rename(tmp_path / HOME.folder)
    found = built(HOME, laid(HOME, tmp_path, sources()))
    assert difference(found, at_home[0]) is None, f"\n{difference(found, at_home[0])}"


def test_a_locale_without_utf_8_builds_the_same_or_says_what_to_set(tmp_path: Path) -> None:
    """Names of files would be read as other names: with an address of their own, or none."""
    ascii_alone = World(env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    plain = {path: data for path, data in mistaken().items() if path.endswith((".txt", "config.yaml"))}
    plain["content/articles/kyiv.md"] = _KYIV.rpartition("\n\n")[0].encode()
    there, here = (laid(world, tmp_path / world.env.get("LC_ALL", "home"), plain) for world in (ascii_alone, HOME))
    assert difference(built(ascii_alone, there), built(HOME, here)) is None
    (there / "content/articles/порт.md").write_text(_KYIV, "utf-8")
    done = run(ascii_alone, there, "-m", "briefs", "build")
    assert done.returncode == 1
    assert "error[file-name]: the name `content/articles/порт.md` would be read as ascii" in done.stderr
    assert "hint: set PYTHONUTF8=1" in done.stderr


_PROBE = """\
import json, os, sys, time
from datetime import date
names = [entry.name for entry in os.scandir(".")], os.listdir(".")
print(json.dumps([date.today().year, time.gmtime().tm_year, time.localtime().tm_hour, names, hash("a"),
    os.fsencode(os.getcwd()).decode(), sys.flags.utf8_mode, os.stat("b").st_mtime]))
"""


@pytest.mark.parametrize("name", WORLDS)
def test_a_process_finds_itself_elsewhere_in(name: str, tmp_path: Path) -> None:
    """Each world differs in what its name says, so that the test above shows something."""
    files = {"a": b"", "b": b"", "c": b""}
    here = json.loads(run(HOME, laid(HOME, tmp_path, files), "-c", _PROBE).stdout)
    done = run(WORLDS[name], laid(WORLDS[name], tmp_path, files), "-c", _PROBE)
    there = json.loads(done.stdout)
    world, differing = WORLDS[name], {at for at, value in enumerate(here) if value != there[at]}
    wanted = {
        *({0, 1} if "ELSEWHERE_SECONDS" in world.env else ()),
        *({2} if "TZ" in world.env else ()),
        *({3} if "ELSEWHERE_BACKWARDS" in world.env else ()),
        *({4} if "PYTHONHASHSEED" in world.env else ()),
        *({5} if world.folder != HOME.folder else ()),
        *({6} if world.env.get("LC_ALL") == "C" else ()),
        *({7} if world.changed != HOME.changed else ()),
    }
    # Names come in the disk's order, leap years may move an hour, and a locale that is not there is the plainest.
    assert wanted <= differing <= wanted | {2, 3, 6}
