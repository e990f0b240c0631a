"""The words that tell who a party is and what it does: `data/party-cues.toml`, read once and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Literal

from avggraph import resources
from avggraph.resolve.alternation import either

# GDPR art. 4(8) and 4(9): who processes for the controller, who receives, and what is neither.
RecipientRole = Literal["processor", "subprocessor", "internal", "recipient", "data-subject", "public", "none"]


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `data/party-cues.toml`, compiled."""

    offices: Mapping[str, str]
    office: re.Pattern[str]
    controller_breaks: re.Pattern[str]
    for_these: re.Pattern[str]
    on_behalf: re.Pattern[str]
    belongs_to: re.Pattern[str]
    jointly: re.Pattern[str]
    not_jointly: re.Pattern[str]
    not_jointly_behind: re.Pattern[str]
    jointly_or_not: re.Pattern[str]
    nothing: re.Pattern[str]
    no_processor: re.Pattern[str]
    nobody: re.Pattern[str]
    handed: re.Pattern[str]
    denying: re.Pattern[str]
    not_done: re.Pattern[str]
    internal_use: re.Pattern[str]
    used_by: re.Pattern[str]
    exception: re.Pattern[str]
    unless: re.Pattern[str]
    beside: re.Pattern[str]
    asks: re.Pattern[str]
    left_out: re.Pattern[str]
    parting: re.Pattern[str]
    not_near: re.Pattern[str]
    not_behind: re.Pattern[str]
    giving_to: re.Pattern[str]
    but: re.Pattern[str]
    refusal: re.Pattern[str]
    given_to: re.Pattern[str]
    granted: re.Pattern[str]
    refused: re.Pattern[str]
    neither: re.Pattern[str]
    beside_first: re.Pattern[str]
    asked: re.Pattern[str]
    anonymous: re.Pattern[str]
    withheld: re.Pattern[str]
    data_received: re.Pattern[str]
    denied_word: re.Pattern[str]
    others: re.Pattern[str]
    everybody: re.Pattern[str]
    not_everybody: re.Pattern[str]
    reference: re.Pattern[str]
    opening: re.Pattern[str]
    handing_over: re.Pattern[str]
    giving: re.Pattern[str]
    around: re.Pattern[str]
    around_party: re.Pattern[str]
    again: re.Pattern[str]
    access: re.Pattern[str]
    closing: re.Pattern[str]
    own_access: re.Pattern[str]
    own_data: re.Pattern[str]
    no_party: re.Pattern[str]
    receiving: re.Pattern[str]
    side: re.Pattern[str]
    labelled: re.Pattern[str]
    role_object: re.Pattern[str]
    serving: re.Pattern[str]
    through: re.Pattern[str]
    clause: re.Pattern[str]
    adjunct: re.Pattern[str]
    restricting: re.Pattern[str]
    example: re.Pattern[str]
    verbs: re.Pattern[str]
    headed: re.Pattern[str]
    labels: tuple[tuple[RecipientRole, re.Pattern[str]], ...]
    role_first: re.Pattern[str]
    role_last: re.Pattern[str]
    role_shared: re.Pattern[str]
    hosted: re.Pattern[str]
    engaging: re.Pattern[str]
    engages: re.Pattern[str]
    engaged_as: re.Pattern[str]
    engaged_by: re.Pattern[str]
    explicit: re.Pattern[str]
    processor: re.Pattern[str]
    subprocessor: re.Pattern[str]
    not_processor: re.Pattern[str]
    on_behalf_of: re.Pattern[str]
    own: re.Pattern[str]
    staff: re.Pattern[str]
    own_unit: re.Pattern[str]
    external: re.Pattern[str]
    data_subject: re.Pattern[str]
    group: re.Pattern[str]
    named_system: re.Pattern[str]
    source_controller: re.Pattern[str]
    source_register: re.Pattern[str]
    source_lead: re.Pattern[str]
    source_denial: re.Pattern[str]
    source_denied_behind: re.Pattern[str]
    source_exception: re.Pattern[str]
    source_added: re.Pattern[str]
    source_circumstance: re.Pattern[str]
    source_alternative: re.Pattern[str]
    source_but: re.Pattern[str]
    source_come: re.Pattern[str]
    source_given_to: re.Pattern[str]
    heading: re.Pattern[str]
    stop: re.Pattern[str]
    pronoun: re.Pattern[str]
    article: re.Pattern[str]
    determiners: re.Pattern[str]
    leads: re.Pattern[str]
    separator: re.Pattern[str]
    both: re.Pattern[str]
    loose_separator: re.Pattern[str]
    source_yes: re.Pattern[str]


@cache
def party_cues() -> Cues:
    """Give the cues; a file that cannot be read, or lacks a table, raises KnowledgeError.

    >>> party_cues().processor.search("Centric (verwerker)")[0]
    'verwerker'
    """
    with resources.table(resources.data("party-cues.toml")) as cues:
        return _compiled(cues)


def role_said(words: str) -> RecipientRole:
    """Give which of the two roles words for one are: who processes for a controller, or for a processor.

    >>> role_said("verwerker"), role_said("sub-verwerkers")
    ('processor', 'subprocessor')
    """
    return "subprocessor" if party_cues().subprocessor.fullmatch(words) else "processor"


def _compiled(cues: Mapping[str, Any]) -> Cues:
    recipients, roles, sources = cues["recipients"], cues["roles"], cues["sources"]
    controllers, joint = cues["controllers"], cues["joint"]
    role = either((*roles["subprocessor"], *roles["processor"]))
    copula = either(roles["copula"])
    labels: Mapping[RecipientRole, list[str]] = recipients["labels"]
    offices: Mapping[str, str] = cues["offices"]
    grammar = cues["grammar"]
    no = _no(recipients, r"\s")
    no_source = rf"(?:{either(sources['denial'])})(?!\s+(?:{either(sources['not_denying'])})(?!\w))(?![\w-])"
    return Cues(
        offices=offices,
        office=_words(offices),
        controller_breaks=re.compile(
            rf"[,;()]|(?<!\w)(?:{either((*controllers['for_these'], *controllers['on_behalf']))})(?!\w)", re.IGNORECASE
        ),
        for_these=_words(controllers["for_these"]),
        on_behalf=_words(controllers["on_behalf"]),
        jointly=_words(joint["stated"]),
        not_jointly=re.compile(rf"(?<!\w)(?:{either(joint['denied'])})\s+(?:\w+\s+){{0,2}}\Z", re.IGNORECASE),
        not_jointly_behind=_denied_behind(joint),
        jointly_or_not=re.compile(
            rf"(?<!\w)(?:(?:{either(joint['doubted'])})\s+(?:\w+\s+){{0,2}}"
            rf"|(?:{either(joint['asked'])})(?:\s+\w+){{0,2}}\s+of\s[^.;?\n]*)\Z",
            re.IGNORECASE,
        ),
        belongs_to=_words(controllers["belongs_to"]),
        nothing=_words(recipients["nothing"]),
        no_processor=_words(recipients["no_processor"]),
        nobody=_denial(recipients),
        handed=re.compile(rf"\s+(?:{either(recipients['denied'])})\Z", re.IGNORECASE),
        denying=_words(recipients["denying"]),
        not_done=re.compile(
            rf"(?<!\w){no}"
            rf"(?:\w+\s+){{0,2}}\Z",
            re.IGNORECASE,
        ),
        internal_use=_words(recipients["internal_use"]),
        used_by=re.compile(rf"[\s,(]{{1,3}}(?:{either(recipients['used_by'])})\s+|\s*:\s*", re.IGNORECASE),
        exception=_words(recipients["except"]),
        unless=_words(recipients["unless"]),
        beside=_words(recipients["beside"]),
        asks=_words(recipients["asks"]),
        left_out=re.compile(
            rf"(?<!\w)(?:(?P<denied>{_no(recipients)})|(?:{either(recipients['left_out'])})\s+)",
            re.IGNORECASE,
        ),
        parting=re.compile(
            rf"(?:\s*(?:[,;]|(?<!\w)(?:{either((*grammar['separators'], *recipients['parting']))})(?!\w)))+\s*\Z",
            re.IGNORECASE,
        ),
        not_near=re.compile(
            rf"(?<!\w){no}"
            rf"(?:(?!(?:{either(('en', *recipients['parting']))})\s)\w+\s+){{0,4}}\Z",
            re.IGNORECASE,
        ),
        not_behind=re.compile(
            rf"\s+(?:(?!(?:{either(('en', 'die', 'dat', 'welke', *recipients['parting']))})\s)\w+\s+){{0,3}}?"
            rf"(?:{either(recipients['denying'])})(?!\w)(?!\s+(?:{either(recipients['not_denying'])})\s)",
            re.IGNORECASE,
        ),
        giving_to=_words(recipients["giving_to"]),
        but=_words(recipients["but"]),
        refusal=_refusal(recipients),
        given_to=re.compile(
            rf"(?<!\w)(?:{either(recipients['giving_to'])})\s+"
            rf"(?:(?:{either((*grammar['articles'], *grammar['determiners']))})\s+)*\Z",
            re.IGNORECASE,
        ),
        granted=_words(recipients["granted"]),
        refused=_words(recipients["refused"]),
        neither=_words(grammar["neither"]),
        beside_first=_beside_first(recipients),
        asked=_words(recipients["asked"]),
        anonymous=_words(recipients["anonymous"]),
        withheld=re.compile(
            rf"[^.;]{{0,60}}?,\s*(?:(?:{either((*recipients['parting'], *grammar['articles']))})\s+)*"
            rf"(?:{either(recipients['withheld'])})\s+(?:\w+\s+){{0,2}}?(?:{either(recipients['refused'])})\s*(?=[.;)]|\Z)",
            re.IGNORECASE,
        ),
        data_received=re.compile(
            rf"(?:(?:{either(grammar['articles'])})\s+)?(?:{either(recipients['given'])})\s+(?:\w+\s+){{0,2}}"
            rf"(?:{either(recipients['receives'])})(?!\w)",
            re.IGNORECASE,
        ),
        denied_word=re.compile(rf"(?<!\w)(?:{either(recipients['denying'])})\s+\Z", re.IGNORECASE),
        others=_words(recipients["others"]),
        everybody=_words(recipients["everybody"]),
        not_everybody=_words(recipients["not_everybody"]),
        reference=_words(recipients["reference"]),
        opening=_words(recipients["opening"]),
        handing_over=_words(recipients["handing_over"]),
        giving=_apart(recipients["giving"], recipients["giving_to"], 8),
        around=_around(recipients["around"]),
        around_party=_around(recipients["around_party"]),
        access=_apart(recipients["access"], recipients["accessed"], 6),
        again=re.compile(rf"(?:\s*,)?\s+(?:{either(recipients['again'])})\s+\Z|\s*,\s*\Z", re.IGNORECASE),
        closing=_words(recipients["closing"]),
        own_data=_words(recipients["own_data"]),
        own_access=_apart(recipients["may"], recipients["own_data"], 3),
        no_party=_words(recipients["no_party"]),
        receiving=re.compile(rf",?\s+(?:{either(recipients['receiving'])})(?!\w)", re.IGNORECASE),
        side=re.compile(
            rf"(?:(?P<inside>{either(recipients['inside'])})|{either(recipients['outside'])})\s", re.IGNORECASE
        ),
        labelled=re.compile(
            rf"\s*\(\s*(?:(?:als|{either(roles['whose'])})\s+)*(?:{role})(?!\w)[^()]{{0,80}}\)", re.IGNORECASE
        ),
        role_object=re.compile(
            rf"(?<!\w)(?:{either(roles['object'])})\s+(?:(?:{either(grammar['articles'])})\s+)?\Z", re.IGNORECASE
        ),
        serving=re.compile(rf"[\s,(]+(?:{either(roles['serving'])})\s+", re.IGNORECASE),
        through=re.compile(rf"(?:^|\s)(?:{either(roles['through'])})\s+\Z", re.IGNORECASE),
        clause=_words(recipients["clause"]),
        adjunct=_words(recipients["adjunct"]),
        restricting=_words(recipients["restricting"]),
        example=_words(recipients["example"]),
        verbs=_words(recipients["verbs"]),
        headed=re.compile(rf"\s+(?=(?:{either(recipients['headed'])})\s)", re.IGNORECASE),
        labels=tuple((name, _words(words)) for name, words in labels.items()),
        role_first=re.compile(
            rf"(?:de |als )?(?P<role>{role})(?: [\w-]+){{0,3}}? (?:{copula}) (?P<parties>.+)", re.IGNORECASE
        ),
        role_last=re.compile(
            rf"(?P<parties>[^.]+?),? (?:{copula}) (?:een |de |daarmee |hierbij |hierin )*(?P<role>{role})\b",
            re.IGNORECASE,
        ),
        role_shared=_shared_role(roles, role),
        hosted=_apart(roles["hosted"], roles["hosted_by"], 6),
        engaging=_engaging(roles),
        engages=_words(roles["engages"]),
        engaged_as=_engaged_as(roles, role),
        engaged_by=re.compile(
            rf"(?<!\w)(?:{either(roles['engaged_by'])})\s+(?P<agent>[^;.]{{1,120}}?)\s+"
            rf"(?:(?:{either(roles['engaged'])})\s+)?(?:{either(roles['engaged_as'])})\s+(?P<role>{role})(?!\w)",
            re.IGNORECASE,
        ),
        explicit=re.compile(
            rf"(?:[(,]\s*|(?<!\w)(?:{either(roles['engaged_as'])})\s+)(?:(?:{either(roles['whose'])})\s+)*(?:{role})(?!\w)",
            re.IGNORECASE,
        ),
        processor=_words(roles["processor"]),
        subprocessor=_words(roles["subprocessor"]),
        not_processor=re.compile(
            rf"(?<!\w){no}"
            rf"(?:(?:{either(roles['not_in_role'])})\s+){{0,4}}(?:{role})(?!\w)",
            re.IGNORECASE,
        ),
        on_behalf_of=_words(roles["on_behalf_of"]),
        own=_words(roles["own"]),
        staff=_words(roles["staff"]),
        own_unit=_words(roles["own_unit"]),
        external=_words(roles["extern"]),
        data_subject=_words(roles["data_subject"]),
        group=_words(roles["group"]),
        named_system=re.compile(rf"(?i:(?<!\w)(?:{either(cues['systems']['named_after'])}))\s+(?P<name>[A-Z][\w-]*\w)"),
        source_controller=_words(sources["controller"]),
        source_register=_words(f"*{word}" for word in sources["register"]),
        source_lead=_several(sources["lead"]),
        source_denial=re.compile(rf"(?<!\w){no_source}", re.IGNORECASE),
        source_denied_behind=re.compile(
            rf"[^,;()]{{0,80}}?(?<!\w)(?:{no_source}\s+(?:\w+\s+){{0,2}}(?P<obtained>{either(sources['obtained'])})(?!\w)"
            rf"|(?:{no_source}|nee)\s*(?=[,;)]|\Z))",
            re.IGNORECASE,
        ),
        source_exception=_words(sources["except"]),
        source_added=_words(sources["added"]),
        source_circumstance=_words(sources["circumstance"]),
        source_alternative=_words(sources["alternatives"]),
        source_but=_words(sources["but"]),
        source_come=_words(sources["come"]),
        source_given_to=re.compile(
            rf"(?<!\w)(?:{either(sources['given_to'])})\s+(?:(?:{either(grammar['articles'])})\s+)*\Z", re.IGNORECASE
        ),
        heading=re.compile(
            rf"\s*,\s*(?:en\s+)?(?=(?:{either((*chain.from_iterable(labels.values()), *recipients['opening']))})\s*:)",
            re.IGNORECASE,
        ),
        stop=_stop(grammar["abbreviations"]),
        pronoun=_words(grammar["pronouns"]),
        article=_several(grammar["articles"]),
        determiners=_several((*grammar["articles"], *grammar["determiners"])),
        leads=_several(grammar["leads"]),
        loose_separator=re.compile(rf"\s+(?:{either(grammar['separators'])})\Z", re.IGNORECASE),
        separator=_separator(grammar["separators"], grammar["interjections"]),
        both=_both(grammar["both"]),
        source_yes=_words(sources["yes"]),
    )


def _apart(first: Iterable[str], second: Iterable[str], most: int) -> re.Pattern[str]:
    """Write a pattern for one of the first words, some words, and one of the second."""
    between = rf"(?:[^\s,;.:]+\s+){{0,{most}}}?"
    return re.compile(rf"(?<!\w)(?:{either(first)})\s+{between}(?:{either(second)})(?!\w)", re.IGNORECASE)


def _no(recipients: Mapping[str, Any], end: str = r"\b") -> str:
    """Write a pattern for "geen" or "niet", unless a word that takes it back follows, up to `end` ("niet alleen")."""
    return rf"(?:{either(recipients['denying'])})\s+(?!(?:{either(recipients['not_denying'])}){end})"


def _denial(recipients: Mapping[str, Any]) -> re.Pattern[str]:
    """Write a pattern for what denies: a whole phrase, or "niet" and within some words what is not done."""
    between = r"(?:(?!(?:en|maar)\s)[^\s,;.:]+\s+){0,7}?"
    apart = rf"{_no(recipients)}{between}(?:{either(recipients['denied'])})"
    return re.compile(
        rf"(?<!\w)(?:{either((*recipients['nobody'], *recipients['internal_use']))}|{apart})(?!\w)", re.IGNORECASE
    )


def _refusal(recipients: Mapping[str, Any]) -> re.Pattern[str]:
    """Write a pattern for what denies data to who stands before ("ontvangt geen") or behind ("geen gegevens aan")."""
    no = _no(recipients)
    no_last = rf"(?:{no}|(?:{either(recipients['denying'])})(?=\s*(?:[,;.)]|\Z)))"
    word = r"(?:(?!(?:en|maar|die|dat|welke)\s)[^\s,;.:()]+\s+)"
    what = rf"(?:(?:{either(recipients['receives_what'])})\s+)*"
    receives = rf"(?P<before>(?:{either(recipients['receives'])})\s+{what}{no_last}"
    holding = either((*recipients["access"], *recipients["may"]))
    sees = rf"(?:{holding})\s+{what}{no}{word}{{0,3}}?(?:{either(recipients['sees'])})(?!\w))"
    to = rf"(?:{either(recipients['giving_to'])})"
    giving = either(recipients["giving"])
    gives = rf"(?:{giving})\s+{word}{{0,4}}?{no}{word}{{0,6}}?{to}(?!\w)"
    given = rf"{no}{word}{{0,2}}?(?:(?:{either((*recipients['giving'], *recipients['given']))})\s+{word}{{0,3}}?{to}"
    handed = rf"(?:{either(recipients['handing_over'])}))(?!\w)"
    return re.compile(rf"(?<!\w)(?:{receives}|{sees}|{gives}|{given}|{handed})", re.IGNORECASE)


def _shared_role(roles: Mapping[str, Any], role: str) -> re.Pattern[str]:
    """Write a pattern for a role at the end that is said of several parties: of both, of all, or in the plural."""
    shared = rf"(?P<both>{either(roles['both'])})|(?P<all>{either(roles['all'])})"
    one = rf"(?:{shared})\s+(?:\w+\s+){{0,2}}?(?P<role>{role})"
    return re.compile(
        rf"[\s,(]{{0,4}}(?<!\w)(?:{one}|(?:als\s+|zijnde\s+)?(?P<plural>(?:{role})(?<=s)))[\s).]*\Z", re.IGNORECASE
    )


def _engaging(roles: Mapping[str, Any]) -> re.Pattern[str]:
    """Write a pattern for whom a party engages: "die X inschakelt als subverwerker", "(subverwerker X"."""
    role = rf"(?:{either(roles['subprocessor'])})"
    clause = rf"(?<!\w)(?:{either(roles['engaging'])})\s[^;.]{{0,200}}?(?<!\w){role}(?!\w)"
    return re.compile(rf"{clause}|\((?:[^();]{{0,60}}[;,])?\s*{role}\s*:?\s+(?=(?-i:[A-Z]))", re.IGNORECASE)


def _engaged_as(roles: Mapping[str, Any], role: str) -> re.Pattern[str]:
    """Write a pattern for what a party is engaged as: "als subverwerker", "in als zijn verwerker", "de verwerker"."""
    done, taken, whose = either(roles["engaged"]), either(roles["engaged_as"]), either(roles["whose"])
    return re.compile(
        rf"(?<!\w)(?:(?:{done})\s+)?(?:(?P<as>{taken})\s+)?(?:(?:{whose})\s+)*(?P<role>{role})(?!\w)", re.IGNORECASE
    )


def _separator(words: Iterable[str], interjections: Iterable[str]) -> re.Pattern[str]:
    """Write a pattern for what parts the parties of an enumeration: a comma, a word such as "en", or both; a slash."""
    word = rf"(?:{either(words)})"
    between = rf"(?:(?:{either(interjections)})\s*,?\s+)?"
    return re.compile(
        rf"\s*,\s*(?:{word}\s+)?{between}|\s+{word}\s*,\s*{between}|\s+{word}\s+{between}|\s*/\s*", re.IGNORECASE
    )


def _both(pairs: Iterable[list[str]]) -> re.Pattern[str]:
    """Write a pattern for the second of two words that name two parties, behind the first: "zowel A als B"."""
    sides = "|".join(rf"(?<!\w){re.escape(first)}\s[^;.]{{1,120}}?(?=\s{re.escape(last)}\s)" for first, last in pairs)
    last = either(last for _, last in pairs)
    return re.compile(rf"(?:{sides})(?P<cut>\s+(?:{last})\s+)", re.IGNORECASE)


def _beside_first(recipients: Mapping[str, Any]) -> re.Pattern[str]:
    """Write a pattern for who receives beside another: "behalve A ontvangt ook B gegevens", "naast A … ook aan B"."""
    first, added = (
        either((*recipients["except"], *recipients["beside"])),
        either(recipients["added"]),
    )
    verb = either((*recipients["receives"], *recipients["access"], *recipients["done"]))
    end = rf"\s+(?:{either(recipients['received'])})(?!\w)[^.;]{{0,60}}|[\s.]*"
    return re.compile(
        rf"(?:{first})\s+(?P<first>[^,;.]{{1,120}}?),?\s+(?:{verb})\s+(?:[\w-]+\s+){{0,3}}?(?:{added})\s+"
        rf"(?P<last>[^;.]{{1,120}}?)(?:{end})",
        re.IGNORECASE,
    )


def _stop(abbreviations: Iterable[str]) -> re.Pattern[str]:
    """Write a pattern for a full stop before a capital, but not after an abbreviation or an initial."""
    no_end = "".join(rf"(?<!\b{re.escape(abbreviation)})" for abbreviation in abbreviations)
    return re.compile(rf"(?<!\b\w)(?i:{no_end})\.\s+(?=[A-Z(])")


def _denied_behind(joint: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Write a pattern for a denial right behind words, as an answer to them, or later in the same clause."""
    denied = rf"(?:{either(joint['denied_behind'])})(?![\w-])"
    other = rf"(?!(?:{either(joint['clause_ends'])})(?!\w))[\w'/-]+"
    return re.compile(rf"\s*[?:(=\u2013-]+\s*{denied}|(?:\s+{other}){{0,8}}?\s+{denied}", re.IGNORECASE)


def _words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(phrases)})(?!\w)", re.IGNORECASE)


def _several(words: Iterable[str]) -> re.Pattern[str]:
    """Write a pattern for as many of the words in a row as there are; none is enough."""
    return re.compile(rf"(?:(?:{either(words)})\s+)*", re.IGNORECASE)


def _around(pairs: Iterable[list[str]]) -> re.Pattern[str]:
    sides = "|".join(
        rf"(?<!\w){re.escape(before)}\s+(.{{1,400}}?)\s+{re.escape(after)}(?!\w)" for before, after in pairs
    )
    return re.compile(sides, re.IGNORECASE)
