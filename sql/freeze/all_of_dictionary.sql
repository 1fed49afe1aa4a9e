-- What does every column of the bundle mean?
FROM bundle.meta.data_dictionary;
