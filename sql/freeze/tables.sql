-- Which statement puts the rows of `staged` into the bundle, as a table of that name?
SELECT format('CREATE TABLE bundle.main."{}" AS FROM staged', $relation);
