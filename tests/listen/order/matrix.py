from tests.matrix import Row

ROWS = [Row("seen", "POST", expect={"team": 204, "steward": 204, "admin": 204, "*": 400})]
