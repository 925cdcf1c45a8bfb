"""Which verbs report speech, and which only look like it (ATTRIBUTION §1).

A verb of speech is enough by itself; a weak verb counts with its complement only ("made the point", not "made the motion");
"was", "had" and "would" count with a state or a wish behind them; a procedure verb is an act of the meeting, never speech.
"""

import re
from enum import Enum
from typing import NamedTuple


class Act(Enum):
    """What a predicate tells of its subject."""

    SPEECH = "speech"
    TOLD = "told"  # was told: the subject listens
    DECISION = "decision"  # speech of a body; of a person, only an act
    PROCEDURE = "procedure"


class Predicate(NamedTuple):
    """A predicate found in the text: what it tells, and where its verb ends."""

    act: Act
    end: int


_REGULAR = """
accept acknowledge add address admit advise affirm agree alert allude announce answer apologise apologize appeal applaud appreciate argue ask
assert assume assure believe caution challenge clarify commend comment complain compliment conclude concur confirm congratulate contend
counsel declare describe disagree disclose discuss echo elaborate emphasise emphasize encourage enquire estimate
exhort explain expect express fear highlight hope illustrate imply indicate inform inquire insist instruct interject introduce invite
joke lament list maintain mention nominate note object observe offer oppose outline ponder praise predict present press promise
propose query question rationalise reaffirm realise recall recap recognise recognize recommend reemphasize refer reference reflect
reiterate relate relay remark remember remind repeat reply report request respond restate reveal review share signal speculate state
stress suggest summarise summarize support surmise suspect talk testify thank update urge volunteer voice want warn welcome wish wonder
worry demonstrate endorse favour favor prefer counter defend detail inquire qualify counter correct specify quote cite
"""
_IRREGULAR = """
say:says:said feel:feels:felt think:thinks:thought tell:tells:told speak:speaks:spoke know:knows:knew understand:understands:understood
foresee:foresees:foresaw reply:replies:replied query:queries:queried clarify:clarifies:clarified testify:testifies:testified
worry:worries:worried qualify:qualifies:qualified specify:specifies:specified refer:refers:referred recap:recaps:recapped
prefer:prefers:preferred admit:admits:admitted hear:hears:heard
""".split()
_DECISIONS = """
approved adopted authorised authorized considered decided deferred delegated discussed elected endorsed noted ratified received reviewed
resolved rejected voted scrutinised appointed awarded debated approves adopts
""".split()
_PROCEDURES = """
moved seconded adjourned convened left joined arrived departed abstained motioned recused withdrew excused entertained stepped dialed
dialled disconnected resigned retired nominated sworn affirmed participated attended turned moves seconds absent distributed
""".split()
_UPDATE = (
    r"(?:update|overview|report|presentation|thank you|summary|briefing|background|example|examples|feedback|information|details?|account|explanation|"
    r"thanks|credit|assurances?|apolog\w+|notice|clarification|comments?|statistics|figures|introduction|recap|review|opinion|view|views|"
    r"advice|input|kudos|remarks|history|highlights|outline|analysis|context|answer|reasons?|description|breakdown|synopsis|perspective)\b"
)
_WEAK = {
    r"made|makes": r"(?:it clear|(?:(?:a|an|the|this|that|some|several|two|his|her|one|another|following|brief|same|further|few|other)\s+)*"
    r"(?:\w+\s+)?(?:points?|comments?|remarks?|suggestions?|requests?|announcements?|observations?|statements?|recommendations?|plea|reference|"
    r"mention|case|presentation|inquiry|enquiry|clarification)\b)",
    r"gave|gives|provided|provides|offered|delivered|supplied": r"(?![^.]{0,30}\bmotion\b)[^.;]{0,70}?\b" + _UPDATE,
    r"drew|brought|called": r"(?:[^.;]{0,50}?\battention\b|up\b)",
    r"called|calls": r"for\s+(?!order\b|an?\s+(?:motion|second|vote|roll)\b|the\s+(?:vote|question|roll|motion)\b|nominations)",
    r"declared": r"(?:an?|his|her|their)\s+(?:\w+\s+)?(?:interest|conflict)|that\b",
    r"went|ran|walked|took|talked|led|guided": r"(?:[^.;]{0,40}?\b(?:through|over)\b|(?:a|the)\s+discussion)",
    r"read|reads": r"(?:out|from|that|an?\s+(?:statement|letter|email|note|quote)|the\s+following)",
    r"opened|began|started|closed|concluded|ended": r"(?:by|with\s+(?!a\s+motion)|(?:the|his|her)\s+(?:discussion|presentation|remarks)|that\b)",
    r"raised|raises": r"(?![£$€\d]|money|funds|over|nearly)",
    r"sought|seeks": r"(?:\w+\s+)?(?:clarification|views?|assurances?|approval|confirmation|advice|agreement|feedback|comments?|information|to)\b",
    r"put": r"(?:forward|on\s+record|the\s+(?:case|question))",
    r"posed|pose": r"",
    r"pointed|points": r"(?:out|to)\b",
    r"summed|wrapped": r"up\b",
    r"followed|touched|expanded|elaborated|dwelt": r"(?:up|on|upon)\b",
    r"extended|conveyed|passed": r"[^.;]{0,40}?\b(?:thanks|appreciation|congratulations|condolences|regards|gratitude|welcome|invitation|sympath\w+)\b",
    r"undertook|agreed|undertakes": r"",
    r"had|has|have": r"(?:an?|no|some|several|two|three|another|one|further|many|similar|the\s+same|had)\s+(?:\w+\s+){0,2}?"
    r"(?:questions?|comments?|concerns?|quer(?:y|ies)|remarks?|suggestions?|updates?|requests?|doubts?|reservations?|objections?)\b",
    r"tabled|presented|circulated|showed": r"[^.;]{0,40}?\b(?:paper|report|letter|slides?|draft|proposals?|figures|document|form|plans?|details|accounts)\b",
    r"took|takes": r"(?:issue|exception)\b",
    r"set": r"out\b",
    r"spelt|spelled|laid": r"out\b",
    r"looked": r"forward\b",
    r"played": r"devil",
    r"learned|learnt": r"that\b",
}
_STATES = (
    r"(?:concerned|pleased|keen|unsure|uncertain|content|disappointed|happy|glad|worried|grateful|interested|supportive|surprised|confident|correct|"
    r"adamant|excited|hopeful|delighted|sorry|uncomfortable|comfortable|frustrated|optimistic|satisfied|curious|opposed|proud|thankful|"
    r"impressed|aware|unaware|unhappy|encouraged|sceptical|skeptical|minded|willing|relieved|sad|saddened|dismayed|reluctant|nervous|anxious|"
    r"convinced|sure|right|appreciative|thrilled|against|inclined|puzzled|cautious|mindful|"
    r"of\s+the\s+(?:view|opinion|belief)|in\s+(?:agreement|favou?r|support|full\s+support)|able\s+to\s+(?:report|confirm|advise)|at\s+pains|"
    r"asking|saying|suggesting|referring|wondering|requesting|proposing|inquiring|enquiring|referencing|seeking|advocating|hoping|thinking|"
    r"trying\s+to\s+(?:say|understand|explain))\b"
)
_HEARING = r"(?:told|assured|informed|advised|reminded|asked|notified|briefed|invited|requested)\b"
_NOT = r"(?:(?:not|n't|also|very|really|always|still|most|more|quite|too|only|just|all|both|rather|extremely|\w+ly|therefore|now|then)\s+){0,3}"


def _third_person(verb: str) -> str:
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _past(verb: str) -> str:
    return verb + ("d" if verb.endswith("e") else "ed")


def _speech_verbs() -> dict[str, Act]:
    forms: dict[str, Act] = {}
    irregular = [entry.split(":") for entry in _IRREGULAR]
    named = {entry[0] for entry in irregular}
    regular = [[verb, _third_person(verb), _past(verb)] for verb in _REGULAR.split() if verb not in named]
    for group in [*irregular, *regular]:
        forms.update(dict.fromkeys(group, Act.SPEECH))
    return forms


# "nominated" and "declared" are acts of procedure unless their complement says otherwise, so the later lines win.
VERBS: dict[str, Act] = {
    **dict.fromkeys(_DECISIONS, Act.DECISION),
    **_speech_verbs(),
    "spoke": Act.SPEECH,
    "went": Act.PROCEDURE,
    **dict.fromkeys(_PROCEDURES, Act.PROCEDURE),
}
"""What each verb form tells without its complement."""

_WEAK_PROCEDURES = frozenset(["made", "called", "declared", "opened", "closed", "read", "concluded", "ended", "took", "offered", "passed"])
_NO_SPEECH_OBJECT = re.compile(r"\s+(?:for\s+)?(?:(?:a|an|the|this|that|his|her)\s+)?(?:\w+\s+)?(?:motion|amendment|resolution|meeting|session|vote|question)\b")


def _compiled_weak() -> dict[str, tuple[re.Pattern[str], ...]]:
    table: dict[str, tuple[re.Pattern[str], ...]] = {}
    for verbs, complement in _WEAK.items():
        for verb in verbs.split("|"):
            table[verb] = (*table.get(verb, ()), re.compile(r"\s+" + complement))
    return table


_COMPLEMENTS = _compiled_weak()
_AUXILIARY = re.compile(
    r"\s+(?:(?P<told>" + _NOT + r"(?:been\s+)?" + _HEARING + r")"
    r"|(?P<state>" + _NOT + r"(?:been\s+)?" + _STATES + r")"
    r"|(?P<verb>" + _NOT + r"[a-z]+))"
)
_AUXILIARIES = frozenset("was were is are be has had have would did do does could can cannot will may might should".split())
_BE = frozenset("was were is are be".split())
_HAVE = frozenset("has had have".split())
_DO = frozenset("did do does".split())
_WISHES = re.compile(
    r"\s+(?:(?:also|not|really|strongly|very\s+much)\s+)?(?:have\s+)?(?:liked?|prefer(?:red)?|appreciated?|love|hate|want|hope|wish|welcome|"
    r"suggest|recommend|support|argue|say|add|encourage|rather)\b"
)
HEADS = frozenset(VERBS) | frozenset(_COMPLEMENTS) | _AUXILIARIES
"""Every form that can begin a predicate: the filter in front of everything else."""


def read_predicate(flat: str, word: str, end: int) -> Predicate | None:
    """What the predicate beginning with `word` (which ends at `end` of `flat`) tells, or None where it tells nothing."""
    if word in _AUXILIARIES:
        found = _read_auxiliary(flat, word, end)
        if found is not None or word not in _COMPLEMENTS:
            return found
    for complement in _COMPLEMENTS.get(word, ()):
        match = complement.match(flat, end)
        if match is not None:
            return Predicate(Act.SPEECH, match.end())
    if word in _WEAK_PROCEDURES and _NO_SPEECH_OBJECT.match(flat, end):
        return Predicate(Act.PROCEDURE, end)
    act = VERBS.get(word)
    return None if act is None else Predicate(act, end)


def _read_auxiliary(flat: str, word: str, end: int) -> Predicate | None:
    """`was concerned`, `would like`, `has asked`, `did not agree`, `was told`; a bare passive is no speech of its subject."""
    if word == "would":
        wish = _WISHES.match(flat, end)
        return None if wish is None else Predicate(Act.SPEECH, wish.end())
    match = _AUXILIARY.match(flat, end)
    if match is None or word not in _BE | _HAVE | _DO:
        return None
    if word in _BE:
        act = {"told": Act.TOLD, "state": Act.SPEECH}.get(match.lastgroup or "")
        return None if act is None else Predicate(act, match.end())
    if " been " in match.group(0):
        return Predicate(Act.TOLD, match.end()) if match.lastgroup == "told" else None
    act = VERBS.get(match.group(0).rsplit(None, 1)[-1])
    return None if act is None else Predicate(act, match.end())
