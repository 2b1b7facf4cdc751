"""The memory: tables, sessions and the questions asked of them. The only place that imports SQLAlchemy."""
