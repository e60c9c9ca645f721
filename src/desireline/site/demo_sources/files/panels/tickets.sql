-- source: helpdesk
-- label: Help desk
-- label de: Kundendienst
-- All tickets count, also those that are marked as personal: so this one is for our own people.
SELECT
  customer AS account_key,
  'Open tickets' AS label,
  'Offene Anfragen' AS label_de,
  count(*) FILTER (state = 'open') AS value
FROM helpdesk.tickets
GROUP BY customer
UNION ALL
SELECT customer, 'Tickets, last 12 months', 'Anfragen, letzte 12 Monate', count(*)
FROM helpdesk.tickets
WHERE CAST(opened AS TIMESTAMPTZ) > now() - INTERVAL 12 MONTH
GROUP BY customer
