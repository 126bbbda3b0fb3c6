"""A path of the output and a folder of it go in, the address of the one as seen from the other comes out."""

from __future__ import annotations

from urllib.parse import quote as percent


def relative(path: str, folder: str) -> str:
    """Percent-encoded, with its fragment if it has one; it always names its file. Both are normalised."""
    name, hash_, fragment = path.partition("#")
    return percent(_seen_from(name, folder.split("/") if folder else []), safe="/~!$&'()*+,;=@") + hash_ + fragment


def _seen_from(path: str, folders: list[str]) -> str:
    parts = path.split("/")
    shared = 0
    while shared < min(len(parts) - 1, len(folders)) and parts[shared] == folders[shared]:
        shared += 1
    return "/".join([*[".."] * (len(folders) - shared), *parts[shared:]])
