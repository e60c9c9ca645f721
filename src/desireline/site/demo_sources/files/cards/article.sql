-- source: library
-- label: Articles
-- label de: Artikel
-- icon: bookmark
SELECT
  id AS key,
  title,
  body,
  readers AS allow,
  written AS created,
  area AS tags,
  'en' AS language
FROM library.articles
