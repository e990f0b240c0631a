"""The words of the interface, in Dutch and English: `data/site/words/`, a file for each part of the site."""

from __future__ import annotations

from functools import cache

from avggraph import resources
from avggraph.errors import KnowledgeError, Where


class Words:
    """The words of one language, each by the name of its file and its own: "frame.skip"."""

    def __init__(self, language: str) -> None:
        self._texts: dict[str, str] = {}
        for path in sorted(resources.data("site", "words").glob("*.toml")):
            with resources.table(path) as table:
                self._texts |= {f"{path.stem}.{name}": texts[language] for name, texts in table.items()}

    def __call__(self, key: str, **values: object) -> str:
        """Give a word or sentence, its places `{name}` filled in.

        >>> words("nl")("frame.skip"), words("en")("frame.skip")
        ('Naar de inhoud', 'Skip to content')
        """
        if key not in self._texts:
            file, _, name = key.partition(".")
            raise KnowledgeError(
                f"The site has no word {name!r}.",
                where=Where(f"data/site/words/{file}.toml"),
                advice="Add it in Dutch and English.",
            )
        return self._texts[key].format(**values) if values else self._texts[key]

    def part(self, file: str) -> dict[str, str]:
        """Give all words of one file by their own names, their places `{name}` as they are.

        >>> words("en").part("frame")["licence"]
        'Licence of the data'
        """
        start = f"{file}."
        return {key.removeprefix(start): text for key, text in self._texts.items() if key.startswith(start)}

    def decimal(self, number: str) -> str:
        """Write a decimal number as this language does.

        >>> words("nl").decimal("0.95"), words("en").decimal("0.95")
        ('0,95', '0.95')
        """
        return number.replace(".", self("frame.decimal_sign"))

    def __contains__(self, key: str) -> bool:
        return key in self._texts


@cache
def words(language: str) -> Words:
    """Load the words of a language."""
    return Words(language)
