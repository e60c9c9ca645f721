from tests.matrix import Row

ROWS = [Row("demo_devices", expect={"*": 404}, note="outside a demo, and without the token")]
