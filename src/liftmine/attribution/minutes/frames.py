"""The patterns of frames and the voices they give, where no subject has to be remembered (ATTRIBUTION §4, F3–F5, F8)."""

import re
from typing import NamedTuple

from liftmine.attribution.bases import Basis
from liftmine.attribution.minutes.subjects import RUN
from liftmine.attribution.minutes.words import DECISIONS_IN_CAPITALS, word_set
from liftmine.attribution.model import Found, PartKind, Party


class Voice(NamedTuple):
    """Whose words, in which mode. `found` is None for narration; `label` is the speaker as written."""

    mode: str
    basis: str
    confidence: float
    label: str | None = None
    found: Found | None = None


class Sentence(NamedTuple):
    """A unit that is measured: a sentence, or a part of one, with its voice.

    Whom it speaks of is looked for from `content_start` on, but not in `aside`, where the sentence names who speaks.
    """

    start: int
    end: int
    voice: Voice
    is_content: bool
    content_start: int
    aside: tuple[int, int] = (0, 0)


LAYOUT = Voice("none", Basis.LAYOUT, 0.95)
NARRATION = Voice("none", Basis.NARRATION, 0.5)
PROCEDURE = Voice("none", Basis.PROCEDURE, 0.9)
SOMEBODY = Found(Party.PERSON, "unknown", 0.5)
BODY = Found(Party.COLLECTIVE, "collective", 0.9, partner_type="collective")
FORMULA = Voice("collective", Basis.COLLECTIVE_FORMULA, 0.92, None, BODY)
AGENTLESS_DECISION = Voice("collective", Basis.AGENTLESS_DECISION, 0.6, None, BODY)
DECISIONS_LISTED = FORMULA._replace(basis=Basis.LIST_ITEM, confidence=0.75)
DISCUSSION = Voice("collective", Basis.DISCUSSION, 0.7, None, BODY)
MOOD = DISCUSSION._replace(confidence=0.6)
AGENTLESS = Voice("reported", Basis.AGENTLESS, 0.55, None, SOMEBODY)
TOLD = Voice("reported", Basis.TOLD, 0.5, None, SOMEBODY)

DECIDED = (
    "agreed|resolved|noted|felt|decided|approved|accepted|hoped|understood|recognised|recognized|acknowledged|considered|"
    "determined|concluded|believed|"
    "recommended|ratified|endorsed|adopted|received|authorised|authorized|carried|discussed|debated|"
    + "|".join(sorted(DECISIONS_IN_CAPITALS))
)
SPOKEN = (
    "reported|suggested|explained|stated|mentioned|commented|queried|asked|said|confirmed|advised|highlighted|stressed|clarified|"
    "announced|requested|"
    "proposed|questioned|observed|thought|indicated|raised|expressed|presented|introduced|emphasised|emphasized|voiced|offered|"
    "minuted|pointed\\s+out|"
    "brought\\s+up|made|given|provided"
)
SHOWN = (
    "welcomed|commended|supported|praised|applauded|echoed|shared|rejected|opposed|challenged|reviewed|examined|scrutinised|scrutinized|confirmed|"
    "ratified|preferred|favoured|favored|regretted|appreciated|thanked|congratulated|resisted|disputed|denied|refuted|contested|backed|"
    "dismissed|doubted|conceded|condemned|criticised|criticized"
)
"""What tells speech or a decision only where it is said by whom."""
DONE = word_set("reviewed examined scrutinised scrutinized")
"""Of these, what a person does alone and tells nobody."""
AGENT = (
    rf"(?:\s+(?:\w+ly\s+)?by\s+(?P<agent>(?:the\s+)?{RUN}|the\s+[a-z]+(?:\s[a-z]+)?|"
    r"(?:(?:all|most|several|some|other|many|both)\s+)?(?:of\s+)?(?:the\s+)?(?:members|trustees|staff|directors|governors|councillors|those)\b|all\s+present|everyone|all\b))?"
)
BOTH = r"(?:[a-z]+ed(?:(?:\s\w+){0,3},\s[a-z]+ed(?:\s\w+){0,3})?,?\s+and\s+(?:\w+ly\s+)?)??"
"""What stands before the last of several participles: "was reviewed and adopted", "was tabled, debated at length and adopted"."""
GAP = r"(?:\s+(?:also|then|further|therefore|again|subsequently|not|all|both|\w+ly))?\s+"
PASSIVE = re.compile(
    rf"\s(?:was|were){GAP}{BOTH}(?:(?P<decided>{DECIDED})|(?P<spoken>{SPOKEN})|(?P<motion>moved|seconded|adjourned)|"
    rf"(?P<shown>{SHOWN})(?=\s(?:\w+ly\s)?by\s))\b{AGENT}"
)
IMPERSONAL = re.compile(
    rf"\s(?:was|is|has\s+been|had\s+been){GAP}(?:(?P<decided>{DECIDED})|(?P<spoken>{SPOKEN})|(?P<motion>moved|seconded|"
    rf"adjourned)|(?P<shown>{SHOWN})(?=\s(?:\w+ly\s)?by\s))\b{AGENT}"
)
GUESSED = frozenset(["full_name_unlisted", "initials_unlisted", "role_unlisted", "organisation_unlisted", "role", Basis.JOINT])
TAKEN = word_set("approved accepted adopted ratified agreed endorsed authorised authorized")
"""Participles that tell a decision of the meeting even where no one is named."""
PAPERS = re.compile(
    r"\b(?:minutes|reports?|updates?|papers?|presentation|accounts|position|letter|contents?|recommendations?|resolution|budget|"
    r"plan|policy|register|schedule|submission|business\s+case|terms)\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:that|which|who|whether|if|when|where|because|what|how|why|(?:before|after|until|while|as)\s+(?:they|he|she|it|we))\s"
)
SAYS_WHAT = re.compile(r"[^.;]{0,40}?\b(?:that|whether|if|how|why)\b")
OF_THINGS = word_set("raised made given provided offered introduced presented expressed voiced")
"""What is done to things as often as to words: "it was raised that", but "it was raised to amber"."""
MOVED = (" to ", " from ", " by ")
"""What stands behind "raised" where a thing is."""
BODY_WORDS = re.compile(
    r"\b(?:Committee|Board|Trustees|Members|Group|Panel|Governors|Directors|Council|members|trustees|meeting|directors|governors|councillors|"
    r"all|everyone|those)\b"
)
SPEAKABLE = re.compile(
    r"\b(?:concerns?|questions?|thanks|comments?|apologies|appreciation|view|views|suggestions?|points?|issues?|support|"
    r"disappointment|quer(?:y|ies)|"
    r"updates?|reports?|presentation|overview|request|condolences|interest)\b",
    re.IGNORECASE,
)
DISCUSSED = re.compile(
    r"(?:\S+\s+){0,5}?(?:[Dd]iscussions?|[Dd]ebate)\s+(?:then\s+|also\s+)?(?:took\s+place|ensued|followed|arose|was\s+held|were\s+held|"
    r"cent(?:re|er)ed|focus+ed)\b"
)
THERE = re.compile(
    r"There\s+(?:was|were|followed|being)\s+(?:[\w-]+\s+){0,4}?(?:(?P<talk>discussions?|debate|conversation)|(?P<mood>consensus|"
    r"agreement|amusement|laughter|applause|disquiet|unease|disagreement|dissatisfaction|relief|dismay|"
    r"(?:general|unanimous|broad|some|much|widespread|little|considerable)\s+(?:support|concern|sympathy|surprise|enthusiasm|scepticism)))\b"
)
IMPERSONAL_BEHIND = re.compile(
    r"(?:,|(?<!\bthat)(?<!\bwhich)(?<!\bas)(?<!\bif)(?<!\bwhen)(?<!\bwhere)(?<=[a-z]{4}))\s+(?=(?:it|there)\s+(?:was|were|is|has|had)\s)"
)
BROUGHT = re.compile(
    r"[Ii]t\s+(?:was|has\s+been|had\s+been)\s+(?:brought|drawn)\s+to\s+(?:the\s+)?[\w’'-]+(?:\s\w+)?\s+(?:attention|notice)\s+(?:that|how)\b"
)
_MOODS = (
    r"(?:This|That|It|(?:The|His|Her|Their)\s+[a-z]+(?:\s[a-z]+)?)\s+(?:was|were)\s+(?:met|greeted|received)\s+with\s+(?!a\b|an\b|the\b)[a-z]+|"
    r"(?:Views|Opinions?|Members|Feelings?)\s+(?:on\s+[^.]{1,40}\s)?(?:was|were)\s+(?:evenly\s+|sharply\s+)?(?:divided|mixed|split)\b|"
    r"(?:General\s+)?(?:Laughter|Applause)\s+(?:then\s+)?(?:followed|ensued|greeted)\b|"
    r"No\s+(?:decision|conclusion|agreement|consensus|vote)\s+(?:was|could\s+be)\s+(?:reached|taken|made)\b|"
    r"(?:(?:Some|Much|Considerable|Great|General)\s+)?(?:Dissatisfaction|Concerns?|Disappointment|Regret|Surprise|Unease|Satisfaction|"
    r"Appreciation|Doubts?|Disquiet|Dismay|Support|Sympathy)\s+(?:was|were)\s+(?:also\s+|then\s+)?(?:voiced|expressed|raised)\b(?!\s+by\b)|"
    r"(?:Nobody|No\s+one|None)\s+(?:present\s+|else\s+)?(?:dissented|objected|disagreed|demurred|opposed)\b|"
    r"(?:It\s+was\s+)?(?:[Tt]he\s+|A\s+)?(?:[a-z]+\s+)?(?:[Cc]onsensus|[Ff]eeling|[Vv]iew|[Mm]ood|[Ss]ense|[Oo]pinion|[Cc]onclusion|[Ww]ish)\s+(?:of|among|amongst)\s+"
    r"(?:the\s+)?(?:meeting|[Bb]oard|[Mm]embers|[Cc]ommittee|[Gg]roup|[Tt]rustees|[Dd]irectors|[Gg]overnors|[Cc]ouncil|those\s+present)\s+(?:was|is|that|to)\b"
)
"""What the meeting as a whole felt: "This was met with laughter", "Views were divided"."""
_POINTS_FOLLOW = (
    r"(?:(?:The|Some|Other|Further|Members[’']?|General|Main)\s+){0,3}(?:[Cc]omments|[Pp]oints|[Vv]iews|[Ss]uggestions|[Cc]oncerns|[Qq]uestions|"
    r"[Oo]bservations)\s+(?:(?:made|raised|noted|received|from\s+(?:the\s+)?(?:members|board|discussion))\s+)?"
    r"(?:were|included|are)(?:\s+as\s+follows)?\s*:|(?:Among(?:st)?\s+the\s+)?[Pp]oints\s+(?:made|raised)(?:\s+(?:by|in|during)\s+[^:.]{3,40})?\s*:"
)
"""The lead-in of a list of what members said."""
RESOLVED = re.compile(r"(?:Resolved|RESOLVED)\s*(?::|that\b|,)\s*(?:that\s+)?(?=[A-Z]|the\s|a\s|[a-z])")
"""The wording of a resolution behind its own word."""
IN_CAPITALS = re.compile(rf"IT\s+(?:WAS|IS)\s+(?:[A-Z]+LY\s+)?(?:{'|'.join(sorted(DECISIONS_IN_CAPITALS))})\b")
"""`IT WAS RESOLVED THAT`."""
ON_MINUTES = re.compile(
    r"(?:[\d.]+\s+)?(?:The\s+)?(?:[Dd]raft\s+)?[Mm]inutes\s[^.;]{0,100}?(?:was|were)\s+(?:\w+ly\s+)?(?:agreed|approved|accepted|confirmed|adopted|signed)\b"
)
"""Decisions on minutes speak of nobody, not even of the chair who signs them."""
OF_PAPERS = re.compile(
    r"(?:The|A|An|Copies)\s+(?:[\w’'-]+\s+){0,3}?(?:drafts?|schedule|report|paper|list|cop(?:y|ies)|tables?|minutes|document|appendix|letter|plan|"
    r"chart|summary|statement|form|slides|presentation)\s+(?:(?:of|for|on|from)\s+(?:the\s+)?\w+\s+)?"
    r"(?:(?:is|are)\s+(?:attached|appended|enclosed|available|annexed|at|in\s+appendix)|(?:shows?|sets?\s+out|lists?)(?!\s+(?:that|how)\b))\b"
)
"""What the secretary says of a paper in the present tense: "The draft is attached"."""
IN_THEIR_VIEW = re.compile(
    r"(?:In|To)\s+(?P<whose>his|her)\s+(?:own\s+)?(?:view|opinion|judge?ment|experience|mind)\b|"
    r"As\s+(?P<who>he|she)\s+(?:saw|understood|recalled|remembered|put|read)\s+it\b"
)
SUMMARY = re.compile(r"(?:\s*:|\s+[–—-])\s+\S")
BARE_SUBJECT = re.compile(
    r"\b(?:addition|afterwards|Also|Then|Additionally|end|conclusion|fact|meeting|reply|response|answer|return|turn|summary|closing|passing)"
    r"\s+(?=(?:he|she|the)\s)"
    r"|[Oo]n\s+behalf\s+of\s+(?:the\s+)?[A-Z]\w+\s+(?=(?:the\s+)?[A-Z])"
    r"|[a-z]{3,}\s+(?=(?:the\s+)?[A-Z]|(?:members|trustees|governors|councillors|directors)\s)"
)
"""Where the subject stands behind an adverbial without a comma: "In reply AB said"."""
TOPIC = re.compile(r"[^.;:–—]{1,80}(?:–\s+|—\s?|:\s+)(?=[A-Za-z])")
AND_SPOKE = re.compile(
    r"\sand\s+(?:then\s+|also\s+|he\s+|she\s+)?(?P<verb>said|answered|replied|responded|thought|promised|undertook|agreed|stated|asked|noted|reported|commented|advised|explained|confirmed|suggested|thanked|"
    r"informed|requested|indicated|expressed|mentioned|added|felt|found|welcomed)\b"
)
WORDS = re.compile(r"\s[a-z]{2,}[ ,.;:]")
"""Something like a sentence: a list of names, figures or a title holds no plain word."""
_NO_QUESTIONS = (
    r"(?:There\s+(?:was|were|being)\s+no|No|Hearing\s+no)\s+(?:further\s+|other\s+|additional\s+|public\s+)?(?:questions?|comments?|"
    r"discussions?|business|matters|objections?|declarations?|conflicts?|apologies)|"
    r"None\s+(?:other\s+)?(?:was|were)\s+(?:raised|declared|received|made|notified|reported)|"
    r"(?:No\s+one|Nobody|No\s+(?:other\s+)?members?)\s+(?:else\s+)?(?:wished|wanted|asked|chose)\s+to\s+(?:speak|comment|add)\b"
)
_APOLOGIES = r"(?:[\d.]+\s+)?Apolog(?:ies|y)\b(?:\s+for\s+absence)?\s+(?:were|was|had|have|has|received|from)\b"
NO_QUESTIONS = re.compile(_NO_QUESTIONS)
PASSIVE_OPENINGS = re.compile(rf"(?P<procedure>{_NO_QUESTIONS}|{_APOLOGIES})|(?:{_MOODS}|{_POINTS_FOLLOW})")
"""What a sentence without a subject that speaks may begin with."""
PROCEDURE_WORDS = re.compile(
    r"\b(?:motion\s+(?:was\s+)?(?:passed|carried|failed|made)|made\s+(?:a|the)\s+motion|seconded\s+(?:the|by)|(?:meeting|"
    r"session)\s+(?:was\s+)?(?:adjourned|closed|ended|opened|called)|"
    r"(?:took|vacated|resumed)\s+the\s+[Cc]hair\b|(?:was|were)\s+excused\b(?!\s+from\s+\w+ing)|WHEREAS|BE\s+IT\s+(?:FURTHER\s+)?RESOLVED|voted?\s+(?:in\s+favou?r|against|aye|nay)|(?:did|does)\s+not\s+vote)"
)
OF_PROCEDURE = ("motion", "meeting", "hair", "second", "vote", "session", "excused", "WHEREAS", "RESOLVED")
"""One of these stands in every act of procedure: a quick look before the pattern."""
TOLD_BY = re.compile(rf"\s+by\s+(?P<agent>(?:the\s+)?{RUN}|the\s+[a-z]+)")
TOGETHER = re.compile(
    r"\b(?:unanimously|jointly|collectively|(?:all|both)\s+(?:agreed|thanked|noted|welcomed|supported|felt|thought|drew))\b"
)
IMPLICIT_LIMIT = 6
NEAR = 3  # blocks: a motion and its formula stand between a speaker and the pronoun
LONGEST_LABEL = 60
LABEL_WORDS = 5
UNLISTED = frozenset([PartKind.FURNITURE, PartKind.ATTENDANCE])
"""Parts that hold no sentences but unmistakable speech that runs on from them."""
SILENT = frozenset([PartKind.VOTE, PartKind.ACTION, *UNLISTED])
SHORTEST_SPEECH = 30  # characters; nearly all cells and lines of lists are shorter
