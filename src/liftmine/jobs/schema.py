"""JSON Schemas of the configuration files: editors complete and check by them."""

import json
from pathlib import Path

from pydantic import BaseModel

from liftmine.study.lexicon import KINDS
from liftmine.study.model import Study
from liftmine.study.settings import Settings

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def write_schemas(folder: Path) -> list[Path]:
    """Writes `study.schema.json`, `settings.schema.json` and one `lexicon-KIND.schema.json` a kind, and returns their paths.

    The folder is made where it is missing. The files that `liftmine init` writes look for it at `schema/` beside the study file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, type[BaseModel]] = {"study": Study, "settings": Settings}
    models |= {f"lexicon-{kind}": model for kind, model in KINDS.items()}
    return [_write_schema(folder / f"{name}.schema.json", model) for name, model in models.items()]


def _write_schema(file: Path, model: type[BaseModel]) -> Path:
    schema = {"$schema": _DIALECT, **model.model_json_schema(by_alias=True)}
    file.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return file
