"""A site goes in, a preview that follows each save comes out; knows neither sockets nor file-system events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from briefs.config import Site, read_site
from briefs.core.diagnostics import Diagnostic
from briefs.core.source import digest
from briefs.explain import explained
from briefs.ledger_page import as_page
from briefs.pipeline import Made, Options, Read, Report, make
from briefs.preview.serve import Preview
from briefs.preview.shown import ErrorView
from briefs.preview.watch import Bell
from briefs.report import Lines, count, excerpt, problems

Ledgers = Mapping[str, Callable[[], bytes]]


class Session(Struct, frozen=True):
    """One sitting at the preview. It never touches the output folder and holds no lock."""

    config: Path
    drafts: bool
    lines: Callable[[], Lines]
    """Makes a fresh reader of source lines for each build, since the files change."""
    say: Callable[[str], None]
    tell: Callable[[Report], None]

    def run(self, site: Site, host: str, port: int, poll: bool, show: Callable[[str], object] | None) -> None:
        """Build, serve, and build again at each change, until interrupted."""
        paths = [self.config, site.content, site.root / "themes"]
        ignored = [site.output, site.root / ".briefs", site.root / ".git"]
        with Bell(paths, ignored=ignored, say=self.say, poll=poll) as bell, Preview() as preview:
            self._build(site, preview)
            url = preview.serve(host, port, say=self.say)
            self.say(f"Preview at {url} (Ctrl-C ends it)")
            if show:
                show(url)
            while True:
                if bell.wait():
                    site = self._settings(site, preview)
                    self._build(site, preview)

    def _settings(self, site: Site, preview: Preview) -> Site:
        """The site as its config has it now, or as it was while the config is unusable."""
        checked = read_site(self.config)
        if checked.value is None:
            self._show(preview, None, Report(checked.diagnostics))
            return site
        return checked.value

    def _build(self, site: Site, preview: Preview) -> None:
        made = make(site, Options(drafts=self.drafts))
        files = {a.path: a.data for a in made.artifacts} or None
        self._show(preview, files, made.report, dict(_ledgers(made, site)))
        seconds = dict(made.report.seconds).get("total", 0.0)
        found = problems(made.report.diagnostics) or "no mistakes"
        self.say(f"{count(made.report.counts.pages, 'page')} in {seconds:.2f} s, {found}")

    def _show(
        self, preview: Preview, files: dict[str, bytes] | None, report: Report, ledgers: Ledgers | None = None
    ) -> None:
        lines = self.lines()
        errors = [_error(d, lines) for d in report.diagnostics if d.severity == "error"]
        digests = {path: digest(data) for path, data in files.items()} if files else None
        preview.show(digests, files.get if files else None, errors, ledgers)
        self.tell(report)


def _ledgers(made: Made, site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What makes each text's editor's page, by the path of its page."""
    if made.read is not None:
        for page, origin in made.origins:
            yield page, partial(_ledger, made.read, site, page, origin)


def _ledger(read: Callable[[str], Read], site: Site, page: str, origin: str) -> bytes:
    found = read(origin)
    language = found.brief.outline.language or site.config.language
    return as_page(explained(found), found.brief.plain, page, language)


def _error(diagnostic: Diagnostic, lines: Lines) -> ErrorView:
    span = diagnostic.span
    return ErrorView(
        code=diagnostic.code,
        message=diagnostic.message,
        severity=diagnostic.severity,
        path=span.path if span else "",
        line=span.line if span else 0,
        column=span.column if span else 0,
        excerpt="\n".join(excerpt(span, lines)) if span else "",
        hint=diagnostic.hint,
    )
