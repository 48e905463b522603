-- Of the mean of ln(candidate/baseline) over the pairs. None where nobody told: runs before this, and files of others.

ALTER TABLE estimate ADD COLUMN standard_error DOUBLE PRECISION;
