"""The method: pure rules, the database that remembers, and the actions that change it."""
