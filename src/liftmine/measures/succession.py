"""A new topic model beside the one in use: which topics go on, which are born or retired, and whether it may follow (METHODS §2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from liftmine.measures.matching import match_topics
from liftmine.measures.topic_words import Kinship
from liftmine.measures.topics import RESIDUAL, TopicModel
from liftmine.study.settings import TopicSettings

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Succession:
    """The new model under the names it is to have, what its topics continue, and the names that are new and that end."""

    model: TopicModel
    kinship: Kinship
    born: tuple[str, ...]
    retired: tuple[str, ...]


def continue_topics(model: TopicModel, before: TopicModel, last_residual: int, settings: TopicSettings) -> Succession:
    """Name the residual topics of `model` after those of `before` that they continue; a new one gets a number never used before.

    `last_residual` is the highest number that any version has used.
    """
    match, similarity = match_topics(*_on_common_words(model, before))
    names, continued = list(model.topics), [None] * len(model.topics)
    kin: list[str | None] = list(continued)
    for k, name in enumerate(model.topics):
        other = before.topics[match[k]] if match[k] >= 0 else None
        is_anchored = k < len(model.seeds)
        if (
            other is not None
            and similarity[k] >= settings.least_similarity
            and (other == name if is_anchored else match[k] >= len(before.seeds))
        ):
            names[k], kin[k] = other, other
        elif not is_anchored:
            last_residual += 1
            names[k] = f"{RESIDUAL}{last_residual}"
    named = replace(model, topics=tuple(names))
    born, retired = set(names) - set(before.topics), set(before.topics) - set(names)
    told = np.where([name is not None for name in kin], similarity, np.nan)
    return Succession(named, Kinship(tuple(kin), told), tuple(sorted(born)), tuple(sorted(retired)))


def object_to(
    model: TopicModel, before: TopicModel | None, unchanged: Collection[str], correlation: Mapping[str, float], settings: TopicSettings
) -> list[str]:
    """Why `model` must not follow `before`; empty where it may.

    Every anchored topic must hold more of its seeds' weight than any other topic does. Those of the `unchanged` dimensions, whose
    terms are the same as before, must also match their namesake and keep its series: `correlation` of the published cells.
    """
    found = [f"{topic}: another topic holds more of its seeds than it does itself" for topic in find_adrift(model)]
    if before is None:
        return found
    match, similarity = match_topics(*_on_common_words(model, before))
    for k, topic in enumerate(model.anchored):
        if topic not in unchanged or topic not in before.anchored:
            continue
        if before.topics[match[k]] != topic or similarity[k] < settings.least_similarity:
            found.append(
                f"{topic}: similarity {similarity[k]:.3f} to {before.topics[match[k]]}; {settings.least_similarity} to itself is needed"
            )
        elif correlation.get(topic, 1.0) < settings.least_correlation:
            found.append(
                f"{topic}: its series correlates {correlation[topic]:.3f} with that in use; {settings.least_correlation} is needed"
            )
    return found


def find_adrift(model: TopicModel) -> list[str]:
    """Anchored topics whose seeds weigh as much or more in another topic."""
    place = {word: number for number, word in enumerate(model.vocabulary)}
    adrift = []
    for k, seeds in enumerate(model.seeds):
        mass = model.phi[:, [place[seed] for seed in seeds]].sum(axis=1)
        if mass[k] <= np.delete(mass, k).max(initial=-1):
            adrift.append(model.topics[k])
    return adrift


def _on_common_words(model: TopicModel, before: TopicModel) -> tuple[Floats, Floats]:
    """φ of both over the words of either; a word that a model does not know has no weight in it."""
    words = {word: number for number, word in enumerate(sorted({*model.vocabulary, *before.vocabulary}))}
    spread = []
    for each in (model, before):
        phi = np.zeros((len(each.phi), len(words)))
        phi[:, [words[word] for word in each.vocabulary]] = each.phi
        spread.append(phi)
    return spread[0], spread[1]
