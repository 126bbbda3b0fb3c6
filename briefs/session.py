"""A site goes in, a preview that follows each save comes out; knows neither sockets nor file-system events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from briefs.config import Site, read_site
from briefs.mistakes import error_views
from briefs.panels import Build, panels
from briefs.pipeline import Made, Options, Report, make
from briefs.preview.editors import Editor
from briefs.preview.serve import Preview
from briefs.preview.watch import Bell
from briefs.report import Lines, count, problems

Ledgers = Mapping[str, Callable[[], bytes]]


class Session(Struct, frozen=True):
    """One sitting at the preview. It never touches the output folder and holds no lock."""

    config: Path
    drafts: bool
    lines: Callable[[], Lines]
    """Makes a fresh reader of source lines for each build, since the files change."""
    say: Callable[[str], None]
    tell: Callable[[Report], None]
    editor: Editor = Editor()

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
        self._show(preview, files, made.report, self._ledgers(made, site))
        seconds = dict(made.report.seconds).get("total", 0.0)
        found = problems(made.report.diagnostics) or "no mistakes"
        self.say(f"{count(made.report.counts.pages, 'page')} in {seconds:.2f} s, {found}")

    def _show(
        self, preview: Preview, files: dict[str, bytes] | None, report: Report, ledgers: Ledgers | None = None
    ) -> None:
        lines = self.lines()
        preview.show(files, error_views(report.diagnostics, lines, self.editor), ledgers)
        self.tell(report)

    def _ledgers(self, made: Made, site: Site) -> Ledgers:
        if made.read is None or made.outlines is None:
            return {}
        diagnostics, language = made.report.diagnostics, site.config.language
        build = Build(made.origins, made.read, made.outlines, diagnostics, self.lines(), language, self.drafts)
        return panels(build, self.editor)
