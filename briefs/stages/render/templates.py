"""A theme's templates go in, an environment that makes text of them comes out; knows no page and no disk.

Jinja as it is, with what it writes for a template made cheaper: a page is some hundred small texts, and most of the
time went into objects that wrap them. Where they are kept compiled, ``kept`` knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from functools import cache
from types import CodeType
from typing import Any, NoReturn

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    nodes,
)
from jinja2 import __version__ as jinja_version
from jinja2.compiler import CodeGenerator, DependencyFinderVisitor, Frame
from markupsafe import Markup, escape

from briefs.core.source import digest_of
from briefs.stages.render import kept
from briefs.theme import Theme, web

DIRECT = ("t", "foreign")
"""Functions of templates that no template may have a variable of the same name for."""
_COMPILER = f"jinja2 {jinja_version}"


def text(value: object) -> str:
    """What stands on the page for a value: ``escape`` without an object around every piece of an escaped page."""
    if type(value) is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            value = value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
            return value.replace("'", "&#39;").replace('"', "&#34;")
        return value
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


class _Writer(CodeGenerator):
    """Writes the Python of a template."""

    def write_commons(self) -> None:
        """Names that every function of a template begins with."""
        super().write_commons()
        self.writeline("text = environment.text")

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Names for the filters and tests that a function of a template uses, a line each: Python compiles them all."""
        found = DependencyFinderVisitor()
        for node in nodes:
            found.visit(node)
        for given, names, kind in (self.filters, found.filters, "filters"), (self.tests, found.tests, "tests"):
            for name in sorted(names):
                here = given[name] = given.get(name) or self.temporary_identifier()
                self.writeline(f"{here} = environment.{kind}.get({name!r}) or environment.unknown({kind!r}, {name!r})")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """What is known before any page is: words alone, for `"index.html"|href` is another address on each page."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """What is written before an expression whose value goes to the page."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("text(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        """In a loop a record's field is asked for at once; what has no such field is Jinja's to look up or refuse."""
        if not frame.loop_frame:
            return super().visit_Getattr(node, frame)
        self.write("(found if (found := getattr(of := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(of, {node.attr!r}))")
        return None

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Words are asked for a hundred times a page: they are called as they are, without Jinja's look at each."""
        called = node.node
        if not isinstance(called, nodes.Name) or called.name not in DIRECT or node.dyn_args or node.dyn_kwargs:
            return super().visit_Call(node, frame, forward_caller=forward_caller)
        self.write(f"environment.globals[{called.name!r}](")
        for arg in node.args:
            self.visit(arg, frame)
            self.write(", ")
        for given in node.kwargs:
            self.write(f"{given.key}=")
            self.visit(given.value, frame)
            self.write(", ")
        self.write(")")
        return None

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        """A part goes to the page in one piece: else each of its words is handed up through every frame above."""
        wanted = node.template
        if not (isinstance(wanted, nodes.Const) and isinstance(wanted.value, str) and node.with_context):
            return super().visit_Include(node, frame)
        if node.ignore_missing or self.environment.is_async:
            return super().visit_Include(node, frame)
        self.writeline(f"template = environment.get_template({wanted.value!r}, {self.name!r})", node)
        context = f"template.new_context(context.get_all(), True, {self.dump_local_context(frame)})"
        self.simple_write(f"concat(template.root_render_func({context}))", frame)
        return None


class _Environment(Environment):
    """Jinja's environment, with a shorter way to a template that is ready."""

    code_generator_class = _Writer
    text = staticmethod(text)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ready: dict[str, Template] = {}

    def unknown(self, kind: str, name: str) -> Callable[..., NoReturn]:
        """A filter or test that is not there: an error only where a page comes to use it."""

        def refuse(*given: object) -> NoReturn:
            raise TemplateRuntimeError(f"No {kind[:-1]} named {name!r} found.")

        return refuse

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """The template of a name; made once."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._ready.get(name)
        if found is None:
            found = self._ready[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template is given: the same for all, so one table will do."""
        return super().make_globals(d) if d else self.globals


class _Codes:
    """Templates compiled: those that an earlier process kept, and those of this one."""

    def __init__(self) -> None:
        self._codes: kept.Codes = kept.saved(_COMPILER, __file__)

    def code(self, name: str, texts: Mapping[str, str], env: Environment) -> CodeType:
        """The code of one of a theme's templates."""
        takes = sorted((n, str(getattr(f, "jinja_pass_arg", ""))) for n, f in env.filters.items())
        key, found = digest_of(texts[name], takes), self._codes.get(name)
        if found is None or found[0] != key:
            self._renew({n: (digest_of(text, takes), text) for n, text in texts.items()}, env)
            found = self._codes.get(name)
        return env.compile(texts[name], name, name) if found is None else found[1]

    def _renew(self, texts: Mapping[str, tuple[str, str]], env: Environment) -> None:
        """All of a theme are compiled together: they are kept in one file, which so is written once."""
        codes = {n: found for n, (key, _) in texts.items() if (found := self._codes.get(n)) and found[0] == key}
        known = len(codes)
        for name, (key, text) in texts.items():
            if name not in codes:
                with suppress(TemplateSyntaxError, SyntaxError, RecursionError):  # said where a page comes to use it
                    codes[name] = key, env.compile(text, name, name)
        self._codes = codes
        if len(codes) > known:
            kept.save(codes, _COMPILER, __file__)


@cache
def _codes() -> _Codes:
    """The one memory of a process: a preview, and every test, would else compile the same templates for each build."""
    return _Codes()


class _Loader(BaseLoader):
    """A theme's templates; each one's file is its name, so that a traceback says which went wrong."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """The template of a name."""
        if name not in self._texts:
            raise TemplateNotFound(name)
        code = _codes().code(name, self._texts, environment)
        return environment.template_class.from_code(environment, code, {} if globals is None else globals)


def environment(theme: Theme) -> Environment:
    """Jinja over the theme's templates: all escaped, nothing undefined, nothing random; the caller adds its filters."""
    made = _Environment(
        loader=_Loader(dict(theme.templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,
        auto_reload=False,
        cache_size=-1,
    )
    # The same records must make the same bytes.
    del made.globals["lipsum"], made.filters["random"]
    made.filters["web"] = web
    return made
