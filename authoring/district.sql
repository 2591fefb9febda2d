-- The figures of the class report for many classes at once, by one DuckDB script over the same files.
--
-- Set two variables before it runs:
--   SET VARIABLE hand_ins = 'hand_ins/**/*.json';
--   SET VARIABLE questions = 'data/questions/*.json';
-- It leaves the tables district_size, district_answers, district_agreement, district_sentences, district_sureness and
-- district_forms. Nothing is written to disk. Marks are counted by sentence, not by word: finding the words takes the
-- course's own code, so marks are left out of agreement and of sureness.

-- ---- What may be told, and the measures ----

-- The same words as helpers/class_report/figures.py: shares in steps of at least six neighbouring numbers of learners.
CREATE OR REPLACE TEMP MACRO steps(total) AS CASE
    WHEN total >= 60 THEN 10 WHEN total >= 30 THEN 5 WHEN total >= 18 THEN 3 WHEN total >= 12 THEN 2 ELSE 1
END;
CREATE OR REPLACE TEMP MACRO step_words(step, steps) AS CASE steps
    WHEN 1 THEN 'too few to tell'
    WHEN 2 THEN ['under half', 'half or more'][step + 1]
    WHEN 3 THEN ['under a third', 'a third to two thirds', 'two thirds or more'][step + 1]
    ELSE CASE step
        WHEN 0 THEN 'under ' || (10 // steps) || ' in 10'
        WHEN steps - 1 THEN (10 - 10 // steps) || ' in 10 or more'
        ELSE (step * 10 // steps) || ' to ' || ((step + 1) * 10 // steps) || ' in 10'
    END
END;
CREATE OR REPLACE TEMP MACRO told(n, total) AS
    step_words(least(steps(total) - 1, (steps(total) * n // total)::INT), steps(total));

-- Wichura's algorithm AS 241 (1988), https://doi.org/10.2307/2347330, as far as it is needed here (p above 1e-10).
CREATE OR REPLACE TEMP MACRO z_middle(q, r) AS q
    * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
    + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r
    + 3.3871328727963666080)
    / (((((((5226.4952788528545610 * r + 28729.085735721942674) * r + 39307.895800092710610) * r
    + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.18700749205790830) * r + 42.313330701600911252) * r
    + 1.0);
CREATE OR REPLACE TEMP MACRO z_outer(r) AS
    (((((((7.7454501427834140764e-4 * r + 2.2723844989269184583e-2) * r + 2.4178072517745061177e-1) * r
    + 1.2704582524523683826) * r + 3.6478483247632046050) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r
    + 1.4234371107496835773)
    / (((((((1.0507500716444168432e-9 * r + 5.4759380849953449460e-4) * r + 1.5198666563616457197e-2) * r
    + 1.4810397642748007459e-1) * r + 6.8976733498510000455e-1) * r + 1.6763848301838038494) * r
    + 2.0531916266377588219) * r + 1.0);
CREATE OR REPLACE TEMP MACRO z(p) AS CASE
    WHEN abs(p - 0.5) <= 0.425 THEN z_middle(p - 0.5, 0.180625 - (p - 0.5) * (p - 0.5))
    ELSE sign(p - 0.5) * z_outer(sqrt(-ln(least(p, 1.0 - p))) - 1.6)
END;

-- ---- The questions of the course ----

CREATE OR REPLACE TEMP TABLE q_all AS
SELECT
    regexp_extract(file.filename, '([^/\\]+)\.json$', 1) AS lesson,
    question.value AS q,
    question.value->>'$.id' AS exercise,
    question.value->>'$.kind' AS kind,
    coalesce(question.value->>'$.marking', 'now') AS marking,
    coalesce(question.value->>'$.confidence', 'false') = 'true' AS asks_how_sure
FROM read_text(getvariable('questions')) AS file, json_each(file.content::JSON, '$.questions') AS question;

-- What can be put where, and whether we accept it.
CREATE OR REPLACE TEMP TABLE q_places AS
SELECT exercise, 'answer' AS part, o.value->>'$.id' AS given, o.value->>'$.accepted' = 'true' AS accepted
FROM q_all, json_each(q, '$.options') AS o WHERE kind = 'choice'
UNION ALL
SELECT exercise, i.value->>'$.id', g.value->>'$.id', list_contains(i.value->>'$.accepted[*]', g.value->>'$.id')
FROM q_all, json_each(q, '$.items') AS i, json_each(q, '$.groups') AS g WHERE kind = 'sorting'
UNION ALL
SELECT exercise, i.value->>'$.id', place::VARCHAR, (i.value->>'$.id') = (q->'$.accepted[0].order'->>(place - 1)::INT)
FROM q_all, json_each(q, '$.items') AS i, range(1, json_array_length(q, '$.items')::BIGINT + 1) AS places(place)
WHERE kind = 'ordering'
UNION ALL
SELECT exercise, s.value->>'$.id', o.value->>'$.id', false
FROM q_all, json_each(q, '$.slots') AS s, json_each(s.value, '$.options') AS o WHERE kind = 'lab';

CREATE OR REPLACE TEMP TABLE q_parts AS
SELECT exercise, count(DISTINCT part) AS parts FROM q_places GROUP BY exercise;

-- Exercises that ask how sure one is and accept exactly one answer (marks and sentence labs are left out here).
CREATE OR REPLACE TEMP TABLE q_single AS
SELECT exercise FROM q_all
WHERE asks_how_sure AND marking <> 'prediction' AND CASE kind
    WHEN 'choice' THEN len(list_filter(json_extract_string(q, '$.options[*].accepted'), lambda a: a = 'true')) = 1
    WHEN 'sorting' THEN list_bool_and(list_transform(
        json_extract(q, '$.items[*].accepted'), lambda a: json_array_length(a) = 1))
    WHEN 'ordering' THEN json_array_length(q, '$.accepted') = 1
    ELSE false END;

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
    FROM h_attempts JOIN q_all USING (exercise)
    WHERE attempt = 0 AND kind NOT IN ('text', 'own_text') GROUP BY filename
), long AS (
    SELECT filename, own_id, coin, digest, coalesce(firsts, []) AS firsts, count(*) AS attempts
    FROM h_records JOIN h_attempts USING (filename) LEFT JOIN begun USING (filename)
    WHERE filename NOT IN (FROM h_broken) GROUP BY ALL
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

-- ---- Of each exercise the first answer that can be read ----

CREATE OR REPLACE TEMP TABLE a_given AS
WITH tried AS (
    SELECT a.*, q.kind, given->'$.answer' AS answer FROM h_attempts AS a JOIN q_all AS q USING (exercise)
    WHERE filename IN (FROM h_learners) AND attempt < 20
), put AS (
    SELECT filename, exercise, attempt, given, 'answer' AS part, answer->>'$' AS value
    FROM tried WHERE kind = 'choice' AND json_type(answer) = 'VARCHAR'
    UNION ALL
    SELECT filename, exercise, attempt, given, e.key, e.value->>'$'
    FROM tried, json_each(answer) AS e WHERE kind IN ('sorting', 'lab') AND json_type(answer) = 'OBJECT'
    UNION ALL
    SELECT filename, exercise, attempt, given, e.value->>'$', (e.key::INT + 1)::VARCHAR
    FROM tried, json_each(answer) AS e WHERE kind = 'ordering' AND json_type(answer) = 'ARRAY'
), fitting AS (
    SELECT put.*, p.accepted,
        count(*) OVER (PARTITION BY filename, put.exercise, attempt) AS there
    FROM put JOIN q_places AS p ON p.exercise = put.exercise AND p.part = put.part AND p.given = put.value
)
SELECT filename, exercise, attempt, part, value, accepted, (given->>'$.confidence')::INT AS confidence
FROM fitting JOIN q_parts USING (exercise) WHERE there = parts
QUALIFY attempt = min(attempt) OVER (PARTITION BY filename, exercise);

CREATE OR REPLACE TEMP TABLE a_answered AS
SELECT exercise, count(DISTINCT filename) AS answered FROM a_given GROUP BY exercise HAVING answered >= 12;

-- ---- What is told ----

CREATE OR REPLACE TEMP TABLE district_size AS
SELECT CASE WHEN count(*) < 5 THEN 'fewer than 5' ELSE count(*)::VARCHAR END AS hand_ins FROM h_learners;

-- The texts of the two forms (their reasons come later) and predictions are not among the answers.
CREATE OR REPLACE TEMP TABLE district_answers AS
SELECT exercise, part, value, told(count(*), any_value(answered)) AS share
FROM a_given JOIN a_answered USING (exercise) JOIN q_all USING (exercise)
WHERE marking = 'now' GROUP BY exercise, part, value ORDER BY exercise, part, value;

CREATE OR REPLACE TEMP TABLE district_agreement AS
WITH counted AS (
    SELECT exercise, part, value, count(*) AS n FROM a_given GROUP BY ALL
), parts AS (
    SELECT exercise, part, max(n) AS most FROM counted GROUP BY ALL
)
SELECT exercise, told(round_even(sum(most) / count(*), 0)::INT, any_value(answered)) AS agreement
FROM parts JOIN a_answered USING (exercise) JOIN q_all USING (exercise)
WHERE marking = 'now' AND NOT (kind = 'choice' AND list_bool_and(
    list_transform(json_extract_string(q, '$.options[*].accepted'), lambda a: a = 'true')))
GROUP BY exercise ORDER BY exercise;

CREATE OR REPLACE TEMP TABLE district_sentences AS
WITH marked AS (
    SELECT filename, exercise, attempt, m.value->>'$.label' AS label, m.value->>'$.sentence' AS sentence
    FROM h_attempts AS a JOIN q_all AS q USING (exercise), json_each(given, '$.answer') AS m
    WHERE kind = 'spans' AND filename IN (FROM h_learners) AND json_type(given, '$.answer') = 'ARRAY'
    QUALIFY attempt = min(attempt) OVER (PARTITION BY filename, exercise)
), counted AS (
    SELECT exercise, label, sentence, count(DISTINCT filename) AS n FROM marked GROUP BY ALL
), answered AS (
    SELECT exercise, count(DISTINCT filename) AS answered FROM marked GROUP BY exercise HAVING answered >= 12
), asked AS (
    SELECT exercise, answered, label, sentence
    FROM answered JOIN q_all USING (exercise),
        unnest(json_extract_string(q, '$.labels[*]')) AS l(label),
        unnest(json_extract_string(q, '$.passage.sentences[*]')) AS s(sentence)
)
SELECT exercise, label, sentence, told(coalesce(n, 0), answered) AS share
FROM asked LEFT JOIN counted USING (exercise, label, sentence)
ORDER BY exercise, label, sentence;

CREATE OR REPLACE TEMP TABLE district_sureness AS
WITH whole AS (
    SELECT filename, exercise, any_value(confidence) AS confidence, bool_and(accepted) AS fitted
    FROM a_given WHERE exercise IN (FROM q_single) AND confidence IS NOT NULL GROUP BY ALL
), banded AS (
    SELECT *, CASE WHEN confidence >= 90 THEN 'Very sure' WHEN confidence >= 70 THEN 'Quite sure'
        ELSE 'Not so sure' END AS band FROM whole
)
SELECT band, CASE
    WHEN least(count(DISTINCT filename) FILTER (fitted), count(DISTINCT filename) FILTER (NOT fitted)) < 5
    THEN 'too few to tell'
    ELSE ((20 * count(*) FILTER (fitted) + count(*)) // (2 * count(*))) || ' in 10' END AS fitted
FROM (VALUES (1, 'Very sure'), (2, 'Quite sure'), (3, 'Not so sure')) AS bands(place, band) LEFT JOIN banded USING (band)
GROUP BY place, band ORDER BY place;

CREATE OR REPLACE TEMP TABLE district_forms AS
WITH items AS (
    SELECT exercise, upper(right(lesson, 1)) AS form,
        NOT list_contains(list_transform(
            list_filter(json_extract(q, '$.options[*]'), lambda o: json_extract_string(o, '$.accepted') = 'true'),
            lambda o: json_extract_string(o, '$.id')), 'wait') AS sound
    FROM q_all WHERE lesson IN ('form_a', 'form_b')
), last_lesson AS (
    SELECT filename, min(place) AS place FROM h_exercises
    WHERE exercise IN (SELECT exercise FROM q_all WHERE lesson = '09_look_back') GROUP BY filename
), met AS (
    SELECT e.filename,
        arg_min(form, e.place) FILTER (e.place < coalesce(l.place, 1000000000)) AS earlier,
        arg_min(form, e.place) FILTER (e.place > l.place) AS later
    FROM h_exercises AS e JOIN items USING (exercise) LEFT JOIN last_lesson AS l ON l.filename = e.filename
    WHERE e.filename IN (FROM h_learners) GROUP BY e.filename
), sides AS (
    SELECT filename, 'before' AS side, earlier AS form FROM met WHERE earlier IS NOT NULL
    UNION ALL
    SELECT filename, 'after', CASE earlier WHEN 'A' THEN 'B' WHEN 'B' THEN 'A' ELSE later END FROM met
), learners AS (
    SELECT side, filename, count(*) AS answered,
        count(*) FILTER (sound) AS sound_texts, count(*) FILTER (sound AND value <> 'wait') AS passed_on,
        count(*) FILTER (NOT sound) AS weak_texts, count(*) FILTER (NOT sound AND value <> 'wait') AS let_through
    FROM sides JOIN items USING (form) JOIN a_given USING (filename, exercise) GROUP BY ALL
    -- No more than two items of a form may be open.
    HAVING answered >= (SELECT count(*) FROM items WHERE form = 'A') - 2
), pooled AS (
    -- Only learners who did both: else a change of the class could be a change of who is in it.
    SELECT side, count(*) AS learners, z((sum(passed_on) + 0.5) / (sum(sound_texts) + 1)) AS hits,
        z((sum(let_through) + 0.5) / (sum(weak_texts) + 1)) AS alarms
    FROM learners WHERE filename IN (SELECT filename FROM learners GROUP BY filename HAVING count(*) = 2)
    GROUP BY side HAVING count(*) >= 5
)
SELECT side, learners // 5 * 5 AS at_least, round(hits - alarms, 1) AS d_prime,
    round(-(hits + alarms) / 2, 1) AS criterion
FROM pooled ORDER BY side DESC;
