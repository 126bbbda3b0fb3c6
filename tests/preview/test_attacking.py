"""A sample of the attacks on a real preview, and of the storms over it: the scripts beside this have them whole."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest
from preview.attacking import SECRET, Target, digests, site_under_attack
from preview.straining import can_limit, limited, overflow, say, settled
from requested import mutants, odd, requests
from watched import watching


def test_a_preview_that_others_can_reach_gives_nothing_away_and_changes_nothing(tmp_path: Path) -> None:
    site = site_under_attack(tmp_path)
    before = digests(site)
    with watching(site, "Preview at", (), "--host", "0.0.0.0") as watched:
        assert re.search("warning: anyone who can reach", watched.said)
        target = Target(watched.port)
        assert target.lives()
        for request in islice(requests(target.port), 0, None, 4):
            target.attack(request)
        for request in (*islice(odd(target.port), 0, None, 4), *mutants(target.port, 30)):
            target.attack(request, harmless=True)
        assert target.faults == []
        assert target.lives()
        assert "Traceback" not in watched.said
    assert digests(site) == before
    assert SECRET in (site / "secret.txt").read_bytes()


@pytest.mark.skipif(not Path("/proc/sys/fs/inotify/max_queued_events").exists(), reason="events are not Linux's")
def test_what_was_saved_while_the_system_lost_events_is_shown(tmp_path: Path) -> None:
    assert "nothing missed" in overflow(tmp_path / "site", 200)


@pytest.mark.skipif(not can_limit(), reason="no namespace of users with limits of its own here")
def test_a_preview_at_the_limit_of_watches_says_so_once_and_sees_each_save(tmp_path: Path) -> None:
    with limited(tmp_path / "site", "watches", 10) as watched:
        assert watched.said.count("no file events from the system (inotify watch limit reached)") == 1
        for words in ("first", "second"):
            before = watched.builds()
            say(watched.site / "content/articles/a.md", words)
            assert settled(watched, before, 1) == 1
