-- Everything goes into the new working file: tables, keys, views and comments.
COPY FROM DATABASE work TO compacted;
DETACH compacted;
