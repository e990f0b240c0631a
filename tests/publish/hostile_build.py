"""A build of records that say whatever would do harm on a page, in a file's name or in a script."""

from __future__ import annotations

import json
from pathlib import Path

from avggraph.graph.naming import Naming
from avggraph.pipeline import BuildOptions, build
from avggraph.publish import Site
from avggraph.publish.site import assets
from avggraph.store import open_output
from made_once import MadeOnce

BASE = "https://voorbeeld.example/avg/"

# Each would set a mark in the page if it were read as anything but text.
HARM = (
    "<script>window.harmed=1</script>",
    '"><img src=x onerror="window.harmed=2">',
    "' onmouseover='window.harmed=3",
    "</script><script>window.harmed=4</script>",
    "</template></textarea></title></style><svg onload=window.harmed=5>",
    "]]><script>window.harmed=6</script><!--",
    "javascript:window.harmed=7",
    "{{ 7*7 }}{% raw %} ${7*7}",
    "\\\"\\' \\u003cscript\\u003e",
    "../../../buiten %2e%2e%2f # ?",
    "__proto__ constructor",
    "\u202egnp.exe \u2028\u2029 \x00\x1b",
    "=1+1",
)
# Systems of which the page's name means something to a server or a file system.
NAMES = ("Index", "..", "???", "Δίκτυο", "CON", "com1", "x" * 300)

# What tells of the project's own knowledge, the same for every build.
_OWN = ("doc/begrip/", "doc/regel/", "doc/vraag/", "doc/ontologie", "begrippen/", "regels/")


def hostile_folder(made_once: MadeOnce) -> Path:
    """Give the folder of the build of the records below, made once for all workers."""
    return made_once.folder("hostile", _build) / "build"


def _build(folder: Path) -> None:
    folder.mkdir()
    (folder / "register.json").write_text(
        json.dumps([*map(_record, range(len(HARM)), HARM), _bare()]), encoding="utf-8"
    )
    for name in HARM:
        safe = name.replace("/", "_").replace("\0", "_")
        text = f"Naam verwerking;Doel\nUit een bestand met een naam {len(name)};Innen\n"
        (folder / f"{safe}.csv").write_text(text, encoding="utf-8")
    build([folder], folder / "build", BuildOptions(naming=Naming(BASE, "kwaad")))


def write_told_pages(build_folder: Path, out: Path) -> Path:
    """Write the pages whose words are the documents', all lists of them, and what their scripts load."""
    site = Site(open_output(build_folder))
    told = [path for path in site.places if not path.startswith(_OWN)]
    for each in (*(file for path in told for file in site.files(path)), *assets(), *site.extra()):
        (out / each.path).parent.mkdir(parents=True, exist_ok=True)
        (out / each.path).write_bytes(each.content)
    return out


def _record(number: int, harm: str) -> dict[str, object]:
    return {
        "Id": str(number),
        "Naam": f"Titel {harm}",
        "Nummer": f"M{number + 1}" if number else harm,
        "Organisatie": harm,
        "Dienst": harm,
        "Verantwoordelijken": [{"Naam": f"Stichting {harm}", "Plaats": harm}],
        "Verwerkers": [{"Naam": f"{harm} B.V."}],
        "Doelen": [{"Doel": harm, "Rechtsgrond": f"Wettelijke verplichting: Wet {harm} 1994", "Toelichting": harm}],
        "Betrokkenen": [
            {
                "Omschrijving": f"Burgers {harm}",
                "Gezondheid": True,
                "Gegevens": [
                    {"Omschrijving": f"naam, {harm}", "Verzameldoel": harm, "Bewaartermijn": f"5 jaar {harm}"}
                ],
            }
        ],
        "Systemen": [{"Omschrijving": name} for name in (harm, *NAMES)],
        "Ontvangers": [{"Omschrijving": name} for name in (harm, f"Gemeente {harm}", "Belastingdienst")],
        "Doorgifte": {"BuitenEu": True, "BuitenEuOmschrijving": f"Verenigde Staten {harm}"},
        "Besluitvorming": {"HasBesluitvorming": True, "Logica": harm},
        harm: harm,
    }


def _bare() -> dict[str, object]:
    return {"Id": "leeg", "Naam": "", "Nummer": "", "Doelen": [{"Doel": "Innen"}]}
