"""What reading a first page loads, loaded on import: by fork servers alone, so that their workers are born with it.

A worker a batch would else load it once a batch: word lists of languages, calendars, public suffixes, outlets.
"""

import gc

from extractors import calendars, language, urls

from .batches import known_outlets

language.identify("The council of Norvik meets on Monday.")
calendars.is_month("May")
urls.registered_domain("https://outlet.example/")
known_outlets()
gc.freeze()  # a collection in a worker would write to every page of memory that it shares
