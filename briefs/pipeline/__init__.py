"""A site goes in, its files and what is wrong with it come out; the one room that knows the order of the stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from msgspec import structs

from briefs.config import Site
from briefs.core.diagnostics import Checked, Diagnostic, error, has_errors, order
from briefs.core.manifest import Artifact
from briefs.core.model import Face, Index, Matched, Outline, Page, Stranger, Target
from briefs.lints import Evidence, lint
from briefs.lock import build_lock
from briefs.pipeline.records import Clock, Counts, Made, Options, Read, Report, Say, Survey, Unknown
from briefs.pipeline.texts import Compiled, by_article, compile_units, match_all, read, strangers_of
from briefs.stages.link import link
from briefs.stages.load import contents, load
from briefs.stages.publish import publish
from briefs.stages.recall import differs, recall, retain
from briefs.stages.render import Renderer
from briefs.theme import Theme, assets, load_theme
from briefs.toolkit import Toolkit, chosen, toolkit, unknown_lints

__all__ = [
    "Counts",
    "Made",
    "Options",
    "Read",
    "Report",
    "Say",
    "Survey",
    "Unknown",
    "build",
    "check",
    "make",
    "match_one",
    "survey",
]

_NAV = (
    ("briefs", "Briefs", "index.html"),
    ("glossary", "Glossary", "glossary/index.html"),
    ("timeline", "Timeline", "timeline.html"),
    ("sources", "Sources", "sources/index.html"),
)

_TWINS = ((".json", "application/json", "JSON"),)
"""(ending, media type, name) of the forms that an article may also have."""


def build(site: Site, options: Options = Options(), say: Say = lambda stage: None) -> Report:
    """Make the site and publish it, unless it has errors. Raises ``Busy`` and ``CannotWrite``."""
    with build_lock(site.root / ".briefs" / "lock"):
        made = make(site, options, say)
        report = _held(made, site, options)
        if not made.artifacts or not (report.ok or options.keep_going):
            return report
        clock = Clock(say, dict(report.seconds))
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
    clock = Clock(say)
    kit, theme = toolkit(site.config.plugins), load_theme(site.config.theme, site.root)
    faults = [*site.notices, *kit.diagnostics, *theme.diagnostics, *unknown_lints(kit.value, site.config.lints)]
    content = site.content.relative_to(site.root).as_posix()
    with clock("load"):
        library, memory = load(site.root, content), recall(site.root)
        faults += (*library.diagnostics, *memory.diagnostics)
    with clock("compile"):
        compiled = compile_units(library.value.units, kit.value, options, by_article(memory.value), faults)
    asked = _asks(kit.value, site, options)
    with clock("match"):
        matched = match_all(compiled, site, asked)
    with clock("link"):
        linked = _link(compiled, matched, frozenset(library.value.files), content, site)
        faults += linked.diagnostics
        index = linked.value
    with clock("lint"):
        strangers = strangers_of(compiled, matched, site) if asked else {}
        faults += _lint(kit.value, compiled, matched, strangers, index, site, options)
    with clock("render"):
        artifacts = _render(site, kit.value, theme.value, compiled, index, faults) if theme.value else ()
        artifacts += _copies(site, index.targets, {a.path for a in artifacts})
    diagnostics = _graded(order(faults), options.strict or site.config.strict)
    kept = [entry for entry in memory.value if entry.article in compiled.drafts]
    remembered = tuple(sorted((*compiled.remembered, *kept)))
    report = Report(diagnostics, _counts(index, artifacts), clock.seconds())
    origins = tuple((outline.path, origin) for origin, outline in index.origins.items())
    return Made(artifacts, report, remembered, origins, lambda origin: read(compiled, site, origin))


def survey(site: Site, options: Options = Options()) -> Survey:
    """Every text with its ledger, and what stands in it without an entry."""
    compiled = _compiled(site, options)
    matched = match_all(compiled, site, ledger=True)
    plains = {origin: compiled.briefs[origin].plain for origin in matched}
    return Survey(tuple(compiled.outlines.values()), plains, matched, strangers_of(compiled, matched, site))


def _compiled(site: Site, options: Options) -> Compiled:
    kit, content = toolkit(site.config.plugins).value, site.content.relative_to(site.root).as_posix()
    units, memory = load(site.root, content).value.units, by_article(recall(site.root).value)
    return compile_units(units, kit, options, memory, [])


def match_one(site: Site, wanted: Callable[[Outline], bool], options: Options) -> Read | Unknown:
    """One text with its ledger, chosen by its Outline; where none fits, the slugs of all."""
    compiled = _compiled(site, options)
    briefs = [b for b in compiled.briefs.values() if b.outline.kind != "glossary"]
    brief = next((b for b in briefs if wanted(b.outline)), None)
    if brief is None:
        return Unknown(tuple(sorted(b.outline.slug for b in briefs)))
    return read(compiled, site, brief.outline.origin)


def _asks(kit: Toolkit, site: Site, options: Options) -> bool:
    """Whether a lint that is on asks for the ledger of every text."""
    levels = dict(site.config.lints)
    return any(one.asks and one.level(levels, options.checking) != "off" for one in kit.lints)


def _link(
    compiled: Compiled, matched: dict[str, Matched], files: frozenset[str], content: str, site: Site
) -> Checked[Index]:
    drafts = frozenset(compiled.drafts)
    return link(compiled.outlines, compiled.places, matched, files, content, site.config.language, drafts)


def _lint(
    kit: Toolkit,
    compiled: Compiled,
    matched: Mapping[str, Matched],
    strangers: Mapping[str, tuple[Stranger, ...]],
    index: Index,
    site: Site,
    options: Options,
) -> Iterator[Diagnostic]:
    evidence = Evidence(
        outlines=tuple(compiled.outlines[origin] for origin in sorted(compiled.outlines)),
        places=compiled.places,
        index=index,
        annotations=compiled.annotations,
        plains={origin: brief.plain for origin, brief in compiled.briefs.items()},
        skipped={origin: found.skipped for origin, found in matched.items()},
        strangers=strangers,
        linking={
            origin: structs.replace(brief.linking, density=brief.linking.density or site.config.link.density)
            for origin, brief in compiled.briefs.items()
        },
        kinds=kit.kinds,
        today=options.today,
        recheck_months=site.config.recheck_months,
    )
    return lint(kit.lints, dict(site.config.lints), evidence, options.checking)


def _render(
    site: Site, kit: Toolkit, theme: Theme, compiled: Compiled, index: Index, faults: list[Diagnostic]
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
    return tuple(Artifact(path, contents(site.root, wanted[path])) for path in sorted(wanted) if path not in taken)


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
