"""A new version of the topic model: fitted on everything, compared with the one in use, accepted or refused (METHODS §2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
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
from liftmine.measures.topics import RESIDUAL, Fitted, TopicModel, fit_topics, score_topics
from liftmine.series.culture import culture_series
from liftmine.series.record import Record
from liftmine.study.settings import TopicSettings
from liftmine.tables.stages import MATCHES, SCORES, TURNS
from liftmine.workspace.house import House
from liftmine.workspace.keys import code_hash, hash_of
from liftmine.workspace.models import StoredModel

_FEWEST_CELLS = 3  # that a correlation says anything of
_KEY = ("partnership_id", "partner_type", "document_kind", "partnership_year")


@dataclass(frozen=True)
class Refit:
    """What became of a refit: the version in use now, the one before, how many of its topics go on, which are new and which ended."""

    version: str
    before: str | None
    is_new: bool
    n_kept: int
    born: tuple[str, ...]
    retired: tuple[str, ...]
    least_correlation: float | None


def refit_topics(corpus: Corpus, as_of: date, *, anew: bool = False) -> Refit:
    """Fit a version on the documents of `corpus`, save it and put it in use, or raise `DataRefused` with the reasons and change nothing.

    The fit goes on from the version in use, so that residual topics keep their place. `anew` starts from nothing and compares with
    nothing: a new history begins, and every topic gets a name of its own. Where papers, lexicons, settings and code are those of the
    version in use, nothing changes. Only under `House.publishing`.
    """
    house = corpus.house
    configuration = house.configuration
    settings, terms = configuration.settings.topics, {entry.dimension: entry.terms for entry in configuration.lexicons.dimensions}
    latest = house.models.load(house.model_version) if house.model_version else None
    stored, last_residual = None if anew else latest, _last_residual(latest)
    origin = _mark_origin(corpus)
    if stored and stored.card.get("origin") == origin:
        return _stay(house)
    material = gather_material(corpus)
    before = read_model(stored) if stored else None
    fitted = fit_topics(material.tokens, material.document, terms, names=material.names, settings=settings, before=before)
    follow = _follow(fitted.model, before, last_residual, settings)
    version = name_version(follow.model)
    if version == house.model_version:
        return _stay(house)
    marks = {name: hash_of(group) for name, group in terms.items()}
    unchanged = {name for name, mark in marks.items() if stored and stored.card["dimensions"].get(name) == mark}
    correlation = _correlate(corpus, material, as_of, follow.model, before) if before else {}
    reasons = object_to(follow.model, before, unchanged, correlation, settings)
    if reasons:
        raise DataRefused("the new topic model is refused:\n  " + "\n  ".join(reasons), remedy=_remedy(house))
    told = {
        "origin": origin,
        "before": house.model_version if stored else None,
        "dimensions": marks,
        "last_residual": max([last_residual, *_residual_numbers(follow.model.topics)]),
        "born": follow.born,
        "retired": follow.retired,
        "settings": settings.model_dump(),
        "n_documents": material.documents.num_rows,
    }
    house.models.save(version, describe_model(follow.model, _tell_topics(version, fitted, follow, material), told))
    house.models.use(version)
    compared = [correlation[name] for name in unchanged if name in correlation]
    return Refit(
        version, told["before"], True, len(follow.model.topics) - len(follow.born), follow.born, follow.retired, min(compared, default=None)
    )


def _mark_origin(corpus: Corpus) -> str:
    """One hash of all that a fit depends on, beside the model that it goes on from."""
    configuration, keys = corpus.house.configuration, corpus.keys["attribute"]
    rows = zip(corpus.documents["document_id"].to_pylist(), corpus.documents["status"].to_pylist(), strict=True)
    lexicons = {name: mark for name, mark in configuration.hashes.items() if name.startswith("lexicons/")}
    papers = sorted(keys[document] for document, status in rows if status == "ok")
    return hash_of(configuration.settings.topics.model_dump(), lexicons, code_hash("measure"), papers)


def _stay(house: House) -> Refit:
    return Refit(str(house.model_version), house.model_version, is_new=False, n_kept=0, born=(), retired=(), least_correlation=None)


def _follow(model: TopicModel, before: TopicModel | None, last_residual: int, settings: TopicSettings) -> Succession:
    if before is not None:
        return continue_topics(model, before, last_residual, settings)
    residual = (f"{RESIDUAL}{last_residual + number}" for number in range(1, len(model.residual) + 1))
    named = replace(model, topics=(*model.anchored, *residual))
    nothing = Kinship((None,) * len(named.topics), np.full(len(named.topics), np.nan))
    return Succession(named, nothing, named.topics, ())


def _last_residual(stored: StoredModel | None) -> int:
    return int(stored.card["last_residual"]) if stored else 0


def _residual_numbers(topics: Collection[str]) -> list[int]:
    return [int(name.rpartition("_")[2]) for name in topics if name.startswith(RESIDUAL)]


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
    record = Record(
        corpus.documents,
        corpus.load(TURNS),
        material.sentences,
        corpus.load(SCORES),
        corpus.load(MATCHES),
        study=configuration.study,
        dimensions=[entry.dimension for entry in configuration.lexicons.dimensions],
        topic_shares=score_topics(material.sentences, material.tokens, model),
        topics=model.topics,
    )
    series = culture_series(record, settings=configuration.settings, as_of=as_of)
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
