"""One person, one pseudonym, in every document of a partnership."""

from functools import cache
from hashlib import blake2b

from liftmine.attribution.names import Name

_FORMAL = dict(
    pair.split(":")
    for pair in (
        "abby:abigail al:alan alex:alexander andy:andrew ben:benjamin bill:william billy:william bob:robert bobby:robert cathy:catherine "
        "charlie:charles chris:christopher dan:daniel danny:daniel dave:david debbie:deborah don:donald ed:edward eddie:edward fred:frederick "
        "geoff:geoffrey greg:gregory jeff:jeffrey jenny:jennifer jim:james jimmy:james joe:joseph josh:joshua ken:kenneth liz:elizabeth "
        "matt:matthew mike:michael nick:nicholas nikki:nicola pam:pamela pat:patricia pete:peter phil:philip rob:robert ron:ronald "
        "sam:samuel sandy:sandra steve:stephen steven:stephen sue:susan ted:edward tim:timothy tom:thomas tommy:thomas tony:anthony vicky:victoria will:william"
    ).split()
)


@cache
def make_person_id(scope: str, name: str) -> str:
    """`P` and eight hexadecimal digits of BLAKE2b over the scope (partnership) and the canonical name."""
    return "P" + blake2b(f"{scope}\0{name}".encode(), digest_size=4).hexdigest()


def canonical_name(name: Name) -> str:
    """The form under which a person is known: given name and surname without titles and middle names, short forms of given names undone.

    Someone known by surname alone stands under that, someone with an initial under initial and surname: never under initials alone.
    """
    given = name.given.casefold().replace(".", "")
    return f"{_FORMAL.get(given, given)} {name.surname.casefold().replace('’', chr(39))}".strip()
