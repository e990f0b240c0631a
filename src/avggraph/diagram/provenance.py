"""What every picture says of itself: what it is of, where it comes from, and that it is no official representation."""

from __future__ import annotations

from collections.abc import Iterable

from avggraph.diagram.listing import Row
from avggraph.diagram.model import Diagram
from avggraph.diagram.words import words


def heading(diagram: Diagram) -> str:
    """Give what kind of diagram it is, and of what, unless the one says the other.

    >>> heading(Diagram("Contactcenter", "M4089", (), (), (), "m4089.txt", "nl"))
    'Gegevensstroomdiagram per gegevensblok (niveau 1) · M4089'
    >>> from avggraph.diagram.model import View
    >>> heading(Diagram("Wie verstrekt", "het register", (), (), (), "", "nl", view=View.REGISTER))
    'Gegevensstromen in het register'
    """
    kind = words(diagram.language)[f"view.{diagram.view.value}"]
    named = diagram.reference and not kind.endswith(diagram.reference)
    return f"{kind} · {diagram.reference}" if named else kind


def name(diagram: Diagram) -> str:
    """Give the name of a diagram: reference and title; of a view over several records the title, which names it.

    >>> name(Diagram("Contactcenter", "M4089", (), (), (), "m4089.txt", "nl"))
    'M4089 Contactcenter'
    """
    return f"{diagram.reference} {diagram.title}".strip() if diagram.view.is_of_record else diagram.title


def told(diagram: Diagram, rows: Iterable[Row]) -> str:
    """Tell in sentences what the picture is of and what flows, for who does not see it.

    >>> told(Diagram("Contactcenter", "M4089", (), (), (), "m4089.txt", "en"), ())
    'Data-flow diagram by data block (level 1) · M4089: Contactcenter. The description names no data flows.'
    """
    say = words(diagram.language)
    summary = say["summary"].format(heading=heading(diagram), title=diagram.title)
    return " ".join([summary, *([row.sentence for row in rows] or [say["no_flows"]])])


def footer(diagram: Diagram) -> tuple[str, ...]:
    """Give the sentences under a picture: reference, source and date, its standing, and what it leaves out.

    >>> for sentence in footer(Diagram("Contactcenter", "M4089", (), (), (), "m4089.txt", "nl"))[:2]:
    ...     print(sentence)
    M4089 · bron: m4089.txt · datum van de gegevens: niet vermeld
    Afgeleid, geen officiële weergave.
    """
    say = words(diagram.language)
    date = f"{say['date']}: {diagram.date or say['not_stated']}"
    source = f"{say['source_file']}: {diagram.source}" if diagram.source else ""
    origin = " · ".join(part for part in (diagram.reference, source, date) if part)
    scope = "" if diagram.view.is_of_record else say["scope_of_register"]
    return tuple(sentence for sentence in (origin, say["derived"], scope, diagram.selection) if sentence)
