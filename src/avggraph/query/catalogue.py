"""Saved queries: SPARQL files with a header that says what they ask and which parameters they take.

A header line is `# key: text` above the query; the keys are those of `_REQUIRED`, and one line for each parameter:

    # param: name | iri, string, integer, boolean or date | label | default | query that lists the choices

The last two are optional. In the body a parameter is a line of its own, which makes the file a valid query as it
stands: `VALUES ?x { UNDEF } # param: name`, with the default in the place of UNDEF where there is one. UNDEF means
all. Numbers to compare with are given to a variable of their own, and compared in a FILTER.

`# per: record` says that each row is of one record and rests on that record alone and on what records share, and that
rows stand in the order of their ?reference, or of a ?record that holds the reference. Who wants the first rows then
need not ask about all records.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from avggraph import resources
from avggraph.errors import KnowledgeError, QueryError, Where, reason_of
from avggraph.query.form import form_of
from avggraph.query.values import ValueType, written

UNDEF = "UNDEF"

_REQUIRED = ("title", "title@en", "question", "question@en", "description", "tags")
_PER, _RECORD = "per", "record"
_HEADER_LINE = re.compile(r"#\s*([a-z]+(?:@[a-z]+)?):\s*(.*)")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_TAG = re.compile(r"#\s*param:\s*(.*?)\s*$")
_PARAMETER_LINE = re.compile(
    r"(?P<before>\s*VALUES\s+\?\w+\s*)\{\s*(?P<row>\S.*?)\s*\}\s*#\s*param:\s*(?P<name>\S+)\s*"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a saved query.

    `label` is Dutch; `default` is a value as a user would type it, empty for "all"; `choices` names a saved query
    whose first column holds the values to choose from and whose second their names, or is empty.
    """

    name: str
    type: ValueType
    label: str
    default: str = ""
    choices: str = ""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question of the catalogue, or a user's own; `text` is the file, header included.

    `per_record`: rows are of one record each, in their order, and the rest of the register does not change them.
    """

    name: str
    title: str
    title_en: str
    question: str
    question_en: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    per_record: bool = False

    def parameter(self, name: str) -> Parameter:
        """Give the parameter of this name; `QueryError` where there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = ", ".join(parameter.name for parameter in self.parameters)
        raise QueryError(
            f"De vraag {self.name} heeft geen parameter {name!r}.",
            advice=f"Kies uit: {names}." if names else "Deze vraag heeft geen parameters.",
        )


Catalogue = Mapping[str, SavedQuery]
"""The saved queries by name, sorted."""


class _Folder(Mapping[str, SavedQuery]):
    """The queries of a folder, each read and parsed when it is first taken: most commands take one or two of all."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._paths = {path.stem: path for path in sorted(folder.glob("*.rq"))}
        self._parsed: dict[str, SavedQuery] = {}

    def __getitem__(self, name: str) -> SavedQuery:
        if name not in self._parsed:
            path = self._paths[name]
            self._parsed[name] = parse_query(_read(path), path.name)
        return self._parsed[name]

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Load all `*.rq` of a folder (default: the queries that travel with the package, each parsed when it is taken).

    Raises `QueryError`, with file and line, for a header that lacks something or says it wrong, a body that does
    not agree with it, and choices that are no query of the folder; `KnowledgeError` for a folder without queries.
    Those of the package were checked before they left, and are not held against each other again.

    >>> load_catalogue()["processors"].title
    'Verwerkers'
    """
    found = _Folder(folder or resources.queries())
    if not found:
        raise KnowledgeError(
            "Er zijn geen bewaarde vragen (*.rq).", where=Where(found.name), advice="Installeer avggraph opnieuw."
        )
    if folder is None:
        return found
    catalogue = dict(found)
    for query in catalogue.values():
        _require_known_choices(query, catalogue)
    return catalogue


def find_query(catalogue: Catalogue, name: str) -> SavedQuery:
    """Give the saved query of this name; `QueryError` with the names near it where there is none."""
    if name in catalogue:
        return catalogue[name]
    near = difflib.get_close_matches(name, catalogue, n=3, cutoff=0.5)
    raise QueryError(
        f"Er is geen bewaarde vraag {name!r}.",
        advice=f"Kies uit: {', '.join(near)}."
        if near
        else "Alle vragen toont `avggraph queries`. Een bestand met SPARQL eindigt op .rq.",
    )


def with_tag(catalogue: Catalogue, tag: str) -> Catalogue:
    """Give the saved queries with a tag; `QueryError` with the tags there are where none has it."""
    found = {name: query for name, query in catalogue.items() if tag in query.tags}
    if not found:
        tags = sorted({each for query in catalogue.values() for each in query.tags})
        raise QueryError(f"Geen vraag heeft het trefwoord {tag!r}.", advice=f"Kies uit: {', '.join(tags)}.")
    return found


def read_query(path: Path) -> SavedQuery:
    """Read a user's own query: the header may be missing, in part or whole, and other comments may stand in it.

    Parameters that it does declare follow the same rules as in the catalogue.
    """
    return own_query(_read(path), path.name)


def own_query(text: str, path: str = "vraag.rq") -> SavedQuery:
    """Take the text of a user's own query; see `read_query`.

    >>> own_query("SELECT ?x { ?x ?p ?o }").title
    'vraag'
    """
    fields = {key: value for _, key, value in _header(text) if key in _REQUIRED}
    return _query(path, text, {**dict.fromkeys(_REQUIRED, ""), "title": Path(path).stem, **fields})


def parse_query(text: str, path: str) -> SavedQuery:
    """Parse a saved query; `path` is the file's name, which gives the query its own and errors their place."""
    fields: dict[str, str] = {}
    for line, key, value in _header(text):
        if key == "param":
            continue
        if key not in (*_REQUIRED, _PER):
            raise QueryError(f"De kop kent {key!r} niet.", where=Where(path, line), advice=f"Kies uit: {_KEYS}.")
        if key in fields:
            raise QueryError(
                f"{key!r} staat twee keer in de kop.", where=Where(path, line), advice="Laat er één staan."
            )
        if not value:
            raise QueryError(f"{key!r} is leeg.", where=Where(path, line), advice="Vul de regel aan.")
        if key == _PER and value != _RECORD:
            raise QueryError(f"{key!r} is hier {value!r}.", where=Where(path, line), advice="Schrijf: # per: record")
        fields[key] = value
    for key in _REQUIRED:
        if key not in fields:
            raise QueryError(f"In de kop ontbreekt {key!r}.", where=Where(path, 1), advice=f"Schrijf: # {key}: …")
    return _query(path, text, fields)


def replace_rows(text: str, rows: Mapping[str, str]) -> str:
    """Put a row of written terms in the place of each parameter's, by parameter name; others keep their default.

    A parameter that is not set keeps only its name: to join with UNDEF alone changes nothing, and some servers
    (Virtuoso 7.2) never come back from it.

    >>> replace_rows("VALUES ?min { 2 } # param: minimum", {"minimum": "3"})
    'VALUES ?min { 3 } # param: minimum'
    >>> replace_rows("VALUES ?min { 2 } # param: minimum", {"minimum": UNDEF})
    '# param: minimum'
    """
    return "\n".join(_with_row(line, rows) for line in text.split("\n"))


# ---------------------------------------------------------------- parsing

_KEYS = ", ".join((*_REQUIRED, _PER, "param"))


def _with_row(line: str, rows: Mapping[str, str]) -> str:
    found = _PARAMETER_LINE.fullmatch(line)
    if not found:
        return line
    name, before = found["name"], found["before"]
    if name not in rows:
        return line
    if rows[name] == UNDEF:
        indent = before[: -len(before.lstrip())]
        return f"{indent}# param: {name}"
    return f"{before}{{ {rows[name]} }} # param: {name}"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"Het bestand is niet te lezen: {reason_of(error)}.",
            where=Where(path.name),
            advice="Geef een SPARQL-bestand in UTF-8.",
        ) from error


def _header(text: str) -> Iterator[tuple[int, str, str]]:
    """Give line number, key and value of the header's lines: the comments above the query."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            return
        if found := _HEADER_LINE.fullmatch(line.strip()):
            yield number, found[1], found[2].strip()


def _query(path: str, text: str, fields: Mapping[str, str]) -> SavedQuery:
    parameters: dict[str, Parameter] = {}
    last = 0
    for line, key, value in _header(text):
        last = line
        if key == "param":
            parameter = _parameter(value, Where(path, line))
            if parameter.name in parameters:
                raise QueryError(f"De parameter {parameter.name!r} staat er twee keer.", where=Where(path, line))
            parameters[parameter.name] = parameter
    _require_body(text, last, parameters, path)
    _require_form(text, path)
    return SavedQuery(
        name=path.removesuffix(".rq"),
        title=fields["title"],
        title_en=fields["title@en"],
        question=fields["question"],
        question_en=fields["question@en"],
        description=fields["description"],
        tags=tuple(tag.strip() for tag in fields["tags"].split(",") if tag.strip()),
        parameters=tuple(parameters.values()),
        text=text,
        per_record=_PER in fields,
    )


def _parameter(value: str, where: Where) -> Parameter:
    cells = [cell.strip() for cell in value.split("|")]
    if not 3 <= len(cells) <= 5:
        raise QueryError(
            "Een parameter heeft drie tot vijf velden, gescheiden door |.",
            where=where,
            advice="Schrijf: # param: naam | type | label | standaardwaarde | vraag met keuzes.",
        )
    name, kind, label, default, choices = (*cells, "", "")[:5]
    types = [each.value for each in ValueType]
    if kind not in types:
        raise QueryError(f"Het type {kind!r} bestaat niet.", where=where, advice=f"Kies uit: {', '.join(types)}.")
    if not _NAME.fullmatch(name) or not label:
        raise QueryError(
            "Een parameter heeft een naam van kleine letters, cijfers en streepjes, en een label.", where=where
        )
    return Parameter(name, ValueType(kind), label, default, choices)


def _require_body(text: str, last: int, parameters: Mapping[str, Parameter], path: str) -> None:
    met = set()
    for number, line in enumerate(text.split("\n"), 1):
        tag = _TAG.search(line) if number > last else None
        if not tag:
            continue
        where = Where(path, number)
        found = _PARAMETER_LINE.fullmatch(line)
        if not found:
            raise QueryError(
                "Een parameter staat op een eigen regel.",
                where=where,
                advice="Schrijf: VALUES ?x { UNDEF } # param: naam",
            )
        if found["name"] not in parameters:
            raise QueryError(f"De parameter {found['name']!r} staat niet in de kop.", where=where)
        _require_default(parameters[found["name"]], found["row"], where)
        met.add(found["name"])
    for name in parameters:
        if name not in met:
            raise QueryError(
                f"De parameter {name!r} komt in de vraag niet voor.",
                where=Where(path),
                advice=f"Schrijf in de vraag: VALUES ?x {{ UNDEF }} # param: {name}",
            )


def _require_default(parameter: Parameter, row: str, where: Where) -> None:
    try:
        default = written(parameter.type, parameter.default) if parameter.default else UNDEF
    except QueryError as error:
        raise QueryError(error.what, where=where, advice=error.advice) from error
    if row != default:
        raise QueryError(
            f"Hier staat {row}, maar de standaardwaarde van {parameter.name!r} in de kop is {default}.",
            where=where,
            advice="Maak ze gelijk: zonder parameters vraagt het bestand dan hetzelfde.",
        )


def _require_form(text: str, path: str) -> None:
    try:
        form_of(text)
    except QueryError as error:
        raise QueryError(error.what, where=Where(path), advice=error.advice) from error


def _require_known_choices(query: SavedQuery, catalogue: Iterable[str]) -> None:
    for parameter in query.parameters:
        if parameter.choices and parameter.choices not in catalogue:
            raise QueryError(
                f"De keuzes van {parameter.name!r} zijn een vraag die er niet is: {parameter.choices!r}.",
                where=Where(f"{query.name}.rq"),
                advice="Noem een bewaarde vraag uit dezelfde map.",
            )
