-- source: devices
-- label: Devices
-- label de: Geräte
-- icon: key-round
SELECT
  serial AS key,
  model || ' ' || serial AS title,
  'Software ' || software || ', ' || state || '. Last heard of: ' || place || '.' AS body,
  customer AS account_key,
  'account' AS allow,
  since AS created,
  seen AS updated,
  state AS tags,
  'en' AS language
FROM devices.devices
