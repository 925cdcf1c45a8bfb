"""Names beside those of lists and study by which a text speaks of people and organisations: "Mr Ray", "the Chair", "the Trust"."""

import re
from collections.abc import Callable

from liftmine.attribution.model import Found, Party
from liftmine.study.model import Organisation, Partnership

_TITLED = re.compile(
    r"(?:Director|Chair|Chairman|Chairwoman|Chairperson|Vice-Chair|Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Professor|Prof|Sir|Mayor|Trustee|Commissioner)"
    r"\.?\s+[A-Z][\w’'-]*\w"
)
_ROLE = re.compile(
    r"the (?=[A-Z]|acting )(?:acting )?(?:[A-Z][\w’'-]+ ){0,3}(?:Chair|Chairman|Chairwoman|Director|Manager|Executive|Officer|"
    r"Secretary|Treasurer|Clerk|Leader)\b"
    r"(?! (?:of|for) )"
)
_SHORT_NAMES = frozenset(["Trust", "Council", "Authority", "Agency", "Consortium", "Association", "Foundation", "Society"])
"""Last words of names that stand for the whole name: "the Trust"."""


def titled_names(flat: str, find: Callable[[str], Found | None]) -> list[tuple[str, Found]]:
    """Title or office and surname, and roles that mean one listed person, as the text writes them: (words, whom they mean)."""
    found = []  # the patterns begin with letters, which is found much faster than a boundary
    for pattern, bases in ((_TITLED, None), (_ROLE, ("role",))):
        whole = (match.group() for match in pattern.finditer(flat) if not flat[match.start() - 1 : match.start()].isalnum())
        for words in sorted({" ".join(words.split()) for words in whole}):
            person = find(words)
            if person is not None and person.party is Party.PERSON and person.person_id and (bases is None or person.basis in bases):
                found.append((words, person))
    return found


def short_names(partnership: Partnership, home: str | None) -> list[tuple[str, Found]]:
    """`The Trust`: the organisation the papers are of, else the only one whose name ends so."""
    by_word: dict[str, list[Organisation]] = {}
    for organisation in partnership.organisations:
        by_word.setdefault(organisation.name.split()[-1], []).append(organisation)
    names = []
    for word in sorted(_SHORT_NAMES & by_word.keys()):
        own = [o for o in by_word[word] if o.id == home] or by_word[word]
        if len(own) == 1:
            meant = Found(Party.ORGANISATION, "organisation", 0.8, organisation_id=own[0].id, partner_type=own[0].partner_type)
            names += [(f"the {word}", meant), (f"The {word}", meant)]
    return names
