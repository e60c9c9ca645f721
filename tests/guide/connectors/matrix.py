from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from desireline.guide.connectors.allow import maker
from desireline.guide.connectors.models import ConnectedCard, CustomerLink
from tests.cast import Cast
from tests.guide.connectors.place import SHOP, write
from tests.matrix import Row

ONLY = {"*": 404, "anonymous": 302, "blocked": 302, "steward": 200, "admin": 200}
SENT = {"*": 404, "anonymous": 302, "blocked": 302, "steward": 302, "admin": 302}


def _shop(cast: Cast) -> dict[str, Any]:
    write(Path(settings.CONNECT), "sources/shop.toml", SHOP)
    from desireline.guide.connectors import folder

    folder.known(now=True)
    return {"kwargs": {"name": "shop"}}


def _list(cast: Cast) -> dict[str, Any]:
    _shop(cast)
    return {}


def _link(cast: Cast) -> dict[str, Any]:
    made = CustomerLink.objects.create(source="shop", external="7", account=cast.harbour)
    return {"kwargs": {**_shop(cast)["kwargs"], "pk": made.pk}}


def _record(cast: Cast, allow: str, **whom: int) -> dict[str, Any]:
    tokens = maker()(allow, whom.get("account"), whom.get("person"))
    card = '["Order 1","Lemons","",[],[],[],[],0,null,"/records/shop:order:1",{"source":"shop"}]'
    ConnectedCard.objects.create(
        key="shop:order:1", source="shop", type="order", digest="x", allow=" ".join(tokens), card=card
    )
    return {"kwargs": {"key": "shop:order:1"}}


def _of_harbour(cast: Cast) -> dict[str, Any]:
    return _record(cast, "account", account=cast.harbour.pk)


def _of_nobody(cast: Cast) -> dict[str, Any]:
    return _record(cast, "mistyped", account=cast.harbour.pk)


def _of_all(cast: Cast) -> dict[str, Any]:
    return _record(cast, "public")


ROWS = [
    Row("connectors", make=_list, expect=ONLY),
    Row("connector", make=_shop, expect=ONLY),
    Row("connector_run", "POST", make=_shop, expect=SENT),
    Row("connector_link", "POST", make=_shop, expect=SENT),
    Row("connector_unlink", "POST", make=_link, expect=SENT),
    Row(
        "record",
        make=_of_harbour,
        expect={"*": 404, "customer": 200, "team": 200, "steward": 200, "admin": 200},
        note="of an account",
    ),
    Row("record", make=_of_nobody, expect={"*": 404}, note="of nobody"),
    Row("record", make=_of_all, expect={"*": 200}, note="of everyone"),
]
