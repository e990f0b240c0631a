"""Invents AVG register descriptions in any number: `python -m benchmarks.register 6000 FOLDER [--layouts all]`.

The base of the benchmarks. One seed gives the same texts on every machine, description n does not depend on how many
there are, and nothing is held in memory: `descriptions` gives them one by one. The organisations, systems and countries
are those of `data/`, the words for personal data those of the ontology; a few are in many descriptions and most in few
(Zipf), as in a real register. What is said of them is invented. Purposes, retention periods and what a page leaves out
come from the generator that the reader is tested with (`tests/registers`), and so do the layouts and the answers.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, count, islice
from pathlib import Path
from typing import Any

from rdflib import SKOS, Graph, Literal

from avggraph import resources

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from registers.content import Content, Controller, DataBlock, invent
from registers.page import Page
from registers.render import LAYOUTS, render

# The layouts by how often they come up: most of what is published is a sheet or a static page.
_LAYOUTS = {"S-tab": 4, "S-blank": 2, "S-markdown": 1, "A": 3, "B": 1}
_MOST_BLOCKS = 6

_BODIES = ("gemeente", "zbo", "agentschap", "waterschap", "inspectie", "provincie", "rechterlijke instantie")
_UNITS = ("organisatieonderdeel", "agentschap", "inspectie")
_SUPPLIERS = ("bedrijf", "agentschap")
_RECIPIENTS = (
    "{body}",
    "{body}, voor zover een wet dat voorschrijft",
    "{body}, op verzoek en na een schriftelijke motivering",
    "Medewerkers van {body} die belast zijn met de uitvoering",
    "{supplier} (verwerker)",
    "{supplier} (verwerker, beheerder van systeem {system})",
    "Medewerkers van {supplier} in opdracht van {body}",
)
_TRANSFERS = (
    "Het gaat om {country}; standaardcontractbepalingen zijn gesloten.",
    "Een verwerker in {country} heeft toegang voor beheer op afstand.",
    "Gegevens gaan naar {country} als de betrokkene daar verblijft.",
)
# What a block says where it would lack a second field: a reader cannot tell two lacking fields from words of a value.
_INSTEAD: dict[str, Any] = {
    "collection_purpose": "Afhandelen van de zaak",
    "retention": "10 jaar",
    "source": "Betrokkene",
    "mandatory": False,
}


@dataclass(frozen=True, slots=True)
class Description:
    """An invented description: its file name, its page (layout, text and answer)."""

    name: str
    page: Page


def descriptions(seed: int = 1) -> Iterator[Description]:
    """Give descriptions without end, with the numbers M1, M2, … and titles of their own.

    >>> first, second = islice(descriptions(), 2)
    >>> first.name, second.page.answer["reference"]
    ('m000001.txt', 'M2')
    >>> first == next(descriptions())
    True
    """
    for number, layout, content, rng in _contents(seed):
        extension = "md" if layout == "S-markdown" else "txt"
        yield Description(f"m{number:06}.{extension}", render(content, LAYOUTS[layout], rng))


def in_all_forms(seed: int = 1) -> Iterator[tuple[str, str, bytes]]:
    """Give the same descriptions in every form that is read (`benchmarks.forms`): form, file name and bytes.

    Description n does not depend on how many there are here either.
    """
    from .forms import FORMS, drawn  # noqa: PLC0415 - asked for by few, and it loads what writes workbooks

    for number, _, content, rng in _contents(seed):
        form = drawn(random.Random(f"form/{seed}/{number}"))
        ending, data = FORMS[form][1](content, rng)
        yield form, f"m{number:06}.{ending}", data


def _contents(seed: int) -> Iterator[tuple[int, str, Content, random.Random]]:
    """Give number, layout and content of descriptions without end, and the chance that lays each out."""
    tables = Tables()
    for number in count(1):
        rng = random.Random(f"register/{seed}/{number}")
        layout = rng.choices(tuple(_LAYOUTS), tuple(_LAYOUTS.values()))[0]
        yield number, layout, _content(number, tables, rng), rng


def write(number: int, folder: Path, seed: int = 1, *, all_forms: bool = False) -> None:
    """Write so many descriptions into a folder, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    if all_forms:
        for _, name, data in islice(in_all_forms(seed), number):
            (folder / name).write_bytes(data)
        return
    for description in islice(descriptions(seed), number):
        (folder / description.name).write_text(description.page.text, encoding="utf-8", newline="\n")


@dataclass(frozen=True, slots=True)
class Ranked:
    """Names of which the one at rank n is drawn in proportion to 1/n (Zipf)."""

    names: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, names: Sequence[str], purpose: str) -> Ranked:
        """Rank names by chance, the same for the same purpose."""
        shuffled = random.Random(f"rank/{purpose}").sample(names, k=len(names))
        return cls(tuple(shuffled), tuple(accumulate(1 / rank for rank in range(1, len(names) + 1))))

    def draw(self, rng: random.Random) -> str:
        """Draw a name."""
        return rng.choices(self.names, cum_weights=self.weights)[0]


class Tables:
    """The names that descriptions draw from, from the project's own tables."""

    @cached_property
    def _organisations(self) -> tuple[dict[str, str], ...]:
        columns = ("id", "name", "abbreviation", "type", "parent", "ministry", "valid_from", "valid_to", "source")
        return tuple(
            row for _, row in resources.rows(resources.data("organisations.csv"), *columns) if not row["valid_to"]
        )

    def _of(self, *kinds: str) -> list[str]:
        names = {row["name"] for row in self._organisations if row["type"] in kinds}
        return sorted(name for name in names if not name.startswith("Organisatie "))  # the sheet's own label

    @cached_property
    def ministers(self) -> Ranked:
        """What each ministry is of ("Financiën")."""
        return Ranked.of([name.removeprefix("ministerie van ") for name in self._of("ministerie")], "ministers")

    @cached_property
    def units(self) -> dict[str, Ranked]:
        """The units and agencies of each ministry, by what it is of."""
        ministries = {row["id"]: row["name"] for row in self._organisations if row["type"] == "ministerie"}
        units = {
            name.removeprefix("ministerie van "): sorted(
                {row["name"] for row in self._organisations if row["ministry"] == iri} & set(self._of(*_UNITS))
            )
            for iri, name in ministries.items()
        }
        return {minister: Ranked.of(names or ["Bureau Bestuursraad"], minister) for minister, names in units.items()}

    @cached_property
    def bodies(self) -> Ranked:
        """Public bodies: controllers, recipients and sources."""
        return Ranked.of(self._of(*_BODIES), "bodies")

    @cached_property
    def suppliers(self) -> Ranked:
        """Companies and agencies that process on behalf of others."""
        return Ranked.of(self._of(*_SUPPLIERS), "suppliers")

    @cached_property
    def systems(self) -> Ranked:
        """Systems and registers."""
        columns = ("slug", "name", "other_names", "ambiguous_names", "beside", "owner")
        rows = resources.rows(resources.data("systems.csv"), *columns)
        return Ranked.of([row["name"] for _, row in rows], "systems")

    @cached_property
    def countries(self) -> Ranked:
        """Countries outside the EEA."""
        rows = resources.rows(resources.data("countries.csv"), "code", "name", "other_names", "area")
        return Ranked.of([row["name"] for _, row in rows if row["area"] not in {"EU", "EER"}], "countries")

    @cached_property
    def data(self) -> Ranked:
        """Words for personal data; one with a hyphen may be broken there, and is then two words to a reader."""
        graph = Graph().parse(resources.ontology("concepts", "persoonsgegevens.ttl"))
        labels = [label for label in graph.objects(None, SKOS.prefLabel) if isinstance(label, Literal)]
        words = {str(label) for label in labels if label.language == "nl" and "-" not in label}
        return Ranked.of(sorted(words), "data")


def _content(number: int, tables: Tables, rng: random.Random) -> Content:
    """Invent what a description says: the reader's test content, with the parties and data of the tables."""
    content = invent(rng)
    organisation, controller = _controller(tables, rng)
    controllers = [replace(one, name=controller) for one in content.controllers[:1]]
    if controllers and rng.random() < 0.1:
        controllers.append(Controller(_controller(tables, rng)[1], (), ()))
    related = tuple(f"M{other}" for other in sorted(rng.sample(range(1, number), k=min(number - 1, rng.randint(1, 3)))))
    related = related if content.related else ()
    blocks = tuple(_block(block, tables, rng) for block in content.blocks[:_MOST_BLOCKS])
    return replace(
        content,
        reference=f"M{number}",
        title=f"{content.title.rstrip('.')} {number}",
        organisations=(organisation,),
        department=None,
        blocks=blocks,
        special={block.data_subject: content.special[block.data_subject] for block in blocks},
        recipients=_recipients(content, tables, rng),
        controllers=tuple(controllers),
        transfer_note=_transfer(content, tables, rng),
        related=related,
        related_text=f"Deze verwerking hangt samen met {', '.join(related)}." if related else None,
    )


def _controller(tables: Tables, rng: random.Random) -> tuple[str, str]:
    """Give the organisation of a description, and its controller as such a page names it."""
    if rng.random() < 0.3:
        body = tables.bodies.draw(rng)
        return body, f"Het bestuur van {body}"
    minister = tables.ministers.draw(rng)
    unit = tables.units[minister].draw(rng)
    named = rng.choice((f"De Minister van {minister}", f"De Minister van {minister}, namens deze de directeur {unit}"))
    return rng.choice((f"Ministerie van {minister}", f"Ministerie van {minister} {unit}")), named


def _block(block: DataBlock, tables: Tables, rng: random.Random) -> DataBlock:
    words = dict.fromkeys(tables.data.draw(rng) for _ in range(rng.randint(2, 9)))
    said = replace(
        block,
        personal_data=", ".join(words) if rng.random() < 0.6 else block.personal_data,
        source=tables.bodies.draw(rng) if block.source and rng.random() < 0.4 else block.source,
    )
    lacking = [field for field in _INSTEAD if getattr(said, field) is None]
    return replace(said, **{field: _INSTEAD[field] for field in lacking[1:]})


def _recipients(content: Content, tables: Tables, rng: random.Random) -> tuple[str, ...]:
    """Give the recipients; a description that says nothing of them stays silent."""
    drawn = [
        rng.choice(_RECIPIENTS).format(
            body=tables.bodies.draw(rng), supplier=tables.suppliers.draw(rng), system=tables.systems.draw(rng)
        )
        for _ in range(rng.choice((0, 1, 2, 3, 5)))
    ]
    return tuple(dict.fromkeys((*content.recipients[:2], *drawn))) if content.recipients else ()


def _transfer(content: Content, tables: Tables, rng: random.Random) -> str | None:
    if not content.transfer_note or rng.random() < 0.3:
        return content.transfer_note
    return rng.choice(_TRANSFERS).format(country=tables.countries.draw(rng))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N", help="how many descriptions")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--layouts",
        choices=("usual", "all"),
        default="usual",
        help="pages in the five layouts most met, or every layout and kind of file that is read (default usual)",
    )
    options = parser.parse_args()
    write(options.count, options.folder, options.seed, all_forms=options.layouts == "all")


if __name__ == "__main__":
    main()
