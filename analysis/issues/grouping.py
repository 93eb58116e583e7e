"""What looks at many posts at once: copies first, then the stories that the representatives tell."""

from __future__ import annotations

import pandas as pd

from analysis.copies.finding import copy_columns
from analysis.stories.finding import story_columns


def group_posts(posts: pd.DataFrame) -> pd.DataFrame:
    """Columns `copy_group`, `representative` and `story` for every post; neither order nor chunking matters."""
    copies = copy_columns(posts)
    return copies.join(story_columns(posts, copies))
