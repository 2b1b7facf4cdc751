"""Everything that an alliance leaves behind, rows and files, taken out and put back where nothing is yet."""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from models.db.session import Database
from samenspel.settings import settings
from tests import databases


@dataclass(frozen=True, slots=True)
class Content:
    """What a database and the folder of files held."""

    #: On SQLite one whole database, on PostgreSQL what each table says to COPY.
    rows: dict[str, bytes]
    #: Where the counters of PostgreSQL stood.
    counters: dict[str, int]
    files: dict[Path, bytes]


def nothing_in(database: Database) -> bool:
    """Say whether there is no row and no file yet."""
    return not databases.filled(database) and not _folder().exists()


def content_of(database: Database) -> Content:
    """Take out everything, and leave it there."""
    files = {path.relative_to(_folder()): path.read_bytes() for path in _folder().rglob("*") if path.is_file()}
    with database.engine.connect() as connection:
        if database.is_sqlite:
            whole = _driver(connection).serialize()
            # Most of it is empty pages.
            return Content({"": zlib.compress(whole, 1)}, {}, files)
        counters = connection.exec_driver_sql(
            "SELECT format('%%I.%%I', schemaname, sequencename), last_value FROM pg_sequences"
            " WHERE last_value IS NOT NULL"
        )
        standing = {str(name): int(value) for name, value in counters}
        return Content({table: _copied(connection, table) for table in databases.filled(database)}, standing, files)


def put_back(content: Content, database: Database) -> None:
    """Fill an empty database of the same kind, and the folder of files."""
    if database.is_sqlite:
        database.close()
        path = Path(database.url.removeprefix("sqlite:///"))
        path.write_bytes(zlib.decompress(content.rows[""]))
    else:
        with database.engine.begin() as connection:
            cursor = _driver(connection).cursor()
            for table, said in content.rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
                    copy.write(said)
            for name, value in content.counters.items():
                cursor.execute("SELECT setval(%s::regclass, %s)", (name, value))
    for place, data in content.files.items():
        file = _folder() / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _folder() -> Path:
    return settings().base / "files"


def _copied(connection: Connection, table: str) -> bytes:
    with _driver(connection).cursor().copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
        return b"".join(bytes(part) for part in copy)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
