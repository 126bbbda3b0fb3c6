"""Real pools of processes: order, what is worth a pool, a worker that dies, and a parent that dies."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from briefs.runner import PAYS_FROM, Lost, Runner

ROOT = Path(__file__).parent.parent


def doubled(shared: bytes, items: list[bytes]) -> list[bytes]:
    return [shared + item * 2 for item in items]


def whose(shared: bytes, items: list[bytes]) -> list[bytes]:
    return [str(os.getpid()).encode() for _ in items]


def deadly(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Dies over an item that says so."""
    if b"kill" in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return items


def fails(shared: bytes, items: list[bytes]) -> list[bytes]:
    raise OSError(28, "the disk is full")


def numbered(count: int) -> Iterator[bytes]:
    return (str(n).encode() for n in range(count))


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 500])
def test_answers_come_in_the_order_of_the_items_whoever_gives_them(jobs: int, count: int) -> None:
    with Runner(jobs) as runner:
        found = list(runner.run(doubled, b"x", numbered(count), 16))
    assert found == [b"x" + item * 2 for item in numbered(count)]


def test_little_work_is_done_here_and_much_over_a_pool() -> None:
    here = str(os.getpid()).encode()
    with Runner("auto") as runner:
        assert set(runner.run(whose, b"", numbered(PAYS_FROM - 1), 16)) == {here}
    with Runner(2) as runner:
        assert here not in set(runner.run(whose, b"", numbered(PAYS_FROM), 16))
        assert here not in set(runner.run(whose, b"", numbered(2), 16))
    with Runner(1) as runner:
        assert set(runner.run(whose, b"", numbered(500), 16)) == {here}


def test_items_are_asked_for_no_faster_than_answers_are_taken() -> None:
    asked: list[int] = []

    def items() -> Iterator[bytes]:
        for n in range(5_000):
            asked.append(n)
            yield b""

    with Runner(2) as runner:
        answers = runner.run(doubled, b"", items(), 16)
        next(answers)
        assert len(asked) <= PAYS_FROM + 16 * 10


def test_the_item_over_which_a_worker_dies_is_named_and_the_others_are_done() -> None:
    items = [b"kill" if n in (11, 40) else str(n).encode() for n in range(60)]
    with Runner(2) as runner:
        found = list(runner.run(deadly, b"", items, 4))
        again = list(runner.run(doubled, b"", numbered(20), 4))
    assert found == [Lost(item) if item == b"kill" else item for item in items]
    assert len(again) == 20


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_disk_reaches_the_one_who_asked(jobs: int) -> None:
    with Runner(jobs) as runner, pytest.raises(OSError, match="the disk is full"):
        list(runner.run(fails, b"", numbered(10), 4))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; sys.path[:0] = [{root!r}, {tests!r}]\n"
        "from briefs.runner import Runner\n"
        "from test_runner import whose, numbered\n"
        "with Runner(2) as runner:\n"
        "    print(*sorted({{n.decode() for n in runner.run(whose, b'', numbered(100), 4)}}), flush=True)\n"
        "    time.sleep(60)\n"
    ).format(root=str(ROOT), tests=str(ROOT / "tests"))
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(word) for word in parent.stdout.readline().split()]
    assert workers
    assert all(is_alive(pid) for pid in workers)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while any(is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if is_alive(pid)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


class Odd(Exception):
    """Cannot be sent to another process: what it is made of is not what it holds."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)


def breaks(shared: bytes, items: list[bytes]) -> list[bytes]:
    raise Odd("the theme is broken", "in a way of its own")


def slow_at_first(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Takes its time over the first item of all."""
    if b"0" in items:
        time.sleep(1.0)
    return items


def test_one_long_item_does_not_let_the_answers_to_the_others_pile_up() -> None:
    asked = 0

    def items() -> Iterator[bytes]:
        nonlocal asked
        for n in range(5_000):
            asked += 1
            yield str(n).encode()

    with Runner(2) as runner:
        answers = runner.run(slow_at_first, b"", items(), 16)
        assert next(answers) == b"0"
        assert asked <= PAYS_FROM + 16 * 10
        assert len(list(answers)) == 4_999


def counts_shared(shared: bytes, items: list[bytes]) -> list[bytes]:
    return [str(id(shared)).encode() for _ in items]


def test_a_fault_that_cannot_be_sent_is_told_all_the_same_and_the_workers_go_on() -> None:
    with Runner(2) as runner:
        with pytest.raises(Exception, match="the theme is broken"):
            list(runner.run(breaks, b"", numbered(10), 4))
        assert list(runner.run(doubled, b"x", numbered(9), 2)) == [b"x" + n * 2 for n in numbered(9)]


def test_what_all_items_share_is_told_to_each_worker_once() -> None:
    with Runner(2) as runner:
        one, other = (set(runner.run(counts_shared, b"x" * 10_000, numbered(200), 2)) for _ in range(2))
        assert 1 <= len(one) <= 2
        assert 1 <= len(other) <= 2


@pytest.mark.parametrize("given", [0, 1])
def test_where_the_system_gives_too_few_processes_the_work_is_done_by_those_there_are(
    monkeypatch: pytest.MonkeyPatch, given: int
) -> None:
    start, asked = BaseProcess.start, list[BaseProcess]()

    def refused(process: BaseProcess) -> None:
        asked.append(process)
        if len(asked) > given:
            raise OSError(errno.EMFILE, "Too many open files")
        start(process)

    monkeypatch.setattr(BaseProcess, "start", refused)
    with Runner(3) as runner:
        assert list(runner.run(doubled, b"x", numbered(60), 4)) == [b"x" + n * 2 for n in numbered(60)]
        who = set(runner.run(whose, b"", numbered(60), 4))
    assert len(who) == 1
    assert (who == {str(os.getpid()).encode()}) is (given == 0)
    assert len(asked) == given + 1


def deaf(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Over some items one call into C that lets no other thread run."""
    if b"3" in items:
        re.match("(a+)+$", "a" * 64 + "b")
    return items


def test_a_worker_that_hears_nothing_is_ended_all_the_same() -> None:
    with Runner(2) as runner:
        assert next(runner.run(deaf, b"", numbered(4), 1)) == b"0"
    assert multiprocessing.active_children() == []


def test_a_worker_whose_answer_nobody_waits_for_ends_without_a_word() -> None:
    code = "import multiprocessing, sys; from briefs import pool; here, there = multiprocessing.Pipe(); there.close()"
    code += "\npool._send(here, b'A'); sys.exit('it went on')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
