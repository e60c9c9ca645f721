from tests.cast import Cast
from tests.matrix import Row


def _nobody(cast: Cast) -> dict[str, object]:
    return {"kwargs": {"slug": "amara"}}


ROWS = [Row("sign_in_as", "POST", make=_nobody, expect={"*": 404}, note="outside a demo")]
