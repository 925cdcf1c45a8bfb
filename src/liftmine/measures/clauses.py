"""Sentences with the phrases of tone found in them, cut into clauses and parts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liftmine.measures.polarity import Role, Rules
from liftmine.tables.tokens import Bools, Hits, Ints, Tokens, find_phrases

EXCEPTED = frozenset({"nothing", "anything", "all", "none", "everything", "everyone", "option", "choice", "alternative"})  # … but
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
        return np.fromiter((form in wanted for form in self.lower), dtype=np.bool_, count=len(self.lower))[self.form_no]

    def number_clauses(self) -> Ints:
        """The number of the clause each token stands in; every "but" begins one, as no negator goes beyond it."""
        return self._number(self._stands(self.rules.clause_breaks))

    def _number(self, begins: Bools) -> Ints:
        return np.cumsum(begins | (np.diff(self.row, prepend=-1) != 0), dtype=np.int32)


def open_text(tokens: Tokens, rules: Rules) -> Text:
    """Tokens, searched for every phrase of the rules at once."""
    form_no, row = tokens.form_no, tokens.sentence_row
    lower = [form.lower() for form in tokens.vocabulary["form"].to_pylist()]
    return Text(tokens, rules, lower, row, form_no, find_phrases(rules.phrases, form_no, row, tokens.vocabulary))
