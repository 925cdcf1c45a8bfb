"""Labels of interviews that are no names: who asks, who answers, and "Speaker 2"."""

import re
from dataclasses import replace

from liftmine.attribution.model import Found, Party
from liftmine.attribution.people.affiliation import Affiliations
from liftmine.attribution.people.known_people import derives, make_found
from liftmine.attribution.people.names import read_name
from liftmine.attribution.people.pseudonyms import make_person_id
from liftmine.attribution.transcripts.introductions import find_stated_organisation
from liftmine.attribution.transcripts.legend import Said, find_said, read_legend

_LISTED, _UNLISTED = 0.97, 0.80  # confidence of a role that is known, and of one that is only a label
_INTERVIEWER = re.compile(
    r"(?:interviewers?|facilitator|moderator|researcher|question|q|int|i|counsel(?: (?:to the )?inquiry| to the .{1,40})?|mc|host)"
    r"(?:\s?\d{1,2})?",
    re.IGNORECASE,
)
_RESPONDENT = re.compile(
    r"(?:interviewees?|respondents?|participants?|informant|witness|the witness|answer|a|r|p|resp?)(?:\s?\d{1,2})?", re.IGNORECASE
)
_SPEAKER = re.compile(r"(?:speaker|voice|person|unidentified speaker|unknown(?: speaker)?)\s?\d{0,2}", re.IGNORECASE)


class InterviewLabels:
    """The parts of one interview: what its head says of its labels comes first.

    The interviewee is whom the metadata names, else the one person its head introduces.
    """

    def __init__(self, affiliations: Affiliations, introduced: Found | None) -> None:
        self._affiliations, self._introduced = affiliations, introduced
        self._legend = read_legend(affiliations.text) if affiliations.paper.kind == "interview" else None

    def find(self, label: str) -> Found | None:
        """Whom a label means; None where it is none of an interview's own."""
        paper = self._affiliations.paper
        said = find_said(self._legend, label, derives) if self._legend else None
        if said and not (paper.speaker and _RESPONDENT.fullmatch(label)):
            return self._explained(label, said)
        if _INTERVIEWER.fullmatch(label):
            person = make_person_id(f"{paper.partnership.id}\0{paper.document_id}", f"interviewer {label.casefold()}")
            return Found(Party.PERSON, "interviewer", _LISTED, person_id=person)
        if _RESPONDENT.fullmatch(label):
            return self._interviewee(label)
        return self._numbered(label) if _SPEAKER.fullmatch(label) else None

    def _explained(self, label: str, said: Said) -> Found:
        """Whom the legend says a label stands for; the organisation is the one it names, else the roster's."""
        houses, day = self._affiliations.organisations, self._affiliations.day
        name = None if said.name and houses.find(said.name.text, day) else said.name
        person = self._affiliations.person_id(name) if name else self._person_of(label)
        if said.is_asker:
            return Found(Party.PERSON, "interviewer", _LISTED, person)
        stated = said.details if name or not said.name else f"{said.name.text} {said.details}"
        house = houses.find_within(stated, day)
        affiliation = self._affiliations.from_roster(name) if name and not house else None
        found = make_found(person, affiliation, name.gender if name else None, "introduced", _LISTED)
        return replace(found, organisation_id=house.id, partner_type=house.partner_type) if house else found

    def _interviewee(self, label: str) -> Found:
        paper = self._affiliations.paper
        name = read_name(paper.speaker, bare=True) if paper.speaker else None
        if name is None and self._introduced is not None:
            return self._with_stated_organisation(replace(self._introduced, basis="introduced", confidence=_LISTED))
        if name is None:
            return self._with_stated_organisation(self._unnamed(label))
        affiliation = self._affiliations.from_roster(name)
        found = make_found(self._affiliations.person_id(name), affiliation, name.gender, "metadata", _LISTED)
        return self._with_stated_organisation(found)

    def _unnamed(self, label: str) -> Found:
        """An interviewee without a name, for whom the head may state an organisation; numbers are of one among several."""
        found = self._numbered(label)
        house = None if label[-1:].isdigit() else find_stated_organisation(self._affiliations.text, self._affiliations.organisations)
        return replace(found, organisation_id=house.id, partner_type=house.partner_type) if house else found

    def _with_stated_organisation(self, found: Found) -> Found:
        """With the organisation that the metadata gives the interviewee, if the study knows it."""
        paper, organisations = self._affiliations.paper, self._affiliations.organisations
        written = paper.organisation or ""
        stated = organisations.by_id.get(written) or organisations.find(written, self._affiliations.day)
        return replace(found, organisation_id=stated.id, partner_type=stated.partner_type) if stated else found

    def _numbered(self, label: str) -> Found:
        """A label like "Speaker 2": someone, in this document only."""
        return Found(Party.PERSON, "label", _UNLISTED, self._person_of(label))

    def _person_of(self, label: str) -> str:
        paper = self._affiliations.paper
        return make_person_id(f"{paper.partnership.id}\0{paper.document_id}", label.casefold())
