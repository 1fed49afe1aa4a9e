-- A run that begins or ends. staged: run_id, incident, code_version, at, state.
MERGE INTO core.runs AS runs
USING staged AS told
    ON runs.run_id = told.run_id
WHEN MATCHED THEN UPDATE SET state = told.state, finished_at = told.at
WHEN NOT MATCHED THEN
    INSERT (run_id, incident, code_version, started_at, state)
    VALUES (told.run_id, told.incident, told.code_version, told.at, told.state);
