-- Of the mean of ln(candidate/baseline) over the pairs. None where nobody told: runs before this, and files of others.

ALTER TABLE estimate ADD COLUMN standard_error DOUBLE PRECISION;

-- What each side of a run's comparisons ran. Flags are a JSON array, parameters an object.

CREATE TABLE variant (
  run              VARCHAR(64)      NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  place            INTEGER          NOT NULL,
  name             TEXT             NOT NULL,
  jdk              VARCHAR(200)     NOT NULL,
  flags            TEXT             NOT NULL,
  params           TEXT             NOT NULL,
  commit_hash      VARCHAR(100)     NOT NULL,
  PRIMARY KEY (run, place)
);
