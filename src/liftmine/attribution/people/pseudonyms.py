"""One person, one pseudonym, in every document of a partnership."""

from functools import lru_cache
from hashlib import blake2b

from liftmine.attribution.people.names import Name

_SHORT_FORMS = (
    "abigail abby; alan al; alexander alex; andrew andy; anthony tony; benjamin ben; catherine cathy; charles charlie; "
    "christopher chris; daniel dan danny; david dave; deborah debbie; donald don; edward ed eddie ted; elizabeth liz; "
    "frederick fred; geoffrey geoff; gregory greg; james jim jimmy; jeffrey jeff; jennifer jenny; joseph joe; joshua josh; "
    "kenneth ken; matthew matt; michael mike; nicholas nick; nicola nikki; pamela pam; patricia pat; peter pete; philip phil; "
    "robert bob bobby rob; ronald ron; samuel sam; sandra sandy; stephen steve steven; susan sue; thomas tom tommy; timothy tim; "
    "victoria vicky; william bill billy will"
)
"""A given name and what people who bear it are called."""
_FORMAL = {short: formal for formal, *shorts in map(str.split, _SHORT_FORMS.split(";")) for short in shorts}


@lru_cache(maxsize=1 << 14)
def make_person_id(scope: str, name: str) -> str:
    """`P` and eight hexadecimal digits of BLAKE2b over the scope (partnership) and the canonical name."""
    return "P" + blake2b(f"{scope}\0{name}".encode(), digest_size=4).hexdigest()


def canonical_name(name: Name) -> str:
    """The form under which a person is known: given name and surname without titles and middle names, short forms of given names undone.

    Someone known by surname alone stands under that, someone with an initial under initial and surname: never under initials alone.
    """
    return _canonical(name.given, name.surname)


@lru_cache(maxsize=1 << 14)
def _canonical(given: str, surname: str) -> str:
    given = given.casefold().replace(".", "")
    return f"{_FORMAL.get(given, given)} {surname.casefold().replace('’', chr(39))}".strip()
