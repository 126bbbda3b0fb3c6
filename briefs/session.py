"""A site goes in, a preview that follows each save comes out; knows neither sockets nor file-system events."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from time import monotonic

from msgspec import Struct

from briefs.config import Site, read_site
from briefs.core.diagnostics import Checked
from briefs.core.manifest import CannotWrite
from briefs.mistakes import error_views
from briefs.panels import Build, Makers, panels
from briefs.pipeline import Options, Report, Say
from briefs.pipeline.records import quiet
from briefs.pipeline.sitting import Audience, Proof, Sitting
from briefs.preview.editors import Editor
from briefs.preview.errors import ErrorView
from briefs.preview.folder import folder_reader
from briefs.preview.serve import Preview
from briefs.preview.watch import QUIET, Bell
from briefs.report import Lines, count, problems

_PATIENCE = 60.0
"""Seconds for which the site as a whole gives way to newer saves: their pages are shown at once all the same."""
_LATE = ("match", "link", "render", "index", "publish")
"""Stages that give way: by then the pages that are looked at have been shown."""


def _not_yet(line: str) -> None:
    """What the config's own bell would say, the site's says again."""


class _Overtaken(Exception):
    """Something was saved while a build went on, which begins again with it."""


class Session(Struct, frozen=True):
    """One sitting at the preview. It never touches the output folder and holds no lock of a build's."""

    config: Path
    drafts: bool
    lines: Callable[[], Lines]
    """Makes a fresh reader of source lines for each build, since the files change."""
    say: Callable[[str], None]
    tell: Callable[[Report], None]
    editor: Editor = Editor()
    progress: Callable[[], AbstractContextManager[Say]] = lambda: nullcontext(quiet)
    """Makes for each build what is told how far it is."""

    def run(self, host: str, port: int, poll: bool, show: Callable[[str], object] | None) -> None:
        """Build, serve, and build again at each change, until interrupted. Raises CannotWrite."""
        with Preview() as preview:
            url = preview.serve(host, port, say=self.say)
            site = self._usable(preview, url, poll)
            paths = [self.config, site.content, site.root / "themes"]
            ignored = [site.output, site.root / ".briefs", site.root / ".git"]
            with Bell(paths, ignored=ignored, say=self.say, poll=poll) as bell, Sitting(site.root) as sitting:
                desk = _Desk(self, sitting, preview, bell)
                desk.build(site, None)
                self.say(f"Preview at {url} (Ctrl-C ends it)")
                if show:
                    show(url)
                desk.follow(site)

    def _usable(self, preview: Preview, url: str, poll: bool) -> Site:
        """The site, as soon as its config can be used; until then the page says what is wrong with it."""
        if (ready := read_site(self.config)).value is not None:
            return ready.value
        with Bell([self.config], say=_not_yet, poll=poll) as bell:
            while (checked := read_site(self.config)).value is None:
                preview.show(None, errors=error_views(checked.diagnostics, self.lines(), self.editor))
                self.tell(Report(checked.diagnostics))
                self.say(f"{url} shows the site when this is mended (Ctrl-C ends it)")
                bell.wait()
        return checked.value


class _Desk:
    """Where the files' bell, the builds and the browser meet."""

    def __init__(self, session: Session, sitting: Sitting, preview: Preview, bell: Bell) -> None:
        self._session, self._sitting, self._preview, self._bell = session, sitting, preview, bell
        self._read = folder_reader(sitting.site)
        self._since = -_PATIENCE
        """Since when builds give way; 0 while none does. The first has nobody waiting behind it."""

    def follow(self, site: Site) -> None:
        """Build at each change, for ever. A build that is overtaken begins again with all that changed."""
        pending: frozenset[str] | None = frozenset()
        while True:
            overtaken = self._since > 0
            if not self._bell.wait(QUIET if overtaken else None) and not overtaken:
                continue
            rung = self._bell.changed
            pending = None if pending is None or rung is None else pending | rung
            settings = self._settings(pending)
            if settings and settings.value is None:
                self._complain(Report(settings.diagnostics))
                self._since = 0.0  # Nothing is built until something is saved.
                continue
            if settings and settings.value:
                site, pending = settings.value, None
            try:
                pending = frozenset() if self.build(site, pending) else None
            except _Overtaken:
                self._since = self._since or monotonic()

    def build(self, site: Site, changed: frozenset[str] | None) -> bool:
        """Build once, and show it; False where it cannot be written.

        ``changed`` are absolute paths; None where any file may be another.
        """
        root = f"{site.root.resolve()}/"
        below = None if changed is None else frozenset(path.removeprefix(root) for path in changed)
        try:
            with self._session.progress() as told:
                audience = Audience(self._preview.asked, self._preview.ahead, partial(self._said, told))
                proof = self._sitting.build(site, Options(drafts=self._session.drafts), below, audience)
        except CannotWrite as problem:
            self._session.say(f"the preview cannot be written: {problem}")
            self._since = 0.0
            return False
        self._since = 0.0
        self._show(proof, site)
        seconds = dict(proof.report.seconds).get("total", 0.0)
        found = problems(proof.report.diagnostics) or "no mistakes"
        self._session.say(f"{count(proof.report.counts.pages, 'page')} in {seconds:.2f} s, {found}")
        return True

    def _said(self, told: Say, stage: str, done: int = 0, total: int = 0) -> None:
        """How far a build is. It ends here where something newer is to be shown."""
        told(stage, done, total)
        patient = self._since == 0 or 0 < monotonic() - self._since < _PATIENCE
        if stage in _LATE and patient and self._bell.has_news():
            raise _Overtaken

    def _settings(self, changed: frozenset[str] | None) -> Checked[Site | None] | None:
        """The config as it is now, if it may have changed. While it is unusable nothing is built."""
        if changed is not None and str(self._session.config.resolve()) not in changed:
            return None
        return read_site(self._session.config)

    def _show(self, proof: Proof, site: Site) -> None:
        errors, makers = self._errors(proof.report), self._panels(proof, site)
        self._preview.show(proof.files or None, self._read, errors, makers, proof.moved)
        self._session.tell(proof.report)

    def _complain(self, report: Report) -> None:
        self._preview.show(None, errors=self._errors(report))
        self._session.tell(report)

    def _errors(self, report: Report) -> tuple[ErrorView, ...]:
        return error_views(report.diagnostics, self._session.lines(), self._session.editor)

    def _panels(self, proof: Proof, site: Site) -> Makers | None:
        if proof.read is None:
            return None
        texts, lines, told = tuple(proof.origins.items()), self._session.lines(), proof.report.diagnostics
        build = Build(texts, proof.read, proof.defining, told, lines, site.config.language, proof.drafts)
        return panels(build, self._session.editor)
