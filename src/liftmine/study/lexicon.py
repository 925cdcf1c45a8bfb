"""What words are counted (config/lexicons/*.yaml): culture dimensions, tone, formulae and masks.

A *term* is lower-case lemmas joined by `_` (`joint_working`). It matches a token whose lemma, or whose own lower-case form, is
the word. A *pattern* is a short notation for several word sequences:

    [primary care | nhs] trust    one of the alternatives; an empty one (`[fully | ] assured`) makes it optional
    less|lower than               alternatives of one word
    thanked ... for attending     up to six words of any kind
    Aa Trust                      `Aa` is any capitalised word; a word with a capital is met as written only

The kind of a file (`kind: culture`) says which model below it follows.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, product
from math import prod
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from liftmine.study.model import Strict

Words = tuple[str, ...]

ANY_WORD = "*"
CAPITALISED = "Aa"
GAP = "..."
GAP_LONGEST = 6
LONGEST_PATTERN = 20  # words
MOST_SEQUENCES = 600  # of one pattern

_PART = re.compile(r"\[([^\[\]]*)\]|([^\s\[\]]+)")


def expand_pattern(pattern: str) -> tuple[Words, ...]:
    """The word sequences a pattern stands for, sorted, each once. Raises `ValueError` where it cannot be read.

    Alternatives of one word stay together as one element, joined by `|` (`("less|lower", "than")`).
    """
    if re.search(r"[\[\]]", re.sub(r"\[[^\[\]]*\]", "", pattern)):
        raise ValueError("a bracket is not closed, or stands within another")
    choices = [_choices(bracket or word) for bracket, word in _PART.findall(pattern)]
    size = prod(map(len, choices))
    if size > MOST_SEQUENCES:
        raise ValueError(f"stands for {size} word sequences; {MOST_SEQUENCES} at most")
    sequences = sorted({tuple(chain.from_iterable(parts)) for parts in product(*choices)})
    if not all(set(sequence) - {ANY_WORD, CAPITALISED} for sequence in sequences):
        raise ValueError("every alternative needs a word of its own")
    if max(map(len, sequences)) > LONGEST_PATTERN:
        raise ValueError(f"is longer than {LONGEST_PATTERN} words")
    return tuple(sequences)


def _choices(part: str) -> list[Words]:
    """The sequences one part of a pattern stands for."""
    if part == GAP:
        return [(ANY_WORD,) * n for n in range(GAP_LONGEST + 1)]
    options = [tuple(_split(option)) for option in part.split("|")]
    single = sorted({option[0] for option in options if len(option) == 1 and option[0] != CAPITALISED})
    return [option for option in options if len(option) != 1 or option[0] == CAPITALISED] + ([("|".join(single),)] if single else [])


def _split(words: str) -> Iterator[str]:
    """Words as the tokenizer cuts them: `trust's` is two, a hyphen inside a word is none."""
    for word in words.replace("-", " ").replace("’", "'").split():
        stem, mark, rest = word.partition("'")
        yield from (stem, mark + rest) if mark and stem else (word,)


def _check_pattern(pattern: str) -> str:
    expand_pattern(pattern)
    return pattern


def _each_once(terms: tuple[str, ...]) -> tuple[str, ...]:
    repeated = sorted({term for term in terms if terms.count(term) > 1})
    if repeated:
        raise ValueError(f"stands twice: {', '.join(repeated)}")
    return terms


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Term = Annotated[str, StringConstraints(pattern=r"^[^\sA-Z_]+(_[^\sA-Z_]+)*$")]
Word = Annotated[str, StringConstraints(pattern=r"^[^\sA-Z_]+$")]
Pattern = Annotated[str, StringConstraints(min_length=1), AfterValidator(_check_pattern)]
Terms = Annotated[tuple[Term, ...], Field(min_length=1), AfterValidator(_each_once)]
WordList = Annotated[tuple[Word, ...], AfterValidator(_each_once)]
Patterns = Annotated[tuple[Pattern, ...], AfterValidator(_each_once)]


class CultureDimension(Strict):
    """One dimension: its terms by the mark of their source."""

    dimension: Name
    label: str = Field(default="", description="How pages call it; the dimension's own name in words where this is left out")
    framework: str
    definition: str
    terms: dict[str, Terms] = Field(description="Source mark → terms; every mark is declared under `sources`")

    @model_validator(mode="after")
    def _enough_and_distinct(self) -> Self:
        terms = [term for group in self.terms.values() for term in group]
        _each_once(tuple(terms))
        if len(terms) < 3:
            raise ValueError(f"dimension {self.dimension} has {len(terms)} terms; 3 are the least that measure anything")
        return self

    @property
    def all_terms(self) -> tuple[str, ...]:
        """Every term of the dimension, sorted."""
        return tuple(sorted(term for group in self.terms.values() for term in group))


class CultureLexicon(Strict):
    """Culture dimensions and where their terms come from."""

    lexicon: Name
    kind: Literal["culture"]
    sources: dict[str, str] = Field(description="Source mark → reference")
    dimensions: Annotated[tuple[CultureDimension, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _declared(self) -> Self:
        for dimension in self.dimensions:
            unknown = sorted(set(dimension.terms) - set(self.sources))
            if unknown:
                raise ValueError(f"dimension {dimension.dimension} names sources that are not declared: {', '.join(unknown)}")
        return self


class Exclusion(Strict):
    """Words left out for one reason."""

    reason: str
    words: WordList


class BaseWords(Strict):
    """What is taken from the polarity lexicon of the vaderSentiment package (Hutto and Gilbert 2014) when it is loaded."""

    least_valence: Annotated[float, Field(ge=0, le=4)] = 1.0
    exclude: tuple[Exclusion, ...] = Field(default=(), description="Words that carry no polarity in board papers")


class ToneLexicon(Strict):
    """Polarity for formal English (METHODS §3). Own patterns come before base words; the longest pattern wins."""

    lexicon: Name
    kind: Literal["tone"]
    base: BaseWords = BaseWords()
    negative: Patterns
    positive: Patterns
    neutral: Patterns = Field(default=(), description="Read as a whole and without polarity")
    expected: Patterns = Field(default=(), description="Without tone where it happens, negative where a negator denies it: a reply")
    negators: Patterns
    denials: Patterns = Field(default=(), description="What finds a little fault where nothing else is said")
    reducers: Patterns = Field(default=(), description="Turn what is good or bad as a negator does, and never what is expected")
    remedies: Patterns = Field(default=(), description="What turns something bad that stands before it: `had been settled`")
    hedges: Patterns
    irrealis: Patterns
    clause_breaks: WordList = Field(description="Words that begin a new clause, beside ; : , and dashes")


class Formulae(Strict):
    """Procedure that every set of minutes repeats: a part of a sentence that holds one has no tone."""

    lexicon: Name
    kind: Literal["formulae"]
    formulae: Patterns


class Masks(Strict):
    """What is hidden before anything is counted."""

    lexicon: Name
    kind: Literal["masks"]
    organisations: Patterns = Field(default=(), description="Names of bodies: an NHS Trust is not trust")
    lifts: Patterns = Field(default=(), description="Lifts that move people")
    wrong_senses: Patterns = Field(default=(), description="Words in another sense than the lexicon's: a trust fund, in respect of")
    neutral_terms: Patterns = Field(default=(), description="Terms without polarity; hidden from tone only")

    def with_names(self, names: Iterable[str]) -> "Masks":
        """These masks and the given names of organisations, each as written, without what stands in brackets."""
        patterns = (" ".join(re.findall(r"[\w'’&.-]+", name.partition("(")[0])[:LONGEST_PATTERN]) for name in names)
        return self.model_copy(update={"organisations": tuple(sorted({*self.organisations, *filter(None, patterns)}))})


LexiconFile = CultureLexicon | ToneLexicon | Formulae | Masks
KINDS: dict[str, type[LexiconFile]] = {"culture": CultureLexicon, "tone": ToneLexicon, "formulae": Formulae, "masks": Masks}


class DimensionEntry(NamedTuple):
    """A dimension as everything downstream sees it; `source` names every source of its terms."""

    dimension: str
    label: str
    framework: str
    definition: str
    source: str
    terms: tuple[str, ...]
    lexicon: str


class Lexicons(Strict):
    """Every lexicon of a study."""

    culture: Annotated[tuple[CultureLexicon, ...], Field(min_length=1)]
    tone: ToneLexicon
    formulae: Formulae
    masks: Masks

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        _each_once(tuple(dimension.dimension for lexicon in self.culture for dimension in lexicon.dimensions))
        _each_once((*(each.lexicon for each in self.culture), self.tone.lexicon, self.formulae.lexicon, self.masks.lexicon))
        return self

    @property
    def dimensions(self) -> tuple[DimensionEntry, ...]:
        """Every dimension in the order of its name."""
        entries = [
            DimensionEntry(
                dimension=each.dimension,
                label=each.label or each.dimension.replace("_", " ").capitalize(),
                framework=each.framework,
                definition=each.definition,
                source="; ".join(f"{mark}: {lexicon.sources[mark]}" for mark in sorted(each.terms)),
                terms=each.all_terms,
                lexicon=lexicon.lexicon,
            )
            for lexicon in self.culture
            for each in lexicon.dimensions
        ]
        return tuple(sorted(entries))
