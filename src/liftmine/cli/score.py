"""`liftmine score`: any table of texts."""

from dataclasses import asdict
from pathlib import Path

from liftmine.cli.output import print_json, tell
from liftmine.jobs.score import score_file
from liftmine.jobs.topic_models import load_topic_model
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House


def score_to(file: Path, text_column: str, target_column: str | None, out: Path, study: Path, *, as_json: bool) -> None:
    """Score the file and say how many rows read as negative, neutral and positive."""
    configuration = load_configuration(study)
    band = configuration.settings.tone.neutral_band
    model = load_topic_model(House(configuration))
    lexicons, parser = configuration.lexicons, configuration.parser
    summary = score_file(file, text_column, target_column, out, lexicons, neutral_band=band, model=model, parser=parser)
    if as_json:
        print_json(asdict(summary))
        return
    tell(
        f"{summary.n_rows} rows written to {summary.output}: {summary.n_scored} with words, of them "
        f"{summary.n_negative} negative, {summary.n_neutral} neutral, {summary.n_positive} positive"
    )
