-- The snapshot that a bundle is made from.
ATTACH $path AS dataset (READ_ONLY);
