from tests import make
from tests.cast import Cast
from tests.matrix import Row


def _board(cast: Cast) -> dict[str, object]:
    make.board()
    return {}


ROWS = [
    Row("home", make=_board, expect={"*": 200}),
    Row("home", expect={"*": 200}, note="of an empty instance"),
    Row("home", "POST", expect={"*": 405}),
    Row("kit", expect={"*": 200}),
    Row("kit", "POST", expect={"*": 405}),
]
