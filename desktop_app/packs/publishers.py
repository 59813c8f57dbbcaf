"""The publishers of packs a user trusts: a small JSON file of public keys.

Whoever is not in it is told apart from whoever is; nothing is trusted because it says so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.printable import printable
from desktop_app.core.problems import Problem
from desktop_app.packs.manifest import MAX_JSON, as_json, read_json
from desktop_app.packs.placing import place
from desktop_app.packs.signing import is_key


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher: the public key (base64), the name it goes by, and since when it is trusted."""

    key: str
    name: str
    since: str


def trusted(path: Path) -> Mapping[str, Publisher]:
    """The trusted publishers by key; a file that cannot be read trusts nobody."""
    try:
        with path.open("rb") as stream:
            content = read_json(stream.read(MAX_JSON + 1), path.name, path.name)
    except OSError:
        return {}
    if isinstance(content, Problem):
        return {}
    found = (_publisher(key, row) for key, row in content.items())
    return {one.key: one for one in found if one is not None}


def _publisher(key: str, row: object) -> Publisher | None:
    if not is_key(key) or not isinstance(row, dict):
        return None
    name, since = row.get("name"), row.get("since")
    if not isinstance(name, str) or not isinstance(since, str) or not printable(name + since):
        return None
    return Publisher(key, name, since)


def trust(path: Path, publisher: Publisher) -> Problem | None:
    """Trust a publisher from now on."""
    known = {**trusted(path), publisher.key: publisher}
    rows = {one.key: {"name": one.name, "since": one.since} for one in known.values()}
    return place(path, as_json(rows))


def distrust(path: Path, key: str) -> Problem | None:
    """Trust a publisher no longer; packs installed before stay installed."""
    known = {one.key: one for one in trusted(path).values() if one.key != key}
    rows = {one.key: {"name": one.name, "since": one.since} for one in known.values()}
    return place(path, as_json(rows))
