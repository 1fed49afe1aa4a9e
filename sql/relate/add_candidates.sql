-- staged: evidence_sha256, of_evidence_sha256 (the greater hash). A pair that was judged before anybody had read its
-- sentences is judged again: order of arrival may not matter.
DELETE FROM core.relations AS relations
USING staged
WHERE
    relations.evidence_sha256 = staged.evidence_sha256
    AND relations.of_evidence_sha256 = staged.of_evidence_sha256
    AND (relations.kind IS NULL OR relations.kind = 'shares_quotation')
    AND (staged.evidence_sha256, staged.of_evidence_sha256) NOT IN (
        SELECT (evidence_sha256, of_evidence_sha256) FROM core.candidates WHERE found_by = 'meaning'
    );

INSERT OR IGNORE INTO core.candidates
SELECT DISTINCT evidence_sha256, of_evidence_sha256, 'meaning' FROM staged;
