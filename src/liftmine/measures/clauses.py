"""Sentences with the phrases of tone found in them, cut into clauses and parts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liftmine.measures.polarity import Role, Rules
from liftmine.tables.tokens import Bools, Hits, Ints, Tokens, find_phrases

EXCEPTED = frozenset({"nothing", "anything", "all", "none", "everything", "everyone", "option", "choice", "alternative"})  # … but
MODALS = frozenset({"will", "would", "shall", "should", "must", "can", "could", "may", "might"})  # not done yet
AUXILIARIES = frozenset({"do", "does", "did", "is", "are", "was", "were", "has", "have", "had"}) | MODALS
_OPENINGS = AUXILIARIES | frozenset({"how", "what", "which", "who", "when", "where"})
_PART_MARKS = frozenset({";", "but", "although", "however", "though", "whereas", "nevertheless"})


@dataclass(frozen=True)
class Text:
    """Tokens with everything of the rules that stands in them, found once."""

    tokens: Tokens
    rules: Rules
    lower: list[str]
    row: Ints
    form_no: Ints
    hits: Hits

    def find(self, role: Role) -> Hits:
        """The hits of one role."""
        return self.hits.where(self.rules.role[self.hits.phrase] == role)

    def ends(self, role: Role) -> Ints:
        """The last token of each hit of a role."""
        hits = self.find(role)
        return hits.start + self.rules.phrases.lengths[hits.phrase] - 1

    @cached_property
    def part(self) -> Ints:
        """The number of the part of a sentence each token stands in; parts are divided by ; and by but, although, however."""
        return self._number(self.is_one_of(_PART_MARKS))

    @cached_property
    def is_question(self) -> Bools:
        """Which tokens stand in a direct question: it opens as one or turns to a listener ("…, would you agree?"), and ends with "?"."""
        first, end = np.diff(self.row, prepend=-1) != 0, np.diff(self.row, append=-1) != 0
        put = np.where(first, self._stands(_OPENINGS), self.follows(AUXILIARIES) & self._stands(frozenset({"you"})))
        put_in = np.zeros(self.row[-1] + 1 if len(self.row) else 0, dtype=np.bool_)
        put_in[self.row[put]] = True
        ends = np.zeros_like(put_in)
        ends[self.row[end & self._stands(frozenset({"?"}))]] = True
        asked: Bools = (put_in & ends)[self.row]
        return asked

    def is_one_of(self, wanted: frozenset[str]) -> Bools:
        """Which tokens are one of the words; a "but" that excepts ("nothing but praise") is none."""
        found: Bools = self._stands(wanted)
        return found & ~self._is_exceptive if "but" in wanted else found

    def follows(self, wanted: frozenset[str]) -> Bools:
        """Which tokens stand behind one of the words in their sentence."""
        behind = np.zeros(len(self.row), dtype=np.bool_)
        behind[1:] = self._stands(wanted)[:-1] & (self.row[1:] == self.row[:-1])
        return behind

    @cached_property
    def _is_exceptive(self) -> Bools:
        return self._stands(frozenset({"but"})) & self.follows(EXCEPTED)

    def _stands(self, wanted: frozenset[str]) -> Bools:
        meant = np.zeros(len(self.lower), dtype=np.bool_)
        meant[[form for word in wanted for form in self._forms.get(word, ())]] = True
        return meant[self.form_no]

    @cached_property
    def _forms(self) -> dict[str, list[int]]:
        forms: dict[str, list[int]] = {}
        for number, form in enumerate(self.lower):
            forms.setdefault(form, []).append(number)
        return forms

    def number_clauses(self) -> Ints:
        """The number of the clause each token stands in; every "but" begins one, as no negator goes beyond it."""
        return self._number(self._stands(self.rules.clause_breaks))

    def _number(self, begins: Bools) -> Ints:
        return np.cumsum(begins | (np.diff(self.row, prepend=-1) != 0), dtype=np.int32)


def open_text(tokens: Tokens, rules: Rules) -> Text:
    """Tokens, searched for every phrase of the rules at once."""
    form_no, row = tokens.form_no, tokens.sentence_row
    lower = [form.lower() for form in tokens.vocabulary["form"].to_pylist()]
    hits = find_phrases(rules.phrases, form_no, row, tokens.vocabulary)
    return Text(tokens, rules, lower, row, form_no, _bare(hits, tokens, rules))


def _bare(hits: Hits, tokens: Tokens, rules: Rules) -> Hits:
    """The hits that are not wholly masked: a negator in a name ("Acme Limited") denies nothing. Formulae stand under any mask."""
    masked = np.concatenate([[0], np.cumsum(tokens.flags("is_tone_masked"))])
    length = rules.phrases.lengths[hits.phrase]
    return hits.where((masked[hits.start + length] - masked[hits.start] < length) | (rules.role[hits.phrase] == Role.FORMULA))
