"""A real preview under storms of saves: what it serves in the end is what a build from nothing makes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import ROOT, site_of, write_site
from watched import watching

from briefs.pipeline import Options
from briefs.pipeline.sitting import Audience, Sitting

GLOSSARY = "term: Revolutionary Guard\nabbreviation: IRGC\ndefinition: A force of Iran.\n"


def test_a_config_that_cannot_be_used_is_waited_for(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"config.yaml": "titel: Mine\n", "content/articles/a.md": "# A\n\nWords.\n"})
    with watching(site, wanted="when this is mended") as watched:
        assert "error[unknown-key]" in watched.said
        (site / "config.yaml").write_text("title: Mine\n", "utf-8")
        ends = time.monotonic() + 30
        while "Preview at" not in watched.said and time.monotonic() < ends:
            time.sleep(0.05)
        assert watched.equals_a_clean_build(20), watched.said


def text_of(number: int, version: int) -> str:
    return f"# Brief {number}\n\nThe IRGC moved, {version} times. See [the other](a{(number + 1) % 50:04}.md).\n"


def test_two_thousand_files_rewritten_at_once_are_one_or_two_builds(tmp_path: Path) -> None:
    files = {f"content/articles/a{n:04}.md": text_of(n, 0) for n in range(2_000)}
    site = write_site(tmp_path / "site", {**files, "content/glossary/irgc.yaml": GLOSSARY})
    with watching(site) as watched:
        before = watched.builds()
        began = time.monotonic()
        for n in range(2_000):
            (site / f"content/articles/a{n:04}.md").write_text(text_of(n, 1), "utf-8")
        taken = time.monotonic() - began
        assert watched.equals_a_clean_build(120), watched.said[-2_000:]
        print(f"2,000 files in {taken:.2f} s: {watched.builds() - before} builds")
        assert watched.builds() - before <= 4
        assert watched.process.poll() is None
        assert "Traceback" not in watched.said


def test_two_hundred_saves_deletions_and_renames_end_in_what_a_clean_build_makes(tmp_path: Path) -> None:
    chance = random.Random(5)
    files = {f"content/articles/a{n:04}.md": text_of(n, 0) for n in range(50)}
    site = write_site(tmp_path / "site", {**files, "content/glossary/irgc.yaml": GLOSSARY})
    folder = site / "content/articles"
    with watching(site) as watched:
        before = watched.builds()
        for version in range(1, 201):
            _stir(folder, site, version, chance)
            time.sleep(chance.choice([0.0, 0.0, 0.01, 0.03, 0.08, 0.2]))
        for n in range(50):  # No link is left without its end.
            (folder / f"a{n:04}.md").write_text(text_of(n, 1_000), "utf-8")
        assert watched.equals_a_clean_build(60), watched.said[-2_000:]
        print(f"200 changes: {watched.builds() - before} builds")
        assert watched.process.poll() is None
        assert "Traceback" not in watched.said


def _stir(folder: Path, site: Path, version: int, chance: random.Random) -> None:
    """One change as an editor, a shell or a version control makes it."""
    path = chance.choice(sorted(folder.glob("*.md")))
    number = chance.randrange(50)
    what = chance.choice(["save", "save", "save", "rename over", "delete", "move", "sidecar", "glossary", "broken"])
    if what == "save":
        path.write_text(text_of(number, version), "utf-8")
    elif what == "rename over":
        new = path.with_suffix(".new")
        new.write_text(text_of(number, version), "utf-8")
        os.replace(new, path)
    elif what == "delete":
        path.unlink()
    elif what == "move":
        os.replace(path, folder / f"moved-{version}.md")
    elif what == "sidecar":
        path.with_suffix(".yaml").write_text(f"title: Title {version}\n", "utf-8")
    elif what == "broken":
        (site / "content/glossary/extra.yaml").write_text("{term: Broken", "utf-8")
        (site / "content/glossary/extra.yaml").write_text("{term: Drone, definition: A thing.}\n", "utf-8")
    else:
        (site / "content/glossary/irgc.yaml").write_text(GLOSSARY.replace("Iran", f"Iran, {version}"), "utf-8")
    for sidecar in folder.glob("*.yaml"):
        if not sidecar.with_suffix(".md").exists():
            sidecar.unlink()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="looks at /proc")
def test_a_thousand_builds_take_no_more_memory_than_two_hundred(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path[:0] = [{root!r}, {tests!r}]\n"
        "from pathlib import Path\n"
        "from preview.test_storm import rebuilt\n"
        "print(*rebuilt(Path({site!r}), 1_000, 200))\n"
    ).format(root=str(ROOT), tests=str(ROOT / "tests"), site=str(tmp_path / "site"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    early, late = map(int, done.stdout.split())
    print(f"resident after 200 builds {early / 1e6:.1f} MB, after 1,000 {late / 1e6:.1f} MB")
    assert late - early < 6_000_000


def rebuilt(root: Path, times: int, first: int) -> tuple[int, int]:
    """Bytes resident after the ``first`` builds and after all of them."""
    files = {f"content/articles/a{n:04}.md": text_of(n, 0) for n in range(50)}
    site = site_of(write_site(root, {**files, "content/glossary/irgc.yaml": GLOSSARY}))
    resident = []
    audience = Audience(lambda: ("articles/a0007.html", "glossary/revolutionary-guard.html"))
    with Sitting(root) as sitting:
        for version in range(times):
            name = f"content/articles/a{version % 50:04}.md"
            if version % 10 == 0:
                name = "content/glossary/irgc.yaml"
                (root / name).write_text(GLOSSARY.replace("Iran", f"Iran, {version}"), "utf-8")
            else:
                (root / name).write_text(text_of(version % 50, version), "utf-8")
            proof = sitting.build(site, Options(), frozenset({name}), audience)
            assert proof.report.ok, proof.report.diagnostics
            if version + 1 in (first, times):
                resident.append(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    return resident[0], resident[1]
