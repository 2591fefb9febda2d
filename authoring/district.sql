-- The hand-ins of many classes, counted by DuckDB straight from the files: which of them count, and how many learners
-- gave which answer. What an answer is worth, and what may be told, is the course's own Python: authoring/district.py.
--
-- Before it runs there are
--   the variable hand_ins, such as 'hand_ins/**/*.json';
--   d_exercises (exercise, own_words, in_forms): the exercises of the course; in_forms for the items of the two forms,
--       and for the questions of the lesson that asks the second one.
-- Then authoring/district.py fills d_marked, one row for each row of d_tries, and reads the views. Nothing is written
-- to disk.

-- ---- The hand-ins: those that can be used, one for each learner ----

CREATE OR REPLACE TEMP TABLE h_read AS
SELECT filename, md5(text) AS digest, TRY(text::JSON) AS record
FROM (SELECT filename, ltrim(TRY(decode(content)), chr(65279)) AS text
      FROM read_blob(getvariable('hand_ins')) WHERE size <= 2000000);

CREATE OR REPLACE TEMP TABLE h_records AS
SELECT filename, digest, record, record->>'$.coin' AS coin,
    CASE WHEN json_type(record, '$.id') = 'VARCHAR' AND regexp_full_match(record->>'$.id', '[0-9a-f]{16}')
        THEN record->>'$.id' END AS own_id
FROM h_read
WHERE json_type(record) = 'OBJECT' AND record->>'$.schema' = 'who-says-so/record'
    AND json_type(record, '$.version') = 'UBIGINT' AND record->>'$.version' = '1'
    AND json_type(record, '$.answers') = 'OBJECT' AND coalesce(record->>'$.coin', 'A') IN ('A', 'B');

CREATE OR REPLACE TEMP TABLE h_exercises AS
SELECT filename, e.key AS exercise, e.value AS tries, row_number() OVER (PARTITION BY filename ORDER BY e.id) AS place
FROM h_records, json_each(record, '$.answers') AS e;

CREATE OR REPLACE TEMP TABLE h_attempts AS
SELECT filename, exercise, place, t.key::INT AS attempt, t.value AS given
FROM h_exercises, json_each(tries) AS t WHERE json_type(tries) = 'ARRAY';

-- What a learner took back does not count; nor does the file that says so, which holds no answer.
CREATE OR REPLACE TEMP TABLE h_taken_back AS
SELECT filename, own_id, record->>'$.taken_back' AS until, len(json_keys(record, '$.answers')) AS exercises
FROM h_records WHERE own_id IS NOT NULL AND json_type(record, '$.taken_back') = 'VARCHAR'
    AND regexp_full_match(record->>'$.taken_back', '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00');

CREATE OR REPLACE TEMP TABLE h_out AS
WITH times AS (
    SELECT filename, own_id, unnest([record->>'$.handed_in', given->>'$.when']) AS moment
    FROM h_records JOIN h_attempts USING (filename)
)
SELECT filename FROM h_taken_back
UNION
SELECT times.filename FROM times
JOIN (SELECT own_id, max(until) AS until FROM h_taken_back WHERE exercises = 0 GROUP BY own_id) USING (own_id)
WHERE regexp_full_match(moment, '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00') IS NOT FALSE
GROUP BY times.filename, until HAVING max(moment) <= until;

-- A record of which any part is not whole does not count.
CREATE OR REPLACE TEMP TABLE h_broken AS
SELECT filename FROM h_exercises WHERE json_type(tries) <> 'ARRAY' OR json_array_length(tries) = 0
UNION
SELECT filename FROM h_attempts WHERE NOT coalesce(
    json_exists(given, '$.answer') AND json_type(given, '$.when') = 'VARCHAR'
    AND given->>'$.how' IN ('buttons', 'typed')
    AND coalesce(json_type(given, '$.because'), 'VARCHAR') = 'VARCHAR'
    AND coalesce(json_type(given, '$.confidence'), 'NULL') IN ('NULL', 'UBIGINT')
    AND coalesce(TRY_CAST(given->>'$.confidence' AS INT), 50) BETWEEN 50 AND 100, false);

CREATE OR REPLACE TEMP TABLE h_learners AS
WITH begun AS (
    SELECT filename, list({'e': exercise, 'w': given->>'$.when', 'a': given->'$.answer'} ORDER BY place)[:5] AS firsts
    FROM h_attempts JOIN d_exercises USING (exercise)
    WHERE attempt = 0 AND NOT own_words GROUP BY filename
), long AS (
    SELECT filename, own_id, coin, digest, coalesce(firsts, []) AS firsts, count(*) AS attempts
    FROM h_records JOIN h_attempts USING (filename) LEFT JOIN begun USING (filename)
    WHERE filename NOT IN (FROM h_broken) AND filename NOT IN (FROM h_out) GROUP BY ALL
), best AS (
    -- One for each id; of files without one, for each beginning; without a beginning, for each content.
    SELECT * FROM long QUALIFY row_number() OVER (
        PARTITION BY own_id, CASE WHEN own_id IS NULL THEN {'c': coin, 'f': firsts} END,
            CASE WHEN own_id IS NULL AND len(firsts) = 0 THEN digest END
        ORDER BY attempts DESC, digest DESC, filename) = 1
)
-- A file without an id gives way to one that begins alike and has one, or goes on where it stops.
SELECT filename FROM best AS short
WHERE short.own_id IS NOT NULL OR len(short.firsts) = 0 OR NOT EXISTS (
    SELECT 1 FROM long AS other
    WHERE (other.own_id IS NOT NULL OR len(short.firsts) < 5 AND len(other.firsts) > len(short.firsts))
        AND other.coin IS NOT DISTINCT FROM short.coin AND other.firsts[:len(short.firsts)] = short.firsts);

-- ---- What each learner tried, and how many tried the same ----

-- Nobody needs more tries to give an answer that can be read (MAX_ATTEMPTS in helpers/class_report/counting.py).
CREATE OR REPLACE TEMP TABLE d_tried AS
SELECT filename, exercise, min(place) AS place,
    to_json(list({'answer': given->'$.answer', 'confidence': given->'$.confidence'} ORDER BY attempt))::VARCHAR AS tries
FROM h_attempts JOIN d_exercises USING (exercise)
WHERE filename IN (FROM h_learners) AND attempt < 20 GROUP BY filename, exercise;

CREATE OR REPLACE TEMP TABLE d_tries AS
SELECT exercise, tries, count(*)::INT AS learners FROM d_tried GROUP BY ALL ORDER BY ALL;

-- The band of its confidence, if it is counted there, and whether the first answer fitted.
CREATE OR REPLACE TEMP TABLE d_marked (exercise VARCHAR, tries VARCHAR, band INT, fitted BOOLEAN);

CREATE OR REPLACE TEMP VIEW d_bands AS
SELECT band, count(DISTINCT filename)::INT AS learners, count(*)::INT AS answers,
    (count(*) FILTER (fitted))::INT AS fitted,
    (count(DISTINCT filename) FILTER (fitted))::INT AS with_fitting,
    (count(DISTINCT filename) FILTER (NOT fitted))::INT AS with_missing
FROM d_tried JOIN d_marked USING (exercise, tries) WHERE band IS NOT NULL GROUP BY band;

-- What a learner met of the two forms, in the record's order, and how many met and tried the same.
CREATE OR REPLACE TEMP VIEW d_forms AS
WITH met AS (
    SELECT filename, list(exercise ORDER BY place) AS begun, list(tries ORDER BY place) AS tries
    FROM d_tried JOIN d_exercises USING (exercise) WHERE in_forms GROUP BY filename
)
SELECT begun, tries, count(*)::INT AS learners FROM met GROUP BY ALL;
