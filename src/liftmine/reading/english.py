"""Whether a text is English: the only language that is measured.

Every language is full of small words of its own. Their share among all words tells running text of one language from that of
another, and running text from tables, lists of names and place names, which hold few of any.
"""

import re
import unicodedata

_LOOKED_AT = 5_000  # characters: the attendance list of a large board is no more than a part of it
_FEWEST_WORDS = 50  # a shorter text is not judged
_ENGLISH_SHARE = 0.1  # running English has 0.2 to 0.35; a text that is half in another language leaves about this
_OTHER_SHARE = 0.18  # running text of any of them has 0.3 to 0.6
_OTHER_KINDS = (
    6  # different small words of two letters or more: Welsh place names hold y, yr and yn, Dutch surnames van and de, and few more
)
_UNLISTED_WORDS, _UNLISTED_SHARE, _SMALL_LETTERS = 200, 0.03, 0.6  # running text of a language without a list
_FOREIGN_LETTERS, _FOREIGN_BYTES = 0.5, 1.3  # share of letters; bytes a character in UTF-8, below which no text can reach it

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# Small words of English that are no words elsewhere: not a, an, as, at, do, he, i, in, is, me, no, on, so, to, was, we, will.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "that",
        "for",
        "it",
        "with",
        "be",
        "by",
        "this",
        "have",
        "are",
        "not",
        "or",
        "from",
        "had",
        "but",
        "were",
        "which",
        "been",
        "has",
        "would",
        "there",
        "their",
        "they",
        "who",
        "if",
        "more",
        "when",
        "what",
        "about",
        "up",
        "out",
        "said",
        "could",
        "should",
        "also",
        "its",
        "his",
        "her",
        "our",
        "you",
        "any",
        "into",
        "than",
        "them",
        "did",
        "some",
        "these",
        "other",
        "that's",
        "it's",
        "i'm",
        "don't",
        "my",
        "your",
        "because",
        "how",
        "where",
        "very",
        "then",
        "just",
        "she",
        "all",
        "can",
        "one",
        "said",
        "asked",
        "noted",
        "agreed",
        "board",
        "meeting",
    ]
)
_OTHERS = {
    "Welsh": "y yr yn ac i o ar at gan wedi oedd mae bod ei eu fod am hyn hynny gyda nid dim fel neu ond bydd roedd sydd mewn hefyd wrth "
    "drwy ymhlith gyfer rhai ein mwy pan ddim fydd gael",
    "Irish": "agus na ar le go bhí tá ag an as sé sí siad leis chun gur ní ach nó mar seo sin den don ón aige acu raibh bhfuil i gcás",
    "Gaelic": "agus tha bha air gu ann na an aig le bho do chan robh bhith iad gum sin seo mar airson cha eile gach anns",
    "French": "le la les de des du et un une est que qui dans pour par pas sur au aux ce cette il elle nous vous ils avec sont ont été "
    "mais plus ou ne se sa son ses leur être avoir",
    "German": "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden aus hat dass sie nach bei um "
    "einer wird wurde sind noch wie über einen zum zur haben",
    "Spanish": "el la los las de del y que en un una es por con para se su al lo como más no fue ha han sus este esta son está pero "
    "también entre sobre muy",
    "Italian": "il la lo gli le di del della dei delle e che in un una è per con non si da al alla sono ha nel come più questo anche dal "
    "nella stato hanno ma suo essere",
    "Portuguese": "o os as de do da dos das e que em um uma é para com não se por no na ao mais foi como são sua seu também pela pelo",
    "Dutch": "de het een en van ik te dat die is niet zijn op aan met voor er om ook als bij maar naar uit wordt heeft door worden nog "
    "deze wij ze hij zal werd dan",
    "Polish": "i w z na do się że nie jest to o od po za jak ale przez dla oraz są był była być przy tym jego które który tego czy także "
    "ich już",
    "Latin": "et in ut est non ad cum ex qui quae quod sed aut si ab de sit sunt atque ac per quis nec eius esse hoc enim ea quam vel "
    "eu id nisi ipsum dolor amet",
    "Scandinavian": "och att det som en på är av för med den till inte om ett har de ikke og er til han jeg vi på blev fra var men "
    "også efter",
    "Romanian": "și de în la cu pe care nu este un o din mai sau pentru că se au fost prin după ca al ale lui",
    "Czech": "a v se na je že s z do o k i za by pro jsou ale jako po od tak jeho které který byl také podle",
    "Turkish": "ve bir bu için ile da de olarak çok daha olan en gibi kadar sonra ne var değil ancak ya her",
}
_LISTS = {language: frozenset(words.split()) - _ENGLISH for language, words in _OTHERS.items()}


def is_english(text: str) -> bool:
    """False only for running text in another language; short texts, lists, tables and texts in two languages with English pass."""
    sample = text[:_LOOKED_AT]
    if len(sample.encode()) > _FOREIGN_BYTES * len(sample) and _is_foreign_script(sample):
        return False
    small = _WORD.findall(sample.lower().replace("’", "'"))
    if len(small) < _FEWEST_WORDS:
        return True
    share = sum(map(_ENGLISH.__contains__, small)) / len(small)
    if share >= _ENGLISH_SHARE:
        return True
    if any(_speaks(language, small, share) for language in _LISTS.values()):
        return False
    words = _WORD.findall(sample)
    is_running = sum(word[0].islower() for word in words) >= _SMALL_LETTERS * len(words)
    return not (len(words) >= _UNLISTED_WORDS and share < _UNLISTED_SHARE and is_running)


def _speaks(language: frozenset[str], words: list[str], english: float) -> bool:
    found = [word for word in words if word in language]
    share = len(found) / len(words)
    return share >= _OTHER_SHARE and share >= 2 * english and sum(len(word) > 1 for word in set(found)) >= _OTHER_KINDS


def _is_foreign_script(sample: str) -> bool:
    """Most letters are of another alphabet."""
    letters = [sign for sign in sample if sign.isalpha()]
    foreign = sum(ord(sign) > 0x24F and not unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    return len(letters) >= _FEWEST_WORDS and foreign > _FOREIGN_LETTERS * len(letters)
