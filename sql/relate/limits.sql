-- For a dataset that lives as long as one command: memory stays free for the texts at hand.
SET memory_limit = '700MB'
