"""Closed lists of words that English minutes are written with."""


def word_set(*lines: str) -> frozenset[str]:
    """The words of `lines`."""
    return frozenset(word for line in lines for word in line.split())


OFFICES = word_set(
    "Director Chair Chairman Chairwoman Chairperson Vice-Chair Vice-Chairman Vice-President Member Mr Mrs Ms Miss Mx Dr Sir Dame Lord",
    "Lady Baroness Prof Professor Councillor Councilor Councilman Councilwoman Cllr Mayor Secretary Treasurer President Commissioner",
    "Manager Officer Judge Justice Senator Representative Rep Reverend Rev Trustee Governor Counsel Attorney Alderman Alderwoman",
    "Supervisor Chief Superintendent Executive GM CEO CFO COO AGM Minister Father Captain Colonel Sergeant Analyst Auditor Clerk Head",
    "Lead Matron",
)
"""Words that stand before a surname and say that a person follows."""

OFFICE_MODIFIERS = word_set(
    "Acting Interim Deputy Vice General Assistant Senior Executive Chief Committee Board First Second Third 1st 2nd 3rd Managing",
    "Finance Operating Financial Medical Nursing Clinical Joint Non-Executive Past Former Lead Independent Associate Honorary Hon",
    "Area Project Programme The Madam",
)

PARTICLES = word_set("of for and & from with the on to in behalf at")
"""Small words that may stand inside a capitalised run."""

ADVERBIAL_OPENERS = word_set(
    "In On At For Following Regarding With As After When To By During Upon Before Given Since While Although If Under Because From",
    "Based Until Once Throughout Despite Without Due Prior Asked Whilst Where Unless Per Also Lastly Finally Additionally However",
    "Therefore Further Furthermore Moreover Secondly Firstly Then Next Subsequently Afterwards Later Similarly Meanwhile Instead",
    "Again Overall Whereupon Thereupon Hereupon Elsewhere Earlier Nevertheless Nonetheless Equally Likewise Indeed Thus Hence Besides",
    "Between Among Amongst Behind Beyond Beside Within Through Towards Toward Against About Over Apart Contrary Pressed Challenged",
    "Questioned Invited Reminded Unfortunately Regrettably Clearly Generally Separately Accordingly Currently Previously Recently",
    "Originally Initially Ultimately Eventually Specifically Personally Privately Meantime Today Yesterday Of",
)
"""First words of a sentence whose subject stands behind a comma."""

NEVER_IN_SUBJECT = word_set(
    "that which who whom whose where when if whether because as than to by at on in with without into from upon also be",
)
CLAUSE_OPENERS = word_set("When While Although If Because As Where Once Unless Whilst Given Per")
"""Openers whose own clause has a subject: the first name behind them need not be the voice."""
DETERMINERS = word_set("The the A An Our our Some Several Other Many Most Various Both All Another One Two Three")
SUBJECT_NOUNS = word_set(
    "member members staff trustees directors governors councillors officers manager managers director chair chairman chairwoman",
    "secretary treasurer clerk officer executive lead leader head team representatives representative group committee board",
    "consultant consultants adviser advisor auditor auditors partners colleagues coordinator administrator lawyer architect engineer",
    "planner and counsel solicitor solicitors surveyor nurse librarian",
)
"""Words in lower case that go on naming a subject behind its capitals: "Board members", "Finance manager"."""

NOBODIES = word_set("I You This That These Those Who What Which Many Some One Each Anyone Nobody Someone Somebody Others Please")

DECISIONS_IN_CAPITALS = word_set(
    "RESOLVED AGREED NOTED DECIDED APPROVED ACCEPTED RATIFIED ADOPTED ENDORSED RECEIVED REQUESTED DELEGATED AUTHORISED AUTHORIZED",
    "CONSIDERED DISCUSSED SUPPORTED RECOMMENDED REJECTED",
)
DECISION_WORDS = DECISIONS_IN_CAPITALS | word_set("Agreed Resolved Noted Decided Approved Accepted")
"""What stands alone for "it was agreed"."""

SPEECH_OF_HOUSES = word_set(
    "said stated reported asked requested confirmed advised indicated explained suggested announced noted agreed felt feels believes",
    "believed proposed responded replied informed commented expressed queried questioned raised welcomed thanked recommended expects",
    "argued argues claimed claims insisted acknowledged warned stressed notified told considered wanted wants wishes wished",
    "complained says states hoped hopes was were",
)
"""Verbs an organisation may be the subject of when it speaks; "added", "presented", "provided" are mostly deeds of one."""

MINDS = word_set(
    "felt thought hoped agreed asked wished resolved decided welcomed regretted wanted believed thanked concurred approved concluded",
)
"""What a body does and a paper does not: "it" is the board that "felt", but a report that "noted"."""

AUXILIARIES = word_set("was were is are has had have will would could should did does do")
TOLD_IN_PASSING = word_set("would had could should might")
"""What "he" begins with where his words are given without a verb of speech: "He would bring the figures"."""

DEEDS = word_set(
    "was is has had will went came met took made gave held sent wrote became began brought left kept ran won got put stood sat rose"
)
"""Common irregular verbs that begin an act and no speech."""

GATHERINGS = word_set("stood sat rose paused")
"""What a body does without speaking."""

ACTS_BEFORE_SPEECH = word_set(
    "attended joined arrived participated turned distributed reviewed received approved elected considered",
    "opened closed",
)
"""Acts somebody may be told of in one breath with what they said: "attended the forum and reported"."""

NO_CUT_BEFORE = word_set("that which why as when whether if by to with from for of than because and or between the a")
"""A second voice never begins behind these."""

ANSWERS = word_set(
    "replied responded answered said stated confirmed explained advised noted asked added commented agreed felt thanked reported",
    "assented concurred disagreed demurred dissented objected promised undertook declined refused protested",
)
"""Verbs that begin a second voice even behind a bare "and"."""

STOP_LABELS = word_set(
    "action actions note notes resolved resolution motion motions result results mover seconder second ayes aye nays nay noes absent",
    "abstain abstained abstentions remote away excused date time place venue location present apologies attendance attendees subject",
    "from to cc re vote votes discussion questions answers update background recommendation recommendations amendment summary next",
    "page item agenda members staff others decision decisions outcome owner status total example that nb ps tel telephone email fax",
    "web website contact address phone name module title source copyright document reference ref version author authors participants",
    "organisation objectives conclusion introduction method findings",
) | frozenset(
    [
        *("in attendance", "staff present", "others present", "members present", "board members present", "also present", "call to order"),
        *("next meeting", "the motion", "prepared by", "primary motion", "on motion", "next page", "interviewee name", "interviewer name"),
    ]
)
"""What stands before a colon in minutes and is no speaker."""
