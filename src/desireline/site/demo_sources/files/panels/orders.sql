-- source: orders
-- label: Orders
-- label de: Bestellungen
-- customers: yes
WITH year AS (
  SELECT c.account, o.id, sum(l.pieces * l.price) AS worth, max(o.ordered) AS ordered
  FROM orders.orders o
  JOIN orders.lines l ON l.order_id = o.id
  JOIN orders.customers c ON c.number = o.customer
  WHERE o.ordered > now() - INTERVAL 12 MONTH
  GROUP BY c.account, o.id
)
SELECT account AS account_key, 'Last 12 months' AS label, 'Letzte 12 Monate' AS label_de, count(*) AS value,
  CASE WHEN count(*) = 1 THEN 'order' ELSE 'orders' END AS unit
FROM year GROUP BY account
UNION ALL
SELECT account, 'Spent in 12 months', 'Umsatz in 12 Monaten', sum(worth), 'EUR' FROM year GROUP BY account
