"""American spellings to British ones, for lemmas, only where no word changes its meaning."""

import re

_KEEP_Z = frozenset(
    {
        "size",
        "seize",
        "maize",
        "prize",
        "capsize",
        "resize",
        "downsize",
        "upsize",
        "rightsize",
        "oversize",
        "outsize",
        "midsize",
        "supersize",
    }
)
_IZE = re.compile(r"(?<=[a-z]{2})(i|y)z(e|ed|es|ing|er|able|ation|ational|ations)\Z")

_WORDS = {
    "center": "centre", "theater": "theatre", "fiber": "fibre", "liter": "litre", "program": "programme", "defense": "defence",
    "offense": "offence", "pretense": "pretence", "license": "licence", "practise": "practice", "judgment": "judgement",
    "acknowledgment": "acknowledgement", "catalog": "catalogue", "dialog": "dialogue", "fulfill": "fulfil", "enroll": "enrol",
    "enrollment": "enrolment", "fulfillment": "fulfilment", "installment": "instalment", "skillful": "skilful", "willful": "wilful",
    "aging": "ageing", "gray": "grey", "analog": "analogue", "pediatric": "paediatric", "orthopedic": "orthopaedic",
    "anesthetic": "anaesthetic", "gynecology": "gynaecology", "hemorrhage": "haemorrhage", "diarrhea": "diarrhoea", "fetal": "foetal",
    "maneuver": "manoeuvre", "skeptical": "sceptical", "skepticism": "scepticism", "skeptic": "sceptic",
    "maneuvering": "manoeuvring", "artifact": "artefact", "counselor": "counsellor", "councilor": "councillor", "traveler": "traveller",
    "modeling": "modelling", "labeling": "labelling", "signaling": "signalling", "jewelry": "jewellery", "plow": "plough",
}  # fmt: skip
_OR = re.compile(
    r"(behavi|col|endeav|fav|harb|hon|lab|neighb|rum|sav|splend|vap|vig|arm|cand|demean|hum)or"
    r"(ed|ing|s|er|ers|able|ably|ful|less|hood|al|ally|ite|y)?\Z"
)


def to_british(lemma: str) -> str:
    """The British spelling of a lower-case lemma; a word without one is returned as it is."""
    if (found := _WORDS.get(lemma)) is not None:
        return found
    if _OR.match(lemma):
        return _OR.sub(r"\1our\2", lemma)
    if "z" in lemma and lemma not in _KEEP_Z:
        return _IZE.sub(r"\1s\2", lemma)
    return lemma
