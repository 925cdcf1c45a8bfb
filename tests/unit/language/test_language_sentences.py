import pytest

from liftmine.language.sentences import LONGEST, split_sentences
from liftmine.tables.stages import BLOCKS, TEXTS


def cut(text, edges=(0,)):
    """The sentences of one document, as texts; `edges` are the first characters of its blocks."""
    n = len(edges)
    texts = TEXTS.build({"document_id": ["d"], "text": [text]})
    blocks = BLOCKS.build(
        {
            "document_id": ["d"] * n,
            "block_no": range(n),
            "kind": ["paragraph"] * n,
            "page": [None] * n,
            "table_no": [None] * n,
            "row_no": [None] * n,
            "column_no": [None] * n,
            "is_bold": [False] * n,
            "char_start": edges,
            "char_end": [*edges[1:], len(text)],
        }
    )
    spans = split_sentences(texts, blocks)
    return [text[start:end] for start, end in zip(spans["char_start"].to_pylist(), spans["char_end"].to_pylist(), strict=True)]


WHOLE = [
    "Cllr. Brown asked approx. 40 tenants, see para. 4.2 and Fig. 3.",
    "Mr. Hale and Dr. Ito met Prof. Wu at 2.30 p.m. on Monday.",
    "The cost is £2.5m, i.e. more than planned, e.g. for the lift.",
    "4.2 The Board agreed.",
    "2. Matters arising from the last meeting",
    "The report by J. R. Smith of St. Mary's was read.",
    "Harlow Builders Inc. of Leeds won the tender.",
    "The U.S. Department wrote to No. 5 Mill Lane.",
    "It was agreed (see annex).",
    "See www.example.org and section 3.2.1 for more.",
    "The scheme, which had been\ndelayed by a year, was opened.",
    "He asked why? and left.",
    "The works, roads, drains, etc. were finished.",
    "The paper went to the Board on 3 Sept. 2009 for approval.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence_stays_one(text):
    assert cut(text) == [text]


SPLIT = [
    ("The Board met. It agreed.", ["The Board met.", "It agreed."]),
    ("The rent is owed to Harlow Ltd. The Board noted this.", ["The rent is owed to Harlow Ltd.", "The Board noted this."]),
    ("We met at 3 p.m. The Chair spoke.", ["We met at 3 p.m.", "The Chair spoke."]),
    ("Was it late? No. The builder was.", ["Was it late?", "No.", "The builder was."]),
    ('He said "yes." She agreed.', ['He said "yes."', "She agreed."]),
    ("It was agreed (as before.) The Chair closed.", ["It was agreed (as before.)", "The Chair closed."]),
    ("The Board agreed.The Chair closed.", ["The Board agreed.", "The Chair closed."]),
    ("To do: • write to the council • pay the rent", ["To do:", "• write to the council", "• pay the rent"]),
    ("It will:\n(a) write;\n(b) pay; and\n(c) wait.", ["It will:", "(a) write;", "(b) pay; and", "(c) wait."]),
    ("Finance\n\nThe rent is due", ["Finance", "The rent is due"]),
    ("Rent\t£400\tpaid", ["Rent", "£400", "paid"]),
    ("The Board closed.\n3. Finance\n4.2 The rent is due.", ["The Board closed.", "3. Finance", "4.2 The rent is due."]),
    ("It was said in Appendix A. The Board agreed.", ["It was said in Appendix A.", "The Board agreed."]),
    ("The rent … is due. Who pays?! We do.", ["The rent … is due.", "Who pays?!", "We do."]),
]


@pytest.mark.parametrize(("text", "sentences"), SPLIT)
def test_sentences_are_told_apart(text, sentences):
    assert cut(text) == sentences


def test_no_sentence_crosses_a_block():
    assert cut("Rent and\nrates are due.", edges=(0, 9)) == ["Rent and", "rates are due."]


def test_a_mark_stays_with_the_item_it_marks():
    assert cut("•\tPay the rent\n") == ["•\tPay the rent"]


def test_what_has_no_end_is_cut_at_the_best_place_before_the_limit():
    text = "the roof leaked; " * 200
    sentences = cut(text)
    assert all(len(sentence) <= LONGEST for sentence in sentences)
    assert all(sentence.endswith(";") for sentence in sentences)


@pytest.mark.parametrize("text", ["", " \n\t \n", "\n\n\n"])
def test_a_text_of_white_space_has_no_sentences(text):
    assert cut(text) == []


@pytest.mark.parametrize("unit", [".", ". ", "a.", "(", "\n", "\t", "• ", "1. ", "A. ", "\n- A", '."', "; \n", "…)", "\n(a) ", "x"])
def test_hostile_repetition_is_cut_in_linear_time(unit):
    text = unit * (200_000 // len(unit))
    assert sum(map(len, "".join(cut(text)).split())) == sum(map(len, text.split()))


def test_several_documents_keep_their_own_spans():
    texts = TEXTS.build({"document_id": ["b", "a", "c"], "text": ["One. Two.", "Three.", ""]})
    blocks = BLOCKS.build(
        {
            "document_id": ["b", "a"],
            "block_no": [0, 0],
            "kind": ["paragraph"] * 2,
            "page": [None] * 2,
            "table_no": [None] * 2,
            "row_no": [None] * 2,
            "column_no": [None] * 2,
            "is_bold": [False] * 2,
            "char_start": [0, 0],
            "char_end": [9, 6],
        }
    )
    spans = split_sentences(texts, blocks)
    assert spans["document_id"].to_pylist() == ["a", "b", "b"]
    assert spans["char_start"].to_pylist() == [0, 0, 5]
