from hypothesis import example, given, settings
from hypothesis import strategies as st

from liftmine.language.sentences import LONGEST, split_sentences
from liftmine.tables.stages import BLOCKS, TEXTS

MARKS = [".", "!", "?", "…", " ", "\n", "\n\n", "\t", "•", "(", ")", '"', "’", ";", ",", "-", "\u00a0", "\u2028", "\uf0b7", "\x0b"]
WORDS = [
    "Mr",
    "Cllr.",
    "No.",
    "e.g.",
    "4.2",
    "2.",
    "(a)",
    "A",
    "The",
    "board",
    "met",
    "J.",
    "p.m.",
    "£2.5m",
    "www.example.org",
    "é",
    "x" * 400,
]
PIECES = st.sampled_from(MARKS + WORDS)
DOCUMENTS = st.lists(st.lists(st.lists(PIECES, max_size=30).map("".join), min_size=1, max_size=5), max_size=4)


def split(documents):
    """The texts, their block edges and the spans, for documents given as lists of blocks."""
    ids = [f"d{n}" for n in range(len(documents))]
    texts = ["".join(blocks) for blocks in documents]
    rows = []
    for name, blocks in zip(ids, documents, strict=True):
        start = 0
        for number, block in enumerate(blocks):
            rows.append((name, number, start, start + len(block)))
            start += len(block)
    n = len(rows)
    layout = {
        "document_id": [row[0] for row in rows],
        "block_no": [row[1] for row in rows],
        "kind": ["paragraph"] * n,
        "page": [None] * n,
        "table_no": [None] * n,
        "row_no": [None] * n,
        "column_no": [None] * n,
        "is_bold": [False] * n,
        "char_start": [row[2] for row in rows],
        "char_end": [row[3] for row in rows],
    }
    spans = split_sentences(TEXTS.build({"document_id": ids, "text": texts}), BLOCKS.build(layout))
    return dict(zip(ids, texts, strict=True)), rows, spans.to_pylist()


@settings(deadline=None, max_examples=200)
@given(DOCUMENTS)
@example([["•", "\t."]])  # a mark at the end of a block, and a block that begins with a tab
def test_every_character_that_is_not_space_stands_in_exactly_one_sentence(documents):
    texts, rows, spans = split(documents)
    for name, text in texts.items():
        own = [span for span in spans if span["document_id"] == name]
        covered = [0] * len(text)
        for span in own:
            for place in range(span["char_start"], span["char_end"]):
                covered[place] += 1
        assert all(count == 1 or (count == 0 and char.isspace()) for char, count in zip(text, covered, strict=True))
    blocks = {(name, number): (start, end) for name, number, start, end in rows}
    for span in spans:
        text = texts[span["document_id"]][span["char_start"] : span["char_end"]]
        start, end = blocks[span["document_id"], span["block_no"]]
        assert text == text.strip()
        assert 0 < len(text) <= LONGEST
        assert start <= span["char_start"] < span["char_end"] <= end


@settings(deadline=None, max_examples=50)
@given(DOCUMENTS)
def test_the_company_of_other_documents_changes_no_sentence(documents):
    texts, _, spans = split(documents)
    for number, (name, blocks) in enumerate(zip(texts, documents, strict=True)):
        _, _, alone = split([blocks])
        together = [span for span in spans if span["document_id"] == f"d{number}"]
        assert [span | {"document_id": name} for span in alone] == together
