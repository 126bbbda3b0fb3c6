"""The recipes of hosts that cannot be here: their files are valid, and their steps make the site that is published."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from buckets import SAID
from hosted import write_hosted
from packaged import run
from servers import RECIPES

ADDRESS = "https://example.org/briefs/"
FOR_EVER = "public, max-age=31536000, immutable"
LEAST = {"build": {"contents": "read"}, "publish": {"pages": "write", "id-token": "write"}}


def recipe(name: str) -> str:
    return (RECIPES / name).read_text("utf-8")


def github() -> dict[str, Any]:
    """The workflow; YAML 1.1 reads its key ``on`` as a truth."""
    read: dict[str, Any] = yaml.safe_load(recipe("github-pages.yml"))
    return read


@pytest.fixture
def folder(tmp_path: Path, installed: Path) -> Path:
    """A site as it is checked out: built once, so that ``briefs.lock`` is there, and its output not kept."""
    root = write_hosted(tmp_path / "checkout", **{"config.yaml": "title: Harbour\n"})
    run(installed, "-m", "briefs", cwd=root)
    shutil.rmtree(root / "site")
    shutil.rmtree(root / ".briefs")
    return root


def steps(lines: str, folder: Path, python: Path, **env: str) -> str:
    """What the steps print. The package is installed already: in the place of that step it is only imported."""
    if "github" not in run(python, "-m", "briefs", "check", "--help", cwd=folder):
        lines = lines.replace("--format github", "")
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    lines = re.sub(r"python -m pip install \"?annotated-briefs(\[[a-z]+\])?\"?", "python -c 'import briefs'", lines)
    return run("bash", "-euc", lines, cwd=folder, env={"PATH": path, **env})


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "schema"), [("github-pages.yml", "vendor.github-workflows"), ("gitlab-ci.yml", "vendor.gitlab-ci")]
)
def test_a_workflow_file_is_what_its_host_s_schema_asks_for(name: str, schema: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("check_jsonschema") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no check-jsonschema: pip install check-jsonschema")
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*words, RECIPES / name], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    broken = tmp_path / name
    broken.write_text(re.sub(r"^( +)(steps|script):", r"\1\2x:", recipe(name), flags=re.MULTILINE), "utf-8")
    assert subprocess.run([*words, broken], capture_output=True, text=True).returncode == 1


def test_the_workflow_has_the_least_rights_and_names_a_version_of_each_action() -> None:
    jobs = github()["jobs"]
    assert github()["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions", {"contents": "read"}) for name, job in jobs.items()} == LEAST
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert used
    assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v[0-9]+", one)] == []


def test_no_step_of_the_workflow_takes_an_expression_for_shell() -> None:
    for job in github()["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


# ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_steps_of_the_workflow_make_a_site_for_its_address(folder: Path, installed: Path) -> None:
    lines = "\n".join(step["run"] for step in github()["jobs"]["build"]["steps"] if "run" in step)
    steps(lines, folder, installed, SITE_URL=ADDRESS.rstrip("/"))
    assert ADDRESS.encode() in (folder / "site/sitemap.xml").read_bytes()
    shutil.rmtree(folder / "site")
    steps(lines, folder, installed, SITE_URL="")
    assert (folder / "site/index.html").is_file()
    assert not (folder / "site/sitemap.xml").exists()


@pytest.mark.parametrize("job", ["check", "pages"])
def test_the_jobs_of_gitlab_make_the_folder_that_it_publishes(job: str, folder: Path, installed: Path) -> None:
    file = yaml.safe_load(recipe("gitlab-ci.yml"))
    lines = "\n".join([*file["default"]["before_script"], *file[job]["script"]])
    steps(lines, folder, installed, CI_PAGES_URL=ADDRESS)
    if job == "pages":
        (public,) = file[job]["artifacts"]["paths"]
        assert ADDRESS.encode() in (folder / public / "sitemap.xml").read_bytes()


def test_the_command_of_netlify_makes_the_folder_that_it_publishes(folder: Path, installed: Path) -> None:
    file = tomllib.loads(recipe("netlify.toml"))
    steps(file["build"]["command"], folder, installed, URL="https://briefs.example.org")
    assert b"https://briefs.example.org/" in (folder / file["build"]["publish"] / "sitemap.xml").read_bytes()


def test_the_command_of_cloudflare_makes_the_folder_that_it_publishes(folder: Path, installed: Path) -> None:
    file = tomllib.loads(recipe("wrangler.toml"))
    command = re.search(r"^#     (python .*)$", recipe("wrangler.toml"), re.MULTILINE)
    assert command is not None
    steps(command[1], folder, installed, CF_PAGES_URL="https://briefs.pages.dev")
    assert b"https://briefs.pages.dev/" in (folder / file["pages_build_output_dir"] / "sitemap.xml").read_bytes()


def test_a_quote_that_no_longer_holds_stops_every_recipe(folder: Path, installed: Path) -> None:
    article = folder / "content/articles/harbour.md"
    article.write_text(article.read_text("utf-8").replace("reopened the harbour", "shut all of it"), "utf-8")
    for line in ("briefs build --strict --locked", "briefs check"):
        with pytest.raises(AssertionError, match="quote-not-found"):
            steps(line, folder, installed)


# ── S3 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_script_for_s3_copies_each_file_once_with_its_type_and_takes_away_what_is_gone(
    site: Path, tmp_path: Path
) -> None:
    copy, buckets = tmp_path / "site", tmp_path / "buckets"
    shutil.copytree(site, copy)
    (copy / "twin.md").write_text("# Twin\n", "utf-8")
    (copy / "assets/plain.png").write_bytes(b"")
    program = tmp_path / "bin" / "aws"
    program.parent.mkdir()
    fake = Path(__file__).parent.parent / "buckets.py"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {fake} "$@"\n', "utf-8")
    program.chmod(0o755)
    env = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "BUCKETS": str(buckets)}
    words = ["sh", str(RECIPES / "s3.sh"), f"{copy}/", "s3://bucket/briefs/"]
    subprocess.run(words, check=True, env=env)
    said = json.loads((buckets / SAID).read_text("utf-8"))
    sent = {path.removeprefix("bucket/briefs/"): tuple(what) for path, what in said.items()}
    shown = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert shown - sent.keys() == shown & {".briefs-manifest.json", ".nojekyll", "_headers", "_redirects"}
    assert sent["index.html"] == ("text/html; charset=utf-8", "no-cache")
    assert sent["feed.xml"] == ("application/atom+xml", "no-cache")
    assert sent["data/glossary.jsonld"] == ("application/ld+json", "no-cache")
    assert sent["twin.md"] == ("text/markdown; charset=utf-8", "no-cache")
    assert sent["articles/harbour.json"] == ("", "no-cache")
    assert sent.pop("assets/plain.png") == ("", "no-cache")
    assert {what for path, what in sent.items() if path.startswith("assets/")} == {("", FOR_EVER)}
    (copy / "search.html").unlink()
    subprocess.run(words, check=True, env=env)
    assert not (buckets / "bucket/briefs/search.html").exists()
    assert (buckets / "bucket/briefs/index.html").exists()


def test_the_script_for_s3_does_nothing_without_a_site(tmp_path: Path) -> None:
    done = subprocess.run(["sh", RECIPES / "s3.sh", tmp_path, "s3://bucket"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "holds no site" in done.stderr


# ── a container ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_container_s_user_is_not_root_and_its_command_is_briefs() -> None:
    lines = [line for line in recipe("Containerfile").splitlines() if line and not line.startswith("#")]
    words = dict(line.split(" ", 1) for line in lines)
    assert re.fullmatch(r"python:3\.\d+-slim", words["FROM"])
    assert words["USER"] == "briefs"
    assert [line.split(" ")[0] for line in lines].index("USER") > [line.split(" ")[0] for line in lines].index("RUN")
    assert words["ENTRYPOINT"] == '["briefs"]'


def test_a_site_is_built_where_there_is_no_home(folder: Path, installed: Path) -> None:
    """As by any user in a container."""
    env = {"HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    run(installed, "-m", "briefs", "build", "--strict", "--locked", cwd=folder, env=env)
    assert (folder / "site/index.html").is_file()
