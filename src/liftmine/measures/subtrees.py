"""Whom an expression speaks of, where a parser has told how the words of its sentence depend on one another (METHODS §3).

From the expression we climb from head to head, and at each step ask those who stand there, nearest kin first: objects, objects of
prepositions, subjects. The first of them that names somebody has it; where nobody is named before the subject of the clause is
passed, the tree does not tell. Labels are those of spaCy's English models.

The order follows what the words mean. What is felt about, said of or found with somebody speaks of what it is about ("pleased with",
"praised"); what is done to somebody, of who does it ("let down"); what is caused, shown or made, of who causes it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

Range = tuple[int, int]  # words, half open
Step = tuple[frozenset[int], bool]  # nouns that may be spoken of, and whether somebody else among them ends the search

BLAMES_AGENT = frozenset(
    {"let", "reassured", "troubled", "misled", "disappointed", "impressed", "encouraged", "helped", "failed", "rescued"}
)
_DEEDS = BLAMES_AGENT | {  # what somebody does to others, or makes them feel
    *("delayed", "missed", "breached", "broke", "broken", "ignored", "neglected", "obstructed", "hindered", "hampered", "undermined"),
    *("damaged", "mishandled", "mismanaged", "overcharged", "resolved", "improved", "delivered", "exceeded", "consulted", "informed"),
    *("told", "kept", "honoured", "involved", "answered", "provided", "shared", "supplied", "frustrated", "annoyed", "worried", "alarmed"),
    *("surprised", "dismayed", "angered", "upset", "delighted", "heartened", "shocked", "irritated", "inspired"),
}
_REPORTS = frozenset(  # their subject speaks, and is not spoken of before anybody else
    {"reported", "noted", "said", "stated", "expressed", "raised", "voiced", "recorded", "advised", "confirmed", "conveyed", "felt"}
)
_OBJECTS = frozenset({"dobj", "oprd"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ANY_SUBJECT = _SUBJECTS | {"csubj", "csubjpass", "expl"}
_OWNED = frozenset({"poss", "compound", "nmod"})  # the council's staff, council staff
_DESCRIBES = frozenset({"amod", "compound", "nmod", "relcl", "acl", "appos", "prep"})  # links from what describes a noun to the noun
_COMPLEMENTS = frozenset({"prep", "ccomp", "acl", "dobj"})
_CLAUSES = frozenset({"ccomp", "acl", "relcl"})
_OWNERS = (frozenset({"of", "by", "from"}), frozenset({"at", "in", "within", "between"}))  # the first before the second
_PLACES = frozenset({"in", "at", "on", "over", "during"})  # what stands behind may be a place or a time
_ABOUT = frozenset({"about", "of", "over", "regarding", "toward", "towards"})
_TOWARD = frozenset({"to", "for"})
_WITH = _TOWARD | {"with"}  # evasive, open, patient with them is a trait of who is so
_FELT = frozenset({"happy", "unhappy", "content", "angry", "comfortable", "uncomfortable", "confident"})  # and what ends in -ed
_OWED = frozenset(
    {"grateful", "thankful", "indebted", "thanks", "thank", "gratitude", "tribute", "praise", "appreciation", "credit", "respect",
     "congratulations", "sympathy"}
)  # fmt: skip
_SOMEBODY = frozenset(
    {"adviser", "advisers", "advisor", "advisors", "agency", "agent", "agents", "architect", "architects", "auditor", "auditors",
     "authority", "bank", "board", "builder", "builders", "chair", "colleagues", "committee", "company", "consultant", "consultants",
     "contractor", "contractors", "council", "department", "developer", "developers", "director", "directors", "executive", "executives",
     "firm", "funder", "funders", "government", "landlord", "lawyer", "lawyers", "lender", "lenders", "manager", "managers", "ministry",
     "officer", "officers", "owner", "owners", "partner", "partners", "practice", "practices", "provider", "providers", "solicitor",
     "solicitors", "staff", "subcontractor", "subcontractors", "supplier", "suppliers", "surveyor", "surveyors", "team", "teams",
     "tenant", "tenants", "trust", "union", "unions"}
)  # fmt: skip
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})


class Tree:
    """One sentence: lower-case words, the number of each word's head (the root's is its own), labels, and which words are names."""

    def __init__(self, words: Sequence[str], heads: Sequence[int], labels: Sequence[str], names: Iterable[int]) -> None:
        self.words, self.heads, self.labels = words, heads, labels
        self.somebody = frozenset(names) | {at for at, word in enumerate(words) if word in _SOMEBODY}

    @cached_property
    def _below(self) -> list[list[int]]:
        below: list[list[int]] = [[] for _ in self.heads]
        for word, head in enumerate(self.heads):
            if word != head:
                below[head].append(word)
        return below

    def spoken_of(self, expression: Range, mentions: Collection[Range]) -> frozenset[Range] | None:
        """The mentions an expression speaks of; none of them where somebody else stands there; None where the tree does not tell."""
        heads_of = {mention: self._top(range(*mention)) for mention in mentions}
        span = set(range(*expression))
        for nouns, decides in self._candidates(span):
            found = frozenset(mention for mention, head in heads_of.items() if head in nouns)
            if found or (decides and not nouns.isdisjoint(self.somebody)):
                return found
        return None

    def _candidates(self, span: set[int]) -> Iterator[Step]:
        """Who may be spoken of, most likely first: below the expression, above it, and behind its "to" or "for"."""
        below = [word for node in sorted(span) for word in self._below[node] if word not in span]
        said, links = {self.words[word] for word in span}, {self.labels[word] for word in span}
        is_trait = "acomp" in links and not any(word in _FELT or word.endswith("ed") for word in said)
        toward = [word for word in below if self.words[word] in (_WITH if is_trait else _TOWARD)]
        yield frozenset(span), False
        if not _DEEDS.isdisjoint(said):
            yield from self._nouns(below, {"nsubj", "agent"})
        yield from self._nouns(below, _OBJECTS)
        if not _OWED.isdisjoint(said):
            yield from self._behind(toward)
        beside = [word for word in below if word not in toward]
        yield from self._behind(word for word in beside if self.words[word] in _ABOUT)
        yield from self._within_clauses(below)
        if "acomp" not in links:  # who worked well with them has it
            yield from self._nouns(below, {"nsubj"}, decides=not any(self.labels[word] == "ccomp" for word in below))
        yield from self._behind(beside)
        yield from self._nouns(below, _OWNED)
        # Who is pleased with something is not spoken of, but neither does that tell who is.
        is_felt = any(self.labels[word] in _COMPLEMENTS and word not in toward for word in below)
        yield from self._nouns(below, _SUBJECTS, decides=not is_felt)
        yield from self._climb(span, decides=not is_felt)
        yield from self._behind(toward)

    def _climb(self, span: set[int], *, decides: bool) -> Iterator[Step]:
        """Who stands above the expression, up to the word whose subject it is or has."""
        nodes, seen = span, set(span)
        while not any(self.labels[word] in _ANY_SUBJECT for node in nodes for word in self._below[node]):
            top = self._top(nodes)
            head = self.heads[top]
            if head in seen:
                return
            yield from self._above(head, self.labels[top], top, decides=decides)
            nodes = {head}
            seen.add(head)

    def _top(self, words: Collection[int]) -> int:
        """The first of these words that hangs on none of the others."""
        return next((word for word in sorted(words) if self.heads[word] not in words or self.heads[word] == word), min(words))

    def _above(self, head: int, label: str, came_from: int, *, decides: bool) -> Iterator[Step]:
        """Who stands at a word that the expression, or what it belongs to, hangs on by `label`."""
        below = [word for word in self._below[head] if word != came_from]
        is_done_to = label == "oprd" or (label == "prep" and self.words[came_from] in ("for", "as"))  # thanked them for their good work
        is_report = self.words[head] in _REPORTS
        if label in _DESCRIBES:
            yield from self._phrase(head)
        if label in ("amod", "compound"):
            return
        if label in _SUBJECTS:
            yield from self._nouns(below, {"agent"})
        if is_done_to:
            yield from self._nouns(below, _OBJECTS)
        if label not in _SUBJECTS and not is_report:
            yield from self._nouns(below, _SUBJECTS, decides=decides)
        yield from self._behind(below)
        if is_report:
            yield from self._nouns(below, _SUBJECTS, decides=False)

    def _nouns(self, words: Iterable[int], labels: Collection[str], *, decides: bool = True) -> Iterator[Step]:
        """The phrases of those of the words that have one of the labels; an agent stands behind its "by"."""
        for word in words:
            if self.labels[word] in labels:
                nouns = self._objects(word) if self.labels[word] == "agent" else [word]
                for noun in nouns:
                    yield from self._phrase(noun, decides=decides)

    def _behind(self, words: Iterable[int]) -> Iterator[Step]:
        """The objects of the prepositions among the words."""
        for word in words:
            if self.labels[word] in ("prep", "dative"):
                for noun in self._objects(word):
                    yield from self._phrase(noun, decides=self.words[word] not in _PLACES)

    def _objects(self, preposition: int) -> list[int]:
        return [word for word in self._below[preposition] if self.labels[word] == "pobj"]

    def _within_clauses(self, words: Iterable[int]) -> Iterator[Step]:
        """Who does something in a clause among the words: concerned that they had, the progress they made, work done by them."""
        for word in words:
            if self.labels[word] in _CLAUSES:
                inner = [each for each in self._below[word] if self.words[each] not in _RELATIVES]
                yield from self._nouns(inner, _SUBJECTS | {"agent"})

    def _phrase(self, word: int, *, decides: bool = True) -> Iterator[Step]:
        """A noun with what is joined to it by "and"; behind it, whose it is."""
        noun = self._meant_by(word)
        joined = {noun}
        for other in range(noun + 1, len(self.heads)):
            if self.labels[other] in ("conj", "appos") and self.heads[other] in joined:
                joined.add(other)
        yield frozenset(joined), False
        below = self._below[noun]
        yield from self._nouns(below, _OWNED, decides=decides)
        for owners in _OWNERS:
            yield from self._behind(other for other in below if self.words[other] in owners)
        if noun == word:  # a relative pronoun stands in such a clause itself
            yield from self._within_clauses(below)
        yield frozenset(joined), decides

    def _meant_by(self, word: int) -> int:
        """The noun that a relative pronoun stands for; every other word stands for itself."""
        if self.words[word] not in _RELATIVES:
            return word
        verb = word
        while self.labels[verb] != "relcl" and self.heads[verb] != verb:
            verb = self.heads[verb]
        return self.heads[verb] if self.labels[verb] == "relcl" else word
