"""Put the SQLite of the `pysqlite3` wheel in the place of the system's.

SQLite before 3.51.3 can lose committed writes in WAL mode. The wheel brings a newer one; Django only knows the module
name `sqlite3`, so the name is given to the wheel before Django's backend is imported.
"""

import sys

import pysqlite3
import pysqlite3.dbapi2


def install() -> None:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
