-- For a second reader of the same dataset: core means the writer's.
USE work
