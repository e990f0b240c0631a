"""Tables of the command line: questions, columns, words without a concept, two sides of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from avggraph.cli.cells import number_cell, words_cell
from avggraph.compare import differences
from avggraph.extract import Contract
from avggraph.query import Catalogue, Literal, SavedQuery, Table, Term
from avggraph.read.structured import ColumnReading
from avggraph.vocabulary import CONCEPT_BASE, load_vocabulary, render_wordings

# The tag of questions that list what a parameter can be.
CHOICES = "keuzelijst"


def catalogue_text(catalogue: Catalogue) -> str:
    """List saved questions with their parameters, under the first tag of each; lists of choices come last."""
    width = max(map(len, catalogue))
    by_tag: dict[str, list[SavedQuery]] = {}
    for saved in catalogue.values():
        tag = CHOICES if CHOICES in saved.tags else saved.tags[0]
        by_tag.setdefault(tag, []).append(saved)
    lines = []
    for tag in sorted(by_tag, key=lambda tag: (tag == CHOICES, tag)):
        lines += ["", f"{tag[0].upper()}{tag[1:]}"]
        for saved in by_tag[tag]:
            names = " ".join(f"[{parameter.name}]" for parameter in saved.parameters)
            lines.append(f"  {saved.name:<{width}}  {saved.question} {names}".rstrip())
    return "\n".join(lines[1:]) + "\n"


def query_details(saved: SavedQuery) -> str:
    """Say what a saved question asks, which parameters it takes, and how."""
    lines = [saved.title, saved.question, "", saved.description, ""]
    for parameter in saved.parameters:
        default = f", anders {parameter.default}" if parameter.default else ", anders alle"
        choices = f"; keuzes: avggraph query {parameter.choices}" if parameter.choices else ""
        lines.append(f"  -p {parameter.name}=…  {parameter.label} ({parameter.type.value}{default}{choices})")
    return "\n".join((*lines, "", saved.text))


# ---------------------------------------------------------------- spreadsheets


def columns_table(columns: Iterable[ColumnReading]) -> Table:
    """Say of each column what its heading was taken to mean."""
    rows = (
        (number_cell(each.column), Literal(each.heading), Literal(each.how.value), Literal(each.field or ""),
         Literal(".".join(each.path)))
        for each in columns
    )  # fmt: skip
    return Table(("kolom", "kop", "herkend als", "veld", "sleutel"), tuple(rows))


# ---------------------------------------------------------------- words without a concept


def wordings_to_fill_in(unmapped: Table) -> str:
    """Write the answer of the question "unmapped" as rows of a mapping file, to be given their concepts."""
    vocabulary = load_vocabulary()
    rows = unmapped.texts()
    words = ((row["words"], row["scheme"], f"{row['recordCount']}: {row['records']}") for row in rows)
    return render_wordings(words, vocabulary.schemes, CONCEPT_BASE)


# ---------------------------------------------------------------- two sides


def comparison(first: Sequence[Contract], second: Sequence[Contract]) -> Table:
    """Hold descriptions with the same number against each other; a description alone on each side needs no number."""
    rows: list[tuple[Term, ...]] = []
    if len(first) == len(second) == 1:
        pairs: list[tuple[str, Contract, Contract]] = [(str(first[0]["reference"] or ""), first[0], second[0])]
    else:
        sides = [{str(each["reference"]): each for each in side if each["reference"]} for side in (first, second)]
        numbers = sorted({*sides[0], *sides[1]})
        pairs = [(each, sides[0].get(each, {}), sides[1].get(each, {})) for each in numbers]
    for number, one, other in pairs:
        if not one or not other:
            rows.append((Literal(number), Literal("alleen links" if one else "alleen rechts"), None, None))
            continue
        for each in differences(one, other):
            sides_shown = (words_cell(words) if words is not None else None for words in (each.first, each.second))
            rows.append((Literal(number), Literal(each.field), *sides_shown))
    return Table(("verwerking", "veld", "links", "rechts"), tuple(rows))
