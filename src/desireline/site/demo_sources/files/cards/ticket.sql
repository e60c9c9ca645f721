-- source: helpdesk
-- label: Tickets
-- icon: message-circle
-- A ticket that is marked as personal is seen by who wrote it and by our own people, not by others of the account.
SELECT
  id AS key,
  '#' || id || ' ' || subject AS title,
  question || CASE WHEN answer <> '' THEN chr(10) || chr(10) || answer ELSE '' END AS body,
  customer AS account_key,
  email AS person_key,
  CASE personal WHEN 'true' THEN 'person staff' WHEN 'false' THEN 'account' END AS allow,
  opened AS created,
  updated,
  state AS tags,
  'en' AS language
FROM helpdesk.tickets
