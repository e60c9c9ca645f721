from tests.matrix import Row

ROWS = [
    Row("livez", expect={"*": 200}),
    Row("readyz", expect={"*": 200}),
    Row("livez", "POST", expect={"*": 405}),
]
