"""Profiles: which official shapes a graph can be held to, and what of the graph they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from avggraph import resources
from avggraph.errors import UsageError, Where
from avggraph.graph.terms import Quad
from avggraph.validate.shacl.turtle import read_turtle
from avggraph.validate.shapes.official import load_official_shapes
from avggraph.validate.shapes.shape_set import ShapeSet

# What `about` names when it names no graph of the build: each record, with all that belongs to it.
RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile of `data/validation/profiles.toml`.

    `about` is `RECORDS` or the name of a graph of the build; `shapes` and `vocabulary` are names of files that a user
    fetches from `source`; `namespaces` says how namespaces of the shapes are called today.
    """

    name: str
    title: str
    version: str
    source: str
    about: str
    shapes: tuple[str, ...]
    vocabulary: tuple[str, ...]
    namespaces: Mapping[str, str]

    def load(self, folder: Path) -> LoadedProfile:
        """Load the profile's files from below a folder. Raises UsageError where one is not there."""
        shapes = [path for name in self.shapes for path in self._find(name, folder)[:1]]
        vocabulary = dict.fromkeys(path for name in self.vocabulary for path in self._find(name, folder))
        return LoadedProfile(
            self,
            load_official_shapes(shapes, f"{self.title} {self.version}", self.namespaces),
            tuple(quad for path in vocabulary for quad in read_turtle(path)),
        )

    def _find(self, names: str, folder: Path) -> list[Path]:
        """Find the files of a name, a pattern, or the first of some ("loc.ttl|subset.ttl") that there is."""
        for name in names.split("|"):
            if found := sorted(path for path in folder.rglob(name) if path.is_file()):
                return found
        if not folder.is_dir():
            raise UsageError("Deze map bestaat niet.", where=Where(str(folder)), advice="Kijk de naam na.")
        raise UsageError(
            f"Het bestand {names.replace('|', ' of ')} van profiel {self.name} staat niet in deze map.",
            where=Where(str(folder)),
            advice=f"Haal het op bij {self.source}.",
        )


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A profile with its shapes, and the vocabulary that they need beside the data."""

    profile: Profile
    shapes: ShapeSet
    vocabulary: tuple[Quad, ...]

    @property
    def is_about_records(self) -> bool:
        """Whether the profile judges each record."""
        return self.profile.about == RECORDS


@cache
def load_profiles() -> Mapping[str, Profile]:
    """Load the profiles by name.

    >>> load_profiles()["nl-sbb"].about
    'begrippen'
    """
    with resources.table(resources.data("validation", "profiles.toml")) as tables:
        profiles = [
            Profile(
                name,
                table["title"],
                table["version"],
                table["source"],
                table["about"],
                tuple(table["shapes"]),
                tuple(table["vocabulary"]),
                MappingProxyType(table.get("namespaces", {})),
            )
            for name, table in tables.items()
        ]
    return MappingProxyType({profile.name: profile for profile in profiles})


def find_profile(name: str) -> Profile:
    """Give a profile by its name. Raises UsageError where there is none."""
    profiles = load_profiles()
    if name not in profiles:
        raise UsageError(f"Er is geen profiel {name!r}.", advice=f"Kies uit: {', '.join(profiles)}.")
    return profiles[name]
