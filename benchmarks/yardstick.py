"""What an analyst would write: one plain spaCy pass over the texts of a folder (tokens, sentences, lemmas), counted."""

import sys
from collections import Counter
from pathlib import Path

import spacy


def main() -> None:
    """Count lemmas and sentences of the files named on standard input."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    texts = [Path(line.strip()).read_text(errors="replace") for line in sys.stdin if line.strip()]
    lemmas: Counter[str] = Counter()
    n_sentences = 0
    for doc in nlp.pipe(texts):
        lemmas.update(token.lemma_ for token in doc)
        n_sentences += sum(1 for _ in doc.sents)
    print(f"{lemmas.total()} tokens, {len(lemmas)} lemmas, {n_sentences} sentences")


if __name__ == "__main__":
    main()
