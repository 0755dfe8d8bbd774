"""The first text of a scenario of one's own: a copy of a preset that does not pass for the place the preset is about."""

from __future__ import annotations

import json
import re

from gpssim.scenario.shipped import preset_text

HEADER = """\
# {name}: begun as a copy of the preset {preset}. Title and notes are yours to write; comments and sources below are the preset's.
#
# What the preset says of a source or range holds for its value only. A value that you change is fixed in sampled worlds
# (--worlds), and its source is "assumption", unless you say more beside it:
#
#   n_districts = {{ value = 12, source = "city yearbook 2024, table 2-1", swept = [10, 14] }}
#
# swept is the range over which sampled worlds vary it. `gpssim scenario check {name}.toml` says what is uncertain, over what.

"""


def begun(name: str, preset: str) -> str:
    """TOML text: the preset under a name of its own, without its title and notes, below a header that says what it is."""
    quoted = json.dumps(name, ensure_ascii=False)
    text = re.sub(r'^notes = (""".*?"""|".*?")\n', "", preset_text(preset), count=1, flags=re.MULTILINE | re.DOTALL)
    for key in ("name", "title", "title_zh"):
        line = f"{key} = {quoted}".replace("\\", "\\\\")  # a template of re.sub
        text = re.sub(rf"^{key} = .*$", line, text, count=1, flags=re.MULTILINE)
    return HEADER.format(name=name, preset=preset) + text
