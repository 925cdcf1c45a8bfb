"""Which verbs report speech, and which only look like it (ATTRIBUTION §1).

A verb of speech is enough by itself; a weak verb counts with its complement only ("made the point", not "made the motion");
"was", "had" and "would" count with a state or a wish behind them; a procedure verb is an act of the meeting, never speech.
"""

import re
from enum import Enum
from typing import NamedTuple

from liftmine.attribution.minutes.words import DECISIONS_IN_CAPITALS, word_set


class Act(Enum):
    """What a predicate tells of its subject."""

    SPEECH = "speech"
    TOLD = "told"  # was told: the subject listens
    PROMISE = "promise"  # would write: an undertaking of a person, of anything else no act at all
    DECISION = "decision"  # speech of a body; of a person, only an act
    PROCEDURE = "procedure"


class Predicate(NamedTuple):
    """A predicate found in the text: what it tells, and where its verb ends."""

    act: Act
    end: int


_REGULAR = word_set(
    "accept acknowledge add address advise affirm agree alert allude announce answer apologise apologize appeal applaud appreciate",
    "argue ask assert assume assure believe caution challenge commend comment complain compliment conclude confirm",
    "congratulate contend declare describe disagree disclose discuss echo elaborate emphasise emphasize encourage enquire",
    "estimate exhort explain expect express fear highlight hope illustrate imply indicate inform inquire insist instruct interject",
    "introduce invite joke lament list maintain mention nominate note object observe offer oppose outline ponder praise predict",
    "present press promise propose question rationalise reaffirm realise recall recognise recognize recommend reemphasize reference",
    "reflect reiterate relate relay remark remember remind repeat report request respond restate reveal review share signal speculate",
    "state stress suggest summarise summarize support surmise suspect talk thank update urge volunteer voice want warn welcome wish",
    "wonder demonstrate endorse favour favor counter defend detail correct quote cite dispute protest contest contradict criticise",
    "criticize condemn deplore bemoan refute rebut dismiss disclaim doubt mistrust concede confess profess decline refuse consent",
    "assent dissent sympathise sympathize empathise empathize brief apprise reassure pledge guarantee stipulate advocate",
    "underline underscore hint intimate muse reckon presume guess grumble rejoin retort intervene plead implore demand",
    "opine notice value regret conclude anticipate envisage foreshadow forecast reason posit venture joke chide salute credit proffer",
)
_IRREGULAR = word_set(
    "said concurred counselled regretted objected reinforced quoted felt thought told spoke knew understood foresaw replied queried",
    "clarified testified worried qualified specified referred recapped preferred admitted heard pled liked disliked denied "
    "implied notified",
    "demurred begged quipped vowed swore flagged",
)
_PRESENT = word_set(
    "says feels thinks believes hopes wants wishes wonders agrees disagrees asks states notes suggests recommends understands knows",
    "expects appreciates adds explains indicates expresses echoes stresses remembers acknowledges proposes concurs replies responds",
    "confirms advises mentions argues claims prefers thanks likes worries inquires enquires queries remarks reiterates supports",
    "reckons worries suspects opposes doubts sees urges insists clarifies regrets concedes cautions warns maintains",
)
_PLURAL = word_set(
    "say feel think believe hope want wish wonder agree disagree ask suggest recommend understand know expect appreciate doubt prefer",
)
"""Present forms that are seldom nouns: "reports", "comments" and "requests" nearly always are."""
_DECISIONS = word_set(
    "approved adopted authorised authorized considered decided deferred delegated discussed elected endorsed noted ratified received",
    "reviewed resolved rejected voted scrutinised appointed awarded debated approves adopts",
)
_PROCEDURES = word_set(
    "moved seconded adjourned convened left joined arrived departed abstained motioned recused withdrew excused entertained stepped",
    "dialed dialled disconnected resigned retired nominated sworn affirmed participated attended turned moves seconds absent",
    "distributed",
)
_UPDATE = (
    r"(?:update|overview|report|presentation|thank you|summary|briefing|background|example|examples|feedback|information|details?|"
    r"account|explanation|"
    r"thanks|credit|assurances?|apolog\w+|notice|clarification|comments?|statistics|figures|introduction|recap|review|opinion|view|views|"
    r"advice|input|kudos|remarks|history|highlights|outline|analysis|context|answer|reasons?|description|breakdown|synopsis|"
    r"perspective)\b"
)
_VERDICT = (
    r"(?:un|in|im|ir)\w{3,}(?:able|ible|ful|ed|al|ive|ate|ary|air|ing|ent|ant|ar|ant)|\w{3,}(?:ful|less|able|ible|ous|essive)|fair|unfair|unwise|"
    r"adequate|premature|high|low|generous|necessary|important|sensible|wise|weak|strong|good|poor|thin|slow|late|odd|strange|hard|easy|"
    r"difficult|excellent|satisfactory|disappointing|encouraging|interesting|wanting|sound|clear|vague|dear|cheap|frank|honest|helpful|"
    r"too\s+\w+|first\s+rate|(?:a|an)\s+(?:\w+\s+)?(?:success|failure|mistake|disappointment|pity|shame|model|comfort|relief|triumph|strength|weakness)"
)
_CLAUSE_ENDS = r"(?=[.,;]|\s+(?:and|but|given|in|for|to|at|on|since|because|when|as|if)\b)"
_MESSAGE = (
    r"(?:(?:an?|the|his|her|this)\s+)?(?:\w+\s+)?(?:messages?|e-?mail|letter|note|word|text|card|line)\s+(?:to\s+(?:say|ask|tell|suggest|confirm)\b|"
    r"(?:saying|asking|suggesting|confirming|that|round\s+to\s+say)\b)"
)
_WEAK = {
    r"made|makes": r"(?:it clear|(?:(?:a|an|the|this|that|some|several|two|his|her|one|another|following|brief|same|further|few|"
    r"other)\s+)*"
    r"(?:\w+\s+)?(?:points?|comments?|remarks?|suggestions?|requests?|announcements?|observations?|statements?|recommendations?|"
    r"plea|reference|"
    r"mention|case|presentation|inquiry|enquiry|clarification)\b)",
    r"rejected|rejects": r"(?:(?:the|this|that|any|an?|his|her|their|both)\s+)?(?:\w+\s+)?(?:suggestions?|ideas?|arguments?|"
    r"claims?|criticisms?|"
    r"notions?|views?|accusations?|charges?|interpretations?|comparisons?|offers?|explanations?|that|this|it)\b",
    r"withdrew|withdraws": r"(?:(?:the|his|her|their|an?|that)\s+)?(?:\w+\s+)?(?:objections?|remarks?|comments?|suggestions?|"
    r"offers?|criticisms?|requests?)\b",
    r"gave|gives|quoted": r"(?:(?:an?|the|his|her|no|some|two|three|several)\s+)?(?:\w+\s+)?(?:figures?|ranges?|estimates?|"
    r"dates?|undertakings?|warnings?|"
    r"promises?|pledges?|evidence|word|instances?)\b",
    r"gave|gives|provided|provides|offered|delivered|supplied": r"(?![^.]{0,30}\bmotion\b)[^.;]{0,70}?\b" + _UPDATE,
    r"drew|brought|called": r"(?:[^.;]{0,50}?\battention\b|up\b)",
    r"drew|picked|singled|pulled": r"out\b",
    r"called|calls": r"(?:it|this|that|them|him|her)\s+(?!to\b|back\b|in\b|on\b)\w+|"
    r"for\s+(?!order\b|an?\s+(?:motion|second|vote|roll)\b|the\s+(?:vote|question|roll|motion)\b|nominations)",
    r"declared": r"(?:an?|his|her|their)\s+(?:\w+\s+)?(?:interest|conflict)|that\b",
    r"went|goes": r"on\s+to\s+\w+",
    r"considered|considers|judged|deemed|called|rated": rf"(?:(?:that|it|this|them|the\s+[^.;]{{1,60}}?\bto\s+be)\b|"
    rf"[^.;,]{{1,60}}?\s(?:{_VERDICT}){_CLAUSE_ENDS})",
    r"counted|counts": r"[^.;,]{1,60}?\s(?:as|among|against)\b",
    r"brought|brings|kept|keeps": r"[^.;,]{1,50}?\s(?:up\s+to\s+date|informed|abreast)\b",
    r"placed|put|puts|places": r"on\s+(?:the\s+)?record\b",
    r"regarded|regards|described": r"[^.;]{1,80}?\bas\b",
    r"found|finds": rf"(?:(?:it|this|that)\s+\w+|(?:no|little|much|nothing|great|some)\s+\w+|"
    rf"[^.;,]{{1,60}}?\s(?:{_VERDICT}){_CLAUSE_ENDS})",
    r"saw|sees": r"(?:(?:no|little|some|every|much|the)\s+(?:\w+\s+)?(?:need|difficulty|reasons?|point|merit|harm|objections?|problems?|"
    r"advantages?|benefits?|value|sense|risks?|case|grounds?|alternative|way)\b|in\s+(?:it|this|that|them)\b|(?:it|this|that)\s+as\b)",
    r"held": r"(?:that|(?:the|a|no|strong|a\s+different)\s+(?:\w+\s+)?views?|out\s+for)\b",
    r"submitted|ruled|trusted|trusts": r"that\b",
    r"named|names": r"(?:two|three|four|five|six|several|some|a\s+few|the\s+following)\b",
    r"sounded|sounds|struck": r"(?:\w+\s+){0,3}(?:notes?|warnings?|alarm|caution)\b",
    r"paid|pays": r"(?:\w+\s+){0,2}(?:tribute|compliments?)\b",
    r"returned|returns|reverted|came": r"(?:back\s+)?to\s+(?:the|this|that|his|her|an?)\s+(?:\w+\s+){0,2}(?:points?|matters?|"
    r"questions?|subject|"
    r"issues?|topic|theme|concerns?)\b",
    r"broke|cut": r"in\s+(?:to|that|with)\b",
    r"let": r"(?:it\s+be\s+known|\w+\s+know)\b",
    r"fed|feeds": r"back\b",
    r"directed|instructed|tasked": r"(?:the\s+)?(?:[\w’']+\s+){1,5}?to\b",
    r"lent|lends": r"[^.;]{0,30}?\b(?:support|weight)\b",
    r"went|ran|walked|took|talked|led|guided": r"(?:[^.;]{0,40}?\b(?:through|over)\b|(?:a|the)\s+discussion)",
    r"read|reads": r"(?:out|from|that|aloud|into\s+the\s+(?:record|minutes)|an?\s+(?:statement|letter|email|note|quote)|the\s+following)",
    r"comments|reports|requests|shares|questions|presents": r"(?:that|if|whether|how|why|what)\b",
    r"placed": r"an?\s+(?:\w+\s+)?(?:request|question)\b",
    r"continued": r"(?:to\s+(?:discuss|explain|describe|report|say)|by\s|that\b)",
    r"opened|began|started|closed|concluded|ended": r"(?:by|[^.;]{3,40}?\bby\s+[a-z]+ing\b|"
    r"with\s+(?!a\s+motion)|(?:the|his|her)\s+(?:discussion|presentation|"
    r"remarks)|that\b)",
    r"raised|raises": r"(?![£$€\d]|money|funds|over|nearly)",
    r"sought|seeks": r"(?:\w+\s+)?(?:clarification|views?|assurances?|approval|confirmation|advice|agreement|feedback|comments?|"
    r"information|to)\b",
    r"put|puts": r"(?:forward|on\s+record|(?:the|his|her|a)\s+(?:\w+\s+)?(?:case|question|view|point)|it\s+(?:to|that)|"
    r"[^.;]{1,60}?\bdown\s+to\b)",
    r"posed|pose": r"",
    r"pointed|points": r"(?:out|to)\b",
    r"summed|wrapped": r"up\b",
    r"followed|touched|expanded|elaborated|dwelt": r"(?:up|on|upon)\b",
    r"extended|conveyed|passed": r"[^.;]{0,40}?\b(?:thanks|appreciation|[Kk]udos|congratulations|condolences|regards|gratitude|welcome|"
    r"invitation|sympath\w+)\b",
    r"undertook|agreed|undertakes": r"",
    r"had|has|have": r"(?:an?|no|some|several|two|three|another|one|further|many|similar|the\s+same|had)\s+(?:\w+\s+){0,2}?"
    r"(?:questions?|comments?|concerns?|quer(?:y|ies)|remarks?|suggestions?|updates?|requests?|doubts?|reservations?|objections?|"
    r"misgivings?|qualms?|regrets?|sympathy|faith|quarrel|difficulty)\b",
    r"has|have|had": r"(?:no|little|every|full|complete|great|some|much|the\s+(?:fullest|greatest|utmost))\s+(?:\w+\s+)?"
    r"(?:confidence|trust|faith|"
    r"sympathy|time\s+for|enthusiasm|hopes?|changes?|wish|intention|appetite|patience|complaints?|criticisms?|hesitation|problems?|issues?|worries|fears|reason)\b",
    r"had|has": r"(?:(?:written|heard)\s+(?:to\s+say\s+)?that\b|(?:also\s+)?(?:heard|seen|found|received|been\s+given)\s+(?:the\s+same|"
    r"nothing|no|little|much\s+the\s+same|similar|otherwise|conflicting)\b|looked\s+into\b|let\s+it\s+be\s+known\b|made\s+(?:it\s+)?(?:clear|known|plain)\b)",
    r"tabled": r"(?![^.;]{0,40}?\bmotion\b)",
    r"presented|circulated|showed": r"[^.;]{0,40}?\b(?:paper|report|letter|slides?|draft|proposals?|figures|document|form|"
    r"plans?|details|accounts|photographs?|photos|copies|drawings?|maps?|notes?|summary)\b",
    r"recorded|records": r"(?:his|her|their|its|the\s+\w+[’']s?|(?:a|some)\s+\w+\s+of)\s+(?:\w+\s+){0,2}?(?:thanks|appreciation|"
    r"gratitude|concerns?|disappointment|dissatisfaction|regrets?|dissent|objections?|sympathy|support|disagreement)\b",
    r"passed|passes": r"on\s+[^.;]{0,50}?\b(?:apolog\w+|messages?|greetings|wishes|concerns?|comments?|thanks)\b",
    r"took|takes": r"(?:(?:(?:some|much|great|full|little|no)\s+)?(?:assurance|reassurance|comfort|encouragement)\b|"
    r"issue|exception|(?:(?:the|these|those|this|that|his|her|their|all|both|several)\s+)(?:\w+\s+)?"
    r"(?:points?|criticisms?|comments?)\b|(?:the|a|an|this)\s+(?:\w+\s+)?(?:view|line|position|opportunity\s+to)|"
    r"[^.;]{1,40}?\b(?:seriously|badly|"
    r"lightly))\b",
    r"set": r"out\b",
    r"spelt|spelled|laid": r"out\b",
    r"looked": r"forward\b",
    r"played": r"devil",
    r"learned|learnt": r"that\b",
    r"settled": r"(?:on|for|upon)\b",
    r"tendered|extended|conveyed|relayed": r"[^.;]{0,40}?\b(?:apolog\w+|thanks|congratulations|condolences|sympath\w+|regrets?|"
    r"greetings|concerns?)\b",
    r"struggled|hesitated|hastened|rose|tried": r"to\s+(?:believe|understand|see|accept|agree|disagree|say|add|point|stress|explain|"
    r"reassure|clarify|defend|answer|reply|comment|support|follow|imagine|thank)\b",
    r"sent|sends": _MESSAGE,
    r"has|had": rf"(?:also\s+)?sent\s+{_MESSAGE}",
}
_STATES = (
    r"(?:concerned|pleased|keen|unsure|uncertain|content|disappointed|happy|glad|worried|grateful|interested|supportive|surprised|"
    r"confident|correct|"
    r"adamant|excited|hopeful|delighted|sorry|uncomfortable|comfortable|frustrated|optimistic|satisfied|curious|opposed|proud|thankful|"
    r"impressed|unimpressed|aware|unaware|unhappy|encouraged|sceptical|skeptical|minded|willing|relieved|sad|saddened|dismayed|reluctant|"
    r"nervous|anxious|"
    r"convinced|sure|right|appreciative|thrilled|against|inclined|puzzled|cautious|mindful|"
    r"uneasy|hesitant|apprehensive|doubtful|dubious|wary|annoyed|irritated|angry|upset|alarmed|troubled|disturbed|perplexed|perturbed|"
    r"bemused|cross|fuming|livid|torn|unanimous|united|divided|baffled|astonished|amazed|shocked|struck\s+by|reassured|heartened|gratified|flattered|touched|ashamed|"
    r"embarrassed|apologetic|indebted|fearful|afraid|eager|enthusiastic|pessimistic|insistent|emphatic|unwilling|amenable|"
    r"(?:tired|weary|sick)\s+of|fed\s+up|at\s+a\s+loss|unconvinced|unpersuaded|persuaded|sympathetic|dissatisfied|critical\s+of|certain|firm\s+that|clear\s+(?:that|about|on)|"
    r"(?:prepared|ready|determined|open|honou?red)\s+to|positive\s+(?:about|that)|unable\s+to\s+(?:support|agree|accept|say|confirm|recommend)|"
    r"moved\s+(?:by\s+the\s+(?:account|story|film|testimony|presentation|words)|to\s+hear)|"
    r"in\s+(?:no\s+)?(?:doubt|two\s+minds)|on\s+the\s+side|of\s+the\s+same\s+(?:view|opinion|mind)|"
    r"of\s+the\s+(?:view|opinion|belief)|in\s+(?:agreement|favou?r|support|full\s+support)|able\s+to\s+(?:report|confirm|advise)|"
    r"at\s+pains|"
    r"asking|saying|suggesting|referring|wondering|requesting|proposing|inquiring|enquiring|referencing|seeking|advocating|hoping|"
    r"thinking|"
    r"trying\s+to\s+(?:say|understand|explain))\b"
)
_PROMISES = re.compile(
    r"\s+(?:(?:also|then|now|not|\w+ly)\s+)?(?:(?=need\s+to\s+(?:ask|check|consult|think|reflect|seek|talk|speak|discuss|consider|see)\b)|(?!(?:be|have|become|remain|leave|join|attend|chair|receive|need|cost|take|retire|stand)\b))[a-z]{3,}\b"
)
_ABILITY = re.compile(
    r"\s+(?:(?:not|n't|only|hardly|scarcely|never|also)\s+(?:(?:have\s+)?(?:agreed?|supported|put\s+it|said|asked|wished)\b|"
    r"(?:comment|say|accept|repeat|imagine|believe|recall|remember|see\s+(?:why|how|what|the|any|that)|understand|support|promise|confirm|answer|"
    r"guarantee|recommend|endorse|think|suggest|apologise|hope|speculate|tell|advise|speak\s+for|vouch|explain|share|give\s+(?:any|a|an|the))\b)"
    r"|(?:give|find|see|offer|recall|remember|think\s+of|make|promise|envisage)\s+(?:no|little|nothing)\b"
    r"|(?:confirm|assure|report|vouch|well\s+(?:believe|imagine|understand))\b)"
)
"""`could not comment`, `could only repeat`, `could give no guarantee`: what is said of somebody's words, not of their strength."""
_ATTEMPT = re.compile(
    r"\s+(?:not|n't)\s+(?:(?:try|intend|mean|propose|care)\s+to\s+(?!attend|join|leave)[a-z]+|mind|share|see\s+(?:why|how|what|the|any|it)|"
    r"find\s+(?:it|this|that|the|any)|consider|have\s+(?:any|an?|the)\s+(?:\w+\s+)?(?:objection|view|answer|quarrel|problem|concern|doubt|"
    r"comment|question|difficulty|figure)s?)\b"
)
_IS_TO = re.compile(r"\s+to\s+(?!be\b|have\b|attend\b|join\b|leave\b|receive\b|chair\b|retire\b)[a-z]{3,}\b")
_HEARING = (
    r"(?:(?:urged|warned|cautioned|thanked|congratulated|pressed|questioned)(?=\s+by\s+(?:the\s+)?[A-Z])|"
    r"(?:told|assured|informed|advised|reminded|notified|briefed)\b|asked\s+(?:about|if|whether|how|why|what|when|where|for)\b)"
)
_NOT = (
    r"(?:(?:not|n't|yet|so|altogether|somewhat|less|no\s+longer|far\s+from|a\s+little|much|also|very|really|always|still|most|more|quite|too|"
    r"only|just|all|both|rather|extremely|\w+ly|therefore|now|then)\s+)"
    r"{0,3}"
)


def _past(verb: str) -> str:
    return verb + ("d" if verb.endswith("e") else "ed")


_SPEECH = frozenset(map(_past, _REGULAR)) | _IRREGULAR | _PRESENT | _PLURAL

# "nominated" and "declared" are acts of procedure unless their complement says otherwise, so the later lines win.
VERBS: dict[str, Act] = {
    **dict.fromkeys(sorted(_DECISIONS), Act.DECISION),
    **dict.fromkeys(sorted(DECISIONS_IN_CAPITALS), Act.DECISION),
    **dict.fromkeys(sorted(_SPEECH), Act.SPEECH),
    "went": Act.PROCEDURE,
    **dict.fromkeys(sorted(_PROCEDURES), Act.PROCEDURE),
}
"""What each verb form tells without its complement."""

_BARE = _PLURAL | _REGULAR
_PERFECT = word_set(
    "said asked stated requested expressed indicated suggested agreed advised confirmed noted informed raised told proposed",
    "recommended thanked commented explained mentioned felt thought wanted hoped wondered believed written",
)
"""What "has" or "had" may stand before in a report; "has reviewed", "has updated" tell of work done."""
_WEAK_PROCEDURES = frozenset(["made", "called", "declared", "opened", "closed", "read", "concluded", "ended", "took", "offered", "passed"])
_NO_SPEECH_OBJECT = re.compile(
    r"\s+(?:for\s+)?(?:(?:a|an|the|this|that|his|her)\s+)?(?:\w+\s+)?(?:motion|amendment|resolution|meeting|session|vote|question)\b"
)


def _compiled_weak() -> dict[str, tuple[re.Pattern[str], ...]]:
    table: dict[str, tuple[re.Pattern[str], ...]] = {}
    for verbs, complement in _WEAK.items():
        for verb in verbs.split("|"):
            table[verb] = (*table.get(verb, ()), re.compile(rf"\s+(?:{complement})"))
    return table


_COMPLEMENTS = _compiled_weak()
_PASSIVE = re.compile(rf"\s+{_NOT}(?:been\s+)?(?:(?P<told>{_HEARING})|(?P<state>{_STATES}))")
_PARTICIPLE = re.compile(rf"\s+{_NOT}(?P<form>[a-z]+)")
_BE = word_set("was were is are wasn weren isn aren remained remains")
_HAVE = word_set("has had have hasn hadn")
_DO = word_set("did do does didn doesn don")
_AUXILIARIES = _BE | _HAVE | _DO | {"would", "could"}
_WISHES = re.compile(
    r"\s+(?:(?:also|not|really|strongly|very\s+much)\s+)?(?:have\s+)?(?:liked?|prefer(?:red)?|appreciated?|love|hate|want|hope|"
    r"wish|welcome|"
    r"suggest|recommend|support|argue|say|add|encourage|rather)\b"
)
HEADS = frozenset(VERBS) | frozenset(_COMPLEMENTS) | _AUXILIARIES
"""Every form that can begin a predicate: the filter in front of everything else."""
HEADS_AS_WRITTEN = frozenset(form + mark for form in HEADS for mark in ("", ",", ":", ";", ".", "'t", "’t"))
"""The same as they stand between blanks."""


_PLAIN = {word: act for word, act in VERBS.items() if word not in _AUXILIARIES | _COMPLEMENTS.keys() | _WEAK_PROCEDURES}
"""The verbs that tell the same whatever follows: most of those that minutes are written with."""


def read_predicate(flat: str, word: str, end: int) -> Predicate | None:
    """What the predicate beginning with `word` (which ends at `end` of `flat`) tells, or None where it tells nothing."""
    plain = _PLAIN.get(word)
    if plain is not None:
        return Predicate(plain, end)
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
    if word in ("would", "could"):
        return _read_modal(flat, word, end)
    if word in _BE:
        return _read_being(flat, end)
    attempt = _ATTEMPT.match(flat, end) if word in _DO else None
    if attempt:
        return Predicate(Act.SPEECH, attempt.end())
    match = _PARTICIPLE.match(flat, end)
    if match is None:
        return None
    if match.group("form") == "been":
        passive = _PASSIVE.match(flat, end)
        return Predicate(Act.TOLD if passive.lastgroup == "told" and word != "had" else Act.SPEECH, passive.end()) if passive else None
    is_speech = match.group("form") in (_BARE if word in _DO else _PERFECT)
    return Predicate(Act.SPEECH, match.end()) if is_speech else None


def _read_modal(flat: str, word: str, end: int) -> Predicate | None:
    """`would like` is a wish; `would write`, `could only repeat` are somebody's words only where that somebody is known."""
    wish = _WISHES.match(flat, end) if word == "would" else None
    promise = wish or (_PROMISES if word == "would" else _ABILITY).match(flat, end)
    return None if promise is None else Predicate(Act.SPEECH if wish else Act.PROMISE, promise.end())


def _read_being(flat: str, end: int) -> Predicate | None:
    """`was concerned`, `was told`, `is to write`."""
    passive = _PASSIVE.match(flat, end)
    if passive is None:
        duty = _IS_TO.match(flat, end)
        return None if duty is None else Predicate(Act.PROMISE, duty.end())
    return Predicate(Act.TOLD if passive.lastgroup == "told" else Act.SPEECH, passive.end())
