"""A PostgreSQL server, for several processes on several machines (extra `postgresql`)."""
