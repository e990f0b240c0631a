"""Natural persons' names where they stand for a controller or a contact, so that they can be left out (GDPR art. 4(1)).

- `cues`: the words of `data/persons.toml`, `data/given-names.txt` and `data/surnames.txt`;
- `words`: a text as words, each with what it can be;
- `candidates`: the stretches that have the form of a name;
- `evidence`: how much says that a stretch is a name;
- `names`: the names in a short text;
- `mailboxes`: names in e-mail addresses;
- `occurrences`: where a name that was found stands in a whole document.
"""

from avggraph.resolve.persons.names import PersonName, person_names
from avggraph.resolve.persons.occurrences import redaction_spans

__all__ = ["PersonName", "person_names", "redaction_spans"]
