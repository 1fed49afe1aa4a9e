-- Everything goes into the snapshot: tables, keys, views and comments.
COPY FROM DATABASE work TO snapshot;
DETACH snapshot;
