"""`python -m demo` writes data_raw anew."""

from collections import Counter
from pathlib import PurePosixPath

from demo.papers import DATA_RAW, write_papers

papers = write_papers()
endings = Counter(PurePosixPath(path).suffix for path in papers.files)
size = sum(map(len, papers.files.values())) / 1e6
print(f"{DATA_RAW}: {len(papers.files)} files, {size:.1f} MB ({', '.join(f'{n} {ending[1:]}' for ending, n in sorted(endings.items()))})")
