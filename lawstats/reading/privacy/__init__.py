"""Personal data: what stays on the machine, how it is masked, and how two rows are known to name the same person.

Reading is by allow-list (`reading.ledgers`); this package does the rest. Rooms: `keys` (the machine's key and the keyed
hash), `names` (who a cell lists), `masks` (tables and texts that are shown), `small_cells` (counts too small to show).
"""

from __future__ import annotations

from lawstats.reading.privacy.keys import keyed_hash, load_key
from lawstats.reading.privacy.masks import mask_personal, mask_text
from lawstats.reading.privacy.names import split_names
from lawstats.reading.privacy.small_cells import suppress_small

__all__ = ["keyed_hash", "load_key", "mask_personal", "mask_text", "split_names", "suppress_small"]
