"""Mutants go in, and which of them some test notices comes out: pytest's session, forked for each mutant."""

from __future__ import annotations

import contextlib
import functools
import gc
import json
import os
import resource
import shutil
import signal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from types import CodeType, FunctionType

import pytest
from _pytest.tmpdir import TempPathFactory
from coverage import Coverage
from hypothesis import Phase, settings

from mutation.known import Mutant
from mutation.mutants import changed, source

_MEMORY = 6 << 30
_QUIET = (
    *("-q", "-s", "--import-mode=importlib", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning", "--tb=line"),
)
_ROOMS = ("briefs.core", "briefs.stages")
"""Whose memory is emptied before each test: what one test did must not keep another from coming by."""
_NOTICED, _UNNOTICED, _SAME = 1, 0, 3


class _Session:
    """What both kinds of session do: few examples, the same each time, and none of them made small."""

    def pytest_collection(self) -> None:
        few = settings(
            max_examples=25, derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
        )
        settings.register_profile("mutation", few)
        settings.load_profile("mutation")


class Learning(_Session):
    """Runs each test once, and keeps which lines it goes through and how long that takes."""

    def __init__(self, root: Path, paths: Iterable[str], kept: Path) -> None:
        self._root, self._kept = root, kept
        self._coverage = Coverage(config_file=False, data_file=None, include=[str(root / path) for path in paths])
        self._took: dict[str, float] = {}
        self._failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterable[None]:
        _forget()
        self._coverage.start()
        self._coverage.switch_context(item.nodeid)
        began = monotonic()
        try:
            return (yield)
        finally:
            self._took[item.nodeid] = monotonic() - began
            self._coverage.stop()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed or report.skipped:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if exitstatus > pytest.ExitCode.TESTS_FAILED:  # Ended early: what it has seen is not what there is.
            return
        data = self._coverage.get_data()
        numbers = {test: n for n, test in enumerate(self._took) if test not in self._failed}
        lines = {
            Path(path).relative_to(self._root).as_posix(): {
                line: [numbers[test] for test in tests if test in numbers]
                for line, tests in data.contexts_by_lineno(path).items()
            }
            for path in data.measured_files()
        }
        self._kept.write_text(json.dumps({"lines": lines, "took": self._took}))


class Trying(_Session):
    """Instead of running the tests: for each mutant those that go through its lines, in a process of its own."""

    def __init__(self, root: Path, wanted: Sequence[Mutant], learned: Path, answers: Path, seconds: float) -> None:
        self._root, self._wanted, self._answers, self._seconds = root, wanted, answers, seconds
        known = json.loads(learned.read_text())
        self._took: dict[str, float] = known["took"]
        self._names = [*self._took]
        self._lines = {p: {int(n): array("H", tests) for n, tests in ls.items()} for p, ls in known["lines"].items()}
        self._killers: dict[str, list[str]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        functions = _functions(self._root)
        _forget()
        gc.freeze()
        for mutant in self._wanted:
            tests = self._tests(mutant, items)
            answer = self._answer(session, mutant, [items[test] for test in tests], functions)
            with self._answers.open("a") as file:
                file.write(json.dumps([*mutant, *answer]) + "\n")
        return True

    def _tests(self, mutant: Mutant, items: dict[str, pytest.Item]) -> list[str]:
        """Those that killed a mutant of the function, those named for the module, the others: the quick ones first."""
        lines = self._lines.get(mutant.path, {})
        numbers = {test for line in range(mutant.first, mutant.last + 1) for test in lines.get(line, ())}
        reached = {self._names[number] for number in numbers} & items.keys()
        stem = Path(mutant.path).stem.strip("_")
        killers = [test for test in self._killers[f"{mutant.path}:{mutant.function}"] if test in reached]
        others = sorted(reached - set(killers), key=lambda t: (stem not in t, self._took[t], t))
        chosen, left = [], self._seconds
        for test in [*killers, *others]:
            if left > 0:
                chosen.append(test)
                left -= self._took[test]
        return chosen

    def _answer(
        self, session: pytest.Session, mutant: Mutant, items: list[pytest.Item], functions: _Functions
    ) -> tuple[str, int, str, float]:
        if not items:
            return "uncovered", 0, "", 0.0
        began = monotonic()
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            self._child(session, mutant, items, functions, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            killer = pipe.read().decode()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        _end(child)
        shutil.rmtree(_own(child), ignore_errors=True)
        if killer and status == _NOTICED:
            known = self._killers[f"{mutant.path}:{mutant.function}"]
            known[:] = [killer, *(test for test in known if test != killer)][:8]
        return _verdict(status), len(items), killer, round(monotonic() - began, 2)

    def _child(
        self, session: pytest.Session, mutant: Mutant, items: list[pytest.Item], functions: _Functions, writer: int
    ) -> None:
        """Never comes back: ends with what it found."""
        code = 4
        try:
            os.setsid()
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            _elsewhere(session.config, _own(os.getpid()))
            code = _NOTICED if _grafted(self._root, mutant, functions) else _SAME
            if code == _NOTICED:
                code = self._noticed(session, items, writer)
        except BaseException:
            code = _NOTICED
        finally:
            signal.alarm(0)
            os._exit(code)

    def _noticed(self, session: pytest.Session, items: list[pytest.Item], writer: int) -> int:
        _forget()
        for item, after in zip(items, [*items[1:], None], strict=True):
            signal.alarm(int(12 + 5 * self._took[item.nodeid]))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed:
                os.write(writer, item.nodeid.encode())
                return _NOTICED
        return _UNNOTICED


_Functions = dict[tuple[str, str, int], list[FunctionType]]


def learn(root: Path, tests: Sequence[str], paths: Iterable[str], kept: Path) -> int:
    """A run of the tests in which they are watched."""
    return int(pytest.main([*_QUIET, *tests], plugins=[Learning(root, paths, kept)]))


def attempt(tests: Sequence[str], trying: Trying) -> int:
    """A session in which the mutants are tried; says nothing itself."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    return int(pytest.main([*_QUIET, *tests], plugins=[trying]))


def _functions(root: Path) -> _Functions:
    """Every function of the package that there is in this process, wrapped ones too."""
    found: _Functions = defaultdict(list)
    inside = str(root / "briefs")
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(inside):
            found[_key(thing.__code__)].append(thing)
    return found


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _grafted(root: Path, mutant: Mutant, functions: _Functions) -> bool:
    """The mutant's code put in the place of the function's; false if that is the same code."""
    path = str(root / mutant.path)
    before = compile(Path(path).read_text("utf-8"), path, "exec", dont_inherit=True)
    after = compile(source(root, mutant), path, "exec", dont_inherit=True)
    pairs = [*changed(before, after)]
    for old, new in pairs:
        for function in functions[_key(old)]:
            function.__code__ = new
    return any(functions[_key(old)] for old, _ in pairs)


@functools.cache
def _caches() -> list[functools._lru_cache_wrapper[object]]:
    every = (thing for thing in gc.get_objects() if type(thing) is functools._lru_cache_wrapper)
    return [thing for thing in every if thing.__module__.startswith(_ROOMS)]


def _forget() -> None:
    """All that is remembered from one call to the next."""
    for thing in _caches():
        thing.cache_clear()


def _own(pid: int) -> Path:
    return Path(os.environ["TMPDIR"]) / f"mutant-{pid}"


def _elsewhere(config: pytest.Config, folder: Path) -> None:
    """The process's own temporary folder."""
    folder.mkdir(parents=True)
    factory: TempPathFactory = config._tmp_path_factory  # type: ignore[attr-defined]
    factory._basetemp = folder


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _verdict(status: int) -> str:
    if status < 0:
        return "timeout" if status == -signal.SIGALRM else "killed"
    return {_NOTICED: "killed", _UNNOTICED: "survived", _SAME: "same"}[status]
