"""The morning view in words: the page, the terminal and Prefect's artifacts say the same sentences."""

from collections.abc import Iterable

from liftmine.report.morning import UNKNOWN_NAMES, Files, Morning

_DIGITS = {"share": (100.0, 1, " %"), "score": (1.0, 2, ""), "per_100_sentences": (1.0, 1, " per 100")}
_EXACT = (1.0, 4, "")


def tell_files(morning: Morning) -> str:
    """How many files there are, what became of them, how many are scans, and how much of the text has a known side."""
    files = f"{morning.n_files:,} file{'' if morning.n_files == 1 else 's'}"
    statuses = ", ".join(f"{n:,} {status}" for status, n in morning.statuses.items())
    known = f" The partner type that speaks is known for {morning.attributed} % of {morning.n_sentences:,} measured sentences."
    scans = f" {morning.n_recognised:,} scan{' was' if morning.n_recognised == 1 else 's were'} read by OCR."
    return f"{files}{': ' * bool(statuses)}{statuses}.{scans if morning.n_recognised else ''}{known if morning.attributed else ''}"


def tell_news(morning: Morning) -> str:
    """What came, went and changed since the release before."""
    if morning.base_release is None:
        return "This is the first release: everything in it is new."
    news = ", ".join(f"{files.n:,} {label}" for label, files in name_groups(morning))
    return f"Since {morning.base_release}: {news or 'no file is new, changed or gone'}."


def name_groups(morning: Morning) -> list[tuple[str, Files]]:
    """The files behind the news, by what happened to them; only what did happen."""
    groups = (
        ("new", morning.new),
        ("changed", morning.changed),
        ("gone", morning.gone),
        ("read that were not before", morning.now_read),
        ("no longer read", morning.no_longer_read),
    )
    return [(label, files) for label, files in groups if files.n]


def tell_names(files: Files) -> str:
    """The names there are, and how many more files there are."""
    more = files.n - len(files.names)
    return " · ".join([*files.names, *([f"and {more:,} more"] if more else [])])


def tell_moves(morning: Morning) -> str:
    """How many numbers moved, and what may be behind it; empty for a first release."""
    moves = morning.moves
    if morning.base_release is None:
        return ""
    said = f"Of {moves.n_compared:,} numbers that both releases publish, {moves.n_moved:,} moved beyond rounding"
    if moves.n_moved:
        said += f", {moves.n_by_documents:,} of them where documents came, went or changed"
    if moves.n_appeared:
        said += f"; {moves.n_appeared:,} are published for the first time"
    if moves.vanished:
        reasons = ", ".join(f"{reason}: {n:,}" for reason, n in moves.vanished.items())
        said += f"; {sum(moves.vanished.values()):,} no longer are ({reasons})"
    return said + "." + (f" Beside documents, these differ: {', '.join(moves.causes)}." if moves.causes else "")


def move_rows(morning: Morning) -> list[tuple[str, str, str, str]]:
    """The biggest moves as number, before, now, and what came with it."""
    return [(move.cell, _say(move.before, move.unit), _say(move.now, move.unit), move.why) for move in morning.moves.biggest]


def tell_recording_breaks(morning: Morning) -> list[str]:
    """The breaks of recording that are new: what is to be known before any of the moves is read."""
    return [f"⚑ {sentence}" for sentence in morning.recording]


def tell_unknown(morning: Morning) -> str:
    """How many names the study does not know, and where they stand; empty where it knows all."""
    unknown = morning.unknown
    counts = [(unknown.n_people, "person", "people"), (unknown.n_organisations, "organisation", "organisations")]
    said = " and ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in counts if n)
    if not said:
        return ""
    verb = "is" if unknown.n_people + unknown.n_organisations == 1 else "are"
    return (
        f"{said} in attendance lists of minutes {verb} not known to the study; what they say counts as unknown. "
        f"{UNKNOWN_NAMES} has a line for each to put into the study file."
    )


def tell_all(morning: Morning) -> list[str]:
    """Every sentence that has something to say."""
    return _filled((tell_files(morning), tell_news(morning), tell_moves(morning), *tell_recording_breaks(morning), tell_unknown(morning)))


def _filled(sentences: Iterable[str]) -> list[str]:
    return [sentence for sentence in sentences if sentence]


def _say(value: float, unit: str) -> str:
    scale, digits, sign = _DIGITS.get(unit, _EXACT)
    text = f"{value * scale:.{digits}f}"
    return (text if float(text) else text.lstrip("-")).replace("-", "−") + sign
