"""What is in the folder, for who opens it: a README in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from avggraph.bilingual import Bilingual, Language
from avggraph.dataset.data_file import DataFile, groups
from avggraph.dataset.wording import sentences
from avggraph.publication import Publication
from avggraph.query import markdown_text

_LANGUAGES: tuple[Language, ...] = ("nl", "en")


def render_read_me(files: Iterable[DataFile], publication: Publication) -> str:
    """Write what each file holds, Dutch first, and under which terms."""
    listed = tuple(files)
    lines = [f"# {markdown_text(_said(publication.title or sentences()['untitled'], 'nl'))}"]
    for language in _LANGUAGES:
        lines += ["", f"## {_word('language', language)}", "", *_about(publication, language)]
        for group, title in groups().items():
            if own := [file for file in listed if file.group == group]:
                lines += ["", f"### {_said(title, language)}", "", *_table(own, language)]
    return "\n".join(lines) + "\n"


def _about(publication: Publication, language: Language) -> Iterator[str]:
    if description := _said(publication.description, language):
        yield markdown_text(description)
        yield ""
    for key in ("intro", "unzip", "verify"):
        yield _word(key, language)
        yield ""
    if publication.publisher:
        yield f"{_word('publisher', language)}: {markdown_text(publication.publisher.name)}."
        yield ""
    if publication.licence:
        yield f"{_word('licence', language)}: <{publication.licence}>. {_word('shipped-licence', language)}"
    else:
        yield f"{_word('no-licence', language)} {_word('shipped-licence', language)}"


def _table(files: Sequence[DataFile], language: Language) -> Iterator[str]:
    head = [_word("file", language), _word("holds", language)]
    licences = any(file.licence for file in files)
    if licences:
        head.append(_word("own-licence", language))
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for file in files:
        cells = [f"[`{file.path}`]({file.path})", markdown_text(_said(file.title, language))]
        if licences:
            cells.append(f"<{file.licence}>" if file.licence else "")
        yield f"| {' | '.join(cells)} |"


def _word(key: str, language: Language) -> str:
    return _said(sentences()[f"readme.{key}"], language)


def _said(texts: Bilingual, language: Language) -> str:
    """Give the text in a language, else in the other."""
    return (texts.en or texts.nl) if language == "en" else (texts.nl or texts.en)
