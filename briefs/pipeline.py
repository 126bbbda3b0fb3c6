"""A site goes in, its files and what is wrong with it come out; the one room that knows the order of the stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

from msgspec import Struct, structs

from briefs.config import Site
from briefs.core.diagnostics import Checked, Diagnostic, error, has_errors, order
from briefs.core.manifest import Artifact
from briefs.core.memory import Remembered
from briefs.core.model import (
    Annotation,
    Brief,
    Face,
    Index,
    Matched,
    Outline,
    Page,
    Places,
    Quote,
    Target,
    TermRule,
    Unit,
)
from briefs.kinds import check_notes
from briefs.lints import Evidence, lint
from briefs.lock import build_lock
from briefs.stages.anchor import anchor
from briefs.stages.lexicon import lexicon
from briefs.stages.link import link
from briefs.stages.load import load, picture
from briefs.stages.match import Context, Matcher
from briefs.stages.parse import parse
from briefs.stages.publish import publish
from briefs.stages.recall import differs, recall, retain
from briefs.stages.render import Renderer
from briefs.theme import Theme, assets, load_theme
from briefs.toolkit import Toolkit, chosen, toolkit, unknown_lints

_NAV = (
    ("briefs", "Briefs", "index.html"),
    ("glossary", "Glossary", "glossary/index.html"),
    ("timeline", "Timeline", "timeline.html"),
    ("sources", "Sources", "sources/index.html"),
)

_TWINS = ((".json", "application/json", "JSON"),)
"""(ending, media type, name) of the forms that an article may also have."""


class Counts(Struct, frozen=True):
    """How much there is, and what was done to the output folder."""

    articles: int = 0
    pages: int = 0
    terms: int = 0
    mentions: int = 0
    notes: int = 0
    backlinks: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0


class Report(Struct, frozen=True):
    """What a build did. ``seconds`` are by stage, in the order of the stages, with the ``total`` last."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts = Counts()
    seconds: tuple[tuple[str, float], ...] = ()
    published: bool = False

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not has_errors(self.diagnostics)


class Made(Struct, frozen=True):
    """A site made but not written. Where something is wrong, ``artifacts`` is what can be shown all the same."""

    artifacts: tuple[Artifact, ...]
    report: Report
    remembered: tuple[Remembered, ...] = ()
    """What ``briefs.lock`` is to hold after a good build."""


class Unknown(Struct, frozen=True):
    """There is no such article; these are the slugs of those there are."""

    slugs: tuple[str, ...]


class Options(Struct, frozen=True):
    """What one build may do otherwise than the next."""

    drafts: bool = False
    strict: bool = False
    keep_going: bool = False
    verify: bool = False
    locked: bool = False
    """Fail where ``briefs.lock`` would change."""
    sync: bool = True
    checking: bool = False
    today: str = ""
    """An ISO date, for ``check`` alone."""


Say = Callable[[str], None]
"""Receives the name of each stage as it begins."""


def build(site: Site, options: Options = Options(), say: Say = lambda stage: None) -> Report:
    """Make the site and publish it, unless it has errors. Raises ``Busy`` and ``CannotWrite``."""
    with build_lock(site.root / ".briefs" / "lock"):
        made = make(site, options, say)
        report = _held(made, site, options)
        if not made.artifacts or not (report.ok or options.keep_going):
            return report
        clock = _Clock(say, dict(report.seconds))
        with clock("publish"):
            done = publish(
                made.artifacts,
                site.output,
                sync=options.sync,
                verify=options.verify,
                state=site.root / ".briefs" / "published",
            )
        published = not has_errors(done.diagnostics)
        unwritten = retain(site.root, made.remembered) if published and report.ok else None
        return structs.replace(
            report,
            diagnostics=order((*report.diagnostics, *done.diagnostics, *([unwritten] if unwritten else []))),
            counts=structs.replace(report.counts, **structs.asdict(done.value)),
            seconds=clock.seconds(),
            published=published,
        )


def _held(made: Made, site: Site, options: Options) -> Report:
    """The report; with ``--locked``, with an error where the lock file does not say what this build found."""
    report = made.report
    if not options.locked or not report.ok or not differs(site.root, made.remembered):
        return report
    changed = error("lock-changed", "briefs.lock is not what this build would write", None, "build without `--locked`")
    return structs.replace(report, diagnostics=order((*report.diagnostics, changed)))


def check(site: Site, options: Options = Options(checking=True), say: Say = lambda stage: None) -> Report:
    """Everything but writing."""
    return make(site, options, say).report


def make(site: Site, options: Options = Options(), say: Say = lambda stage: None) -> Made:
    """Every file of the site, from its content and nothing else."""
    clock = _Clock(say)
    kit, theme = toolkit(site.config.plugins), load_theme(site.config.theme, site.root)
    faults = [*site.notices, *kit.diagnostics, *theme.diagnostics, *unknown_lints(kit.value, site.config.lints)]
    content = site.content.relative_to(site.root).as_posix()
    with clock("load"):
        library, memory = load(site.root, content), recall(site.root)
        faults += (*library.diagnostics, *memory.diagnostics)
    with clock("compile"):
        compiled = _compile(library.value.units, kit.value, options, _by_article(memory.value), faults)
    asked = _asks(kit.value, site, options)
    with clock("match"):
        matched = _match(compiled, site, asked)
    with clock("link"):
        linked = _link(compiled, matched, frozenset(library.value.files), content, site)
        faults += linked.diagnostics
        index = linked.value
    with clock("lint"):
        faults += _lint(kit.value, compiled, matched, index, site, options)
    with clock("render"):
        artifacts = _render(site, kit.value, theme.value, compiled, index, faults) if theme.value else ()
        artifacts += _copies(site, index.targets, {a.path for a in artifacts})
    diagnostics = _graded(order(faults), options.strict or site.config.strict)
    kept = [entry for entry in memory.value if entry.article in compiled.drafts]
    remembered = tuple(sorted((*compiled.remembered, *kept)))
    return Made(artifacts, Report(diagnostics, _counts(index, artifacts), clock.seconds()), remembered)


def match_one(site: Site, wanted: Callable[[Outline], bool], options: Options) -> tuple[Brief, Matched] | Unknown:
    """One text with its ledger, chosen by its Outline; where none fits, the slugs of all."""
    kit, content = toolkit(site.config.plugins).value, site.content.relative_to(site.root).as_posix()
    units, memory = load(site.root, content).value.units, _by_article(recall(site.root).value)
    compiled = _compile(units, kit, options, memory, [])
    briefs = [b for b in compiled.briefs.values() if b.outline.kind != "glossary"]
    brief = next((b for b in briefs if wanted(b.outline)), None)
    if brief is None:
        return Unknown(tuple(sorted(b.outline.slug for b in briefs)))
    return brief, _matcher(compiled, site).match(brief.plain, brief.pins, _context(brief, site), ledger=True)


class _Compiled(Struct, frozen=True):
    """All units, each compiled alone; by origin."""

    briefs: dict[str, Brief]
    outlines: dict[str, Outline]
    places: dict[str, Places]
    drafts: set[str]
    """Origins left out."""
    remembered: list[Remembered]
    annotations: dict[str, tuple[Annotation, ...]]


class _Clock:
    """Measures the stages. Its readings go into the report alone, never into an artifact."""

    def __init__(self, say: Say, before: Mapping[str, float] = {}) -> None:
        self._say = say
        self._seconds = {name: s for name, s in before.items() if name != "total"}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        self._say(stage)
        start = perf_counter()
        yield
        self._seconds[stage] = perf_counter() - start

    def seconds(self) -> tuple[tuple[str, float], ...]:
        """(stage, seconds), then the total."""
        return (*self._seconds.items(), ("total", sum(self._seconds.values())))


def _by_article(memory: tuple[Remembered, ...]) -> dict[str, dict[Quote, Remembered]]:
    found: dict[str, dict[Quote, Remembered]] = {}
    for entry in memory:
        article, quote = entry.key
        found.setdefault(article, {})[quote] = entry
    return found


def _compile(
    units: tuple[Unit, ...],
    kit: Toolkit,
    options: Options,
    memory: Mapping[str, Mapping[Quote, Remembered]],
    faults: list[Diagnostic],
) -> _Compiled:
    """Each unit read and its quotes found; drafts are left out unless asked for, and so is what may be one."""
    compiled = _Compiled({}, {}, {}, set(), [], {})
    unread = {d.span.path for d in faults if d.severity == "error" and d.span}
    for unit in units:
        parsed = parse(unit)
        faults += parsed.diagnostics
        unknown = options.keep_going and any(d.severity == "error" and _hides_draft(d) for d in parsed.diagnostics)
        unknown = unknown or (options.keep_going and unit.sidecar is not None and unit.sidecar.path in unread)
        if not options.drafts and (parsed.value.outline.draft or unknown):
            compiled.drafts.add(unit.origin)
            continue
        faults += check_notes(parsed.value.annotations, kit.kinds)
        anchored = anchor(parsed.value, memory.get(unit.origin, {}))
        faults += anchored.diagnostics
        compiled.remembered.extend(anchored.value.remembered)
        brief = anchored.value.brief
        compiled.briefs[unit.origin] = brief
        compiled.outlines[unit.origin] = brief.outline
        compiled.places[unit.origin] = parsed.value.places
        compiled.annotations[unit.origin] = parsed.value.annotations
    return compiled


def _matcher(compiled: _Compiled, site: Site) -> Matcher:
    terms = [term for outline in compiled.outlines.values() for term in outline.terms]
    rules = [TermRule(t.id, t.match.link, t.when) for t in terms]
    names = lexicon(terms, site.config.language)
    return Matcher(names, rules, site.config.link.density, site.config.link.quotations)


def _asks(kit: Toolkit, site: Site, options: Options) -> bool:
    """Whether a lint that is on asks for the ledger of every text."""
    levels = dict(site.config.lints)
    return any(one.asks and one.level(levels, options.checking) != "off" for one in kit.lints)


def _match(compiled: _Compiled, site: Site, ledger: bool) -> dict[str, Matched]:
    """The mentions in every text, by origin; with their ledgers where they are asked for."""
    matcher = _matcher(compiled, site)
    return {
        origin: matcher.match(brief.plain, brief.pins, _context(brief, site), ledger=ledger)
        for origin, brief in compiled.briefs.items()
        if brief.outline.kind != "glossary"
    }


def _hides_draft(diagnostic: Diagnostic) -> bool:
    """Whether a mistake may have hidden that an article is a draft, which must never be published by mistake."""
    return diagnostic.code.startswith("yaml-") or diagnostic.code in ("front-matter", "wrong-type", "unknown-key")


def _context(brief: Brief, site: Site) -> Context:
    outline = brief.outline
    return Context(outline.tags, outline.date, outline.language or site.config.language, brief.linking)


def _link(
    compiled: _Compiled, matched: dict[str, Matched], files: frozenset[str], content: str, site: Site
) -> Checked[Index]:
    drafts = frozenset(compiled.drafts)
    return link(compiled.outlines, compiled.places, matched, files, content, site.config.language, drafts)


def _lint(
    kit: Toolkit, compiled: _Compiled, matched: Mapping[str, Matched], index: Index, site: Site, options: Options
) -> Iterator[Diagnostic]:
    evidence = Evidence(
        outlines=tuple(compiled.outlines[origin] for origin in sorted(compiled.outlines)),
        places=compiled.places,
        index=index,
        annotations=compiled.annotations,
        plains={origin: brief.plain for origin, brief in compiled.briefs.items()},
        skipped={origin: found.skipped for origin, found in matched.items()},
        kinds=kit.kinds,
        today=options.today,
        recheck_months=site.config.recheck_months,
    )
    return lint(kit.lints, dict(site.config.lints), evidence, options.checking)


def _render(
    site: Site, kit: Toolkit, theme: Theme, compiled: _Compiled, index: Index, faults: list[Diagnostic]
) -> tuple[Artifact, ...]:
    """Every page, by the theme or by its output's own hand, with the theme's files and what hosts want."""
    outputs = chosen(kit, site.config.outputs).outputs
    made = [(output, page) for output in outputs for page in output.pages(index)]
    paths = {page.path for _, page in made}
    face = _face(site, index, paths)
    renderer = Renderer(theme, face)
    files = {asset.path: asset.data for asset in assets(theme)} | {".nojekyll": b""}
    for output, page in made:
        brief, mentions = compiled.briefs.get(page.brief), index.mentions.get(page.brief, ())
        if output.write:
            files[page.path] = output.write(page, brief, mentions, face)
            continue
        rendered = renderer.render(_with_twins(page, paths), brief, mentions)
        faults += rendered.diagnostics
        if rendered.value is not None:
            files[page.path] = rendered.value
    return tuple(Artifact(path, files[path]) for path in sorted(files))


def _with_twins(page: Page, paths: set[str]) -> Page:
    """The page, knowing which files beside it say the same in another form."""
    stem = page.path.removesuffix(".html")
    found = tuple((kind, stem + end, name) for end, kind, name in _TWINS if stem != page.path and stem + end in paths)
    return structs.replace(page, twins=found) if found else page


def _face(site: Site, index: Index, paths: set[str]) -> Face:
    """The bar names the sections that exist, the foot the site's own pages."""
    config = site.config
    return Face(
        title=config.title,
        description=config.description,
        url=config.url,
        language=config.language,
        author=config.author,
        nav=tuple(entry for entry in _NAV if entry[2] in paths),
        foot=tuple((page.title, page.path) for page in index.pages),
        expand=config.link.expand,
    )


def _copies(site: Site, targets: Mapping[str, Target], taken: set[str]) -> tuple[Artifact, ...]:
    """The files of the content folder that some page names; they keep their places."""
    wanted = {t.path: key.removeprefix("asset:") for key, t in targets.items() if key.startswith("asset:")}
    return tuple(Artifact(path, picture(site.root, wanted[path])) for path in sorted(wanted) if path not in taken)


def _graded(diagnostics: tuple[Diagnostic, ...], strict: bool) -> tuple[Diagnostic, ...]:
    """With ``strict`` a warning is an error."""
    if not strict:
        return diagnostics
    return tuple(structs.replace(d, severity="error") if d.severity == "warning" else d for d in diagnostics)


def _counts(index: Index, artifacts: tuple[Artifact, ...]) -> Counts:
    places = Counter((m.term, origin) for origin, mentions in index.mentions.items() for m in mentions)
    return Counts(
        articles=len(index.articles),
        pages=sum(a.path.endswith(".html") for a in artifacts),
        terms=len(index.terms),
        mentions=sum(places.values()),
        notes=sum(o.notes for o in index.origins.values()),
        backlinks=len(places) + sum(len(o.citations) for o in index.origins.values()),
    )
