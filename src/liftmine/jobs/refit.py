"""A new version of the topic model: fitted on everything, compared with the one in use, accepted or refused (METHODS §2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.errors import DataRefused
from liftmine.jobs.corpus import Corpus
from liftmine.jobs.modelling import Material, gather_material
from liftmine.jobs.topic_models import describe_model, name_version, read_model
from liftmine.measures.succession import Succession, continue_topics, object_to
from liftmine.measures.topic_words import Kinship, topics_table
from liftmine.measures.topics import Fitted, TopicModel, fit_topics, score_topics
from liftmine.series.culture import culture_series
from liftmine.tables.stages import MATCHES, SCORES, TURNS
from liftmine.workspace.house import House
from liftmine.workspace.keys import hash_of
from liftmine.workspace.models import StoredModel

_FEWEST_CELLS = 3  # that a correlation says anything of
_KEY = ("partnership_id", "partner_type", "document_kind", "partnership_year")


@dataclass(frozen=True)
class Refit:
    """What became of a refit: the version in use now, the one before, and the topics that are new and that ended."""

    version: str
    before: str | None
    is_new: bool
    born: tuple[str, ...]
    retired: tuple[str, ...]
    least_correlation: float | None


def refit_topics(corpus: Corpus, as_of: date, *, anew: bool = False) -> Refit:
    """Fit a version on the documents of `corpus`, save it and put it in use, or raise `DataRefused` with the reasons and change nothing.

    `anew` compares with nothing: a new history begins, and every topic gets a name of its own. A fit that gives the version in use
    again changes nothing. Only under `House.publishing`.
    """
    house = corpus.house
    configuration = house.configuration
    settings, terms = configuration.settings.topics, {entry.dimension: entry.terms for entry in configuration.lexicons.dimensions}
    stored = None if anew or house.model_version is None else house.models.load(house.model_version)
    material = gather_material(corpus)
    fitted = fit_topics(material.tokens, material.document, terms, names=material.names, settings=settings)
    before = read_model(stored) if stored else None
    follow = _follow(fitted.model, before, stored, house)
    version = name_version(follow.model)
    if version == house.model_version:
        return Refit(version, version, is_new=False, born=(), retired=(), least_correlation=None)
    marks = {name: hash_of(group) for name, group in terms.items()}
    unchanged = {name for name, mark in marks.items() if stored and stored.card["dimensions"].get(name) == mark}
    correlation = _correlate(corpus, material, as_of, follow.model, before) if before else {}
    reasons = object_to(follow.model, before, unchanged, correlation, settings)
    if reasons:
        raise DataRefused("the new topic model is refused:\n  " + "\n  ".join(reasons), remedy=_remedy(house))
    told = {
        "before": house.model_version if stored else None,
        "dimensions": marks,
        "last_residual": max([_last_residual(stored), *_residual_numbers(follow.model.topics)]),
        "born": follow.born,
        "retired": follow.retired,
        "settings": settings.model_dump(),
        "n_documents": material.documents.num_rows,
    }
    house.models.save(version, describe_model(follow.model, _tell_topics(version, fitted, follow, material), told))
    house.models.use(version)
    compared = [correlation[name] for name in unchanged if name in correlation]
    return Refit(version, told["before"], True, follow.born, follow.retired, min(compared, default=None))


def _follow(model: TopicModel, before: TopicModel | None, stored: StoredModel | None, house: House) -> Succession:
    if before is None:
        nothing = Kinship((None,) * len(model.topics), np.full(len(model.topics), np.nan))
        return Succession(model, nothing, model.topics, ())
    return continue_topics(model, before, _last_residual(stored), house.configuration.settings.topics)


def _last_residual(stored: StoredModel | None) -> int:
    return int(stored.card["last_residual"]) if stored else 0


def _residual_numbers(topics: Collection[str]) -> list[int]:
    return [int(name.rpartition("_")[2]) for name in topics if name.startswith("residual_")]


def _tell_topics(version: str, fitted: Fitted, follow: Succession, material: Material) -> pa.Table:
    bags = follow.model.count(material.tokens)
    years = material.documents["partnership_year"].to_numpy()
    is_late = (years > (years.min() + years.max()) / 2)[material.document[bags.rows]]
    return topics_table(follow.model, version, bags, is_late, stability=fitted.stability, kinship=follow.kinship)


def _correlate(corpus: Corpus, material: Material, as_of: date, model: TopicModel, before: TopicModel) -> Mapping[str, float]:
    """Pearson's r of the publishable cells of each topic name that both models have."""
    new, old = (_measure_cells(corpus, material, as_of, each) for each in (model, before))
    joined = new.join(old, [*_KEY, "dimension"], join_type="inner", right_suffix="_before")
    names = joined["dimension"].to_numpy(zero_copy_only=False)
    first, second = joined["value"].to_numpy(), joined["value_before"].to_numpy()
    return {name: r for name in sorted(set(names)) if (r := _pearson(first[names == name], second[names == name])) is not None}


def _measure_cells(corpus: Corpus, material: Material, as_of: date, model: TopicModel) -> pa.Table:
    configuration = corpus.house.configuration
    series = culture_series(
        corpus.documents,
        corpus.load(TURNS),
        material.sentences,
        corpus.load(SCORES),
        corpus.load(MATCHES),
        study=configuration.study,
        settings=configuration.settings,
        dimensions=[entry.dimension for entry in configuration.lexicons.dimensions],
        as_of=as_of,
        topic_shares=score_topics(material.sentences, material.tokens, model),
        topics=model.topics,
    )
    is_told = pc.and_(pc.equal(series["measure"], "topic_share"), pc.invert(series["is_suppressed"]))
    return series.filter(pc.and_(is_told, series["value"].is_valid())).select([*_KEY, "dimension", "value"])


def _pearson(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> float | None:
    if len(first) < _FEWEST_CELLS or not first.std() or not second.std():
        return None
    return float(np.corrcoef(first, second)[0, 1])


def _remedy(house: House) -> str:
    if house.model_version is None:
        return "There is still no topic model; everything else is published. Give these dimensions more terms, or more papers."
    return f"The series stay under {house.model_version}. To end their history and begin another: liftmine refit --anew"
