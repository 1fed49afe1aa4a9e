-- Sentences and headlines in these languages, each once.
SELECT DISTINCT segment_sha256, language, original FROM core.sentences WHERE list_contains($sources, language);
