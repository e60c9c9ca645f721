-- source: orders
-- label: Orders
-- label de: Bestellungen
-- icon: briefcase
SELECT
  o.id AS key,
  o.number || ': ' || first(l.what ORDER BY l.id) || CASE WHEN count(*) > 1 THEN ' and ' || count(*) - 1 || ' more' ELSE '' END AS title,
  'Status: ' || any_value(o.status) || chr(10) || string_agg(l.pieces || ' × ' || l.what || ', ' || l.price || ' EUR', chr(10) ORDER BY l.id) AS body,
  any_value(c.account) AS account_key,
  'account' AS allow,
  any_value(o.ordered) AS created,
  any_value(o.updated) AS updated,
  any_value(o.status) AS tags,
  'en' AS language
FROM orders.orders o
JOIN orders.lines l ON l.order_id = o.id
LEFT JOIN orders.customers c ON c.number = o.customer
GROUP BY o.id, o.number
