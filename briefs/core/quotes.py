"""A text and a quote with its surroundings go in; its place and how sure it is come out; knows no sidecar and no lock.

Rules and thresholds: docs/linking.md, "Quotes". Everything is compared on the normalised text; all results are code
points of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Literal
from unicodedata import category

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from briefs.core.alignment import find_whole, find_by_edges, snap
from briefs.core.text import Normalised, fold_case, is_word, normalise, script_of
