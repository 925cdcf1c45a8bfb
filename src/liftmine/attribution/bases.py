"""By which rule a voice was found: the values of `turns.attribution_basis` beside those of the directory (how a name was resolved)."""

from enum import StrEnum


class Basis(StrEnum):
    """Stable names; people's notebooks filter on them."""

    LABEL = "label"  # a speaker label of a transcript that no list knows
    GENERIC_LABEL = "generic_label"  # a label that names a part, not a person: "Counsel"
    QUESTION = "question"  # Q of a question and answer
    ANSWER = "answer"  # A of a question and answer
    JOINT = "joint"  # two persons speak in one sentence
    UNLISTED_NAME = "unlisted_name"  # written like a name, nobody in the lists
    UNLISTED_ROLE = "unlisted_role"
    UNLISTED_WORD = "unlisted_word"
    STATED_ORGANISATION = "stated_organisation"  # "Ann Ray from Northbridge PCT said"
    STAFF = "staff"  # "Staff replied": of the body that meets
    LABELLED_SUMMARY = "labelled_summary"  # "Director Ray: would like …", a summary behind a label
    AGENT = "agent"  # "was presented by AB"
    PRONOUN = "pronoun"
    PRONOUN_GROUP = "pronoun_group"  # "they"
    IMPLICIT = "implicit"  # no frame; the speech of the sentence before goes on
    LIST_ITEM = "list_item"  # an item under a lead-in that ends with a colon
    AGENTLESS = "agentless_speech"  # "it was reported that": somebody speaks, nobody is named
    TOLD = "told"  # "AB was told that": the voice is whoever answered
    COLLECTIVE_NOUN = "collective_noun"  # "The Board noted"
    COLLECTIVE_FORMULA = "collective_formula"  # "It was agreed", "RESOLVED"
    AGENTLESS_DECISION = "agentless_decision"  # "The accounts were approved"
    DISCUSSION = "discussion"  # "There was a discussion"
    PROCEDURE = "procedure"  # motions, seconding, arrivals: an act, no speech
    NARRATION = "narration"  # the secretary's own words
    LAYOUT = "layout"  # headings, lists, title pages, stage directions
